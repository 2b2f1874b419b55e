import { pick, type Random } from '../random.js';
import { SHARES } from './catalogue.js';

/** The price of a share, its price at the opening, and its change since then. */
export interface Quote {
  readonly symbol: string;
  readonly price: number;
  readonly open: number;
  readonly change: number;
  readonly change_percent: number;
}

/** Prices that change by up to half a percent at a time, or not at all. */
export class Quotes {
  readonly #random: Random;
  readonly #prices = new Map<string, number>(SHARES.map(({ symbol, price }) => [symbol, price]));

  constructor(random: Random) {
    this.#random = random;
  }

  /** Returns the current quote of every share. */
  all(): readonly Quote[] {
    return SHARES.map(({ symbol }) => this.#quote(symbol));
  }

  /** Changes the price of one share. */
  move(): Quote {
    const { symbol, price: opening } = pick(this.#random, SHARES);
    const price = this.#prices.get(symbol) ?? opening;
    // Pull the price towards its opening, so that a flood of changes cannot drive it to zero.
    const pull = (opening - price) * 0.01;
    this.#prices.set(symbol, Math.max(1, Math.round(price + pull + price * (this.#random() - 0.5) * 0.01)));
    return this.#quote(symbol);
  }

  #quote(symbol: string): Quote {
    const opening = SHARES.find((share) => share.symbol === symbol)?.price ?? 0;
    const price = this.#prices.get(symbol) ?? opening;
    const percent = opening === 0 ? 0 : ((price - opening) / opening) * 100;
    return {
      symbol,
      price: price / 100,
      open: opening / 100,
      change: (price - opening) / 100,
      change_percent: Math.round(percent * 100) / 100,
    };
  }
}
