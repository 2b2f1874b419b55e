import { CablegramError, compareDecimals, type Message } from '../../src/index.js';
import { announce } from '../internal/announcer.js';
import type { ChannelElement } from '../internal/channel-element.js';
import { nameOf } from '../internal/followed.js';
import { elementClock } from '../internal/element-clock.js';
import { LiveAlertEvent, LiveErrorEvent, LiveOverflowEvent, LiveQuoteEvent } from '../internal/events.js';
import { warnOnce } from '../internal/warn-once.js';
import { type PageQuotes, PageQuotesController, readPageQuotes } from './page-quotes.js';
import type { Quote } from './quote.js';
import { alertOf, type Limits } from './quote-alerts.js';
import { WAYS } from './quote-view.js';
import {
  emptyTicker,
  keepWanted,
  type Moment,
  type Problem,
  reduceTicker,
  seedTicker,
  type TickerRules,
  type TickerState,
} from './ticker-state.js';

/** How many symbols are remembered of which an error was reported. */
const MOST_REPORTED = 1_000;

/** How much of a body an error quotes, in characters. */
const MOST_QUOTED = 200;

/** An element that shows quotes. */
export interface QuotesHost extends ChannelElement {
  readonly above: string | undefined;
  readonly below: string | undefined;
}

/** What a controller asks its host. */
export interface QuotesOptions {
  readonly rules: () => TickerRules;
  /** The language that the page declares; empty if it declares none. */
  readonly declared: () => string;
  readonly lookedFor: () => string;
  /** Writes an alert as a sentence; `undefined` if alerts are not announced. */
  readonly alertText: (symbol: string) => string | undefined;
}

/** Holds a ticker's quotes: what the page wrote and what the server sends. Dispatches the events about them. */
export class QuotesController {
  state: TickerState = emptyTicker;
  page: PageQuotes = { seeds: [], settings: new Map(), mistakes: [], hasContent: false, hasLabel: false };

  readonly #host: QuotesHost;
  readonly #options: QuotesOptions;
  /** The symbols, or the mistakes of the page, that were reported. */
  readonly #reported = new Set<string>();
  /** The limit that each symbol is beyond. */
  readonly #alerts = new Map<string, string>();

  constructor(host: QuotesHost, options: QuotesOptions) {
    this.#host = host;
    this.#options = options;
    new PageQuotesController(host, () => {
      this.takePage();
      host.requestUpdate();
    });
  }

  /** Reads the page's own quotes. */
  takePage(): void {
    this.page = readPageQuotes(this.#host, this.#options.declared());
    this.state = seedTicker(this.state, this.page.seeds, this.#options.rules(), momentNow());
    const [mistake] = this.page.mistakes;
    if (mistake !== undefined)
      this.#report(mistake, 'option-invalid', `<live-quote> cannot use ${mistake}: it is no plain number or instant.`);
    this.checkLimits();
  }

  /** Shows the page's own quotes again. */
  begin(): void {
    this.state = emptyTicker;
    this.#alerts.clear();
    this.#reported.clear();
    this.takePage();
  }

  /** Applies messages. Returns whether one of them was a quote. */
  take(messages: readonly Message[]): boolean {
    const before = this.state;
    const { state, isUsed, problems } = reduceTicker(before, messages, this.#options.rules(), momentNow());
    this.state = state;
    for (const problem of problems) this.#reportProblem(problem);
    for (const [symbol, quote] of state.quotes) {
      const known = before.quotes.get(symbol);
      if (quote === known || !quote.isLive) continue;
      if (!quote.isUnread) this.#reported.delete(symbol);
      this.#tell(quote, known);
    }
    if (state.leftOut.size > before.leftOut.size) this.#host.dispatchEvent(new LiveOverflowEvent(state.leftOut.size, 'symbols'));
    return isUsed;
  }

  /** Forgets the session that the server sent, because the page says a new one. */
  forgetSession(): void {
    this.state = { ...this.state, session: undefined };
  }

  /** Forgets the symbols that the page no longer wants. */
  keepWanted(wanted: readonly string[]): void {
    this.state = keepWanted(this.state, wanted);
  }

  /** Dispatches an alert for each live price that has gone beyond a limit since the last check. */
  checkLimits(): void {
    for (const quote of this.state.quotes.values()) if (quote.isLive) this.#checkLimit(quote);
  }

  limitsOf(symbol: string): Limits {
    const own = this.page.settings.get(symbol);
    return { above: own?.above ?? this.#host.above, below: own?.below ?? this.#host.below };
  }

  #tell(quote: Quote, known: Quote | undefined): void {
    const { symbol, price } = quote;
    const previous = known?.price;
    if (price !== previous) {
      const way = price === undefined || previous === undefined ? 0 : compareDecimals(price, previous);
      this.#host.dispatchEvent(new LiveQuoteEvent(symbol, price, previous, WAYS[way]));
    }
    this.#checkLimit(quote);
  }

  #checkLimit(quote: Quote): void {
    const { symbol, price } = quote;
    const alert = alertOf(quote, this.limitsOf(symbol));
    if (alert === undefined || price === undefined) return void this.#alerts.delete(symbol);
    const beyond = `${alert.side} ${alert.limit}`;
    if (this.#alerts.get(symbol) === beyond) return;
    this.#alerts.set(symbol, beyond);
    this.#host.dispatchEvent(new LiveAlertEvent(symbol, price, alert.side, alert.limit));
    const text = this.#options.alertText(symbol);
    if (text !== undefined) announce(text, { from: this.#host });
  }

  #reportProblem({ symbol = '', body }: Problem): void {
    const what = symbol ? `quote of ${symbol}` : 'quote with a symbol';
    const got = JSON.stringify(body)?.slice(0, MOST_QUOTED);
    const message = `A body of ${nameOf(this.#host)} holds no ${what} that <live-ticker> can use; it looks for ${this.#options.lookedFor()}, but got ${got}.`;
    this.#report(symbol, 'body-unread', message);
  }

  /** Reports an error once for each key, until the symbol of that name is read again. */
  #report(key: string, code: 'body-unread' | 'option-invalid', message: string): void {
    if (this.#reported.has(key)) return;
    if (this.#reported.size >= MOST_REPORTED) this.#reported.clear();
    this.#reported.add(key);
    const error = new CablegramError(code, message);
    warnOnce(error);
    this.#host.dispatchEvent(new LiveErrorEvent(error));
  }
}

/** The current time by the clocks of the elements. */
export function momentNow(): Moment {
  return { now: elementClock.now(), wall: elementClock.wall() };
}
