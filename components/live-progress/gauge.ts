/** How good the value of a gauge is, and why. */
export interface Level {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly side: 'high' | 'low' | undefined;
}

/** Returns a bound as a value: a percentage is of the range. */
export function boundIn(bound: number | string | undefined, min: number, max: number): number | undefined {
  return typeof bound === 'string' ? min + (Number.parseFloat(bound) / 100) * (max - min) : bound;
}

/** The bounds of a gauge's regions, as of HTML's `<meter>`. */
export interface Bounds {
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly optimum: number | undefined;
  readonly min: number;
  readonly max: number;
}

/**
 * Judges a value as HTML's `<meter>` does: good in the region of `optimum`, a warning in the next, bad in the one beyond.
 *
 * `optimum` is by default halfway between `min` and `max`. So `high="85"` warns above 85, and `low="85" high="95"` also calls what is above 95 bad.
 */
export function levelOf(value: number, { low, high, optimum, min, max }: Bounds): Level {
  const [from, to] = [low ?? min, high ?? max];
  const place = value < from ? -1 : value > to ? 1 : 0;
  const side = place < 0 ? 'low' : place > 0 ? 'high' : undefined;
  if (low === undefined && high === undefined) return { tone: 'ok', side: undefined };
  const best = optimum ?? (min + max) / 2;
  const good = best < from ? -1 : best > to ? 1 : 0;
  const distance = Math.abs(place - good);
  return {
    tone: distance === 0 ? 'ok' : distance === 1 ? 'warn' : 'bad',
    side: distance === 0 ? undefined : (side ?? (good < 0 ? 'high' : 'low')),
  };
}
