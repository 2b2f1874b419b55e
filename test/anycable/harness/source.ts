import type { AnyCable } from './server.js';

/** A source of numbered bodies, `{ n: 1 }`, `{ n: 2 }` … */
export interface Source {
  /** The last number that the server took. */
  readonly last: number;
  /** Ends after what is under way. */
  stop(): Promise<void>;
}

/** Broadcasts at a steady rate, one after another, so that the order is kept. While the server is away, a number is tried again. */
export function startSource(server: AnyCable, stream: string, perSecond: number): Source {
  /** At high rates several go in one request. */
  const every = Math.max(10, 1_000 / perSecond);
  let last = 0;
  let isOver = false;
  const begun = performance.now();

  async function run(): Promise<void> {
    while (!isOver) {
      const due = Math.floor(((performance.now() - begun) * perSecond) / 1_000);
      const bodies = Array.from({ length: Math.max(0, Math.min(due - last, 500)) }, (_, index) => ({ n: last + index + 1 }));
      const isTaken =
        bodies.length === 0 ||
        (await server.broadcastAll(stream, bodies).then(
          () => true,
          () => false,
        ));
      if (isTaken) last += bodies.length;
      await new Promise((resolve) => setTimeout(resolve, every));
    }
  }

  const running = run();
  return {
    get last() {
      return last;
    },
    async stop() {
      isOver = true;
      await running;
    },
  };
}

/** Broadcasts the numbers from `first` to `last`, one request after another. */
export async function broadcastNumbers(server: AnyCable, stream: string, first: number, last: number): Promise<void> {
  for (let n = first; n <= last; n += 1) await server.broadcast(stream, { n });
}

/** Returns the numbers from `first` to `last`. */
export function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** What became of consecutive numbers. */
export interface Outcome {
  readonly lost: number;
  readonly double: number;
  readonly late: number;
}

/** Compares what was received with the numbers from `first` to `last`. */
export function outcomeOf(received: readonly number[], first: number, last: number): Outcome {
  const distinct = new Set(received);
  const lost = range(first, last).filter((n) => !distinct.has(n)).length;
  let highest = -Infinity;
  let late = 0;
  for (const n of received) {
    if (n < highest) late += 1;
    highest = Math.max(highest, n);
  }
  return { lost, double: received.length - distinct.size, late };
}
