/** What one reader of the shop knows: the orders of today, and which activities it heard of since it began to listen. */
export interface Ledger {
  readonly orders: number | undefined;
  noteOrders(bodies: readonly unknown[]): void;
  noteActivities(bodies: readonly unknown[]): void;
  /** Tells how many activities it never heard of, up to the one with this number. */
  unheardUpTo(seq: number): number;
}

/** What a client believes of its connection. */
export interface Belief {
  readonly words: string;
  readonly kind: 'good' | 'bad' | 'plain';
  /** Whether what it knows comes by asking now and then. */
  readonly lags?: boolean;
}

/** Somebody who follows the shop. */
export interface Reader {
  readonly ledger: Ledger;
  believes(): Belief;
}

/** Makes a ledger that knows nothing. What is told twice counts once; the shop numbers its activities from 1, one apart. */
export function createLedger(): Ledger {
  let orders: number | undefined;
  let first: number | undefined;
  let last = 0;
  let heard = 0;
  return {
    get orders() {
      return orders;
    },
    noteOrders(bodies) {
      const value = readNumber(membersOf(bodies).at(-1), 'value');
      if (value !== undefined) orders = value;
    },
    noteActivities(bodies) {
      for (const body of membersOf(bodies)) {
        const seq = readNumber(body, 'seq') ?? 0;
        if (seq <= last) continue;
        last = seq;
        heard += 1;
      }
      if (first !== undefined || last === 0) return;
      first = last;
      heard = 0;
    },
    unheardUpTo: (seq) => (first === undefined ? 0 : last - first - heard + Math.max(0, seq - last)),
  };
}

/** Reads a number of a body, whatever the body is. */
export function readNumber(body: unknown, name: string): number | undefined {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** Takes batches apart. */
function membersOf(bodies: readonly unknown[]): readonly unknown[] {
  return bodies.flatMap((body) => {
    const data: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'data') : undefined;
    return Array.isArray(data) ? (data as readonly unknown[]) : [body];
  });
}
