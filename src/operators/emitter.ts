import { Observable, type Subscriber, type TeardownLogic } from 'rxjs';

/**
 * A stream with a method for each notification. Values go to current subscribers only; later subscribers still get the end.
 *
 * Does what the core needs of RxJS's `Subject`, at a fifth of its size.
 */
export class Emitter<T> extends Observable<T> {
  #listeners: Subscriber<T>[] = [];
  /** How many emissions are going through the list. Meanwhile a change replaces it, so that subscribers may come and go. */
  #readers = 0;
  #end: ((listener: Subscriber<T>) => void) | undefined;

  // RxJS 7's own Subject is made like this. A function for the constructor would cost each stream a closure.
  protected _subscribe(listener: Subscriber<T>): TeardownLogic {
    if (this.#end) return this.#end(listener);
    // Most have one listener, and a list that grows reserves space for 16.
    if (this.#listeners.length === 0) this.#listeners = [listener];
    else this.#changeable().push(listener);
    return () => this.#remove(listener);
  }

  next(value: T): void {
    this.#readers += 1;
    try {
      for (const listener of this.#listeners) listener.next(value);
    } finally {
      this.#readers -= 1;
    }
  }

  error(error: unknown): void {
    this.#endBy((listener) => listener.error(error));
  }

  complete(): void {
    this.#endBy((listener) => listener.complete());
  }

  #changeable(): Subscriber<T>[] {
    if (this.#readers > 0) this.#listeners = [...this.#listeners];
    return this.#listeners;
  }

  #remove(listener: Subscriber<T>): void {
    const place = this.#listeners.indexOf(listener);
    if (place >= 0) this.#changeable().splice(place, 1);
  }

  #endBy(end: (listener: Subscriber<T>) => void): void {
    this.#end ??= end;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) end(listener);
  }
}
