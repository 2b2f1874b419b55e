import type { Message } from '../../src/index.js';
import { elementClock } from './element-clock.js';

/** How many messages wait at most; then they are taken early. */
const MOST_WAITING = 1000;

/** Gathers messages, so that an element takes them at most so many times a second. It drops none. */
export class RateLimit {
  readonly #take: (messages: readonly Message[]) => void;
  #waiting: readonly Message[] = [];
  #takenAt = -Infinity;
  #cancel: (() => void) | undefined;

  constructor(take: (messages: readonly Message[]) => void) {
    this.#take = take;
  }

  /** Adds messages, which are taken at once if no limit is set, if they are urgent, or if the last ones were taken long enough ago. */
  add(messages: readonly Message[], rate: number | undefined, isUrgent: boolean): void {
    if (rate === undefined && this.#waiting.length === 0) return this.#take(messages);
    this.#waiting = [...this.#waiting, ...messages];
    const wait = rate === undefined || isUrgent ? 0 : this.#takenAt + 1000 / rate - elementClock.now();
    if (wait <= 0 || this.#waiting.length >= MOST_WAITING) this.flush();
    else this.#cancel ??= elementClock.after(wait, () => this.flush());
  }

  /** Takes what waits. */
  flush(): void {
    const messages = this.#waiting;
    this.drop();
    if (messages.length === 0) return;
    this.#takenAt = elementClock.now();
    this.#take(messages);
  }

  /** Forgets what waits. */
  drop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#waiting = [];
  }
}
