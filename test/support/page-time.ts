const STEP = 5;

/**
 * Measures the time that this page gets from now on, in ms, until it is stopped.
 *
 * It counts the calls of a short timer, so that the time in which a busy machine runs other programs does not count.
 */
export class PageTime {
  /** In ms. */
  passed = 0;
  readonly #timer = setInterval(() => (this.passed += STEP), STEP);

  /** Stops it, and returns what has passed. */
  stop(): number {
    clearInterval(this.#timer);
    return this.passed;
  }
}
