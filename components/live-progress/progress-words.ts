import { type NumberFormat, numberParts, textOf } from '../format/number.js';
import type { LocalizeController } from '../internal/localize.js';
import type { Glyph } from '../internal/note.js';
import type { Amount } from './amount.js';
import { type JobState, readStatus } from './job.js';

/** The shape of each state, and none for a job that simply runs. */
const GLYPHS: Readonly<Record<JobState, Glyph | undefined>> = {
  queued: 'waiting',
  running: undefined,
  paused: 'paused',
  cancelling: 'reconnecting',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  lost: 'stale',
};

/** The words about a job's state, with their shape. */
export interface JobNote {
  readonly glyph: Glyph | undefined;
  readonly text: string;
}

/** Returns the words about a job: its state, unless it simply runs, and its message, unless that says the same. */
export function jobNote(job: JobState, message: string | undefined, words: LocalizeController): JobNote {
  const word = job === 'running' && message ? '' : words.term('progressState', job);
  const more = message === undefined || readStatus(message) ? '' : message;
  return { glyph: GLYPHS[job], text: [word, more].filter(Boolean).join(' · ') };
}

/** How the amount is written. */
export interface AmountStyle {
  readonly format: NumberFormat;
  /** Whether the whole is written too: `196 of 330`. */
  readonly isOfMax: boolean;
  /** Whether it is a percentage. */
  readonly isPercent: boolean;
  readonly isMeter: boolean;
}

/** Writes an amount: `196 of 330 pages`, `59%` or `71 °C`. A percentage of a job is rounded down, so that 100% means done. */
export function amountText({ value, max, fraction }: Amount, style: AmountStyle, words: LocalizeController, long = false): string {
  const { format, isOfMax, isPercent, isMeter } = style;
  const locale = words.lang();
  const options = long ? { unitDisplay: 'long' as const, ...format.options } : format.options;
  if (isPercent) {
    const shown = isMeter ? fraction : Math.floor(Number((fraction * 100).toPrecision(12))) / 100;
    return textOf(numberParts(shown, { style: 'percent', maximumFractionDigits: format.maximumFractionDigits ?? 0 }, locale));
  }
  const isScaled = format.style === 'bytes' || format.style === 'duration';
  const whole = textOf(numberParts(isOfMax ? max : value, { ...format, options }, locale));
  if (!isOfMax) return whole;
  // The unit is written once, unless each of the two may have another.
  const part = isScaled
    ? { ...format, options }
    : { ...format, unit: undefined, style: format.style === 'unit' ? undefined : format.style, options };
  return words.term('progressOf', textOf(numberParts(value, part, locale)), whole);
}

/** Returns whether a message says the count by itself: `page 196 of 330`. */
export function saysCount(message: string | undefined, { value, max }: Amount): boolean {
  const digits: readonly string[] = (message ?? '').replace(/(\d)[,.'\u00a0\u202f](?=\d{3})/g, '$1').match(/\d+(\.\d+)?/g) ?? [];
  return digits.includes(String(value)) && digits.includes(String(max));
}

/** Writes a rest of time (in ms) coarsely: seconds in fives, then minutes, then hours and minutes. */
export function leftText(ms: number, words: LocalizeController, isLong = false): string {
  const seconds = ms / 1000;
  const write = (count: number, unit: string): string =>
    textOf(numberParts(count, { unit, options: { unitDisplay: isLong ? 'long' : 'short' } }, words.lang()));
  if (seconds < 5) return words.term('progressSecondsLeft');
  if (seconds < 57) return words.term('progressLeft', write(Math.ceil(seconds / 5) * 5, 'second'));
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return words.term('progressLeft', write(minutes, 'minute'));
  const hours = minutes < 600 ? write(Math.floor(minutes / 60), 'hour') : write(Math.round(minutes / 60), 'hour');
  const rest = minutes < 600 && minutes % 60 > 0 ? ` ${write(minutes % 60, 'minute')}` : '';
  return words.term('progressLeft', hours + rest);
}

/** Writes a rate, per second, or per minute if it is less than one. A share is written in percent. */
export function rateText(
  { perMs, isShare }: { readonly perMs: number; readonly isShare: boolean },
  format: NumberFormat,
  words: LocalizeController,
): string {
  const perSecond = perMs * 1000 * (isShare ? 100 : 1);
  const isSlow = perSecond < 1 && format.style !== 'bytes';
  const style: NumberFormat = isShare ? { unit: 'percent' } : format;
  const options = { ...style.options, maximumSignificantDigits: 2 };
  const amount = textOf(numberParts(isSlow ? perSecond * 60 : perSecond, { ...style, options }, words.lang()));
  return isSlow ? words.term('progressPerMinute', amount) : words.term('progressPerSecond', amount);
}
