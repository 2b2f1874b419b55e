import { Observable, type OperatorFunction } from 'rxjs';
import type { NextFrame } from '../environment.js';

/** What waits to be handed over, and when that happens. */
export interface Gathering<T> {
  /** Takes a value in; returns how many wait now. */
  readonly add: (value: T) => number;
  /** Takes out what waits, in order; called only while something does. */
  readonly take: () => readonly T[];
  /** Asks for the handing over, once for all that waits. */
  readonly schedule: NextFrame;
}

/**
 * Gathers values and hands them over together, as a fresh gathering for each subscriber says.
 *
 * The first value asks for it: nothing runs while nothing waits. When `limit` values wait they are handed over at once, so that the buffer
 * is bounded and nothing is dropped. Completion hands over what waits, an error does not.
 */
export function gather<T>(begin: () => Gathering<T>, limit: number): OperatorFunction<T, readonly T[]> {
  return (source) =>
    new Observable((subscriber) => {
      const { add, take, schedule } = begin();
      let cancel: (() => void) | undefined;
      function flush(): void {
        cancel?.();
        cancel = undefined;
        subscriber.next(take());
      }
      subscriber.add(() => cancel?.());
      subscriber.add(
        source.subscribe({
          next(value) {
            if (add(value) >= limit) flush();
            else cancel ??= schedule(flush);
          },
          error: (error: unknown) => subscriber.error(error),
          complete() {
            if (cancel) flush();
            subscriber.complete();
          },
        }),
      );
    });
}

/** A gathering of every value, in order. */
export function listOf<T>(schedule: NextFrame): Gathering<T> {
  let held: T[] = [];
  return {
    add: (value) => held.push(value),
    take() {
      const values = held;
      held = [];
      return values;
    },
    schedule,
  };
}
