import { after, type NextFrame } from '../environment.js';

/**
 * Creates a `NextFrame` that fires at most once in `every` ms: first in the next frame, then that long after the last one.
 *
 * Passed to `batchPerFrame` or `coalesceByKey`, it slows them down.
 */
export function everySoOften(every: number, nextFrame: NextFrame, now: () => number): NextFrame {
  let lastAt = -Infinity;
  return (callback) => {
    function run(): void {
      lastAt = now();
      callback();
    }
    const rest = lastAt + every - now();
    if (rest <= 0) return nextFrame(run);
    const waiting = after(rest, run);
    return () => waiting.unsubscribe();
  };
}
