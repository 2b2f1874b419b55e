import type { Observer } from 'rxjs';

/** Creates an observer that passes values to `next`, and errors and completion to `subscriber`. */
export function passTo<T>(subscriber: Observer<never>, next: (value: T) => void): Observer<T> {
  return { next, error: (error: unknown) => subscriber.error(error), complete: () => subscriber.complete() };
}
