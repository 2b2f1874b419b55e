import { readInstant } from '../../src/index.js';
import { formatter } from '../format/intl-cache.js';
import { relativeTime } from '../format/time.js';

/** How far a server's clock may run ahead of ours and still mean "now", in ms. */
const SKEW = 60_000;

/** The text last written into each `<time>`, so that each tick writes only what changed. */
const written = new WeakMap<HTMLTimeElement, { readonly dateTime: string; readonly locale: string; readonly at: number }>();

/** Returns an instant (epoch ms) in the format of `datetime`; empty if it is out of range. */
export function isoTime(at: number | undefined): string {
  const text: string | null = new Date(at ?? NaN).toJSON();
  return text ?? '';
}

/**
 * Writes the age into each `<time>` that has no text of its own or has `data-relative`, with the exact time as its title.
 *
 * With `isNewOnly`, it writes only those whose `datetime` is new.
 */
export function writeTimes(feed: Element, locale: string, isNewOnly = false): void {
  const now = Date.now();
  for (const time of feed.querySelectorAll<HTMLTimeElement>('time:is(:empty, [data-relative])')) {
    const { dateTime } = time;
    let last = written.get(time);
    if (last?.dateTime !== dateTime || last.locale !== locale || !time.firstChild) {
      const at = readInstant(dateTime);
      if (at === undefined) continue;
      last = { dateTime, locale, at };
      written.set(time, last);
      time.dataset['relative'] = '';
      time.title = formatter(Intl.DateTimeFormat, locale, EXACT).format(at);
    } else if (isNewOnly) continue;
    const { at } = last;
    const text = relativeTime(at - now < SKEW ? Math.min(at, now) : at, now, locale);
    if (time.textContent !== text) time.textContent = text;
  }
}

const EXACT: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'medium' };
