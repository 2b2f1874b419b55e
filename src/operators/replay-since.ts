import { Observable, type MonoTypeOperatorFunction } from 'rxjs';
import { shareWhileUsed } from './share-while-used.js';

/**
 * Shares one subscription of the source; a late subscriber gets the last start and what followed it first, as its neighbours did.
 *
 * `isStart` tells a value that replaces all before it; what came before the first one is not repeated. Beyond `limit` values none is kept
 * until the next start, which whoever comes then asks for by `onForgotten`.
 */
export function replaySince<T>(isStart: (value: T) => boolean, limit: number, onForgotten: () => void): MonoTypeOperatorFunction<T> {
  return (source) => {
    let kept: T[] | undefined;
    let forgotten = false;
    function forget(isTooMuch = false): void {
      kept = undefined;
      forgotten = isTooMuch;
    }
    function keep(value: T): void {
      if (isStart(value)) {
        kept = [value];
        forgotten = false;
      } else if (kept && kept.push(value) > limit) forget(true);
    }
    const value$ = source.pipe(shareWhileUsed({ onValue: keep, onStop: forget }));
    return new Observable((subscriber) => {
      for (const value of kept ?? []) subscriber.next(value);
      subscriber.add(value$.subscribe(subscriber));
      if (forgotten) onForgotten();
    });
  };
}
