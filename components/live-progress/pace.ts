/** How fast a job goes on. Instants are monotonic ms. */
export interface Pace {
  /** Where the job is: a fraction of it, or a count. */
  readonly place: number;
  readonly at: number;
  readonly startedAt: number;
  /** How many steps forward were seen. */
  readonly samples: number;
  /** The average rate, in places per ms, and how far single rates are from it, as a share of it. */
  readonly rate: number;
  readonly spread: number;
  /** The average time between two steps forward, in ms. */
  readonly interval: number;
}

/** How long a rate counts: after this time it has a third of its weight left, in ms. */
const MEMORY = 15_000;

/** From when on the rate counts as stable: so many steps forward, over so many ms, and no further apart. */
const FEWEST = 5;
const SHORTEST = 3_000;
const WIDEST = 0.75;

/** The shortest time between two steps forward, in ms. Those that arrive closer together count as one. */
const CLOSEST = 250;

/** How many intervals without news, and at least how many ms, make an estimate worthless. */
const QUIET_INTERVALS = 5;
const QUIET_FOR = 10_000;

/** Starts to measure a job at a place. */
export function startPace(place: number, now: number): Pace {
  return { place, at: now, startedAt: now, samples: 0, rate: 0, spread: 1, interval: 0 };
}

/** Takes a new place. Recent rates weigh more, by the time that they lasted. */
export function nextPace(pace: Pace, place: number, now: number): Pace {
  const elapsed = now - pace.at;
  if (place < pace.place) return startPace(place, now);
  if (place === pace.place || elapsed < CLOSEST) return pace;
  const rate = (place - pace.place) / elapsed;
  // The first rates are averaged, because there is nothing yet to weigh them against.
  const weight = Math.max(1 - Math.exp(-elapsed / MEMORY), elapsed / (now - pace.startedAt));
  const average = pace.rate + (rate - pace.rate) * weight;
  const distance = Math.abs(rate - average) / average;
  return {
    place,
    at: now,
    startedAt: pace.startedAt,
    samples: pace.samples + 1,
    rate: average,
    spread: pace.samples === 0 ? distance : pace.spread + (distance - pace.spread) * weight,
    interval: pace.interval + (elapsed - pace.interval) / (pace.samples + 1),
  };
}

/** Returns the rate in places per ms; `undefined` until it is stable, or if nothing was heard for long. */
export function rateOf(pace: Pace, now: number): number | undefined {
  const { samples, startedAt, at, spread, rate, interval } = pace;
  if (samples < FEWEST || at - startedAt < SHORTEST || spread > WIDEST) return undefined;
  return now - at > Math.max(QUIET_FOR, QUIET_INTERVALS * interval) ? undefined : rate;
}

/** Returns how long the rest takes, in ms; `undefined` if nobody can tell yet. */
export function timeLeft(pace: Pace, end: number, now: number): number | undefined {
  const rate = rateOf(pace, now);
  return rate === undefined ? undefined : Math.max(0, (end - pace.place) / rate - (now - pace.at));
}
