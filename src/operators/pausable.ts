import { Observable, Subscription, type MonoTypeOperatorFunction, type Subscriber } from 'rxjs';
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
  /** Returns whether a value is passed on. Called with each value before it is held. */
  readonly accepts: (value: T) => boolean;
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
  return (source) => new Observable((subscriber) => new Holding(source, pause$, options, subscriber).begin());
}

/** What one subscriber of a pausable stream holds back. */
class Holding<T> {
  readonly #source: Observable<T>;
  readonly #pause$: Observable<PauseKind | undefined>;
  readonly #options: PausableOptions<T>;
  readonly #subscriber: Subscriber<T>;
  #isPaused = false;
  #isStopped = false;
  #held: T[] = [];
  #size = 0;
  #words = 0;
  #dropped = 0;
  #firstDropped: T | undefined;
  #following: Subscription | undefined;

  constructor(source: Observable<T>, pause$: Observable<PauseKind | undefined>, options: PausableOptions<T>, subscriber: Subscriber<T>) {
    this.#source = source;
    this.#pause$ = pause$;
    this.#options = options;
    this.#subscriber = subscriber;
  }

  /** Returns what ends it. */
  begin(): () => void {
    this.#subscriber.add(this.#pause$.subscribe((kind) => this.#pause(kind)));
    if (!this.#isStopped) this.#follow();
    return () => {
      this.#stop();
      this.#options.onHeld(0, 0);
    };
  }

  #pause(kind: PauseKind | undefined): void {
    this.#isPaused = kind !== undefined;
    this.#isStopped = kind === 'stop';
    if (!this.#isPaused && this.#held.length > 0) this.#release();
    if (this.#isStopped) this.#stop();
    else this.#follow();
  }

  #follow(): void {
    if (this.#following) return;
    // Set before subscribing, since a synchronous value may start the next pause.
    const following = (this.#following = new Subscription());
    const { accepts } = this.#options;
    following.add(
      this.#source.subscribe(
        passTo(this.#subscriber, (value) => {
          if (accepts(value)) this.#pass(value);
        }),
      ),
    );
  }

  #stop(): void {
    this.#following?.unsubscribe();
    this.#following = undefined;
  }

  #pass(value: T): void {
    if (this.#isPaused) this.#hold(value);
    else this.#subscriber.next(value);
  }

  #hold(value: T): void {
    const { limit = 1_000, sizeOf, maxSize = 1_000_000, isStart, isWord, onHeld } = this.#options;
    if (isStart(value)) this.#forget();
    const held = this.#held;
    held.push(value);
    this.#size += sizeOf(value);
    if (isWord(value)) this.#words += 1;
    while (held.length > limit || (this.#size > maxSize && held.length > 1)) {
      const oldest = held.shift() as T;
      this.#size -= sizeOf(oldest);
      if (isWord(oldest)) this.#words -= 1;
      if (this.#dropped === 0) this.#firstDropped = oldest;
      this.#dropped += 1;
    }
    onHeld(held.length - this.#words, this.#dropped);
  }

  #forget(): void {
    this.#held = [];
    this.#size = this.#words = this.#dropped = 0;
    this.#firstDropped = undefined;
  }

  #release(): void {
    const values = this.#held;
    const [oldest] = values;
    const firstDropped = this.#firstDropped;
    const gap = firstDropped !== undefined && oldest !== undefined ? this.#options.missed(firstDropped, oldest) : undefined;
    this.#forget();
    this.#options.onHeld(0, 0);
    if (gap !== undefined) this.#pass(gap);
    // `#pass` checks the pause for each value, since one may start the next pause.
    for (const value of values) this.#pass(value);
  }
}
