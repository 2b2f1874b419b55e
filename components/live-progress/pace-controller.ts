import type { LitElement, ReactiveController } from 'lit';
import { sharedClock } from '../format/time.js';
import { elementClock } from '../internal/element-clock.js';
import { nextPace, type Pace, rateOf, startPace, timeLeft } from './pace.js';
import type { ProgressState } from './progress-state.js';

/** Measures how fast the host's job goes on. While it runs, the host updates every second, because the rest of time shrinks. */
export class PaceController implements ReactiveController {
  readonly #host: LitElement;
  readonly #isNeeded: () => boolean;
  #pace: Pace | undefined;
  #run = -1;
  #end = 1;
  #isCount = false;

  /** `isNeeded` is called each second and tells whether the host has to update. */
  constructor(host: LitElement, isNeeded: () => boolean) {
    this.#host = host;
    this.#isNeeded = isNeeded;
    host.addController(this);
  }

  hostDisconnected(): void {
    sharedClock.leave(this.#tick);
  }

  /** Takes a new state. What is not running, or counts something else, is measured anew. */
  take({ run, job, amount, step }: ProgressState, steps: number): void {
    const isOther = run !== this.#run || (amount !== undefined && amount.isCount !== this.#isCount);
    this.#run = run;
    if (job !== 'running' || amount === undefined) {
      this.#pace = undefined;
      return;
    }
    const isCount = amount.isCount && steps === 0;
    this.#isCount = amount.isCount;
    this.#end = isCount ? Number(amount.max) : 1;
    const place = isCount ? Number(amount.value) : steps === 0 ? amount.fraction : ((step ?? 0) + amount.fraction) / steps;
    const now = elementClock.now();
    this.#pace = isOther || this.#pace === undefined ? startPace(place, now) : nextPace(this.#pace, place, now);
  }

  /** Starts or stops the update of every second. */
  watch(isRunning: boolean): void {
    sharedClock[isRunning && this.#host.isConnected ? 'listen' : 'leave'](this.#tick);
  }

  /** How long the rest takes, in ms; `undefined` until the rate is stable. */
  get left(): number | undefined {
    return this.#pace && timeLeft(this.#pace, this.#end, elementClock.now());
  }

  /** How many counts, or what share of the whole, are done per ms; `undefined` until the rate is stable. */
  get rate(): { readonly perMs: number; readonly isShare: boolean } | undefined {
    const perMs = this.#pace && rateOf(this.#pace, elementClock.now());
    return perMs === undefined ? undefined : { perMs, isShare: this.#end === 1 };
  }

  readonly #tick = (): void => {
    if (this.#isNeeded()) this.#host.requestUpdate();
  };
}
