import { Observable, Subscription, type MonoTypeOperatorFunction, type Subscriber, type TeardownLogic } from 'rxjs';
import { after } from '../environment.js';
import { Emitter } from './emitter.js';
import { passTo } from './pass-to.js';

/** The options of a shared stream. */
export interface ShareOptions<T> {
  /**
   * How long the source stays subscribed after the last subscriber has left, in ms.
   *
   * @default 0
   */
  readonly idleAfter?: number;
  /** Called with each value before the subscribers are. */
  readonly onValue?: (value: T) => void;
  /** Called when the source is unsubscribed from or has ended. */
  readonly onStop?: () => void;
}

/**
 * Shares one subscription of the source among all subscribers, until the last one has left.
 *
 * Earlier values are not repeated. Once the source has completed, later subscribers complete at once. Used instead of RxJS's `share`, which
 * imports 1.5 kB.
 */
export function shareWhileUsed<T>(options: ShareOptions<T> = {}): MonoTypeOperatorFunction<T> {
  return (source) => new Shared(source, options);
}

/** A class, since each channel has several, and a closure for each step would take three times the memory. */
class Shared<T> extends Observable<T> {
  readonly #from: Observable<T>;
  readonly #options: ShareOptions<T>;
  readonly #value$ = new Emitter<T>();
  #users = 0;
  #isOver = false;
  #running: Subscription | undefined;
  #idling: Subscription | undefined;

  constructor(from: Observable<T>, options: ShareOptions<T>) {
    super();
    this.#from = from;
    this.#options = options;
  }

  // RxJS 7's own Subject is made like this.
  protected _subscribe(subscriber: Subscriber<T>): TeardownLogic {
    this.#users += 1;
    this.#idling?.unsubscribe();
    subscriber.add(this.#value$.subscribe(subscriber));
    subscriber.add(() => this.#leave());
    if (!this.#running && !this.#isOver) this.#start();
  }

  /** Ends all subscribers, and those that come later. */
  error(error: unknown): void {
    this.#end();
    this.#value$.error(error);
  }

  /** Ends all subscribers, and those that come later. */
  complete(): void {
    this.#end();
    this.#value$.complete();
  }

  #start(): void {
    const { onValue, onStop } = this.#options;
    // Set before subscribing, since a synchronous value may make the last subscriber leave.
    const run = (this.#running = new Subscription(onStop));
    const value$ = this.#value$;
    run.add(
      this.#from.subscribe(
        passTo(this, (value) => {
          onValue?.(value);
          value$.next(value);
        }),
      ),
    );
  }

  #end(): void {
    this.#isOver = true;
    this.#stop();
  }

  #stop(): void {
    this.#idling?.unsubscribe();
    this.#running?.unsubscribe();
    this.#running = undefined;
  }

  #leave(): void {
    this.#users -= 1;
    if (this.#users > 0 || this.#isOver) return;
    const { idleAfter = 0 } = this.#options;
    if (idleAfter > 0) this.#idling = after(idleAfter, () => this.#stop());
    else this.#stop();
  }
}
