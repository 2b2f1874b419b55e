import type { Subscription } from 'rxjs';
import { after } from '../environment.js';

/** How far below the last one a number must be to start a new count. Late ones are at most some hundred places behind. */
export const COUNT_RESTARTED = 1_000;

/** How long numbers below the last one may still be late messages, in ms. A cable that stalls lags 6.5 s behind a snapshot. */
const LAG_WITHIN = 10_000;

/** How long a number may be late before it counts as lost, in ms. Rails reorders within half a second. */
const LATE_WITHIN = 500;

/** How many values may wait for a late one. */
const MOST_WAITING = 100;

/** How many numbers of a stream that leaves out numbers are remembered, to detect duplicates. */
const MOST_SEEN = 1_000;

/** How a numbered stream is put in order. */
export interface SequenceOptions<T> {
  readonly deliver: (value: T) => void;
  /**
   * Called once for each hole that was not filled in time, with its first and last missing number. Everything before the hole has been
   * delivered; what follows it comes next. At the beginning of a stream the first number is unknown, and so is whether there is a hole.
   */
  readonly onHole: (first: number | undefined, last: number) => void;
  /** Whether the stream leaves out numbers by itself. Then missing numbers are not waited for, and late values are delivered late. */
  readonly isSparse?: () => boolean;
  /** Monotonic time in ms. */
  readonly now: () => number;
}

/** Values in the order of their numbers. */
export interface Sequence<T> {
  take(value: T, number: number): void;
  /**
   * Continues after a number known from a snapshot, or after any number; waiting newer values are delivered in order. `known`: the numbers
   * that the snapshot contains.
   */
  goOnAfter(number: number | undefined, known?: readonly number[]): void;
  /** The last number that was delivered, or known from a snapshot. */
  last(): number | undefined;
  /** The highest number received, or known from a snapshot. */
  highest(): number | undefined;
  /** The values that wait for a late one. */
  waiting(): Iterable<T>;
  /** Delivers the waiting values despite holes, and accepts any next number: after a loss it is unknown which one comes. */
  restart(): void;
  /** Continues after the last number before the restart, unless values were waiting then. */
  resume(): void;
  end(): void;
}

/**
 * Puts values in order by their consecutive numbers: duplicates are dropped, and late values are waited for.
 *
 * Rails keeps no order: at 200 messages a second 3–8 % are late, by up to 27 places. Values in order pass at once, and schedule nothing.
 * The server's count restarted if a number is 1,000 or more below the last one, or if lower ones keep coming for 10 s.
 */
export function createSequence<T>({ deliver, onHole, isSparse = () => false, now }: SequenceOptions<T>): Sequence<T> {
  const waiting = new Map<number, T>();
  /** The numbers received from a stream that leaves out some. */
  const seen = new Set<number>();
  let last: number | undefined;
  /** The last number before the restart, if nothing was waiting for a late value. */
  let lastBefore: number | undefined;
  let watch: Subscription | undefined;
  /** The highest number below the last one that was received since. */
  let low: number | undefined;
  let lowSince = 0;

  function pass(value: T, number: number): void {
    last = number;
    low = undefined;
    deliver(value);
  }

  function see(number: number): void {
    seen.add(number);
    if (seen.size > MOST_SEEN) seen.delete(seen.values().next().value ?? number);
  }

  /** Notes a number below the last one. Returns whether it is a duplicate; a new count instead keeps increasing where duplicates end. */
  function noteLow(number: number, known: number): boolean {
    if (low === undefined) lowSince = now();
    const before = low ?? number;
    low = Math.max(before, number);
    return number >= known - COUNT_RESTARTED && (number <= before || number === known || now() < lowSince + LAG_WITHIN);
  }

  /** Returns whether this number was left out before and is now late. */
  function isLeftOut(number: number): boolean {
    const [first] = seen;
    return isSparse() && first !== undefined && number > first && !seen.has(number);
  }

  function passWaiting(): void {
    while (last !== undefined && waiting.has(last + 1)) {
      const number: number = last + 1;
      const value = waiting.get(number) as T;
      waiting.delete(number);
      pass(value, number);
    }
    watch?.unsubscribe();
    watch = waiting.size > 0 ? after(LATE_WITHIN, giveUp) : undefined;
  }

  /** Skips the first hole. A second one gets its own time. */
  function giveUp(): void {
    const first = last === undefined ? undefined : last + 1;
    last = Math.min(...waiting.keys()) - 1;
    onHole(first, last);
    passWaiting();
  }

  function restart(): void {
    lastBefore = waiting.size > 0 ? undefined : last;
    for (const [number, value] of [...waiting].sort(([one], [other]) => one - other)) pass(value, number);
    waiting.clear();
    last = undefined;
    passWaiting();
  }

  return {
    take(value, number) {
      if (last !== undefined && number <= last) {
        if (isLeftOut(number)) {
          see(number);
          return deliver(value);
        }
        if (noteLow(number, last)) return;
        restart();
      }
      if (isSparse()) see(number);
      if (number - 1 === last || (last !== undefined && isSparse())) {
        pass(value, number);
        if (waiting.size > 0) passWaiting();
      } else {
        waiting.set(number, value);
        if (waiting.size > MOST_WAITING) giveUp();
        else watch ??= after(LATE_WITHIN, giveUp);
      }
    },
    goOnAfter(number, known = []) {
      if (isSparse()) known.forEach(see);
      for (const waits of waiting.keys()) if (waits <= (number ?? -Infinity)) waiting.delete(waits);
      last = number;
      low = lastBefore = undefined;
      passWaiting();
    },
    last: () => last,
    highest: () => (waiting.size > 0 ? Math.max(...waiting.keys()) : last),
    waiting: () => waiting.values(),
    restart,
    resume: () => void (last ??= lastBefore),
    end() {
      watch?.unsubscribe();
      waiting.clear();
    },
  };
}
