import { compareDecimals } from '../../src/index.js';
import { formatter } from '../format/intl-cache.js';
import { formatNumber, type NumberFormat } from '../format/number.js';
import type { LocalizeController } from '../internal/localize.js';
import type { Glyph } from '../internal/note.js';
import { type Baseline, type Change, changeOf } from './baseline.js';
import { fractionDigits, withoutSign } from '../format/decimals.js';
import type { Quote } from './quote.js';
import { alertOf, type Limits } from './quote-alerts.js';
import { sparklinePath } from './sparkline.js';

/** What is written for a number that is not known, or that cannot be computed. */
export const UNKNOWN = '–';

/** The direction of a change: 1 up, -1 down, 0 unchanged. */
export type Direction = -1 | 0 | 1;
export type Way = 'up' | 'down' | 'unchanged';

/** The names of the directions. */
export const WAYS: Readonly<Record<Direction, Way>> = { '-1': 'down', 0: 'unchanged', 1: 'up' };

/** How quotes are written. */
export interface QuoteFormat {
  readonly words: LocalizeController;
  readonly lang: string;
  readonly baseline: Baseline;
  readonly currency: string | undefined;
  readonly tickSize: string | undefined;
  readonly withSparkline: boolean;
  /** What the page sets for one symbol. */
  readonly nameOf: (symbol: string) => string | undefined;
  readonly currencyOf: (symbol: string) => string | undefined;
  readonly limitsOf: (symbol: string) => Limits;
}

/** A word with a glyph beside a symbol. */
export interface Mark {
  readonly type: 'session' | 'alert' | 'doubt';
  readonly glyph: Glyph;
  readonly text: string;
}

/** A quote as it is shown. */
export interface QuoteView {
  readonly symbol: string;
  readonly name: string | undefined;
  readonly price: string;
  /** Where the digits begin and end that differ from the price shown before, as indexes in `price`. */
  readonly changedFrom: number;
  readonly changedTo: number;
  /** The direction of that difference; 0 if the price is the same or the first. */
  readonly tick: Direction;
  readonly change: string;
  readonly percent: string;
  /** The direction since the baseline. */
  readonly way: Way | undefined;
  /** What is special about it, each with a glyph. */
  readonly marks: readonly Mark[];
  readonly isOld: boolean;
  /** All of it as one sentence. */
  readonly sentence: string;
  readonly sparkline: string;
}

/** The price that was shown before. */
export interface Shown {
  readonly price: string | undefined;
  readonly text: string;
}

/**
 * Writes a quote. `undefined` means that nothing is known of the symbol. `doubt` says why the quote may be old, and `shown` is what was shown before.
 */
export function viewOf(
  symbol: string,
  quote: Quote | undefined,
  doubt: Mark | undefined,
  format: QuoteFormat,
  shown: Shown | undefined,
): QuoteView {
  const { lang } = format;
  const known: Quote = quote ?? { symbol, digits: 0, isLive: false, points: [] };
  const name = format.nameOf(symbol) ?? known.name;
  const money = moneyOf(known, format);
  const price = write(known.price, money.price, lang);
  const change = changeOf(known, format.baseline);
  const marks = marksOf(known, doubt, money.price, format);
  const tick = known.isLive && shown?.price !== undefined && known.price !== undefined ? compareDecimals(known.price, shown.price) : 0;
  return {
    symbol,
    name,
    price,
    tick,
    ...(tick === 0 ? NO_CHANGE : changedDigits(shown?.text ?? '', price)),
    change: write(change.amount, money.change, lang),
    percent: write(change.share, PERCENT, lang),
    way: change.direction === undefined ? undefined : WAYS[change.direction],
    marks,
    isOld: doubt !== undefined,
    // Only written where it is read: a table has none.
    get sentence() {
      const parts = [name ?? symbol, write(known.price, money.spoken, lang), moveOf(change, money.digits, format)];
      return [...parts, ...marks.map(({ text }) => text)].filter(Boolean).join(', ');
    },
    sparkline: format.withSparkline ? sparklinePath(known.points) : '',
  };
}

const SIGNED: NumberFormat = { options: { signDisplay: 'exceptZero' } };
const PERCENT: NumberFormat = { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2, ...SIGNED };
const PERCENT_IN_WORDS: NumberFormat = { style: 'unit', unit: 'percent', maximumFractionDigits: 2, options: { unitDisplay: 'long' } };

