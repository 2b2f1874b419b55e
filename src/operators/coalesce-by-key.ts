import type { OperatorFunction } from 'rxjs';
import { nextAnimationFrame, type NextFrame } from '../environment.js';
import { gather, type Gathering } from './gather.js';

/**
 * Lets only the newest value of each key through, at most once a frame, in the order in which the newest came.
 *
 * A frame may bring hundreds of ticks for a dozen symbols, and only the last of each can be seen. Holds one value per key, and hands over
 * at once when `limit` keys wait, so that nothing is dropped.
 */
export function coalesceByKey<T>(
  keyOf: (value: T) => unknown,
  nextFrame: NextFrame = nextAnimationFrame,
  limit = 500,
): OperatorFunction<T, readonly T[]> {
  return gather(() => newestOf(keyOf, nextFrame), limit);
}

function newestOf<T>(keyOf: (value: T) => unknown, schedule: NextFrame): Gathering<T> {
  const held = new Map<unknown, T>();
  return {
    add(value) {
      const key = keyOf(value);
      // Taken out first, so that a value never stands before one that it came after.
      held.delete(key);
      return held.set(key, value).size;
    },
    take() {
      const values = [...held.values()];
      held.clear();
      return values;
    },
    schedule,
  };
}
