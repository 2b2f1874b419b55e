/** The clock of the elements. Durations are in ms. */
export interface ElementClock {
  /** Monotonic time, for ages and graces. */
  now: () => number;
  /** The page's wall clock, in epoch ms. */
  wall: () => number;
  /** Calls back after a delay. Returns a function that cancels. */
  after: (delay: number, callback: () => void) => () => void;
}

/** The one clock of the page's elements. Tests replace its functions. */
export const elementClock: ElementClock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(delay, callback) {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};
