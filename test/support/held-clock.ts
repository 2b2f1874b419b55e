import { sharedClock } from '../../components/format/time.js';

/** Takes the place of the clock that all elements share, which then ticks only when a test says so. */
export class HeldClock {
  readonly #listeners = new Set<(now: number) => void>();
  readonly #real = { listen: sharedClock.listen.bind(sharedClock), leave: sharedClock.leave.bind(sharedClock) };

  constructor() {
    const leave = (listener: (now: number) => void): void => void this.#listeners.delete(listener);
    const listen = (listener: (now: number) => void): (() => void) => {
      this.#listeners.add(listener);
      return () => leave(listener);
    };
    Object.assign(sharedClock, { listen, leave });
  }

  /** Whether an element listens to the clock. */
  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  tick(): void {
    for (const listener of [...this.#listeners]) listener(Date.now());
  }

  /** Gives the elements their own clock back. */
  end(): void {
    Object.assign(sharedClock, this.#real);
    for (const listener of this.#listeners) sharedClock.listen(listener);
  }
}
