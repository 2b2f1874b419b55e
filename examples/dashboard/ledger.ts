/** What one reader of the shop knows: today's orders, and the activities it has received since it started. */
export interface Ledger {
  readonly orders: number | undefined;
  noteOrders(bodies: readonly unknown[]): void;
  noteActivities(bodies: readonly unknown[]): void;
  /** Returns how many activities it missed, up to the one with this number. */
  unheardUpTo(seq: number): number;
}

/** The state that a client reports. */
export interface Belief {
  readonly words: string;
  readonly kind: 'good' | 'bad' | 'plain';
  /** Whether it polls. */
  readonly lags?: boolean;
}

/** A client that follows the shop. */
export interface Reader {
  readonly ledger: Ledger;
  believes(): Belief;
}

/** Creates an empty ledger. Duplicates count once; the shop numbers its activities from 1 without gaps. */
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

/** Reads a number from a body of any shape. */
export function readNumber(body: unknown, name: string): number | undefined {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** Returns the members of a batch, or the body itself. */
function membersOf(bodies: readonly unknown[]): readonly unknown[] {
  return bodies.flatMap((body) => {
    const data: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'data') : undefined;
    return Array.isArray(data) ? (data as readonly unknown[]) : [body];
  });
}
