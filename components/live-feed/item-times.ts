import { readInstant } from '../../src/index.js';
import { relativeTime } from '../format/time.js';

/** How far a server's clock may run ahead of ours and still mean "now", in ms. */
const SKEW = 60_000;

/** Writes an instant (epoch ms) as HTML does; nothing where no date can hold it. */
export function isoTime(at: number | undefined): string {
  const text: string | null = new Date(at ?? NaN).toJSON();
  return text ?? '';
}

/** Says how old each `<time>` is that has no text of its own or carries `data-relative`, the exact time as title; writes only what changed. */
export function writeTimes(feed: Element, locale: string): void {
  const now = Date.now();
  for (const time of feed.querySelectorAll<HTMLTimeElement>('time:is(:empty, [data-relative])')) {
    const at = readInstant(time.dateTime);
    if (at === undefined) continue;
    time.dataset['relative'] = '';
    const text = relativeTime(at - now < SKEW ? Math.min(at, now) : at, now, locale);
    const title = new Date(at).toLocaleString(locale);
    if (time.textContent !== text) time.textContent = text;
    if (time.title !== title) time.title = title;
  }
}
