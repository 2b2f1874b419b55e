import { formatter } from '../format/intl-cache.js';

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
  const isOfToday = isSameDay(since, now) && isSameDay(until, now);
  return formatter(Intl.DateTimeFormat, locale, {
    ...(!isOfToday && dateOptions({ since, until, now })),
    ...clockOptions(at, step),
  }).format(at);
}

/**
 * Formats the instant of a tick, `step` ms after its left neighbour `before`.
 *
 * If several days are in view, the first tick of each day has the date. A tick at midnight has only the date.
 */
export function tickText(at: number, before: number | undefined, view: TimeView, locale: string, step: number): string {
  const isNewDay = !isOneDay(view) && (before === undefined || !isSameDay(before, at));
  if (step >= DAY) return formatter(Intl.DateTimeFormat, locale, dateOptions(view)).format(at);
  const isMidnight = new Date(at).getHours() === 0 && new Date(at).getMinutes() === 0;
  const date = isNewDay ? dateOptions(view) : {};
  return formatter(Intl.DateTimeFormat, locale, isNewDay && isMidnight ? date : { ...date, ...clockOptions(at, step) }).format(at);
}

/** Returns whether the whole view is one day. */
export function isOneDay({ since, until }: TimeView): boolean {
  return isSameDay(since, until);
}

/**
 * Returns whether the clock shows an instant's time twice, as in the night in which it is set back.
 *
 * `offsetAt` returns how far local time is ahead of UTC, in ms.
 */
export function isTwice(at: number, offsetAt: (at: number) => number = localOffset): boolean {
  const setBack = offsetAt(at - LONGEST_CHANGE) - offsetAt(at + LONGEST_CHANGE);
  if (setBack <= 0) return false;
  return offsetAt(at) - offsetAt(at + setBack) === setBack || offsetAt(at - setBack) - offsetAt(at) === setBack;
}

function localOffset(at: number): number {
  return -60_000 * new Date(at).getTimezoneOffset();
}

function clockOptions(at: number, step: number): Intl.DateTimeFormatOptions {
  return {
    hour: 'numeric',
    minute: '2-digit',
    ...(step < 60_000 && { second: '2-digit' }),
    ...(step > 0 && step < 1000 && { fractionalSecondDigits: step >= 100 ? 1 : step >= 10 ? 2 : 3 }),
    ...(isTwice(at) && { timeZoneName: 'short' }),
  };
}

function dateOptions({ since, until, now }: TimeView): Intl.DateTimeFormatOptions {
  const years = new Set([since, until, now].map((at) => new Date(at).getFullYear()));
  return { day: 'numeric', month: 'short', ...(years.size > 1 && { year: 'numeric' }) };
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
