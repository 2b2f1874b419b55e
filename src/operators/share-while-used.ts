import { Subscription, type MonoTypeOperatorFunction, type Observable, type Subscriber } from 'rxjs';
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
class Shared<T> extends Emitter<T> {
  readonly #from: Observable<T>;
  readonly #options: ShareOptions<T>;
  #running: Subscription | undefined;
  #idling: Subscription | undefined;

  constructor(from: Observable<T>, options: ShareOptions<T>) {
    super();
    this.#from = from;
    this.#options = options;
  }

  protected override _subscribe(subscriber: Subscriber<T>): () => void {
    this.#idling?.unsubscribe();
    const leave = super._subscribe(subscriber);
    if (!this.#running && !this.isOver) this.#start();
    return leave;
  }

  protected override onUnused(): void {
    const { idleAfter = 0 } = this.#options;
    if (idleAfter > 0) this.#idling = after(idleAfter, () => this.#stop());
    else this.#stop();
  }

  protected override onEnd(): void {
    this.#stop();
  }

  #start(): void {
    const { onValue, onStop } = this.#options;
    // Set before subscribing, since a synchronous value may bring another subscriber.
    const run = (this.#running = new Subscription(onStop));
    run.add(
      this.#from.subscribe(
        passTo(this, (value) => {
          onValue?.(value);
          this.next(value);
        }),
      ),
    );
  }

  #stop(): void {
    this.#idling?.unsubscribe();
    this.#running?.unsubscribe();
    this.#running = undefined;
  }
}
