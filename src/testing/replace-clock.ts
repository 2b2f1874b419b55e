import { CablegramError } from '../errors.js';
import type { Timers } from './timers.js';

type Run = (...values: unknown[]) => void;

/** The length of a frame of the virtual page, in ms. */
export const FRAME = 16;

let isReplaced = false;

/**
 * Replaces the timers, frames and clocks of this page or process, until the returned function is called.
 *
 * @throws CablegramError `option-invalid` if they are already replaced, since two tests at once would not restore the real ones.
 */
export function replaceClock(timers: Timers, wall: () => number): () => void {
  if (isReplaced) throw new CablegramError('option-invalid', 'Time is virtual already; run such tests one after the other.');
  isReplaced = true;
  const frames = new Map<number, FrameRequestCallback>();
  const replaced = { ...timerFunctions(timers), ...frameFunctions(timers, frames), Date: dateOf(wall) };
  const real = Object.fromEntries(Object.keys(replaced).map((name) => [name, (globalThis as Record<string, unknown>)[name]]));
  const realNow = Object.getOwnPropertyDescriptor(performance, 'now');
  Object.assign(globalThis, replaced);
  Object.defineProperty(performance, 'now', { value: () => timers.now, configurable: true, writable: true, enumerable: true });
  return () => {
    isReplaced = false;
    Object.assign(globalThis, real);
    // In a page it is on the prototype, in Node on the object.
    if (realNow) Object.defineProperty(performance, 'now', realNow);
    else Reflect.deleteProperty(performance, 'now');
    // Code that requests one frame after the other would otherwise wait forever for a virtual frame.
    for (const run of frames.values()) requestAnimationFrame(run);
  };
}

function timerFunctions(timers: Timers): Record<string, unknown> {
  const handleOf = createHandles(timers);
  const clear = (handle: unknown): void => timers.clear(Number(handle));
  return {
    setTimeout: (run: Run, delay?: number, ...values: unknown[]) => handleOf(timers.start(() => run(...values), Number(delay) || 0)),
    setInterval: (run: Run, every?: number, ...values: unknown[]) => {
      // As in every engine, no interval is shorter than 1 ms.
      const rest = Math.max(1, Number(every) || 0);
      return handleOf(timers.start(() => run(...values), rest, rest));
    },
    clearTimeout: clear,
    clearInterval: clear,
  };
}

/** Node's timers are objects, on which libraries call `unref()`. A page's timers are numbers. */
function createHandles(timers: Timers): (id: number) => unknown {
  const probe = setTimeout(() => undefined, 0) as unknown;
  clearTimeout(probe as number);
  if (typeof probe !== 'object') return (id) => id;
  return (id) => {
    const handle = {
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      close: () => timers.clear(id),
      [Symbol.toPrimitive]: () => id,
    };
    return handle;
  };
}

/** If the host has frames, they come every 16 ms. */
function frameFunctions(timers: Timers, frames: Map<number, FrameRequestCallback>): Record<string, unknown> {
  if (typeof requestAnimationFrame !== 'function') return {};
  return {
    requestAnimationFrame(run: FrameRequestCallback) {
      const id = timers.start(() => {
        frames.delete(id);
        run(timers.now);
      }, FRAME);
      frames.set(id, run);
      return id;
    },
    cancelAnimationFrame(id: number) {
      frames.delete(id);
      timers.clear(id);
    },
  };
}

/** The `Date` of another clock. Dates of either are instances of both. */
function dateOf(wall: () => number): DateConstructor {
  return new Proxy(Date, {
    construct: (target, values, newTarget) => Reflect.construct(target, values.length > 0 ? values : [wall()], newTarget) as Date,
    apply: (target) => new target(wall()).toString(),
    get: (target, name) => (name === 'now' ? wall : (Reflect.get(target, name) as unknown)),
  });
}
