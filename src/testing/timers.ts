interface Timer {
  at: number;
  /** How many timers led to this one, each started by the one before. */
  readonly nesting: number;
  readonly run: () => void;
  readonly every: number | undefined;
}

/** As in every browser: a timer nested more than five deep waits at least 4 ms, so that time advances. */
const MOST_NESTED = 5;
const NESTED_LEAST = 4;

/** Far from the ids of real timers, so that clearing one of these after the test does not clear a real one. */
const FIRST_ID = 1_000_000_000;

/** Timers of a clock that is moved by hand, in ms. The earliest runs first; at the same time, the one that was set first. */
export class Timers {
  now = 0;
  /** The exceptions of timers. */
  uncaught: unknown[] = [];
  readonly #timers = new Map<number, Timer>();
  #lastId = FIRST_ID;
  #nesting = 0;

  get size(): number {
    return this.#timers.size;
  }

  start(run: () => void, delay: number, every?: number): number {
    const nesting = this.#nesting + 1;
    const least = nesting > MOST_NESTED ? NESTED_LEAST : 0;
    this.#lastId += 1;
    this.#timers.set(this.#lastId, { at: this.now + Math.max(least, delay), nesting, run, every });
    return this.#lastId;
  }

  clear(id: number): void {
    this.#timers.delete(id);
  }

  /**
   * Runs the next timer that is due until then, at its time, and returns whether there was one. Without one, the clock moves to `until`.
   */
  runNext(until: number): boolean {
    const [id, timer] = this.#first() ?? [];
    this.#nesting = 0;
    if (id === undefined || timer === undefined || timer.at > until) {
      this.now = Math.max(this.now, until);
      return false;
    }
    this.#nesting = timer.nesting;
    this.now = Math.max(this.now, timer.at);
    if (timer.every === undefined) this.#timers.delete(id);
    else timer.at = this.now + timer.every;
    try {
      timer.run();
    } catch (error) {
      this.uncaught.push(error);
    }
    return true;
  }

  #first(): [number, Timer] | undefined {
    let first: [number, Timer] | undefined;
    for (const entry of this.#timers) if (!first || entry[1].at < first[1].at) first = entry;
    return first;
  }
}
