import { integer, type Random } from '../random.js';
import type { Timers } from '../timers.js';

/** How a pool works. */
export interface WorkerPoolOptions {
  /** How many jobs run at once; Rails' default is 4. */
  readonly workers: number;
  /** Whether broadcasts overtake each other, as they do in Rails under load. */
  readonly unordered: boolean;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: (line: string) => void;
}

/**
 * Runs what clients ask side by side, as Rails' threads do: jobs handed over in the same moment begin in any order, and a failed job is
 * only logged.
 *
 * A thread wakes 1 to 6 ms after the call. So commands of one tick run in any order, commands 20 ms apart never do, as measured on Rails.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #waiting: (() => void | Promise<void>)[] = [];
  #busy = 0;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** Runs a job when a thread has woken for it and a worker is free. */
  run(job: () => void | Promise<void>): void {
    const { timers, random } = this.#options;
    timers.after(integer(random, 1, LATEST_WAKE), () => {
      this.#waiting.push(job);
      this.#fill();
    });
  }

  /**
   * Hands over one broadcast: at once, or, where order is not kept, some of them up to 130 ms late.
   *
   * At 200 a second that is up to 26 places; Rails 6.1 showed 3 to 8 % late by up to 27.
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
