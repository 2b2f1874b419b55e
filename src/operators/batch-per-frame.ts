import { Observable, type OperatorFunction } from 'rxjs';
import { nextAnimationFrame, type NextFrame } from '../environment.js';

/**
 * Gathers values and hands them over at most once a frame, in order, none left out.
 *
 * The first value asks for a frame: nothing runs while nothing waits. When `limit` values wait they are handed over at once, so that the
 * buffer is bounded and nothing is dropped; that happens where a page is hidden and gets no frames, or under more than 30,000 a second.
 */
export function batchPerFrame<T>(nextFrame: NextFrame = nextAnimationFrame, limit = 500): OperatorFunction<T, readonly T[]> {
  return (source) =>
    new Observable((subscriber) => {
      let held: T[] = [];
      let cancelFrame: (() => void) | undefined;
      function flush(): void {
        cancelFrame?.();
        cancelFrame = undefined;
        const values = held;
        held = [];
        subscriber.next(values);
      }
      subscriber.add(() => cancelFrame?.());
      subscriber.add(
        source.subscribe({
          next(value) {
            held.push(value);
            if (held.length >= limit) flush();
            else cancelFrame ??= nextFrame(flush);
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
