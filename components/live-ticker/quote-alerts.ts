import { compareDecimals } from '../../src/index.js';
import type { Quote } from './quote.js';
import type { QuoteSettings } from './page-quotes.js';

/** The limits of a symbol, as decimal text. */
export type Limits = Pick<QuoteSettings, 'above' | 'below'>;

/** A limit that a price is beyond. */
export interface Alert {
  readonly side: 'above' | 'below';
  readonly limit: string;
}

/** Returns the limit that a quote's price is beyond; `undefined` if it is within. A price that equals a limit is within. */
export function alertOf({ price }: Quote, { above, below }: Limits): Alert | undefined {
  if (price === undefined) return undefined;
  if (above !== undefined && compareDecimals(price, above) > 0) return { side: 'above', limit: above };
  if (below !== undefined && compareDecimals(price, below) < 0) return { side: 'below', limit: below };
  return undefined;
}
