import type { Scalar } from '../../src/index.js';

/** Into how many steps a window is divided: the change is measured to a hundredth of it. */
const STEPS = 100;

/** A value, and since when it was shown, in epoch ms. */
interface Point {
  readonly value: Scalar | undefined;
  readonly at: number;
}

/** Remembers what a counter showed, so that its change over a sliding window is known. Keeps at most a hundred values. */
export class DeltaWindow {
  #points: readonly Point[] = [];

  /** Takes the value that is shown now. */
  take(value: Scalar | undefined, at: number, window: number): void {
    const last = this.#points.at(-1);
    const step = window / STEPS;
    if (last?.value !== value) {
      // The last of several values of one step stands for them. The first value of all stays.
      const isSameStep = last !== undefined && this.#points.length > 1 && Math.floor(last.at / step) === Math.floor(at / step);
      const kept = isSameStep ? this.#points.slice(0, -1) : this.#points;
      this.#points = [...kept, { value, at: isSameStep ? last.at : at }];
    }
    this.#forget(at - window);
  }

  /** Returns the value that was shown at the beginning of the window, or the first one known, and since when the change counts. */
  base(now: number, window: number): Point | undefined {
    const [first] = this.#points;
    return first && { value: first.value, at: Math.max(first.at, now - window) };
  }

  /** How many values are kept. */
  get size(): number {
    return this.#points.length;
  }

  clear(): void {
    this.#points = [];
  }

  /** Forgets values that were replaced before the window began. */
  #forget(since: number): void {
    const rest = this.#points.findLastIndex(({ at }) => at <= since);
    if (rest > 0) this.#points = this.#points.slice(rest);
  }
}
