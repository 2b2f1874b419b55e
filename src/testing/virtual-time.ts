import { Subject } from 'rxjs';
import type { Environment } from '../environment.js';
import { FRAME, replaceClock } from './replace-clock.js';
import { Timers } from './timers.js';

/**
 * A page whose time is moved by hand: timers, clocks, frames, visibility and the network.
 *
 * Only the clock of promises stays real. What a timer throws is kept in `uncaught` instead of ending the process.
 */
export class VirtualTime {
  /** What `random()` says; replace it to draw otherwise, by `createRandom(seed)`, say. */
  random: () => number = () => 0.5;
  isVisible = true;
  isOnline = true;
  /** What to give to `createConnection({ environment })`. */
  readonly environment: Environment;
  readonly #wake$ = new Subject<void>();
  readonly #offline$ = new Subject<void>();
  readonly #timers = new Timers();
  readonly #settle = createSettle();
  #wallBegan = Date.UTC(2026, 0, 1);

  constructor() {
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

  /** What was thrown where nobody could catch it; take out what a test expects. */
  get uncaught(): unknown[] {
    return this.#timers.uncaught;
  }

  set uncaught(errors: unknown[]) {
    this.#timers.uncaught = errors;
  }

  /** How many timers and frames wait, and how many listen to the page. */
  get pending(): { readonly timers: number; readonly listeners: number } {
    return { timers: this.#timers.size, listeners: Number(this.#wake$.observed) + Number(this.#offline$.observed) };
  }

  /** Lets so many ms pass, with every timer at its time, all within the call; promises wait until the test does. */
  advance(duration: number): void {
    const until = this.now + duration;
    while (this.#timers.runNext(until));
  }

  /** Lets so many ms pass, and after each timer whatever promises it settled, so that a snapshot is answered in its time. */
  async advanceAsync(duration: number): Promise<void> {
    const until = this.now + duration;
    do await this.#settle();
    while (this.#timers.runNext(until));
  }

  /** Lets so many ms pass without any timer, as the sleep of a machine does; what was due comes late, with the next `advance`. */
  sleep(duration: number): void {
    this.#timers.now += duration;
  }

  /** Changes the wall clock alone, by so many ms. */
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

  /** Replaces `setTimeout`, `setInterval`, `requestAnimationFrame`, `Date` and `performance.now` until the returned function is called. */
  install(): () => void {
    return replaceClock(this.#timers, () => this.wall);
  }
}

/**
 * Runs a test in virtual time, and puts the real one back when it is over, however it ends.
 *
 * A test with promises is awaited; only what virtual time moves may be awaited in it, since nothing else is waited for by `advanceAsync`.
 *
 * @throws What the test threw; or what was thrown where nobody could catch it, unless the test took it out of `uncaught`.
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
  if (uncaught.length > 1) throw new AggregateError(uncaught, `${uncaught.length} errors were thrown where nobody could catch them.`);
  if (uncaught.length > 0) throw uncaught[0];
}

/** Makes a wait for the real turn after this one, before which every promise that can be settled is. */
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
