import { nextRate } from './feed-state.js';

/** Above so many items a second nothing is animated, and numbering waits for a calmer moment. */
const FASTEST_MOTION = 5;

/** How long it must be calm before a feed is busy no more, in ms. */
const CALM_AFTER = 300;

/** Measures how fast items come, and tells when a storm is over. */
export class FeedPace {
  isBusy = false;

  readonly #onChange: () => void;
  #rate = 0;
  #at = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Counts items that were just inserted. */
  count(items: number): void {
    if (items === 0) return;
    const now = performance.now();
    this.#rate = nextRate(this.#rate, items, now - this.#at);
    this.#at = now;
    if (this.#rate <= FASTEST_MOTION) return;
    if (!this.isBusy) {
      this.isBusy = true;
      this.#onChange();
    }
    this.#timer ??= setTimeout(this.#onTimer, CALM_AFTER);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.isBusy = false;
  }

  readonly #onTimer = (): void => {
    const left = CALM_AFTER - (performance.now() - this.#at);
    this.#timer = left > 0 ? setTimeout(this.#onTimer, left) : undefined;
    if (left > 0) return;
    this.isBusy = false;
    this.#onChange();
  };
}
