import { formatter } from '../format/intl-cache.js';
import { zoneIn } from '../format/zoned-locale.js';

/** A language that writes dates as ISO 8601 does. */
const ISO = 'sv-SE';

/** Returns a date whose local fields (hours, day, year) are those of the clock in the time zone of a locale, else of the browser. */
export function localDate(at: number, locale: string): Date {
  const text = clockText(at, locale);
  return new Date(text ?? at);
}

/** Returns how far local time is ahead of UTC at an instant, in ms. */
export function localOffset(at: number, locale: string): number {
  const text = clockText(at, locale);
  if (text === undefined) return -60_000 * new Date(at).getTimezoneOffset();
  return Date.parse(`${text}Z`) - Math.floor(at / 1000) * 1000;
}

/** Returns what the clock of a locale's time zone shows, such as `2026-11-29T05:00:00`; `undefined` if it is the browser's. */
function clockText(at: number, locale: string): string | undefined {
  const timeZone = zoneIn(locale);
  if (timeZone === undefined || !Number.isFinite(at)) return undefined;
  return formatter(Intl.DateTimeFormat, ISO, { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at).replace(' ', 'T');
}
