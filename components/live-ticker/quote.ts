import { difference, fractionDigits } from '../format/decimals.js';
import type { QuoteReading } from './quote-reading.js';

/** What is known of one symbol. Prices are decimal text. */
export interface Quote {
  readonly symbol: string;
  readonly name?: string | undefined;
  readonly currency?: string | undefined;
  readonly session?: string | undefined;
  /** `undefined` if the server has not said one, or says that there is none. */
  readonly price?: string | undefined;
  /** The price before this one. */
  readonly last?: string | undefined;
  readonly previousClose?: string | undefined;
  readonly open?: string | undefined;
  /** The change in percent as the server computed it. */
  readonly percent?: string | undefined;
  /** The most digits after the point that a price of this symbol had. */
  readonly digits: number;
  /** When the price was true by the server's clock, in epoch ms. */
  readonly saidAt?: number | undefined;
  /** When the price arrived, in monotonic ms. */
  readonly heardAt?: number | undefined;
  /** Whether the price is part of a state, such as a snapshot, so that it may be older than its arrival. */
  readonly isState?: boolean;
  /** Whether the price came from the server and not from the page. */
  readonly isLive: boolean;
  /** Since when only prices with earlier times have arrived, in monotonic ms. */
  readonly lateSince?: number | undefined;
  /** Since when updates may be missing, in epoch ms, until the next price. */
  readonly missedSince?: number | undefined;
  /** Whether a quote came that could not be read, so that the price may be old. */
  readonly isUnread?: boolean;
  /** The last prices, for the sparkline; `undefined` where updates are missing. */
  readonly points: readonly (number | undefined)[];
}

/** How a price arrived. */
export interface Arrival {
  /** In monotonic ms. */
  readonly heardAt: number;
  readonly isState: boolean;
  readonly isLive: boolean;
  /** How many points are kept. */
  readonly mostPoints: number;
}

/** After how long a run of earlier times is accepted, in ms: the server's clock was probably set back. */
const LATE_FOR = 10_000;

/** Applies a reading to what is known of its symbol. What it leaves out stays. */
export function enterQuote(before: Quote | undefined, reading: QuoteReading, arrival: Arrival): Quote {
  const { heardAt } = arrival;
  if (before?.isLive && isLate(before, reading.saidAt, heardAt)) return { ...before, lateSince: before.lateSince ?? heardAt };
  const { symbol, name, currency, session, previousClose, open, price } = reading;
  const known: Quote = {
    ...(before ?? { symbol, digits: 0, isLive: false, points: [] }),
    ...defined({ name, currency, session, previousClose, open }),
  };
  return price === undefined ? known : enterPrice(known, reading, arrival);
}

function enterPrice(known: Quote, { price, change, percent, saidAt, previousClose }: QuoteReading, arrival: Arrival): Quote {
  const { heardAt, isState, isLive, mostPoints } = arrival;
  const { missedSince: _, isUnread: __, lateSince: ___, ...quote } = known;
  const common: Quote = { ...quote, last: known.price, percent, saidAt, heardAt, isState, isLive };
  if (price === undefined || price === null) return { ...common, price: undefined, points: breakPoints(known) };
  return {
    ...common,
    price,
    // What a server calls the change is the change since the previous close.
    previousClose: previousClose ?? (change === undefined ? known.previousClose : difference(price, change)),
    digits: Math.max(known.digits, fractionDigits(price)),
    points: [...known.points.slice(1 - mostPoints), Number(price)],
  };
}

/** Returns whether a price is outdated: it arrived later but is older, by the server's clock, than the known one. */
export function isLate({ saidAt, lateSince }: Quote, said: number | undefined, heardAt: number): boolean {
  if (said === undefined || saidAt === undefined || said >= saidAt) return false;
  return lateSince === undefined || heardAt - lateSince <= LATE_FOR;
}

/** Breaks the sparkline where updates are missing. */
export function breakPoints({ points }: Quote): Quote['points'] {
  return points.length > 0 && points.at(-1) !== undefined ? [...points, undefined] : points;
}

function defined(values: Partial<Quote>): Partial<Quote> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
