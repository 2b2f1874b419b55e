import { Observable, type OperatorFunction } from 'rxjs';
import { nextAnimationFrame, type NextFrame } from '../environment.js';

/**
 * Lets only the newest value of each key through, at most once a frame, in the order in which the newest came.
 *
 * A frame may bring hundreds of ticks for a dozen symbols, and only the last of each can be seen. Holds one value per key, and hands over
 * at once when `limit` keys wait, so that nothing is dropped. The first value asks for a frame: nothing runs while nothing waits.
 */
export function coalesceByKey<T>(
  keyOf: (value: T) => unknown,
  nextFrame: NextFrame = nextAnimationFrame,
  limit = 500,
): OperatorFunction<T, readonly T[]> {
  return (source) =>
    new Observable((subscriber) => {
      const held = new Map<unknown, T>();
      let cancelFrame: (() => void) | undefined;
      function flush(): void {
        cancelFrame?.();
        cancelFrame = undefined;
        const values = [...held.values()];
        held.clear();
        subscriber.next(values);
      }
      subscriber.add(() => cancelFrame?.());
      subscriber.add(
        source.subscribe({
          next(value) {
            const key = keyOf(value);
            // Taken out first, so that a value never stands before one that it came after.
            held.delete(key);
            held.set(key, value);
            if (held.size >= limit) flush();
            else cancelFrame ??= nextFrame(flush);
          },
          error: (error: unknown) => subscriber.error(error),
          complete() {
            if (held.size > 0) flush();
            subscriber.complete();
          },
        }),
      );
    });
}
