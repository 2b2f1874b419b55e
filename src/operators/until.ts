import { Observable, type MonoTypeOperatorFunction } from 'rxjs';

/** Completes with the first value of `end$`. Used instead of RxJS's `takeUntil`, which is larger. */
export function until<T>(end$: Observable<unknown>): MonoTypeOperatorFunction<T> {
  return (source) =>
    new Observable((subscriber) => {
      subscriber.add(end$.subscribe(() => subscriber.complete()));
      if (!subscriber.closed) subscriber.add(source.subscribe(subscriber));
    });
}
