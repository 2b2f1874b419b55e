import { type Params, readPath, type ReceivedMessage, timeOf } from '../../src/index.js';
import { isAddressed } from '../internal/addressed.js';
import { readDecimal } from '../format/decimals.js';

/** Selects the quotes in a channel's bodies. */
export interface QuotePaths {
  /** Names of events, separated by spaces. If empty, all bodies are read. */
  readonly event: string;
  /** Dot path of the symbol. */
  readonly key: string;
  /** Dot path of the price. Its neighbours in the body are read too. */
  readonly field: string;
  readonly params: Params | undefined;
}

/** What a body says of one symbol. What is `undefined` was not sent. Prices are decimal text. */
export interface QuoteReading {
  readonly type: 'quote';
  readonly symbol: string;
  /** `null` if the server says that there is no price: Rails sends NaN as `null`. */
  readonly price: string | null | undefined;
  readonly change: string | undefined;
  /** As the server computed it. Used only if nothing else says how the price changed. */
  readonly percent: string | undefined;
  readonly previousClose: string | undefined;
  readonly open: string | undefined;
  readonly name: string | undefined;
  readonly currency: string | undefined;
  readonly session: string | undefined;
  /** When the price was true by the server's clock, in epoch ms. */
  readonly saidAt: number | undefined;
}

/** The session of the whole market, or a quote that cannot be read: its price is no number, or it has no symbol. */
export type Reading =
  | QuoteReading
  | { readonly type: 'session'; readonly session: string }
  | { readonly type: 'unreadable'; readonly symbol: string | undefined };

/** The longest symbol, name and other text that is read, in characters. */
const LONGEST = 80;

/** Reads a body; returns `undefined` if it is no quote, or is addressed to others. */
export function readQuote(message: ReceivedMessage, { event, key, field, params }: QuotePaths): Reading | undefined {
  if (!isAddressed(message, { event })) return undefined;
  const price = valueAt(message.body, field);
  const own = textOf(valueAt(message.body, key));
  const symbol = own ?? textOf(params?.[key]);
  const near = neighboursOf(message.body, own === undefined ? field : key, field);
  const session = textOf(near('session'))?.toLowerCase();
  if (symbol === undefined) {
    if (price !== undefined && price !== null) return { type: 'unreadable', symbol };
    return session === undefined ? undefined : { type: 'session', session };
  }
  const reading: QuoteReading = {
    type: 'quote',
    symbol,
    price: price === null ? null : readDecimal(price),
    change: readDecimal(near('change')),
    percent: readDecimal(near('change_percent', 'changePercent', 'percent_change')),
    previousClose: readDecimal(near('previous_close', 'previousClose', 'prev_close')),
    open: readDecimal(near('open')),
    name: textOf(near('name')),
    currency: textOf(near('currency')),
    session,
    saidAt: timeOf(message),
  };
  if (price !== undefined && reading.price === undefined) return { type: 'unreadable', symbol };
  if (Object.entries(reading).some(([name, value]) => !ALWAYS.has(name) && value !== undefined)) return reading;
  // A body without a symbol of its own may be anything else.
  return own === undefined ? undefined : { type: 'unreadable', symbol };
}

/** Fields of a reading that alone are no quote. */
const ALWAYS: ReadonlySet<string> = new Set(['type', 'symbol', 'saidAt']);

function valueAt(body: unknown, path: string): unknown {
  const value = readPath(body, path);
  return value === undefined ? readPath(body, `data.${path}`) : value;
}

/** Returns a function that reads the first of some names that stands beside the symbol or the price. */
function neighboursOf(body: unknown, ...paths: readonly string[]): (...names: readonly string[]) => unknown {
  const folders = [...new Set(paths.map((path) => path.slice(0, path.lastIndexOf('.') + 1)))];
  return (...names) => {
    for (const name of names)
      for (const folder of folders) {
        const value = valueAt(body, folder + name);
        if (value !== undefined && value !== null) return value;
      }
    return undefined;
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text !== '' && text.length <= LONGEST ? text : undefined;
}
