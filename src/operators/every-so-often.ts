import { after, type NextFrame } from '../environment.js';

/**
 * Makes a `NextFrame` that comes at most every so many ms: the first at the next frame, each other so long after the one before.
 *
 * Handed to `batchPerFrame` or `coalesceByKey` it slows them down.
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
