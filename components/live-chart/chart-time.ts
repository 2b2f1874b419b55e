import { formatter } from '../format/intl-cache.js';
import { localDate, localOffset } from './local-date.js';

/** The time range of a chart. Instants are epoch ms. */
export interface TimeView {
  readonly since: number;
  readonly until: number;
  /** The present. */
  readonly now: number;
}

const DAY = 86_400_000;

/** The most that a clock change moves the clock, in ms. */
const LONGEST_CHANGE = 3 * 3_600_000;

/** Formats an instant as clock time, with the date unless the whole view is today, and with the time zone if the clock shows that time twice. */
export function instantText(at: number, { since, until, now }: TimeView, locale: string, step = 0): string {
  const isOfToday = isSameDay(since, now, locale) && isSameDay(until, now, locale);
  return formatter(Intl.DateTimeFormat, locale, {
    ...(!isOfToday && dateOptions({ since, until, now }, locale)),
    ...clockOptions(at, step, locale),
  }).format(at);
}

/**
 * Formats the instant of a tick, `step` ms after its left neighbour `before`.
 *
 * If several days are in view, the first tick of each day has the date. A tick at midnight has only the date.
 */
export function tickText(at: number, before: number | undefined, view: TimeView, locale: string, step: number): string {
  const isNewDay = !isSameDay(view.since, view.until, locale) && (before === undefined || !isSameDay(before, at, locale));
  if (step >= DAY) return formatter(Intl.DateTimeFormat, locale, dateOptions(view, locale)).format(at);
  const clock = localDate(at, locale);
  const isMidnight = clock.getHours() === 0 && clock.getMinutes() === 0;
  const date = isNewDay ? dateOptions(view, locale) : {};
  return formatter(Intl.DateTimeFormat, locale, isNewDay && isMidnight ? date : { ...date, ...clockOptions(at, step, locale) }).format(at);
}

/**
 * Returns whether the clock shows an instant's time twice, as in the night in which it is set back.
 *
 * `offsetAt` returns how far local time is ahead of UTC, in ms.
 */
export function isTwice(at: number, offsetAt: (at: number) => number): boolean {
  const setBack = offsetAt(at - LONGEST_CHANGE) - offsetAt(at + LONGEST_CHANGE);
  if (setBack <= 0) return false;
  return offsetAt(at) - offsetAt(at + setBack) === setBack || offsetAt(at - setBack) - offsetAt(at) === setBack;
}

function clockOptions(at: number, step: number, locale: string): Intl.DateTimeFormatOptions {
  return {
    hour: 'numeric',
    minute: '2-digit',
    ...(step < 60_000 && { second: '2-digit' }),
    ...(step > 0 && step < 1000 && { fractionalSecondDigits: step >= 100 ? 1 : step >= 10 ? 2 : 3 }),
    ...(isTwice(at, (instant) => localOffset(instant, locale)) && { timeZoneName: 'short' }),
  };
}

function dateOptions({ since, until, now }: TimeView, locale: string): Intl.DateTimeFormatOptions {
  const years = new Set([since, until, now].map((at) => localDate(at, locale).getFullYear()));
  return { day: 'numeric', month: 'short', ...(years.size > 1 && { year: 'numeric' }) };
}

function isSameDay(one: number, other: number, locale: string): boolean {
  return localDate(one, locale).toDateString() === localDate(other, locale).toDateString();
}
