import { integer, type Random } from '../random.js';
import type { Timers } from '../timers.js';

/** Options of a worker pool. */
export interface WorkerPoolOptions {
  /** How many jobs run at once; Rails' default is 4. */
  readonly workers: number;
  /** Whether broadcasts may overtake each other, as in Rails under load. */
  readonly unordered: boolean;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: (line: string) => void;
}

/**
 * Runs commands in parallel, as Rails' threads do: jobs that arrive together start in any order, and a failed job is
 * only logged.
 *
 * A thread wakes 1 to 6 ms after the call. Commands of one tick run in any order; commands 20 ms apart keep theirs, as measured on Rails.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #waiting: (() => void | Promise<void>)[] = [];
  #busy = 0;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** Runs a job as soon as a thread is awake and a worker is free. */
  run(job: () => void | Promise<void>): void {
    const { timers, random } = this.#options;
    timers.after(integer(random, 1, LATEST_WAKE), () => {
      this.#waiting.push(job);
      this.#fill();
    });
  }

  /**
   * Delivers a broadcast at once or, if the order may change, up to 130 ms late.
   *
   * At 200 messages a second that is up to 26 places. On Rails 6.1, 3 to 8 % were late, by up to 27 places.
   */
  deliver(job: () => void): void {
    const { timers, random, unordered } = this.#options;
    if (unordered && random() < LATE_SHARE) timers.after(LATEST_DELIVERY * random() ** 3, job);
    else job();
  }

  #fill(): void {
    while (this.#busy < this.#options.workers) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      void this.#work(job);
    }
  }

  async #work(job: () => void | Promise<void>): Promise<void> {
    this.#busy += 1;
    try {
      await job();
    } catch (error) {
      this.#options.log(`A command failed: ${String(error)}`);
    }
    this.#busy -= 1;
    this.#fill();
  }
}

const LATEST_WAKE = 6;
const LATE_SHARE = 0.08;
const LATEST_DELIVERY = 130;
