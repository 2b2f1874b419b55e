import type { Scalar } from '../../src/index.js';
import { formatter } from './intl-cache.js';
import { TIME_UNITS } from './units.js';

/** How a number is written. `bytes` scales by 1000, `duration` takes ms, `percent` takes a share (`0.42` is 42 %). */
export type NumberStyle = 'decimal' | 'compact' | 'percent' | 'currency' | 'unit' | 'bytes' | 'duration';

/** How a number is written, in full. */
export interface NumberFormat {
  readonly style?: NumberStyle | undefined;
  readonly currency?: string | undefined;
  readonly unit?: string | undefined;
  readonly minimumFractionDigits?: number | undefined;
  readonly maximumFractionDigits?: number | undefined;
  readonly signDisplay?: Intl.NumberFormatOptions['signDisplay'] | undefined;
  /** Anything else that `Intl.NumberFormat` knows; stronger than the rest. */
  readonly options?: Intl.NumberFormatOptions | undefined;
}

/** A piece of a written number, as `Intl.NumberFormat` names it. */
export interface NumberPart {
  readonly type: string;
  readonly value: string;
}

/** The powers of 1000 of a byte. */
const PREFIXES: readonly string[] = ['', 'kilo', 'mega', 'giga', 'tera', 'peta'];

/** Writes a value for people: a number or decimal string by `format`, other text as it is, nothing as `–`. Never throws. */
export function formatNumber(value: Scalar | undefined, format: NumberFormat, locale: string): string {
  return textOf(numberParts(value, format, locale));
}

/** Joins the pieces of a written number. */
export function textOf(parts: readonly NumberPart[]): string {
  return parts.map(({ value }) => value).join('');
}

/** Writes a value as `formatNumber` does, in pieces, so that each can be set apart. */
export function numberParts(value: Scalar | undefined, format: NumberFormat, locale: string): readonly NumberPart[] {
  if (value === null || value === undefined) return [{ type: 'literal', value: '–' }];
  if (!isNumeric(value)) return [{ type: 'literal', value: String(value) }];
  try {
    return partsOf(value, format, locale);
  } catch {
    // An unknown currency, unit or option: the number is still worth more than an error.
    return formatter(Intl.NumberFormat, locale, {}).formatToParts(value as number);
  }
}

/** Tells whether a value is a finite number, or a string that writes one, of any length. */
export function isNumeric(value: unknown): value is number | string {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
}

function partsOf(value: number | string, format: NumberFormat, locale: string): readonly NumberPart[] {
  const { style, currency, unit, options, ...digits } = format;
  if (style === 'bytes') return bytesParts(Number(value), format, locale);
  if (style === 'duration') return durationParts(Number(value), locale);
  const named: Intl.NumberFormatOptions =
    style === 'compact' ? { notation: style } : { style: style ?? (currency ? 'currency' : unit ? 'unit' : 'decimal') };
  // A decimal string keeps all its digits; the types of ES2023 know only its literal forms.
  return formatter(Intl.NumberFormat, locale, { ...named, currency, unit, ...digits, ...options }).formatToParts(value as number);
}

function bytesParts(bytes: number, format: NumberFormat, locale: string): readonly NumberPart[] {
  const power = Math.min(Math.floor(Math.log10(Math.max(Math.abs(bytes), 1)) / 3), PREFIXES.length - 1);
  const options: Intl.NumberFormatOptions = { maximumFractionDigits: 1, unitDisplay: power === 0 ? 'long' : 'short', ...format.options };
  return partsOf(bytes / 1000 ** power, { ...format, style: 'unit', unit: `${PREFIXES[power]}byte`, options }, locale);
}

/** Says the two largest units from days down, below a minute one: `4d 2h`. */
function durationParts(ms: number, locale: string): readonly NumberPart[] {
  const parts: NumberPart[] = [];
  let left = Math.abs(ms);
  const units = TIME_UNITS.slice(3);
  const first = units.findIndex(([, size]) => left >= size || size === 1);
  for (const [unit, size] of units.slice(first, first + (left < 60_000 ? 1 : 2))) {
    const amount = Math.floor(left / size);
    left %= size;
    if (parts.length > 0 && amount === 0) break;
    if (parts.length > 0) parts.push({ type: 'literal', value: ' ' });
    const signed = ms < 0 && parts.length === 0 ? -amount : amount;
    parts.push(...formatter(Intl.NumberFormat, locale, { style: 'unit', unit, unitDisplay: 'narrow' }).formatToParts(signed));
  }
  return parts;
}
