import { Observable, timer, type OperatorFunction, type Subscription } from 'rxjs';

/**
 * Gathers values and hands them over when none came for `quietFor` ms, in order, none left out; at once when `limit` wait.
 *
 * One timer runs while something waits, set anew only when it fires.
 */
export function batchWhenQuiet<T>(quietFor: number, now: () => number, limit = 500): OperatorFunction<T, readonly T[]> {
  return (source) =>
    new Observable((subscriber) => {
      let held: T[] = [];
      let lastAt = 0;
      let waiting: Subscription | undefined;
      function look(): void {
        const rest = lastAt + quietFor - now();
        if (rest > 0) waiting = timer(rest).subscribe(look);
        else flush();
      }
      function flush(): void {
        waiting?.unsubscribe();
        waiting = undefined;
        const values = held;
        held = [];
        subscriber.next(values);
      }
      subscriber.add(() => waiting?.unsubscribe());
      subscriber.add(
        source.subscribe({
          next(value) {
            held.push(value);
            lastAt = now();
            if (held.length >= limit) flush();
            else waiting ??= timer(quietFor).subscribe(look);
          },
          error: (error: unknown) => subscriber.error(error),
          complete() {
            if (held.length > 0) flush();
            subscriber.complete();
          },
        }),
      );
    });
}
