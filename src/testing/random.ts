/** A source of numbers in [0, 1). */
export type Random = () => number;

/**
 * Creates a random source that repeats for the same seed (mulberry32), so that a failed test can be run again.
 *
 * Can also be used as `environment.random` of a connection, which draws its waits from it.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws a whole number from `low` to `high`, both included. */
export function integer(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** Shuffles a list. Two or more members never keep their order. */
export function shuffle<T>(random: Random, list: readonly T[]): T[] {
  const rest = [...list];
  const shuffled: T[] = [];
  while (rest.length > 0) shuffled.push(...rest.splice(integer(random, 0, rest.length - 1), 1));
  return shuffled.every((member, place) => member === list[place]) ? shuffled.reverse() : shuffled;
}
