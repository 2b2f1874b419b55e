import { elementClock } from '../internal/element-clock.js';
import type { Arrival } from './notice-state.js';
import { rankOf } from './notice-state.js';

/** How long it must be quiet before a burst is summed up, and how long that may take, in ms. */
const QUIET_FOR = 400;
const GATHERED_WITHIN = 2_000;

/** The shortest time between two sums, in ms. */
const EVERY = 10_000;

/** Several notices in one: how many, and the newest of the most serious. */
export interface Digest {
  readonly count: number;
  readonly first: Arrival;
}

/** Sums up notices that arrive together, so that a burst of 100 is told once, and a steady flood every ten seconds. */
export class NoticeDigest {
  readonly #onDigest: (digest: Digest) => void;
  #count = 0;
  #first: Arrival | undefined;
  /** Instants are monotonic ms. */
  #begunAt = 0;
  #toldAt = -Infinity;
  #cancel: (() => void) | undefined;

  constructor(onDigest: (digest: Digest) => void) {
    this.#onDigest = onDigest;
  }

  add(arrival: Arrival): void {
    const now = elementClock.now();
    if (this.#count === 0) this.#begunAt = now;
    this.#count += 1;
    if (!this.#first || rankOf(arrival) >= rankOf(this.#first)) this.#first = arrival;
    const due = Math.max(this.#toldAt + EVERY, Math.min(now + QUIET_FOR, this.#begunAt + GATHERED_WITHIN));
    this.#cancel?.();
    this.#cancel = elementClock.after(due - now, this.#tell);
  }

  /** Forgets what was not told yet. */
  clear(): void {
    this.#cancel?.();
    this.#count = 0;
    this.#first = undefined;
  }

  readonly #tell = (): void => {
    const [count, first] = [this.#count, this.#first];
    this.clear();
    this.#toldAt = elementClock.now();
    if (first) this.#onDigest({ count, first });
  };
}
