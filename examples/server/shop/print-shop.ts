import type { Journal } from '../journal.js';
import { integer, pick, type Random } from '../random.js';
import type { Timers } from '../timers.js';
import { BINDINGS, CUSTOMERS, TITLES } from './catalogue.js';
import { ExportQueue, type ExportState } from './export-queue.js';
import { OrderRate } from './order-rate.js';
import { BATCHES_FROM, messagesPerSecond, type Rate } from './pace.js';
import { Quotes } from './quotes.js';
import { Voice } from './voice.js';

/**
 * A simulated print shop: no order is real, nothing is printed, and all prices come from a seed.
 *
 * Its totals are the sums of its events: each order adds one to the orders and its price to the revenue, and an export counts as waiting
 * from its start to its end. It starts with 15 minutes of history, so that charts have something to show.
 */
export class PrintShop {
  readonly #random: Random;
  readonly #voice: Voice;
  readonly #quotes: Quotes;
  readonly #exports: ExportQueue;
  readonly #orderRate = new OrderRate();
  #rate: Rate = 0;
  #orders = 0;
  #revenueInCents = 0;
  #activeUsers = 312;
  #books = 0;
  #covers = 0;
  /** Messages that are due but not sent; negative after a step that sent more than was due. */
  #due = 0;

  constructor(journal: Journal, random: Random, timers: Timers, rate: Rate, now: number = Date.now()) {
    this.#random = random;
    this.#voice = new Voice(journal);
    this.#quotes = new Quotes(random);
    this.#exports = new ExportQueue(random);
    this.rate = rate;
    this.#livePast(now);
    this.#keepPace(timers);
    timers.every(POINT_EVERY, () => this.#sayOrderRate(Date.now()));
  }

  /** The rate; may be changed at any time. */
  get rate(): Rate {
    return this.#rate;
  }

  set rate(rate: Rate) {
    this.#voice.flush();
    this.#voice.batches = messagesPerSecond(rate) >= BATCHES_FROM;
    this.#rate = rate;
    this.#due = 0;
  }

  /** Starts an export now; does nothing while 12 are waiting. */
  startExport(title?: string): void {
    const now = Date.now();
    const begun = this.#exports.start(title);
    if (begun !== undefined) this.#sayExport('print_export_started', begun, now);
  }

  /** Cancels an export that has not ended. */
  cancelExport(id: string): void {
    const cancelled = this.#exports.cancel(id);
    if (cancelled !== undefined) this.#sayExport('print_export_cancelled', cancelled, Date.now());
  }

  /** Runs an export again that failed or was cancelled. */
  retryExport(id: string): void {
    const queued = this.#exports.retry(id);
    if (queued !== undefined) this.#sayExport('print_export_started', queued, Date.now());
  }

  #keepPace(timers: Timers): void {
    let last = performance.now();
    timers.every(TICK_EVERY, () => {
      const now = performance.now();
      // After a sleep, the process does not catch up.
      this.#due += (Math.min(now - last, MOST_MADE_UP) / 1000) * messagesPerSecond(this.#rate);
      last = now;
      while (this.#due >= 1) {
        const before = this.#voice.said;
        this.#step(Date.now());
        this.#due -= this.#voice.said - before;
      }
      this.#voice.flush();
    });
  }

  #livePast(now: number): void {
    const { batches } = this.#voice;
    this.#voice.batches = false;
    for (const quote of this.#quotes.all()) this.#voice.quote(quote, now);
    // The first minute only fills the window of orders per minute.
    for (let at = now - PAST - 60_000; at <= now; at += POINT_EVERY) {
      if (this.#random() < 0.7 + 0.3 * Math.sin((now - at) / 120_000)) this.#order(at);
      if (at >= now - PAST) this.#sayOrderRate(at);
    }
    for (let started = 0; started < 3; started += 1) this.startExport();
    this.#voice.total('active_users', this.#activeUsers, now);
    this.#voice.batches = batches;
  }

  /** Makes one random event happen, by weight. */
  #step(at: number): void {
    const drawn = this.#random();
    if (drawn < 0.2) this.#order(at);
    else if (drawn < 0.6) this.#voice.quote(this.#quotes.move(), at);
    else if (drawn < 0.86) this.#workOnExports(at);
    else if (drawn < 0.96) this.#moveUsers(at);
    else if (drawn < 0.98) this.#addBook(at);
    else this.#addCover(at);
  }

