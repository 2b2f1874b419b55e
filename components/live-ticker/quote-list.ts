import { clockTime, relativeTime } from '../format/time.js';
import { isSameList } from '../internal/subject.js';
import type { Quote } from './quote.js';
import { type Sort, sorted } from './quote-order.js';
import { type Mark, type QuoteFormat, type QuoteView, viewOf } from './quote-view.js';
import { type Moment, silenceOf, type TickerState } from './ticker-state.js';

/** How often quotes that are sorted by a price change places, in ms, so that people can read them. */
const SORTED_EVERY = 2_000;

/** What to show. */
export interface ListRequest {
  readonly state: TickerState;
  /** The symbols to show, in the page's order. */
  readonly symbols: readonly string[];
  readonly sort: Sort | undefined;
  readonly format: QuoteFormat;
  /** For how long a symbol may be silent, in ms. */
  readonly staleAfter: number | undefined;
  readonly moment: Moment;
}

/** What is shown. */
export interface ListReading {
  readonly views: readonly QuoteView[];
  /** How many symbols have a quote. */
  readonly count: number;
  /** How long ago the newest of the quotes came, in ms. */
  readonly age: number | undefined;
  /** Since when updates may be missing of every quote, in epoch ms. */
  readonly missedSince: number | undefined;
}

interface Written {
  readonly quote: Quote | undefined;
  readonly format: QuoteFormat;
  readonly doubt: string | undefined;
  readonly view: QuoteView;
}

/** Writes and sorts quotes. A quote that has not changed keeps its view, so that it is neither written nor rendered again. */
export class QuoteList {
  readonly #written = new Map<string, Written>();
  #order: readonly string[] = [];
  #asked: readonly unknown[] = [];
  #sortedAt = -Infinity;

  /** Returns the quotes in order. */
  read(request: ListRequest): ListReading {
    const { state, symbols, moment } = request;
    this.#arrange(request);
    const shown = new Set(symbols);
    for (const symbol of this.#written.keys()) if (!shown.has(symbol)) this.#written.delete(symbol);
    const quotes = symbols.flatMap((symbol) => state.quotes.get(symbol) ?? []);
    const ages = quotes.flatMap((quote) => silenceOf(quote, state.ahead, moment) ?? []);
    const missed = quotes.flatMap(({ missedSince }) => missedSince ?? []);
    return {
      views: this.#order.map((symbol) => this.#write(symbol, request)),
      count: quotes.length,
      age: ages.length > 0 ? Math.min(...ages) : undefined,
      missedSince: quotes.length > 0 && missed.length === quotes.length ? Math.min(...missed) : undefined,
    };
  }

  /** Forgets what was shown, so that the next prices are not shown as changes. */
  forget(): void {
    this.#written.clear();
  }

  #arrange({ state, symbols, sort, format, moment: { now } }: ListRequest): void {
    const asked = [sort, format.baseline, ...symbols];
    const isDue = isSortedByPrice(sort) && now - this.#sortedAt >= SORTED_EVERY;
    if (isSameList(asked, this.#asked) && !isDue) return;
    this.#asked = asked;
    this.#sortedAt = now;
    const known = symbols.map((symbol): Quote => state.quotes.get(symbol) ?? { symbol, digits: 0, isLive: false, points: [] });
    this.#order = sort ? sorted(known, sort, format.baseline, format.lang).map(({ symbol }) => symbol) : symbols;
  }

  #write(symbol: string, request: ListRequest): QuoteView {
    const { state, format } = request;
    const quote = state.quotes.get(symbol);
    const doubt = quote && doubtOf(quote, request);
    const known = this.#written.get(symbol);
    if (known?.quote === quote && known?.format === format && known.doubt === doubt?.text) return known.view;
    const view = viewOf(symbol, quote, doubt, format, known && { price: known.quote?.price, text: known.view.price });
    this.#written.set(symbol, { quote, format, doubt: doubt?.text, view });
    return view;
  }
}

/** Returns whether the order depends on prices, so that it changes with them. */
export function isSortedByPrice(sort: Sort | undefined): boolean {
  return sort !== undefined && sort.column !== 'symbol';
}

/** Returns why a quote may be old: a later one could not be read, updates were missed, or the symbol has been silent for too long. */
function doubtOf(quote: Quote, { state, staleAfter, moment, format: { words, lang } }: ListRequest): Mark | undefined {
  if (quote.isUnread) return { type: 'doubt', glyph: 'failed', text: words.term('tickerUnread') };
  const silence = silenceOf(quote, state.ahead, moment);
  if (silence === undefined) return undefined;
  const at = moment.wall - silence;
  if (quote.missedSince !== undefined)
    return { type: 'doubt', glyph: 'stale', text: words.term('asOf', clockTime(at, lang, { now: moment.wall })) };
  if (staleAfter === undefined || silence <= staleAfter) return undefined;
  return { type: 'doubt', glyph: 'stale', text: relativeTime(at, moment.wall, lang) };
}
