import { Observable, type OperatorFunction } from 'rxjs';
import type { NextFrame } from '../environment.js';

/** The values that wait, and when they are emitted. */
export interface Gathering<T> {
  /** Adds a value; returns how many are waiting now. */
  readonly add: (value: T) => number;
  /** Removes and returns the waiting values, in order. Called only if there are any. */
  readonly take: () => readonly T[];
  /** Schedules one emission for everything that waits. */
  readonly schedule: NextFrame;
}

/**
 * Gathers values and emits them together. `begin` creates a new gathering for each subscriber.
 *
 * The first value schedules the emission, so nothing runs while nothing is waiting. When `limit` values are waiting they are emitted at
 * once, so that the buffer is bounded and nothing is dropped. Completion emits what is waiting, an error does not.
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
