import { Subject } from 'rxjs';
import type { Environment } from '../environment.js';
import { ladder } from '../link/ladder.js';
import { ladderPart } from '../link/ladder-part.js';
import { createRecovery } from '../repair/recovery.js';
import { recoveryPart } from '../repair/recovery-part.js';
import { FRAME, replaceClock } from './replace-clock.js';
import { Timers } from './timers.js';

/**
 * A page whose time is moved by hand: timers, clocks, frames, visibility and the network.
 *
 * Only promises settle in real time. Exceptions of timers are kept in `uncaught` instead of ending the process.
 */
export class VirtualTime {
  /** What `random()` returns. Replace it to get other numbers, for example with `createRandom(seed)`. */
  random: () => number = () => 0.5;
  isVisible = true;
  isOnline = true;
  /** Pass it to `createConnection({ environment })`. */
  readonly environment: Environment;
  readonly #wake$ = new Subject<void>();
  readonly #offline$ = new Subject<void>();
  readonly #timers = new Timers();
  readonly #settle = createSettle();
  #wallBegan = Date.UTC(2026, 0, 1);

  constructor() {
    // Dynamic imports take real time.
    recoveryPart.provide({ createRecovery });
    ladderPart.provide({ ladder });
    this.environment = {
      now: () => this.now,
      random: () => this.random(),
      nextFrame: (callback) => {
        const id = this.#timers.start(callback, FRAME);
        return () => this.#timers.clear(id);
      },
      isVisible: () => this.isVisible,
      isOnline: () => this.isOnline,
      wake$: this.#wake$,
      offline$: this.#offline$,
    };
  }

  /** Monotonic time since the beginning, in ms. */
  get now(): number {
    return this.#timers.now;
  }

  /** The wall clock, in epoch ms; begins on 1 January 2026. */
  get wall(): number {
    return this.#wallBegan + this.now;
  }

  /** Exceptions that no caller could catch. Remove the ones that a test expects. */
  get uncaught(): unknown[] {
    return this.#timers.uncaught;
  }

  set uncaught(errors: unknown[]) {
    this.#timers.uncaught = errors;
  }

  /** How many timers and frames are waiting, and how many listeners the page has. */
  get pending(): { readonly timers: number; readonly listeners: number } {
    return { timers: this.#timers.size, listeners: Number(this.#wake$.observed) + Number(this.#offline$.observed) };
  }

  /** Lets this many ms pass, with every timer at its time, all within the call. Promises settle only when the test awaits. */
  advance(duration: number): void {
    const until = this.now + duration;
    while (this.#timers.runNext(until));
  }

  /** Lets this many ms pass, and settles promises after each timer, so that a snapshot is answered at its time. */
  async advanceAsync(duration: number): Promise<void> {
    const until = this.now + duration;
    do await this.#settle();
    while (this.#timers.runNext(until));
  }

  /** Lets this many ms pass without any timer, as when the machine sleeps. Timers that were due run late, with the next `advance`. */
  sleep(duration: number): void {
    this.#timers.now += duration;
  }

  /** Changes only the wall clock, by this many ms. */
  setWallClock(by: number): void {
    this.#wallBegan += by;
  }

  /** Shows the page, or fires another event after which the page should check its link. */
  wake(): void {
    this.#wake$.next();
  }

  goOffline(): void {
    this.isOnline = false;
    this.#offline$.next();
  }

  /** Replaces `setTimeout`, `setInterval`, `requestAnimationFrame`, `Date` and `performance.now` until the returned function is called. */
  install(): () => void {
    return replaceClock(this.#timers, () => this.wall);
  }
}

/**
 * Runs a test in virtual time, and restores real time afterwards, whether it passes or fails.
 *
 * A test with promises is awaited. It may only await what virtual time moves, since `advanceAsync` waits for nothing else.
 *
 * @throws The exception of the test, or one that no caller could catch, unless the test removed it from `uncaught`.
 */
export function inVirtualTime(run: (time: VirtualTime) => Promise<void>): Promise<void>;
export function inVirtualTime(run: (time: VirtualTime) => void): void;
export function inVirtualTime(run: (time: VirtualTime) => unknown): unknown {
  const time = new VirtualTime();
  const restore = time.install();
  let running: unknown;
  try {
    running = run(time);
  } finally {
    if (!(running instanceof Promise)) restore();
  }
  if (running instanceof Promise) return running.finally(restore).then(() => throwUncaught(time));
  return throwUncaught(time);
}

function throwUncaught({ uncaught }: VirtualTime): void {
  if (uncaught.length > 1) throw new AggregateError(uncaught, `${uncaught.length} errors were thrown that no caller could catch.`);
  if (uncaught.length > 0) throw uncaught[0];
}

/** Returns a function that waits for the next real task, before which every promise that can settle has settled. */
function createSettle(): () => Promise<void> {
  const { setImmediate } = globalThis as { readonly setImmediate?: (run: () => void) => void };
  if (setImmediate) return () => new Promise((resolve) => setImmediate(resolve));
  const { port1, port2 } = new MessageChannel();
  return () =>
    new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    });
}
