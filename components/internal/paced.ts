import { type MonoTypeOperatorFunction, Observable, type Subscriber, Subscription } from 'rxjs';
import type { Connection, Message } from '../../src/index.js';
import { elementClock } from './element-clock.js';
import { whenPaceChanges } from './pace.js';

/** How many messages wait for the next beat. With more, all are delivered at once, so that none is lost. */
const MOST_WAITING = 5_000;

/** Whose pace holds messages back, and when it may. */
export interface Paced {
  readonly connection: Connection;
  /** The time between two updates, in ms; 0 for real time. */
  readonly every: () => number;
  /** Whether the element shows the current state. In any other state, messages are delivered at once. */
  readonly isLive: () => boolean;
  /** How old the data may get, in ms. The pace is at most half of it, so that no element becomes stale because of the pace. */
  readonly staleAfter: () => number | undefined;
  /**
   * What to do with what waits: to deliver it before the element stops listening, since the channel counts it as delivered, or to drop it
   * because the element follows something else.
   */
  readonly release$: Observable<'deliver' | 'drop'>;
}

/**
 * Gathers batches while the element has a pace, and delivers them at whole multiples of it, so that all elements change together.
 *
 * What corrects the display comes at once: a gap, a snapshot that was not polled, and everything while the element is not live. A pause first
 * delivers what waits, since it freezes what was received until then. Holds at most 5,000 messages.
 */
export function paced(pace: Paced): MonoTypeOperatorFunction<readonly Message[]> {
  return (source) =>
    new Observable((subscriber) => {
      // Most elements never wait.
      let beats: Beats | undefined;
      subscriber.add(() => beats?.stop());
      subscriber.add(
        source.subscribe({
          next(messages) {
            if (!beats && pace.every() === 0) return subscriber.next(messages);
            beats ??= new Beats(pace, subscriber);
            beats.take(messages);
          },
          error: (error: unknown) => subscriber.error(error),
          complete() {
            beats?.deliver();
            subscriber.complete();
          },
        }),
      );
    });
}

/** The messages that wait for the next beat. */
class Beats {
  readonly #pace: Paced;
  readonly #subscriber: Subscriber<readonly Message[]>;
  #waiting: Message[] = [];
  #cancel: (() => void) | undefined;
  #watching: Subscription | undefined;

  constructor(pace: Paced, subscriber: Subscriber<readonly Message[]>) {
    this.#pace = pace;
    this.#subscriber = subscriber;
  }

  take(messages: readonly Message[]): void {
    if (this.#waiting.length === 0 && this.#pace.every() === 0) return this.#subscriber.next(messages);
    this.#waiting.push(...messages);
    if (this.#isUrgent(messages)) return this.deliver();
    this.#watch();
    if (!this.#cancel) this.#schedule();
  }

  deliver(): void {
    this.stop();
    if (this.#waiting.length === 0) return;
    const messages = this.#waiting;
    this.#waiting = [];
    this.#subscriber.next(messages);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#watching?.unsubscribe();
    this.#watching = undefined;
  }

  #schedule(): void {
    const { connection, every, staleAfter } = this.#pace;
    this.#cancel?.();
    this.#cancel = undefined;
    const interval = Math.min(every(), (staleAfter() ?? Infinity) / 2);
    if (!(interval > 0) || connection.paused) return this.deliver();
    if (this.#waiting.length > 0) this.#cancel = elementClock.after(interval - (elementClock.wall() % interval), () => this.deliver());
  }

  #isUrgent(messages: readonly Message[]): boolean {
    const { connection, isLive } = this.#pace;
    if (!isLive() || this.#waiting.length > MOST_WAITING) return true;
    const isPolled = connection.status.transport === 'polling';
    return messages.some(({ type }) => type === 'gap' || (type === 'snapshot' && !isPolled));
  }

  /** Watches what may end the wait. */
  #watch(): void {
    if (this.#watching) return;
    const { connection, release$ } = this.#pace;
    const watching = (this.#watching = new Subscription());
    watching.add(whenPaceChanges(() => this.#schedule()));
    watching.add(
      release$.subscribe((how) => {
        if (how === 'drop') this.#waiting = [];
        this.deliver();
      }),
    );
    watching.add(connection.pauseKind$.subscribe((kind) => kind && this.deliver()));
  }
}
