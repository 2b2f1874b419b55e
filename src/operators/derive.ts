import { Observable } from 'rxjs';
import { passTo } from './pass-to.js';

/**
 * Derives a value from others: computes it at once and again whenever one of `sources` emits, and tells it only where it changed.
 *
 * The sources say when to look, `compute` looks. Completes with the first source that does. Holds the last value.
 */
export function derive<T>(
  sources: readonly Observable<unknown>[],
  compute: () => T,
  isSame: (one: T, other: T) => boolean = Object.is,
): Observable<T> {
  return new Observable((subscriber) => {
    let last = compute();
    function look(): void {
      const value = compute();
      if (isSame(last, value)) return;
      last = value;
      subscriber.next(value);
    }
    subscriber.next(last);
    for (const source of sources) {
      subscriber.add(source.subscribe(passTo(subscriber, look)));
    }
  });
}
