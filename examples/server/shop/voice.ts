import type { Body, Journal } from '../journal.js';
import { type ExportState, isEnded } from './export-queue.js';
import type { Quote } from './quotes.js';

/** An entry of the activity log. */
export interface Activity {
  readonly actor: string;
  readonly verb: string;
  readonly object: string;
  readonly icon: 'order' | 'export' | 'done' | 'failed' | 'book' | 'cover';
  readonly url: string;
  /** Details that the first line does not contain, if any. */
  readonly body?: string;
}

/**
 * Broadcasts the events of the shop: which body goes to which stream.
 *
 * Marks every body as `simulated`, except flat objects of numbers. Counts its messages, for the pace.
 */
export class Voice {
  /** How many messages were sent since the start; one body on two streams counts once. */
  said = 0;
  /** Whether totals wait for `flush()` and are sent as batches. */
  batches = false;
  readonly #journal: Journal;
  readonly #ended: string[] = [];
  #activities = 0;
  #held: Body[] = [];

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  event(event: string, data: Body): void {
    this.#say({ event, data, simulated: true }, 'shop');
  }

  activity(activity: Activity, at: number): void {
    this.#activities += 1;
    this.#say({ id: `activity-${this.#activities}`, ...activity, at: isoTime(at), simulated: true }, 'activity');
  }

  quote(quote: Quote, at: number): void {
    this.#say({ ...quote, at: isoTime(at), simulated: true }, 'stock', `stock:${quote.symbol}`);
  }

  progress(state: ExportState, at: number): void {
    const progress = Math.floor((state.current / state.total) * 100);
    this.#say({ ...state, progress, at: isoTime(at), simulated: true }, 'exports', `exports:${state.id}`);
    const ended = this.#ended.indexOf(state.id);
    // One that runs again is kept.
    if (ended >= 0) this.#ended.splice(ended, 1);
    if (isEnded(state)) this.#ended.push(state.id);
    if (this.#ended.length > ENDED_KEPT) this.#journal.forget(`exports:${this.#ended.shift()}`);
  }

  total(metric: string, value: number, at: number): void {
    const body = { type: 'datapoint', metric, value, timestamp: isoTime(at), simulated: true };
    if (!this.batches) return this.#say(body, 'analytics', `analytics:${metric}`);
    this.said += 1;
    this.#held.push(body);
  }

  ordersPerMinute(counts: { readonly web: number; readonly counter: number }, at: number): void {
    this.#say({ ...counts, timestamp: isoTime(at) }, 'analytics:orders_per_minute');
  }

  /** Sends the waiting totals, together and by metric. */
  flush(): void {
    if (this.#held.length === 0) return;
    this.#journal.publishBatch('analytics', this.#held);
    for (const metric of new Set(this.#held.map((body) => body['metric']))) {
      const own = this.#held.filter((body) => body['metric'] === metric);
      this.#journal.publishBatch(`analytics:${String(metric)}`, own);
    }
    this.#held = [];
  }

  #say(body: Body, ...streams: readonly string[]): void {
    this.said += 1;
    for (const stream of streams) this.#journal.publish(stream, body);
  }
}

/** How many ended exports stay available by their id. */
const ENDED_KEPT = 20;

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
