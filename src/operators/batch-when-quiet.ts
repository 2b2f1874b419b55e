import type { OperatorFunction } from 'rxjs';
import { after } from '../environment.js';
import { gather, listOf, type Gathering } from './gather.js';

/**
 * Gathers values and hands them over when none came for `quietFor` ms, in order, none left out; at once when `limit` wait.
 *
 * One timer runs while something waits, set anew only when it fires.
 */
export function batchWhenQuiet<T>(quietFor: number, now: () => number, limit = 500): OperatorFunction<T, readonly T[]> {
  return gather(() => quietList(quietFor, now), limit);
}

function quietList<T>(quietFor: number, now: () => number): Gathering<T> {
  let lastAt = 0;
  const list = listOf<T>((callback) => {
    let waiting = after(quietFor, look);
    function look(): void {
      const rest = lastAt + quietFor - now();
      if (rest > 0) waiting = after(rest, look);
      else callback();
    }
    return () => waiting.unsubscribe();
  });
  return {
    ...list,
    add(value) {
      lastAt = now();
      return list.add(value);
    },
  };
}
