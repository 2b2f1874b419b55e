import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import type { Environment } from '../../src/environment.js';

interface Timer {
  at: number;
  readonly run: () => void;
  readonly every: number | undefined;
}

/** How long a frame of the virtual page takes, in ms. */
export const FRAME = 16;

/**
 * A page whose clock is moved by hand: timers, the wall clock, frames, visibility and the network.
 *
 * While it is installed, the timers of the process are its own. What a timer throws is kept in `uncaught` instead of ending the process.
 */
export class VirtualTime {
  /** What `random()` says; replace it to draw otherwise. */
  random: () => number = () => 0.5;
  isVisible = true;
  isOnline = true;
  /** What was thrown where nobody could catch it. */
  uncaught: unknown[] = [];
  readonly environment: Environment;
  readonly #wake$ = new Subject<void>();
  readonly #offline$ = new Subject<void>();
  readonly #timers = new Map<number, Timer>();
  #now = 0;
  #wallBegan = Date.UTC(2026, 0, 1);
  #lastId = 0;

  constructor() {
    this.environment = {
      now: () => this.#now,
      random: () => this.random(),
      nextFrame: (callback) => {
        const id = this.#start(callback, FRAME, undefined);
        return () => this.#timers.delete(id);
      },
      isVisible: () => this.isVisible,
      isOnline: () => this.isOnline,
      wake$: this.#wake$,
      offline$: this.#offline$,
    };
  }

  /** Monotonic time since the beginning, in ms. */
  get now(): number {
    return this.#now;
  }

  /** The wall clock, in epoch ms. */
  get wall(): number {
    return this.#wallBegan + this.#now;
  }

  /** How many timers and frames wait, and how many listen to the page. */
  get pending(): { readonly timers: number; readonly listeners: number } {
    return { timers: this.#timers.size, listeners: Number(this.#wake$.observed) + Number(this.#offline$.observed) };
  }

  /** Lets time pass, with every timer at its time. */
  advance(duration: number): void {
    const until = this.#now + duration;
    for (;;) {
      const [id, timer] = this.#first() ?? [];
      if (id === undefined || timer === undefined || timer.at > until) break;
      this.#now = Math.max(this.#now, timer.at);
      if (timer.every === undefined) this.#timers.delete(id);
      else timer.at = this.#now + timer.every;
      try {
        timer.run();
      } catch (error) {
        this.uncaught.push(error);
      }
    }
    this.#now = until;
  }

  /** Lets time pass without any timer, as the sleep of a machine does; what was due comes late, with the next `advance`. */
  sleep(duration: number): void {
    this.#now += duration;
  }

  /** Changes the wall clock alone. */
  setWallClock(by: number): void {
    this.#wallBegan += by;
  }

  /** Shows the page, or says anything else that makes it worth a look. */
  wake(): void {
    this.#wake$.next();
  }

  goOffline(): void {
    this.isOnline = false;
    this.#offline$.next();
  }

  /** Replaces the timers and the wall clock of the process until the returned function is called. */
  install(): () => void {
    const real = { setTimeout, setInterval, clearTimeout, clearInterval };
    const realNow = Date.now;
    const clear = (id: unknown): void => void this.#timers.delete(id as number);
    Object.assign(globalThis, {
      setTimeout: (run: (...values: unknown[]) => void, delay = 0, ...values: unknown[]) =>
        this.#start(() => run(...values), delay, undefined),
      setInterval: (run: (...values: unknown[]) => void, delay = 0, ...values: unknown[]) =>
        this.#start(() => run(...values), delay, delay),
      clearTimeout: clear,
      clearInterval: clear,
    });
    Date.now = () => this.wall;
    return () => {
      Object.assign(globalThis, real);
      Date.now = realNow;
    };
  }

  #start(run: () => void, delay: number, every: number | undefined): number {
    this.#lastId += 1;
    this.#timers.set(this.#lastId, { at: this.#now + Math.max(0, delay), run, every });
    return this.#lastId;
  }

  #first(): [number, Timer] | undefined {
    let first: [number, Timer] | undefined;
    for (const entry of this.#timers) if (!first || entry[1].at < first[1].at) first = entry;
    return first;
  }
}

/** Runs a test in virtual time; it fails where anything was thrown that nobody could catch and the test did not take out of `uncaught`. */
export function inVirtualTime(run: (time: VirtualTime) => void): void {
  const time = new VirtualTime();
  const restore = time.install();
  try {
    run(time);
  } finally {
    restore();
  }
  assert.deepEqual(time.uncaught, []);
}

/** The same for a test with promises. Only promises may be awaited in it: real time stands still. */
export async function inVirtualTimeAsync(run: (time: VirtualTime) => Promise<void>): Promise<void> {
  const time = new VirtualTime();
  const restore = time.install();
  try {
    await run(time);
  } finally {
    restore();
  }
  assert.deepEqual(time.uncaught, []);
}
