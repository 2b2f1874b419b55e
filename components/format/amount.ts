import { formatter } from './intl-cache.js';
import { BYTE_UNITS, DURATION_UNITS, TIME_UNITS } from './units.js';

/** The units in which a duration is written. Longer units, such as months, have no fixed length. */
const CLOCK_UNITS = TIME_UNITS.slice(3);

/** The powers of 1000 of a byte. */
const PREFIXES: readonly string[] = ['', 'kilo', 'mega', 'giga', 'tera', 'peta'];

/** From this share of the next prefix on, a size would be rounded up to 1000. */
const ROUNDS_UP = 0.99995;

/** Formats a size with the prefix that leaves one to three digits before the decimal point: `3.1 GB`. */
export function bytesParts(
  amount: number,
  unit = 'byte',
  options: Intl.NumberFormatOptions | undefined,
  locale: string,
): readonly Intl.NumberFormatPart[] {
  const bytes = amount * sizeOf(unit, BYTE_UNITS);
  const power = Math.floor(Math.log10(Math.max(Math.abs(bytes) / ROUNDS_UP, 1)) / 3);
  const prefix = Math.min(power, PREFIXES.length - 1);
  return formatter(Intl.NumberFormat, locale, {
    style: 'unit',
    unit: `${PREFIXES[prefix]}byte`,
    signDisplay: 'negative',
    unitDisplay: prefix === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
    maximumSignificantDigits: 2,
    roundingPriority: 'morePrecision',
    ...options,
  }).formatToParts(bytes / 1000 ** prefix);
}

/**
 * Formats the two largest units of a duration, from days down: `4d 2h`. Below a minute it writes one unit with its first digits: `1.5s`.
 *
 * The rest is cut off, as clocks do: 59.9 s are `59s`.
 */
export function durationParts(
  amount: number,
  unit = 'millisecond',
  options: Intl.NumberFormatOptions | undefined,
  locale: string,
): readonly Intl.NumberFormatPart[] {
  // 0.57 hours are 2052 s, not 2051.9999999999998 as in floating point.
  const ms = Number((Math.abs(amount) * sizeOf(unit, DURATION_UNITS)).toPrecision(12));
  // The sign is written once, before the first unit.
  const sign = amount < 0 ? -1 : 1;
  const write = (count: number, of: string, digits: number): readonly Intl.NumberFormatPart[] =>
    formatter(Intl.NumberFormat, locale, {
      style: 'unit',
      unit: of,
      unitDisplay: options?.unitDisplay ?? 'narrow',
      signDisplay: 'negative',
      maximumSignificantDigits: digits,
      roundingMode: 'trunc',
    }).formatToParts(count);
  const first = CLOCK_UNITS.findIndex(([, size]) => ms >= size);
  const [name, size] = CLOCK_UNITS[first] ?? ['millisecond', 1];
  if (size < 60_000) return write((sign * ms) / size, name, size === 1 ? 3 : 2);
  const large = write(sign * Math.floor(ms / size), name, 21);
  const [next, nextSize] = CLOCK_UNITS[first + 1] ?? ['second', 1000];
  const rest = Math.floor((ms % size) / nextSize);
  return rest === 0 ? large : [...large, { type: 'literal', value: ' ' }, ...write(rest, next, 21)];
}

function sizeOf(unit: string, units: Readonly<Record<string, number>>): number {
  const size = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (size === undefined) throw new RangeError(`Unknown unit ${JSON.stringify(unit)}`);
  return size;
}
