import { announce } from '../internal/announcer.js';

/** The shortest time between two announcements, and the delay of the first, in ms. */
const EVERY = 10_000;
const WAITS_FOR = 150;

/** Counts new items until they are announced, so that "3 new" and then "2 new" within ten seconds become "5 new". */
export class NewsAnnouncer {
  readonly #host: HTMLElement;
  readonly #textOf: (count: number) => string;
  #count = 0;
  /** When the count is announced, on the scale of `performance.now()`. */
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
