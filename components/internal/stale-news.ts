import { type Freshness, isTrustworthy } from './freshness.js';

/** Notices when the data of an element grows stale, for people who listen: by its state, or by its age while the connection is lost. */
export class StaleNews {
  #isStale = false;

  /** Returns whether the data has grown stale since the last call. `isOverdue` tells whether it is older than `stale-after`. */
  take(freshness: Freshness, isOverdue: boolean): boolean {
    const wasStale = this.#isStale;
    this.#isStale = freshness === 'stale' || (isOverdue && freshness !== 'paused' && !isTrustworthy(freshness));
    return this.#isStale && !wasStale;
  }
}
