import type { Observable, Subscription } from 'rxjs';

/** What came out of a stream so far, and how it ended. */
export interface Recording<T> {
  readonly values: T[];
  readonly errors: unknown[];
  readonly completed: boolean;
  readonly subscription: Subscription;
}

/** Subscribes to a stream and writes down what comes. */
export function record<T>(stream$: Observable<T>): Recording<T> {
  const values: T[] = [];
  const errors: unknown[] = [];
  let completed = false;
  const subscription = stream$.subscribe({
    next: (value) => values.push(value),
    error: (error: unknown) => errors.push(error),
    complete: () => (completed = true),
  });
  return {
    values,
    errors,
    get completed() {
      return completed;
    },
    subscription,
  };
}
