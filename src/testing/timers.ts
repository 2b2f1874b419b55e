interface Timer {
  at: number;
  readonly run: () => void;
  readonly every: number | undefined;
}

/** Timers of a clock that is moved by hand, in ms: the earliest first, and of one instant the one that was set first. */
export class Timers {
  now = 0;
  /** What timers threw. */
  uncaught: unknown[] = [];
  readonly #timers = new Map<number, Timer>();
  #lastId = 0;

  get size(): number {
    return this.#timers.size;
  }

  start(run: () => void, delay: number, every?: number): number {
    this.#lastId += 1;
    this.#timers.set(this.#lastId, { at: this.now + Math.max(0, delay), run, every });
    return this.#lastId;
  }

  clear(id: number): void {
    this.#timers.delete(id);
  }

  /** Runs the next timer that is due by then, at its time, and tells whether there was one. */
  runNext(until: number): boolean {
    const [id, timer] = this.#first() ?? [];
    if (id === undefined || timer === undefined || timer.at > until) return false;
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
