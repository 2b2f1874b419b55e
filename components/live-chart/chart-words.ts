import { dateFormat, numberFormat } from '../format/intl-cache.js';
import { formatNumber, type NumberStyle } from '../format/number.js';
import { clockTime } from '../format/time.js';
import type { LocalizeController } from '../internal/localize.js';
import type { Cell } from './series.js';

/** How an element writes numbers and times. */
export interface ChartFormat {
  readonly words: LocalizeController;
  readonly style: NumberStyle | undefined;
  readonly currency: string | undefined;
  readonly timeZone: string | undefined;
  /** How much time is in view, in ms. */
  readonly length: number;
}

/** Below this much time in view, in ms, seconds matter. */
const SECONDS_BELOW = 900_000;

const UNITS: readonly (readonly [unit: string, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** Writes a value with its unit. */
export function valueText(value: Cell, unit: string, { words, style, currency }: ChartFormat): string {
  if (value === null) return words.term('chartNoData');
  const text = formatNumber(value, { style, currency, ...(!style && { maximumFractionDigits: 2 }) }, words.lang());
  return unit && value !== undefined ? `${text}\u00a0${unit}` : text;
}

/** Writes a value for an axis, short. */
export function tickText(value: number, unit: string, format: ChartFormat): string {
  const isLong = !format.style && Math.abs(value) >= 100_000;
  return valueText(value, unit.length > 2 ? '' : unit, isLong ? { ...format, style: 'compact' } : format);
}

/** Writes an instant (epoch ms), with seconds where they matter. */
export function instantText(at: number, { words, timeZone, length }: ChartFormat, withSeconds: boolean = length < SECONDS_BELOW): string {
  return clockTime(at, words.lang(), { timeZone, ...(!withSeconds && { second: undefined }) });
}

/** Writes instants that are `step` ms apart. */
export function tickTexts(at: readonly number[], step: number, { words, timeZone }: ChartFormat): string[] {
  const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  if (step < 60_000) time.second = '2-digit';
  if (step < 1000) time.fractionalSecondDigits = 3;
  const format = dateFormat(words.lang(), { timeZone, ...(step < 86_400_000 ? time : { day: 'numeric', month: 'short' }) });
  return at.map((instant) => format.format(instant));
}

/** Writes a length of time in its largest whole unit: `5 minutes`. */
export function lengthText(length: number, locale: string): string {
  const [unit, ms] = UNITS.find(([, size]) => length >= size && length % size === 0) ?? ['second', 1000];
  return numberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(length / ms);
}
