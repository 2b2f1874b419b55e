import { type MonoTypeOperatorFunction, Observable, Subscription } from 'rxjs';
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
export function paced({ connection, every, isLive, staleAfter, release$ }: Paced): MonoTypeOperatorFunction<readonly Message[]> {
  return (source) =>
    new Observable((subscriber) => {
      let waiting: Message[] = [];
      let cancel: (() => void) | undefined;
      let watching: Subscription | undefined;

      function deliver(): void {
        cancel?.();
        cancel = undefined;
        watching?.unsubscribe();
        watching = undefined;
        if (waiting.length === 0) return;
        const messages = waiting;
        waiting = [];
        subscriber.next(messages);
      }

      function schedule(): void {
        cancel?.();
        cancel = undefined;
        const interval = Math.min(every(), (staleAfter() ?? Infinity) / 2);
        if (!(interval > 0) || connection.paused) return deliver();
        if (waiting.length > 0) cancel = elementClock.after(interval - (elementClock.wall() % interval), deliver);
      }

      function isUrgent(messages: readonly Message[]): boolean {
        if (!isLive() || waiting.length > MOST_WAITING) return true;
        const isPolled = connection.status.transport === 'polling';
        return messages.some(({ type }) => type === 'gap' || (type === 'snapshot' && !isPolled));
      }

      /** Watches what may end the wait. Most elements never wait, so they watch nothing. */
      function watch(): void {
        if (watching) return;
        const watches = (watching = new Subscription());
        watches.add(whenPaceChanges(schedule));
        watches.add(
          release$.subscribe((how) => {
            if (how === 'drop') waiting = [];
            deliver();
          }),
        );
        watches.add(connection.pauseKind$.subscribe((kind) => kind && deliver()));
      }

      subscriber.add(() => cancel?.());
      subscriber.add(() => watching?.unsubscribe());
      subscriber.add(
        source.subscribe({
          next(messages) {
            if (waiting.length === 0 && every() === 0) return subscriber.next(messages);
            waiting.push(...messages);
            if (isUrgent(messages)) return deliver();
            watch();
            if (!cancel) schedule();
          },
          error: (error: unknown) => subscriber.error(error),
          complete() {
            deliver();
            subscriber.complete();
          },
        }),
      );
    });
}
