import { compareDecimals } from '../../src/index.js';
import { type AttributeReader, UNREADABLE } from '../internal/converters.js';
import { difference, readDecimal, shareOf } from '../format/decimals.js';
import type { Quote } from './quote.js';

/** What the change of a price is measured from: a price that the server sends, the price before, or a decimal. */
export type Baseline = 'previous-close' | 'open' | 'last' | (string & {});

/** How a price differs from its baseline, as decimal text. What is unknown is `undefined`. */
export interface Change {
  readonly direction: -1 | 0 | 1 | undefined;
  readonly amount: string | undefined;
  /** A share: `0.012` is 1.2 percent. */
  readonly share: string | undefined;
}

const unknown: Change = { direction: undefined, amount: undefined, share: undefined };

/** One of the words, or a decimal; `previous-close` if the page sets nothing. */
export const baselineAttribute: AttributeReader<Baseline> = {
  fallback: 'previous-close',
  expected: 'previous-close, open, last or a number',
  fromAttribute: (text) => text,
  read(value) {
    const written = typeof value === 'string' ? value.trim() : value;
    if (written === '') return 'previous-close';
    return WORDS.find((word) => word === written) ?? readDecimal(written) ?? UNREADABLE;
  },
};

const WORDS: readonly Baseline[] = ['previous-close', 'open', 'last'];

/** Computes the change of a quote exactly. */
export function changeOf(quote: Quote, baseline: Baseline): Change {
  const { price, percent } = quote;
  if (price === undefined) return unknown;
  const base = baseOf(quote, baseline);
  if (base !== undefined) return { direction: compareDecimals(price, base), amount: difference(price, base), share: shareOf(price, base) };
  // A server that sends only the percentage computed it from the previous close.
  if (baseline !== 'previous-close' || percent === undefined) return unknown;
  return { direction: compareDecimals(percent, 0), amount: undefined, share: scaledDown(percent) };
}

function baseOf({ previousClose, open, last }: Quote, baseline: Baseline): string | undefined {
  switch (baseline) {
    case 'previous-close':
      return previousClose;
    case 'open':
      return open;
    case 'last':
      return last;
    default:
      return readDecimal(baseline);
  }
}

/** Divides a percentage by 100. */
function scaledDown(percent: string): string {
  const [mantissa = '', exponent = '0'] = percent.split(/e/i);
  return `${mantissa}e${Number(exponent) - 2}`;
}
