import { Subscriber, type Observer } from 'rxjs';

/**
 * Creates a subscriber that passes values to `next`, and errors and completion to `observer`.
 *
 * It costs one object for each stage of a stream, where an observer with three functions costs three. With hundreds of channels the
 * processor's cache holds fewer of them, and a body waits for memory at each stage.
 */
export function passTo<T>(observer: Ends, next: (value: T) => void): Subscriber<T> {
  return new Stage(observer, next);
}

/** What a stage passes on as it is. */
type Ends = Pick<Observer<never>, 'error' | 'complete'>;

class Stage<T> extends Subscriber<T> {
  readonly #observer: Ends;
  readonly #next: (value: T) => void;

  constructor(observer: Ends, next: (value: T) => void) {
    // RxJS 7's own operators are made like this; version 8 has a function for it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    super();
    this.#observer = observer;
    this.#next = next;
  }

  protected override _next(value: T): void {
    this.#next(value);
  }

  protected override _error(error: unknown): void {
    this.#observer.error(error);
    this.unsubscribe();
  }

  protected override _complete(): void {
    this.#observer.complete();
    this.unsubscribe();
  }
}
