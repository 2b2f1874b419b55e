import { Observable, type MonoTypeOperatorFunction } from 'rxjs';

/** How values are held back. */
export interface PausableOptions<T> {
  /**
   * How many values are held; beyond it the oldest is dropped and counted (R23).
   *
   * @default 1000
   */
  readonly limit?: number;
  /** Told whenever what is held changes. */
  readonly onHeld?: (waiting: number, dropped: number) => void;
  /** Makes the value that stands for the dropped ones, from the oldest of them and the oldest that is left. */
  readonly missed?: (since: T, until: T) => T;
}

/**
 * Holds values back while `paused$` says so, and lets them through in order on resume.
 *
 * Where the bound was reached, the first value through tells what was dropped. Completion while paused lets nothing through.
 */
export function pausable<T>(paused$: Observable<boolean>, options: PausableOptions<T> = {}): MonoTypeOperatorFunction<T> {
  const { limit = 1_000, onHeld, missed } = options;
  return (source) =>
    new Observable((subscriber) => {
      let paused = false;
      let held: T[] = [];
      let dropped = 0;
      let firstDropped: T | undefined;
      function pass(value: T): void {
        if (paused) hold(value);
        else subscriber.next(value);
      }
      function hold(value: T): void {
        held.push(value);
        if (held.length > limit) {
          const oldest = held.shift();
          if (dropped === 0) firstDropped = oldest;
          dropped += 1;
        }
        onHeld?.(held.length, dropped);
      }
      function release(): void {
        const values = held;
        const [oldest] = values;
        if (dropped > 0 && missed && firstDropped !== undefined && oldest !== undefined) values.unshift(missed(firstDropped, oldest));
        held = [];
        dropped = 0;
        firstDropped = undefined;
        onHeld?.(0, 0);
        // Asked for each, since a value may bring the next pause.
        for (const value of values) pass(value);
      }
      subscriber.add(
        paused$.subscribe((now) => {
          paused = now;
          if (!paused && held.length > 0) release();
        }),
      );
      subscriber.add(
        source.subscribe({
          next: pass,
          error: (error: unknown) => subscriber.error(error),
          complete: () => subscriber.complete(),
        }),
      );
      subscriber.add(() => onHeld?.(0, 0));
    });
}
