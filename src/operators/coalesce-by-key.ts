import type { OperatorFunction } from 'rxjs';
import { nextAnimationFrame, type NextFrame } from '../environment.js';
import { gather, type Gathering } from './gather.js';

/**
 * Emits only the newest value of each key, at most once a frame, in the order in which the newest values arrived.
 *
 * A frame may bring hundreds of ticks for a dozen symbols, and only the last of each can be seen. Holds one value per key, and emits at
 * once when `limit` keys are waiting, so that nothing is dropped.
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
      // Removed first, so that a value never precedes one that arrived before it.
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
