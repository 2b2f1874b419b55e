import { Observable, type MonoTypeOperatorFunction } from 'rxjs';
import { passTo } from './pass-to.js';
import { shareWhileUsed } from './share-while-used.js';

/** What a late subscriber is given. */
export interface ReplayOptions<T> {
  /** Tells a value that replaces all before it; what came before the first one is not repeated. */
  readonly isStart: (value: T) => boolean;
  /** How many values are kept; beyond it nothing is, until the next start. */
  readonly limit: number;
  /** Asks for a new start, since a subscriber came and none is kept. */
  readonly onForgotten: () => void;
}

/** Shares one subscription of the source; a late subscriber gets the last start and what followed it first, as its neighbours did. */
export function replaySince<T>({ isStart, limit, onForgotten }: ReplayOptions<T>): MonoTypeOperatorFunction<T> {
  return (source) => {
    let kept: T[] | undefined;
    let forgotten = false;
    function keep(value: T): void {
      if (isStart(value)) {
        kept = [value];
        forgotten = false;
      } else if (kept && kept.push(value) > limit) {
        kept = undefined;
        forgotten = true;
      }
    }
    const value$ = new Observable<T>((subscriber) => {
      subscriber.add(() => {
        kept = undefined;
        forgotten = false;
      });
      return source.subscribe(
        passTo(subscriber, (value) => {
          keep(value);
          subscriber.next(value);
        }),
      );
    }).pipe(shareWhileUsed());
    return new Observable((subscriber) => {
      for (const value of kept ?? []) subscriber.next(value);
      subscriber.add(value$.subscribe(subscriber));
      if (forgotten) onForgotten();
    });
  };
}
