import { clockTime, relativeTime } from '../format/time.js';

/** How far a server's clock may run ahead of ours and still mean "now", in ms. */
const SKEW = 60_000;

/** Finds the times of an item that are ours to write: those without text, and those that carry `data-relative`. */
export function timesOf(item: Element): readonly HTMLTimeElement[] {
  return [...item.querySelectorAll('time')].filter((time) => 'relative' in time.dataset || time.textContent === '');
}

/**
 * Says how long ago each was; writes only what changed. `now` is epoch ms.
 *
 * The exact time comes as the title once the item is `settled`, which spares the many of a storm that are gone before anybody could ask.
 */
export function writeTimes(times: readonly HTMLTimeElement[], now: number, locale: string, isSettled: boolean): void {
  for (const time of times) {
    const at = Date.parse(time.dateTime);
    const text = Number.isNaN(at) ? '' : relativeTime(at > now && at < now + SKEW ? now : at, now, locale);
    if (time.textContent !== text) time.textContent = text;
    if (isSettled && text && !time.title) time.title = clockTime(at, locale, { dateStyle: 'medium', timeStyle: 'medium', ...NO_PARTS });
  }
}

/** The styles of a date and its single parts exclude each other. */
const NO_PARTS: Intl.DateTimeFormatOptions = { hour: undefined, minute: undefined, second: undefined };
