import { Observable, type Subscriber } from 'rxjs';

/**
 * A stream with a method for each notification. Values go to current subscribers only; later subscribers still get the end.
 *
 * Does what the core needs of RxJS's `Subject`, at a fifth of its size.
 */
export class Emitter<T> extends Observable<T> {
  /** Replaced at each change, so that subscribers may come and go while a value is emitted. */
  #listeners: readonly Subscriber<T>[] = [];
  #end: ((listener: Subscriber<T>) => void) | undefined;

  constructor() {
    super((listener) => {
      if (this.#end) return this.#end(listener);
      this.#listeners = [...this.#listeners, listener];
      return () => (this.#listeners = this.#listeners.filter((other) => other !== listener));
    });
  }

  next(value: T): void {
    for (const listener of this.#listeners) listener.next(value);
  }

  error(error: unknown): void {
    this.#endBy((listener) => listener.error(error));
  }

  complete(): void {
    this.#endBy((listener) => listener.complete());
  }

  #endBy(end: (listener: Subscriber<T>) => void): void {
    this.#end ??= end;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) end(listener);
  }
}
