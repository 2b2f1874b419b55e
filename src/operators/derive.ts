import { Observable } from 'rxjs';
import { passTo } from './pass-to.js';

/**
 * Derives a value from others: computes it at once and again whenever one of `sources` emits, and emits it only if it has changed.
 *
 * The sources only trigger `compute`. Completes with the first source that does. Holds the last value.
 */
export function derive<T>(
  sources: readonly Observable<unknown>[],
  compute: () => T,
  isSame: (one: T, other: T) => boolean = Object.is,
): Observable<T> {
  return new Observable((subscriber) => {
    let last = compute();
    function update(): void {
      const value = compute();
      if (isSame(last, value)) return;
      last = value;
      subscriber.next(value);
    }
    subscriber.next(last);
    // One subscriber for all of them, since each view of a page derives its status from six.
    const updating = passTo(subscriber, update);
    subscriber.add(updating);
    for (const source of sources) source.subscribe(updating);
  });
}
