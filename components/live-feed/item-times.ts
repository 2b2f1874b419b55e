import { relativeTime } from '../format/time.js';

/** How far a server's clock may run ahead of ours and still mean "now", in ms. */
const SKEW = 60_000;

/** Writes an instant (epoch ms) as HTML does; nothing where no date can hold it. */
export function isoTime(at: number | undefined): string {
  const date = new Date(at ?? NaN);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/**
 * Says how old each `<time>` is that has no text of its own or carries `data-relative`; writes only what changed.
 *
 * The exact time comes as the title, and only once a second, which spares the many of a storm that are gone before anybody could ask.
 */
export function writeTimes(feed: Element, locale: string, isTick = false): void {
  const now = Date.now();
  for (const time of feed.querySelectorAll<HTMLTimeElement>('time:is(:empty, [data-relative])')) {
    const at = Date.parse(time.dateTime);
    if (Number.isNaN(at)) continue;
    time.dataset['relative'] = '';
    const text = relativeTime(at - now < SKEW ? Math.min(at, now) : at, now, locale);
    if (time.textContent !== text) time.textContent = text;
    if (isTick) time.title = new Date(at).toLocaleString(locale);
  }
}
