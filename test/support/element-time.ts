import { elementClock } from '../../components/internal/element-clock.js';

/** The clock of the elements, which goes on by itself and can be put forward. */
export class ElementTime {
  readonly #real = { ...elementClock };
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  #ahead = 0;

  constructor() {
    elementClock.now = () => this.#real.now() + this.#ahead;
    elementClock.wall = () => this.#real.wall() + this.#ahead;
    elementClock.after = (delay, callback) => {
      const timer = { at: elementClock.now() + delay, callback: () => this.#run(timer) && callback() };
      const cancel = this.#real.after(delay, timer.callback);
      this.#timers.add(timer);
      return () => {
        cancel();
        this.#timers.delete(timer);
      };
    };
  }

  /** Puts the clock forward, and runs what is due by then. */
  advance(ms: number): void {
    const until = elementClock.now() + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
      if (!next) break;
      this.#ahead += Math.max(0, next.at - elementClock.now());
      next.callback();
    }
    this.#ahead += Math.max(0, until - elementClock.now());
  }

  /** Gives the page its own clock back. */
  end(): void {
    Object.assign(elementClock, this.#real);
    this.#timers.clear();
  }

  #run(timer: { readonly at: number; readonly callback: () => void }): boolean {
    return this.#timers.delete(timer);
  }
}
