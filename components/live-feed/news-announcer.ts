import { announce } from '../internal/announcer.js';

/** The announcer says no more than one text of an element within this time, and none before it waited, in ms. */
const EVERY = 10_000;
const WAITS_FOR = 150;

/** Counts what is new until the announcer has said it, so that "3 new" and then "2 new" within ten seconds become "5 new". */
export class NewsAnnouncer {
  readonly #host: HTMLElement;
  readonly #textOf: (count: number) => string;
  #count = 0;
  /** When the announcer says the count, as `performance.now()` has it. */
  #saidAt = -Infinity;

  constructor(host: HTMLElement, textOf: (count: number) => string) {
    this.#host = host;
    this.#textOf = textOf;
  }

  add(count: number): void {
    const now = performance.now();
    if (now > this.#saidAt) {
      this.#count = 0;
      this.#saidAt = Math.max(now + WAITS_FOR, this.#saidAt + EVERY);
    }
    this.#count += count;
    announce(this.#textOf(this.#count), { from: this.#host, every: EVERY });
  }
}
