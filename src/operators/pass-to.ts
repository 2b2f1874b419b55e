import type { Observer } from 'rxjs';

/** Makes an observer that hands values to `next`, and passes an error and completion on to `subscriber`. */
export function passTo<T>(subscriber: Observer<never>, next: (value: T) => void): Observer<T> {
  return { next, error: (error: unknown) => subscriber.error(error), complete: () => subscriber.complete() };
}
