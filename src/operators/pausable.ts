import { Observable, Subscription, type MonoTypeOperatorFunction } from 'rxjs';
import { passTo } from './pass-to.js';

/** What a pause does: `freeze` holds values back, `stop` unsubscribes from the source until the pause is over. */
export type PauseKind = 'freeze' | 'stop';

/** How values are held back. */
export interface PausableOptions<T> {
  /**
   * How many values are held. Beyond that the oldest is dropped and counted.
   *
   * @default 1000
   */
  readonly limit?: number;
  /** Returns the size of a value, in the unit of `maxSize`. */
  readonly sizeOf: (value: T) => number;
  /**
   * The total size of the held values. Beyond that the oldest is dropped and counted. The newest is always kept.
   *
   * @default 1_000_000
   */
  readonly maxSize?: number;
  /** Returns whether a value replaces all before it, which are then neither held nor missed. */
  readonly isStart: (value: T) => boolean;
  /** Returns whether a value brings nothing new. It is held in order and not counted. */
  readonly isWord: (value: T) => boolean;
  /** Called whenever the held values change. */
  readonly onHeld: (waiting: number, dropped: number) => void;
  /** Returns the value that replaces the dropped ones, from the oldest of them and the oldest that is left; `undefined` for none. */
  readonly missed: (since: T, until: T) => T | undefined;
}

/**
 * Holds values back while `pause$` names a kind of pause, and emits them in order when it emits `undefined`.
 *
 * If a limit was reached, a value made by `missed` comes first. Completion while paused emits nothing.
 */
export function pausable<T>(pause$: Observable<PauseKind | undefined>, options: PausableOptions<T>): MonoTypeOperatorFunction<T> {
  const { limit = 1_000, sizeOf, maxSize = 1_000_000, isStart, isWord, onHeld, missed } = options;
  return (source) =>
    new Observable((subscriber) => {
      let paused = false;
      let held: T[] = [];
      let size = 0;
      let words = 0;
      let dropped = 0;
      let firstDropped: T | undefined;
      let following: Subscription | undefined;
      let isStopped = false;
      function follow(): void {
        if (following) return;
        // Set before subscribing, since a synchronous value may start the next pause.
        following = new Subscription();
        following.add(source.subscribe(passTo(subscriber, pass)));
      }
      function stop(): void {
        following?.unsubscribe();
        following = undefined;
      }
      function pass(value: T): void {
        if (paused) hold(value);
        else subscriber.next(value);
      }
      function hold(value: T): void {
        if (isStart(value)) forget();
        held.push(value);
        size += sizeOf(value);
        if (isWord(value)) words += 1;
        while (held.length > limit || (size > maxSize && held.length > 1)) {
          const oldest = held.shift() as T;
          size -= sizeOf(oldest);
          if (isWord(oldest)) words -= 1;
          if (dropped === 0) firstDropped = oldest;
          dropped += 1;
        }
        onHeld(held.length - words, dropped);
      }
      function forget(): void {
        held = [];
        size = words = dropped = 0;
        firstDropped = undefined;
      }
      function release(): void {
        const values = held;
        const [oldest] = values;
        const gap = firstDropped !== undefined && oldest !== undefined ? missed(firstDropped, oldest) : undefined;
        forget();
        onHeld(0, 0);
        if (gap !== undefined) pass(gap);
        // `pass` checks the pause for each value, since one may start the next pause.
        for (const value of values) pass(value);
      }
      subscriber.add(
        pause$.subscribe((kind) => {
          paused = kind !== undefined;
          isStopped = kind === 'stop';
          if (!paused && held.length > 0) release();
          if (isStopped) stop();
          else follow();
        }),
      );
      if (!isStopped) follow();
      subscriber.add(() => {
        following?.unsubscribe();
        onHeld(0, 0);
      });
    });
}
