import assert from 'node:assert/strict';
import type { Subscription } from 'rxjs';
import { type RunHelpers, TestScheduler } from 'rxjs/testing';
import type { NextFrame } from '../../src/environment.js';

/** A `NextFrame` of drawn frames, which tells how many wait for one. */
export type DrawnFrames = NextFrame & { readonly waiting: () => number };

/** What a marble test draws with: RxJS's helpers, the page's frames, and the clock. */
export interface MarbleHelpers extends RunHelpers {
  /** Makes the frames of a page that come where the drawing has a letter; at the same place, what arrives comes before the frame. */
  readonly nextFrame: (frames: string) => DrawnFrames;
  /** Virtual time in ms. */
  readonly now: () => number;
}

/** Runs a test in virtual time, drawn in marbles; compares when the drawing is done. */
export function marbles(draw: (helpers: MarbleHelpers) => void): void {
  const scheduler = new TestScheduler((actual, expected) => assert.deepEqual(actual, expected));
  const now = (): number => scheduler.now();
  const restore = installTimers(scheduler);
  try {
    scheduler.run((helpers) => draw({ ...helpers, now, nextFrame: (frames) => drawnFrames(scheduler, frames) }));
  } finally {
    restore();
  }
}

/** Makes the timers of the process the scheduler's own until the returned function is called. */
function installTimers(scheduler: TestScheduler): () => void {
  const real = { setTimeout, clearTimeout };
  const running = new Map<unknown, Subscription>();
  Object.assign(globalThis, {
    setTimeout(run: () => void, delay = 0) {
      const id = Symbol('timer');
      running.set(id, scheduler.schedule(run, delay));
      return id;
    },
    clearTimeout(id: unknown) {
      running.get(id)?.unsubscribe();
    },
  });
  return () => Object.assign(globalThis, real);
}

function drawnFrames(scheduler: TestScheduler, frames: string): DrawnFrames {
  const times = TestScheduler.parseMarbles(frames, undefined, undefined, false, true).map(({ frame }) => frame);
  let waiting = 0;
  function nextFrame(callback: () => void): () => void {
    const at = times.find((time) => time > scheduler.now());
    if (at === undefined) return () => undefined;
    waiting += 1;
    const running = scheduler.schedule(() => {
      waiting -= 1;
      callback();
    }, at - scheduler.now());
    return () => {
      waiting -= 1;
      running.unsubscribe();
    };
  }
  return Object.assign(nextFrame, { waiting: () => waiting });
}
