import type { Subscription } from 'rxjs';
import { after } from '../environment.js';

/** How far below the last a number must be to mean a new count; late ones are at most some hundred places behind (S8). */
export const COUNT_RESTARTED = 1_000;

/** How long numbers may be below the last and still come for the first time, in ms: a cable that stalls lags 6.5 s behind a snapshot. */
const LAG_WITHIN = 10_000;

/** How long a number may be late before it counts as lost, in ms; Rails mixes up to half a second (R20). */
const LATE_WITHIN = 500;

/** How many values may wait for a late one (R20). */
const MOST_WAITING = 100;

/** How a numbered stream is put in order. */
export interface SequenceOptions<T> {
  readonly deliver: (value: T) => void;
  /**
   * Told once for each hole that time did not fill: everything before the hole was delivered, and what followed it comes next. At a
   * beginning nobody knows whether there is one.
   */
  readonly onHole: (isBeginning: boolean) => void;
  /** Monotonic time in ms. */
  readonly now: () => number;
}

/** Values in the order of their numbers. */
export interface Sequence<T> {
  take(value: T, number: number): void;
  /** Goes on after a number that is known from elsewhere (a snapshot), or from any; what waits and is newer is delivered in its turn. */
  goOnAfter(number: number | undefined): void;
  /** The last number that was delivered, or known from elsewhere. */
  last(): number | undefined;
  /** The highest number that came, or is known from elsewhere. */
  highest(): number | undefined;
  /** Delivers what waits, holes or not, and takes the next number as a new beginning: after a loss nobody knows which it will be. */
  restart(): void;
  end(): void;
}

/**
 * Puts values in order by their numbers, one apart: doubles are dropped, a late one is waited for.
 *
 * Rails keeps no order: at 200 a second 3–8 % come late, by up to 27 places. What comes in order passes at once, and nothing is
 * scheduled for it. A number far below the last one is a server that began anew, and so are lower ones that go on for ten seconds: a new
 * beginning.
 */
export function createSequence<T>({ deliver, onHole, now }: SequenceOptions<T>): Sequence<T> {
  const waiting = new Map<number, T>();
  let last: number | undefined;
  let watch: Subscription | undefined;
  /** The highest of the numbers that came since the last one, and are below it. */
  let low: number | undefined;
  let lowSince = 0;

  function pass(value: T, number: number): void {
    last = number;
    low = undefined;
    deliver(value);
  }

  /** Tells a double from a number of a new count: that one goes on where doubles end. */
  function isDouble(number: number, known: number): boolean {
    if (low === undefined) lowSince = now();
    const before = low ?? number;
    low = Math.max(before, number);
    return number >= known - COUNT_RESTARTED && (number <= before || number === known || now() < lowSince + LAG_WITHIN);
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

  /** Steps over the first hole; a second one is waited for in its turn. */
  function giveUp(): void {
    const isBeginning = last === undefined;
    last = Math.min(...waiting.keys()) - 1;
    onHole(isBeginning);
    passWaiting();
  }

  function restart(): void {
    for (const [number, value] of [...waiting].sort(([one], [other]) => one - other)) pass(value, number);
    waiting.clear();
    last = undefined;
    passWaiting();
  }

  return {
    take(value, number) {
      if (last !== undefined && number <= last) {
        if (isDouble(number, last)) return;
        restart();
      }
      if (number - 1 === last) {
        pass(value, number);
        if (waiting.size > 0) passWaiting();
      } else {
        waiting.set(number, value);
        if (waiting.size > MOST_WAITING) giveUp();
        else watch ??= after(LATE_WITHIN, giveUp);
      }
    },
    goOnAfter(number) {
      for (const known of waiting.keys()) if (known <= (number ?? -Infinity)) waiting.delete(known);
      last = number;
      low = undefined;
      passWaiting();
    },
    last: () => last,
    highest: () => (waiting.size > 0 ? Math.max(...waiting.keys()) : last),
    restart,
    end() {
      watch?.unsubscribe();
      waiting.clear();
    },
  };
}