  #order(at: number): void {
    const { title, price } = pick(this.#random, TITLES);
    const quantity = this.#random() < 0.1 ? integer(this.#random, 5, 20) * 10 : integer(this.#random, 1, 12);
    const customer = pick(this.#random, CUSTOMERS);
    this.#orders += 1;
    this.#revenueInCents += price * quantity;
    this.#orderRate.count(this.#random() < 0.7 ? 'web' : 'counter', at);
    const id = `order-${this.#orders}`;
    const created_at = new Date(at).toISOString();
    this.#voice.event('job_order_created', { id, title, quantity, price: (price * quantity) / 100, customer, created_at });
    this.#voice.activity(
      {
        actor: customer,
        verb: 'ordered',
        object: `${quantity} × ${title}`,
        icon: 'order',
        url: `#${id}`,
        body: `€${((price * quantity) / 100).toFixed(2)}`,
      },
      at,
    );
    this.#voice.total('orders', this.#orders, at);
    this.#voice.total('revenue', this.#revenueInCents / 100, at);
  }

  #workOnExports(at: number): void {
    if (this.#exports.size === 0 || this.#random() < 0.06) return this.startExport();
    const state = this.#exports.advance();
    if (state?.status === 'complete') this.#sayExport('print_export_completed', state, at);
    else if (state?.status === 'failed') this.#sayExport('print_export_failed', state, at);
    else if (state !== undefined) this.#voice.progress(state, at);
  }

  #sayExport(event: keyof typeof EXPORT_WORDS, state: ExportState, at: number): void {
    const { id, title, total, message } = state;
    const [verb, icon] = EXPORT_WORDS[event];
    const body = state.status === 'failed' ? message : `${total} pages`;
    this.#voice.progress(state, at);
    this.#voice.event(event, { id, title, total, message, created_at: new Date(at).toISOString() });
    this.#voice.activity({ actor: 'Press', verb, object: title, icon, url: `#${id}`, body }, at);
    this.#voice.total('exports_waiting', this.#exports.size, at);
  }

  #moveUsers(at: number): void {
    this.#activeUsers = Math.min(400, Math.max(200, this.#activeUsers + integer(this.#random, -6, 6)));
    this.#voice.total('active_users', this.#activeUsers, at);
  }

  #addBook(at: number): void {
    const { title } = pick(this.#random, TITLES);
    this.#books += 1;
    const id = `book-${this.#books}`;
    this.#voice.event('book_created', { id, title, created_at: new Date(at).toISOString() });
    this.#voice.activity({ actor: 'Editor', verb: 'added', object: title, icon: 'book', url: `#${id}` }, at);
  }

  #addCover(at: number): void {
    const { title } = pick(this.#random, TITLES);
    const binding = pick(this.#random, BINDINGS);
    this.#covers += 1;
    const id = `cover-${this.#covers}`;
    this.#voice.event('cover_created', { id, title, binding, created_at: new Date(at).toISOString() });
    this.#voice.activity({ actor: 'Editor', verb: 'added', object: `${title}, ${binding}`, icon: 'cover', url: `#${id}` }, at);
  }

  #sayOrderRate(at: number): void {
    this.#voice.ordersPerMinute(this.#orderRate.read(at), at);
  }
}

const TICK_EVERY = 50;
const POINT_EVERY = 2000;
const PAST = 15 * 60_000;
const MOST_MADE_UP = 200;
const EXPORT_WORDS = {
  print_export_started: ['started', 'export'],
  print_export_completed: ['finished', 'done'],
  print_export_failed: ['failed', 'failed'],
  print_export_cancelled: ['cancelled', 'export'],
} as const;
