/** The clock of the elements. Durations in ms. */
export interface ElementClock {
  /** Never jumps: what ages and patience run by. */
  now: () => number;
  /** The page's wall clock, in epoch ms. */
  wall: () => number;
  /** Calls back later; returns a function that cancels. */
  after: (delay: number, callback: () => void) => () => void;
}

/** The one clock of the page's elements. Tests put their own functions into it. */
export const elementClock: ElementClock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(delay, callback) {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};
