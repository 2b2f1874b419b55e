import { integer, pick, type Random } from '../random.js';
import { FAILURES, TITLES } from './catalogue.js';

/** The state of an export. */
export interface ExportState {
  readonly id: string;
  readonly title: string;
  readonly status: 'queued' | 'running' | 'complete' | 'failed' | 'cancelled';
  /** Pages done, of `total`. */
  readonly current: number;
  readonly total: number;
  readonly message: string;
}

/** The exports that are waiting or running, at most 12. An export counts as waiting until it has ended. */
export class ExportQueue {
  readonly #random: Random;
  #waiting: ExportState[] = [];
  /** What ended without success, at most 12, so that it can run again. */
  #ended: ExportState[] = [];
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
      message: QUEUED,
    };
    this.#waiting.push(begun);
    return begun;
  }

  /** Advances one of the first three by a step; it may complete or fail. Returns `undefined` if none is waiting. */
  advance(): ExportState | undefined {
    const before = this.#waiting[integer(this.#random, 0, Math.min(3, this.size) - 1)];
    if (before === undefined) return undefined;
    const after = this.#step(before);
    this.#replace(before, after);
    return after;
  }

  /** Cancels an export that has not ended; returns `undefined` if there is none. */
  cancel(id: string): ExportState | undefined {
    const before = this.#waiting.find((one) => one.id === id);
    const after = before && ({ ...before, status: 'cancelled', message: 'cancelled' } as const);
    if (before && after) this.#replace(before, after);
    return after;
  }

  /** Queues an export again that failed or was cancelled; returns `undefined` if there is none, or if 12 are already waiting. */
  retry(id: string): ExportState | undefined {
    const before = this.#ended.find((one) => one.id === id);
    if (before === undefined || this.size >= MOST_WAITING) return undefined;
    const after: ExportState = { ...before, status: 'queued', current: 0, message: QUEUED };
    this.#ended = this.#ended.filter((one) => one !== before);
    this.#waiting.push(after);
    return after;
  }

  #replace(before: ExportState, after: ExportState): void {
    const isOver = isEnded(after);
    this.#waiting = this.#waiting.flatMap((one) => (one !== before ? [one] : isOver ? [] : [after]));
    if (isOver && after.status !== 'complete') this.#ended = [...this.#ended, after].slice(-MOST_WAITING);
  }

  #step(one: ExportState): ExportState {
    if (this.#random() < FAILS) return { ...one, status: 'failed', message: pick(this.#random, FAILURES) };
    const current = Math.min(one.total, one.current + Math.ceil(one.total / integer(this.#random, 12, 24)));
    if (current === one.total) return { ...one, current, status: 'complete', message: 'complete' };
    return { ...one, current, status: 'running', message: `page ${current} of ${one.total}` };
  }
}

/** Returns whether an export does nothing more. */
export function isEnded({ status }: ExportState): boolean {
  return status === 'complete' || status === 'failed' || status === 'cancelled';
}

const QUEUED = 'waiting for a press';
const MOST_WAITING = 12;
const FAILS = 0.008;