/** Returns the word and the glyph of a session; another word than the known ones is shown as it is. */
export function sessionMark(session: string, words: LocalizeController): Mark {
  const known = SESSIONS.find(({ name }) => name === session);
  return { type: 'session', glyph: known?.glyph ?? 'unchanged', text: known ? words.term('tickerSession', known.name) : session };
}

const SESSIONS = [
  { name: 'open', glyph: 'waiting' },
  { name: 'closed', glyph: 'closed' },
  { name: 'halted', glyph: 'paused' },
  { name: 'delayed', glyph: 'stale' },
] as const;

function marksOf(quote: Quote, doubt: Mark | undefined, money: NumberFormat, { words, lang, limitsOf }: QuoteFormat): readonly Mark[] {
  const marks: Mark[] = [];
  if (quote.session !== undefined && quote.session !== 'open') marks.push(sessionMark(quote.session, words));
  const alert = alertOf(quote, limitsOf(quote.symbol));
  if (alert) {
    const isAbove = alert.side === 'above';
    const text = words.term(isAbove ? 'tickerAbove' : 'tickerBelow', write(alert.limit, money, lang));
    marks.push({ type: 'alert', glyph: isAbove ? 'up' : 'down', text });
  }
  if (doubt) marks.push(doubt);
  return marks;
}

/** How a symbol's numbers are written. */
interface Money {
  readonly price: NumberFormat;
  readonly spoken: NumberFormat;
  readonly change: NumberFormat;
  readonly digits: NumberFormat;
}

/** The formats by currency and digits, which keep their identity, so that each finds its formatter at once. */
const formats = new Map<string, Money>();

/** How many formats are kept. A page needs a handful; beyond the limit, all are made again. */
const MOST_FORMATS = 200;

/** Returns how a symbol's prices are written: with the digits of `tick-size`, else with those of its own prices and its currency. */
function moneyOf({ symbol, digits: seen, currency: sent }: Quote, { currency, currencyOf, tickSize, lang }: QuoteFormat): Money {
  const code = currencyOf(symbol) ?? currency ?? sent;
  const wanted = tickSize === undefined ? Math.max(seen, usualDigits(code, lang)) : fractionDigits(tickSize);
  const key = `${wanted} ${code ?? ''}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= MOST_FORMATS) formats.clear();
  const digits = { minimumFractionDigits: wanted, maximumFractionDigits: wanted };
  const money: Money = {
    price: { currency: code, ...digits, options: { currencyDisplay: 'narrowSymbol' } },
    spoken: { currency: code, ...digits, options: { currencyDisplay: 'name' } },
    change: { ...digits, ...SIGNED },
    digits,
  };
  formats.set(key, money);
  return money;
}

/** Returns how many digits amounts of a currency usually have: 2 for dollars, none for yen. */
function usualDigits(currency: string | undefined, lang: string): number {
  if (currency === undefined) return 0;
  try {
    return formatter(Intl.NumberFormat, lang, { style: 'currency', currency }).resolvedOptions().minimumFractionDigits ?? 0;
  } catch {
    return 0;
  }
}

function write(decimal: string | undefined, format: NumberFormat, lang: string): string {
  return decimal === undefined ? UNKNOWN : formatNumber(decimal, format, lang);
}

/** Says how the price has changed: `up 1.2 percent`. */
function moveOf({ direction, share, amount }: Change, digits: NumberFormat, { words, lang }: QuoteFormat): string {
  if (direction === undefined) return '';
  if (direction === 0) return words.term('unchanged');
  const percent = share === undefined ? undefined : percentInWords(withoutSign(share), lang);
  return words.term('tickerMove', direction > 0 ? 'up' : 'down', percent ?? write(withoutSign(amount ?? ''), digits, lang));
}

function percentInWords(share: string, lang: string): string {
  const [mantissa = '', exponent = '0'] = share.split('e');
  return formatNumber(`${mantissa}e${Number(exponent) + 2}`, PERCENT_IN_WORDS, lang);
}

type ChangedDigits = Pick<QuoteView, 'changedFrom' | 'changedTo'>;

const NO_CHANGE: ChangedDigits = { changedFrom: Infinity, changedTo: Infinity };

/** Returns the digits that differ from those shown before: from the first that differs to the last. If there are more or fewer, all differ. */
function changedDigits(before: string, now: string): ChangedDigits {
  const places = [...now.matchAll(/\p{Nd}/gu)].map(({ index }) => index);
  const first = before.length === now.length ? places.find((place) => before[place] !== now[place]) : places[0];
  const last = places.at(-1);
  return first === undefined || last === undefined ? NO_CHANGE : { changedFrom: first, changedTo: last + 1 };
}
