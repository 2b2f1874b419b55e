import { elementClock } from '../../components/internal/element-clock.js';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
  /** Ends the page's own timer, if there is one. */
  cancel: () => void;
}

/**
 * The clock of the elements, which can be put forward. It also goes on by itself, unless it is stopped.
 *
 * Stop it in a test that acts before or after something is due: on a busy machine, a frame may take longer than any grace.
 */
export class ElementTime {
  readonly #real = { ...elementClock };
  readonly #timers = new Set<Timer>();
  #ahead = 0;
  /** What the page's clock showed when this one was stopped. */
  #stoppedAt: { readonly now: number; readonly wall: number } | undefined;

  constructor() {
    elementClock.now = () => (this.#stoppedAt?.now ?? this.#real.now()) + this.#ahead;
    elementClock.wall = () => (this.#stoppedAt?.wall ?? this.#real.wall()) + this.#ahead;
    elementClock.after = (delay, callback) => {
      const timer: Timer = { at: elementClock.now() + delay, callback, cancel: () => undefined };
      this.#timers.add(timer);
      if (!this.#stoppedAt) this.#start(timer, delay);
      return () => {
        timer.cancel();
        this.#timers.delete(timer);
      };
    };
  }

  /** Stops the clock: from now on, only `advance` moves it. */
  stop(): this {
    // Whole milliseconds, so that what is due after so many of them is due exactly then.
    this.#stoppedAt = { now: Math.ceil(elementClock.now()), wall: Math.ceil(elementClock.wall()) };
    this.#ahead = 0;
    for (const timer of this.#timers) timer.cancel();
    return this;
  }

  /** Puts the clock forward, and runs what is due by then. */
  advance(ms: number): void {
    const until = elementClock.now() + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
      if (!next) break;
      this.#ahead += Math.max(0, next.at - elementClock.now());
      this.#run(next);
    }
    this.#ahead += Math.max(0, until - elementClock.now());
  }

  /** Gives the page its own clock back, by which its timers go on. */
  end(): void {
    const now = elementClock.now();
    Object.assign(elementClock, this.#real);
    for (const timer of this.#timers) this.#start(timer, Math.max(0, timer.at - now));
  }

  /** Starts the page's own timer. */
  #start(timer: Timer, delay: number): void {
    timer.cancel();
    timer.cancel = this.#real.after(delay, () => this.#run(timer));
  }

  #run(timer: Timer): void {
    timer.cancel();
    if (this.#timers.delete(timer)) timer.callback();
  }
}
