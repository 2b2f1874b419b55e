import type { Gap, Message, Params, ReceivedMessage } from '../../src/index.js';
import { isAddressed } from '../internal/addressed.js';
import { isRendered } from '../internal/as-of.js';
import { breakPoints, enterQuote, isLate, type Quote } from './quote.js';
import { type QuotePaths, type QuoteReading, readQuote } from './quote-reading.js';

/** How many symbols that are left out are counted. */
const MOST_LEFT_OUT = 1_000;

/** How far a server's clock may be off before its instants are ignored, in ms: a year. */
const MOST_AHEAD = 31_536_000_000;

/** What a ticker shows. */
export interface TickerState {
  /** By symbol, in order of appearance. */
  readonly quotes: ReadonlyMap<string, Quote>;
  /** Whether the server has said which of this ticker's quotes there are, or one of them. */
  readonly isHeard: boolean;
  /** The session of the whole market, as the server sent it. */
  readonly session?: string | undefined;
  /** The server's clock minus ours, minus the shortest latency seen, in ms. */
  readonly ahead?: number | undefined;
  /** Symbols beyond the limit, at most 1,000. */
  readonly leftOut: ReadonlySet<string>;
}

/** The state of a ticker without quotes. */
export const emptyTicker: TickerState = { quotes: new Map(), isHeard: false, leftOut: new Set() };

/** Selects what a ticker takes. */
export interface TickerRules extends QuotePaths {
  readonly params: Params | undefined;
  /** The symbols to show; all if empty. */
  readonly wanted: readonly string[];
  /** How many symbols and how many points of each are kept. */
  readonly max: number;
  readonly mostPoints: number;
  /** When the server rendered the page's quotes that say no time of their own, in epoch ms. */
  readonly asOf: number | undefined;
}

/** The current time by both clocks, in ms. */
export interface Moment {
  /** Monotonic. */
  readonly now: number;
  /** Epoch. */
  readonly wall: number;
}

/** A quote that cannot be read: of a symbol, or of an unknown one. */
export interface Problem {
  readonly symbol: string | undefined;
  readonly body: unknown;
}

/** The result of messages. */
export interface TickerStep {
  readonly state: TickerState;
  /** Whether a message was a quote, of this ticker's symbols or of others. */
  readonly isUsed: boolean;
  readonly problems: readonly Problem[];
}

/** A step under way. The map is a copy, because copying 200 quotes for each message is slow. */
interface Draft {
  quotes: Map<string, Quote>;
  leftOut: Set<string>;
  session: string | undefined;
  ahead: number | undefined;
  isHeard: boolean;
  isUsed: boolean;
  readonly problems: Problem[];
}

/** Applies messages to a ticker's state. */
export function reduceTicker(state: TickerState, messages: readonly Message[], rules: TickerRules, moment: Moment): TickerStep {
  const { quotes, leftOut, session, ahead, isHeard } = state;
  const draft: Draft = { quotes: new Map(quotes), leftOut: new Set(leftOut), session, ahead, isHeard, isUsed: false, problems: [] };
  for (const message of messages) takeMessage(draft, message, rules, moment);
  const { isUsed, problems, ...next } = draft;
  return { state: next, isUsed, problems };
}

/** Returns the state with the page's own quotes, which do not replace newer ones from the server. The page's other quotes are gone. */
export function seedTicker(state: TickerState, seeds: readonly QuoteReading[], rules: TickerRules, { now }: Moment): TickerState {
  const seeded = new Map<string, Quote>();
  for (const seed of seeds.slice(0, rules.max)) {
    const known = state.quotes.get(seed.symbol);
    const saidAt = seed.saidAt ?? rules.asOf;
    const isNewer = saidAt !== undefined && saidAt > (known?.saidAt ?? Infinity);
    const arrival = { heardAt: now, isState: true, isLive: false, mostPoints: rules.mostPoints };
    seeded.set(seed.symbol, known?.isLive && !isNewer ? known : enterQuote(undefined, { ...seed, saidAt }, arrival));
  }
  for (const [symbol, quote] of state.quotes) if (quote.isLive && !seeded.has(symbol)) seeded.set(symbol, quote);
  return { ...state, quotes: seeded };
}

/** Returns the state without the symbols that the page no longer wants; it wants all if the list is empty. */
export function keepWanted(state: TickerState, wanted: readonly string[]): TickerState {
  if (wanted.length === 0) return state;
  const quotes = new Map([...state.quotes].filter(([symbol]) => wanted.includes(symbol)));
  return { ...state, quotes, leftOut: new Set() };
}

/**
 * Returns for how long a symbol has been silent, in ms; `undefined` if nothing was heard of it.
 *
 * Measured from the arrival. A price that is part of a state may be older: then from its own time, once a message has shown the offset between
 * the clocks.
 */
export function silenceOf({ heardAt, saidAt, isState }: Quote, ahead: number | undefined, { now, wall }: Moment): number | undefined {
  if (heardAt === undefined) return undefined;
  const age = now - heardAt;
  return isState && saidAt !== undefined && ahead !== undefined ? Math.max(age, wall + ahead - saidAt) : age;
}

