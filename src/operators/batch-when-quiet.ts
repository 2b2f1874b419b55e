import type { OperatorFunction } from 'rxjs';
import { after } from '../environment.js';
import { gather, listOf, type Gathering } from './gather.js';

/**
 * Gathers values and emits them when none has arrived for `quietFor` ms, in order, without leaving any out; at once when `limit` are
 * waiting.
 *
 * One timer runs while something is waiting. It is restarted only when it fires.
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
