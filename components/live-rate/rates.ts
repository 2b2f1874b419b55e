import { parseDuration } from '../format/duration.js';
import { type AttributeReader, UNREADABLE } from '../internal/converters.js';
import type { Rate } from '../internal/pace.js';

/** The rates that are offered by default. */
export const DEFAULT_RATES: readonly Rate[] = [0, 1_000, 5_000, 30_000, 'by-hand'];

/** One rate: `real-time`, a duration such as `5s`, or `by-hand`. */
export const rateAttribute: AttributeReader<Rate | undefined> = {
  fallback: undefined,
  expected: 'real-time, a duration such as 5s, or by-hand',
  fromAttribute: (text) => text,
  read: (value) => (value === '' ? undefined : (rateIn(value) ?? UNREADABLE)),
};

/** Rates separated by spaces, or a list of them. */
export const ratesAttribute: AttributeReader<readonly Rate[]> = {
  fallback: DEFAULT_RATES,
  expected: 'rates separated by spaces, such as "real-time 5s by-hand"',
  fromAttribute: (text) => text,
  read(value) {
    const written: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/\s+/).filter(Boolean) : [];
    const rates = written.map(rateIn).filter((rate) => rate !== undefined);
    return rates.length === written.length && rates.length > 0 ? [...new Set(rates)] : UNREADABLE;
  },
};

/** Writes a rate as the attribute does: `5000ms`. It is the value of an option. */
export function writeRate(rate: Rate): string {
  return rate === 0 ? 'real-time' : rate === 'by-hand' ? rate : `${rate}ms`;
}

/** Reads one rate; `undefined` if it is none. */
export function rateIn(value: unknown): Rate | undefined {
  if (value === 'real-time') return 0;
  if (value === 'by-hand') return value;
  const ms = typeof value === 'string' ? parseDuration(value) : value;
  return typeof ms === 'number' && ms >= 0 && ms < Infinity ? ms : undefined;
}