function takeMessage(draft: Draft, message: Message, rules: TickerRules, moment: Moment): void {
  switch (message.type) {
    case 'gap':
      return takeGap(draft, message);
    case 'snapshot':
      return takeSnapshot(draft, message.messages, rules, moment);
    case 'datapoint':
    case 'delta':
    case 'event':
    case 'progress':
    case 'metrics':
    case 'value':
    case 'html':
    case 'unknown':
      return takeBody(draft, message, rules, moment, false);
    default:
      return message satisfies never;
  }
}

function takeGap({ quotes }: Draft, { since }: Gap): void {
  for (const [symbol, quote] of quotes)
    quotes.set(symbol, { ...quote, missedSince: quote.missedSince ?? since, points: breakPoints(quote) });
}

function takeBody(draft: Draft, message: ReceivedMessage, rules: TickerRules, moment: Moment, isState: boolean): void {
  const reading = readQuote(message, rules);
  switch (reading?.type) {
    case 'quote':
      return takeQuote(draft, reading, message, rules, { ...moment, isState });
    case 'session':
      draft.session = reading.session;
      draft.isUsed = true;
      return undefined;
    case 'unreadable': {
      const { symbol } = reading;
      const quote = symbol === undefined ? undefined : draft.quotes.get(symbol);
      // A body of an unknown symbol without a price may be meant for others.
      if (symbol !== undefined && quote === undefined && !isState) return undefined;
      draft.problems.push({ symbol, body: message.body });
      if (quote) draft.quotes.set(quote.symbol, { ...quote, isUnread: true });
      return undefined;
    }
    case undefined:
      return undefined;
    default:
      return reading satisfies never;
  }
}

function takeQuote(
  draft: Draft,
  reading: QuoteReading,
  { receivedAt }: ReceivedMessage,
  { wanted, max, mostPoints }: TickerRules,
  { now, wall, isState }: Moment & { readonly isState: boolean },
): void {
  const { symbol, saidAt } = reading;
  const { quotes, leftOut } = draft;
  draft.isUsed = true;
  const ahead = saidAt === undefined ? Infinity : saidAt - receivedAt;
  if (!isState && Math.abs(ahead) < MOST_AHEAD) draft.ahead = Math.max(draft.ahead ?? -Infinity, ahead);
  if (wanted.length > 0 && !wanted.includes(symbol)) return;
  draft.isHeard = true;
  const before = quotes.get(symbol);
  // The page's list bounds the symbols that are kept, else the limit does.
  const place = wanted.length > 0 ? wanted.indexOf(symbol) : quotes.size;
  if (!before && place >= max) {
    if (leftOut.size < MOST_LEFT_OUT) leftOut.add(symbol);
    return;
  }
  leftOut.delete(symbol);
  if (before && !before.isLive && isRendered(saidAt, before.saidAt)) return;
  const heardAt = now - Math.max(0, wall - receivedAt);
  quotes.set(symbol, enterQuote(before, reading, { heardAt, isState, isLive: true, mostPoints }));
}

/** A snapshot is the full state: what it does not name is gone. A price in it does not replace a newer one. */
function takeSnapshot(draft: Draft, messages: readonly Message[], rules: TickerRules, moment: Moment): void {
  const parts = messages.filter((part) => part.type !== 'gap' && part.type !== 'snapshot');
  const taken = parts.filter((part) => part.type !== 'event' || isAddressed(part, { event: rules.event }));
  const fresh: Draft = { ...draft, quotes: new Map(), leftOut: new Set(), isUsed: false, problems: [] };
  // The names of a snapshot's events were just compared; rows of a table have none.
  for (const part of taken) takeBody(fresh, part, { ...rules, event: '' }, moment, true);
  draft.problems.push(...fresh.problems);
  if (!fresh.isUsed && taken.length > 0) return;
  const known = draft.quotes;
  for (const [symbol, quote] of fresh.quotes) {
    const before = known.get(symbol);
    if (before) fresh.quotes.set(symbol, continued(before, quote, rules.mostPoints));
  }
  for (const { symbol = '' } of fresh.problems) {
    const before = known.get(symbol);
    if (before && !fresh.quotes.has(symbol)) fresh.quotes.set(symbol, { ...before, isUnread: true });
  }
  Object.assign(draft, { quotes: fresh.quotes, leftOut: fresh.leftOut, session: fresh.session, isHeard: true, isUsed: true });
}

/** Returns what a snapshot says of a symbol, with the history that is known of it. */
function continued(before: Quote, quote: Quote, mostPoints: number): Quote {
  if (before.isLive && isLate(before, quote.saidAt, quote.heardAt ?? 0)) return { ...before, lateSince: before.lateSince ?? quote.heardAt };
  const name = quote.name ?? before.name;
  const currency = quote.currency ?? before.currency;
  const digits = Math.max(before.digits, quote.digits);
  if (quote.points.length > 1) return { ...quote, name, currency, digits };
  const isRepeated = before.price === quote.price && before.saidAt === quote.saidAt;
  const points = isRepeated ? before.points : [...(before.isLive ? breakPoints(before) : before.points), ...quote.points];
  return { ...quote, name, currency, digits, last: isRepeated ? before.last : before.price, points: points.slice(-mostPoints) };
}
