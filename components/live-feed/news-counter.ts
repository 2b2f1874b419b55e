import { announce } from '../internal/announcer.js';

/** The pace of the page's announcer, and how long it waits before it speaks, in ms. */
const EVERY = 10_000;
const AFTER = 150;

/** Tells people who listen how many items came since they were last told; never what they say. */
export class NewsCounter {
  readonly #host: HTMLElement;
  readonly #words: (count: number) => string;
  #count = 0;
  #spokenAt = -Infinity;

  constructor(host: HTMLElement, words: (count: number) => string) {
    this.#host = host;
    this.#words = words;
  }

  add(count: number): void {
    if (count <= 0) return;
    const now = performance.now();
    // Counts anew by the same clock as the announcer, which keeps only the newest text until it speaks.
    if (now >= this.#spokenAt) {
      this.#count = 0;
      this.#spokenAt = Math.max(now + AFTER, this.#spokenAt + EVERY);
    }
    this.#count += count;
    announce(this.#words(this.#count), { from: this.#host, every: EVERY });
  }
}
