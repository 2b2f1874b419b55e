import { integer, pick, type Random } from '../random.js';
import { FAILURES, TITLES } from './catalogue.js';

/** The state of an export. */
export interface ExportState {
  readonly id: string;
  readonly title: string;
  readonly status: 'queued' | 'running' | 'complete' | 'failed';
  /** Pages done, of `total`. */
  readonly current: number;
  readonly total: number;
  readonly message: string;
}

/** The exports that are waiting or running, at most 12. An export counts as waiting until it is complete or has failed. */
export class ExportQueue {
  readonly #random: Random;
  #waiting: ExportState[] = [];
  #started = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** How many exports have started and not ended. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Starts an export; returns `undefined` if 12 are already waiting. */
  start(title: string = pick(this.#random, TITLES).title): ExportState | undefined {
    if (this.size >= MOST_WAITING) return undefined;
    this.#started += 1;
    const total = integer(this.#random, 4, 40) * 10;
    const begun: ExportState = {
      id: `export-${this.#started}`,
      title,
      status: 'queued',
      current: 0,
      total,
      message: 'waiting for a press',
    };
    this.#waiting.push(begun);
    return begun;
  }

  /** Advances one of the first three by a step; it may complete or fail. Returns `undefined` if none is waiting. */
  advance(): ExportState | undefined {
    const before = this.#waiting[integer(this.#random, 0, Math.min(3, this.size) - 1)];
    if (before === undefined) return undefined;
    const after = this.#step(before);
    const ended = after.status === 'complete' || after.status === 'failed';
    this.#waiting = this.#waiting.flatMap((one) => (one !== before ? [one] : ended ? [] : [after]));
    return after;
  }

  #step(one: ExportState): ExportState {
    if (this.#random() < FAILS) return { ...one, status: 'failed', message: pick(this.#random, FAILURES) };
    const current = Math.min(one.total, one.current + Math.ceil(one.total / integer(this.#random, 12, 24)));
    if (current === one.total) return { ...one, current, status: 'complete', message: 'complete' };
    return { ...one, current, status: 'running', message: `page ${current} of ${one.total}` };
  }
}

const MOST_WAITING = 12;
const FAILS = 0.008;
