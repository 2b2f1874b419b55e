import { compareDecimals, isNumeric, type Scalar } from '../../src/index.js';
import { wholePercent } from '../format/decimals.js';

/** The bounds of what a counter displays. */
export interface Limits {
  readonly min: number | string | undefined;
  readonly max: number | string | undefined;
  /** The most digits before the decimal point. */
  readonly maxDigits: number | undefined;
}

/** What a counter displays of a value. */
export interface Limited {
  readonly value: Scalar | undefined;
  /** The bound that the value is beyond. */
  readonly beyond?: { readonly side: 'above' | 'below'; readonly limit: number | string };
  /** Whether the value has more digits than are displayed: 99+. */
  readonly isCapped?: true;
}

/** Limits a value to what is displayed. Anything but a number stays as it is. */
export function limited(value: Scalar | undefined, { min, max, maxDigits }: Limits): Limited {
  if (!isNumeric(value)) return { value };
  if (max !== undefined && compareDecimals(value, max) > 0) return { ...capped(max, maxDigits), beyond: { side: 'above', limit: max } };
  if (min !== undefined && compareDecimals(value, min) < 0) return { value: min, beyond: { side: 'below', limit: min } };
  return capped(value, maxDigits);
}

function capped(value: number | string, maxDigits: number | undefined): Limited {
  if (maxDigits === undefined || compareDecimals(value, `1e${maxDigits}`) < 0) return { value };
  return { value: '9'.repeat(maxDigits), isCapped: true };
}

/** A value from which on it counts as high, or, for the side `low`, down to which it counts as low. */
export interface Threshold {
  readonly limit: string;
  /** The side that the page wrote; without it, the two thresholds of a counter say it together. */
  readonly side: 'high' | 'low' | undefined;
}

/** Reads `90`, `>= 90` or `<= 10`; `undefined` if it is none of them. */
export function readThreshold(written: number | string | undefined): Threshold | undefined {
  const [, sign = '', limit = ''] = /^\s*([<>]?)=?\s*(\S+)\s*$/.exec(String(written)) ?? [];
  if (!isNumeric(limit)) return undefined;
  return { limit, side: sign === '' ? undefined : sign === '<' ? 'low' : 'high' };
}

/** How far a value is beyond what is good. */
export interface CounterLevel {
  readonly tone: 'warn' | 'bad';
  readonly side: 'high' | 'low';
}

/** Judges a value. If `danger` is below `warn`, low values are bad; otherwise high ones are. */
export function levelOf(value: Scalar | undefined, warn: Threshold | undefined, danger: Threshold | undefined): CounterLevel | undefined {
  if (!isNumeric(value)) return undefined;
  const isDownward = warn !== undefined && danger !== undefined && compareDecimals(danger.limit, warn.limit) < 0;
  const reaches = (threshold: Threshold | undefined): 'high' | 'low' | undefined => {
    if (threshold === undefined) return undefined;
    const side = threshold.side ?? (isDownward ? 'low' : 'high');
    const order = compareDecimals(value, threshold.limit);
    return (side === 'high' ? order >= 0 : order <= 0) ? side : undefined;
  };
  const bad = reaches(danger);
  if (bad) return { tone: 'bad', side: bad };
  const warned = reaches(warn);
  return warned && { tone: 'warn', side: warned };
}

/** Returns how far a value is on its way to a goal, in whole percent, never 100 before it is reached; `undefined` if that has no meaning. */
export function goalShare(value: Scalar | undefined, goal: number | string | undefined): bigint | undefined {
  if (!isNumeric(value) || goal === undefined || compareDecimals(value, 0) < 0) return undefined;
  return wholePercent(String(value), String(goal));
}
