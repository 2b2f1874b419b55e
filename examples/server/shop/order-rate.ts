/** Orders of the last 60 s, by sales channel. */
export interface OrdersPerMinute {
  readonly web: number;
  readonly counter: number;
}

/** Counts the orders of the last 60 s in 60 buckets of a second. */
export class OrderRate {
  readonly #buckets: { readonly second: number; web: number; counter: number }[] = [];

  /** Counts one order at an instant (epoch ms) not before the last one. */
  count(by: 'web' | 'counter', at: number): void {
    const second = Math.floor(at / 1000);
    let last = this.#buckets.at(-1);
    if (last?.second !== second) this.#buckets.push((last = { second, web: 0, counter: 0 }));
    last[by] += 1;
    this.#dropUntil(second - 60);
  }

  /** Returns the orders of the 60 s before an instant. */
  read(at: number): OrdersPerMinute {
    this.#dropUntil(Math.floor(at / 1000) - 60);
    let web = 0;
    let counter = 0;
    for (const bucket of this.#buckets) {
      web += bucket.web;
      counter += bucket.counter;
    }
    return { web, counter };
  }

  #dropUntil(second: number): void {
    while ((this.#buckets[0]?.second ?? Infinity) <= second) this.#buckets.shift();
  }
}
