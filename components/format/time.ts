import { formatter } from './intl-cache.js';
import { TIME_UNITS } from './units.js';

/** Formats how long ago (or ahead) an instant is, in the largest whole unit: `now`, `12s ago`. Instants are epoch ms. */
export function relativeTime(at: number, now: number, locale: string, style: Intl.RelativeTimeFormatStyle = 'narrow'): string {
  const ahead = at - now;
  const [unit, ms] = TIME_UNITS.find(([, size]) => Math.abs(ahead) >= size && size >= 1000) ?? ['second', Infinity];
  return formatter(Intl.RelativeTimeFormat, locale, { numeric: 'auto', style }).format(Math.trunc(ahead / ms) || 0, unit as 'second');
}

/** Formats an instant (epoch ms) as clock time, such as `12:03:07`. If `now` is given and falls on another day, the day is added. */
export function clockTime(
  at: number,
  locale: string,
  { now, ...options }: Intl.DateTimeFormatOptions & { readonly now?: number } = {},
): string {
  const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', second: '2-digit', ...options };
  const day = formatter(Intl.DateTimeFormat, locale, { dateStyle: 'short' });
  const isOtherDay = now !== undefined && day.format(at) !== day.format(now);
  return formatter(Intl.DateTimeFormat, locale, isOtherDay ? { day: 'numeric', month: 'short', ...time } : time).format(at);
}

/** Returns the day of an instant (epoch ms) in the time zone of a locale, in days since 1970. */
export function dayOf(at: number, locale: string): number {
  const parts = formatter(Intl.DateTimeFormat, locale, DAY).formatToParts(at);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day')) / 86_400_000;
}

/** The same digits and calendar in every language. */
const DAY: Intl.DateTimeFormatOptions = { calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: 'numeric', day: 'numeric' };

/** Formats the day of an instant (epoch ms) as a heading: `Today`, `Yesterday`, `Friday, November 20`, and with the year if it is another. */
export function dayName(at: number, now: number, locale: string): string {
  const ahead = dayOf(at, locale) - dayOf(now, locale);
  if (ahead !== 0 && ahead !== -1) {
    const year = formatter(Intl.DateTimeFormat, locale, { year: 'numeric' });
    const isOtherYear = year.format(at) !== year.format(now);
    const options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', ...(isOtherYear && { year: 'numeric' }) };
    return capitalized(formatter(Intl.DateTimeFormat, locale, options).format(at), locale);
  }
  return capitalized(formatter(Intl.RelativeTimeFormat, locale, { numeric: 'auto' }).format(ahead, 'day'), locale);
}

function capitalized(text: string, locale: string): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase(locale) + text.slice(first.length);
}

/**
 * The page's one timer for everything that ages: displayed ages, and whether data is stale.
 *
 * Ticks at whole multiples of `every` ms, so that all ages change together. It stops while it has no listeners or the page is hidden, and ticks
 * at once when the page is shown again.
 */
export class SharedClock {
  readonly #every: number;
  readonly #listeners = new Set<(now: number) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(every = 1000) {
    this.#every = every;
  }

  /** Calls back at each tick; adding the same listener twice has no effect. Returns a function that stops. */
  listen(listener: (now: number) => void): () => void {
    const isFirst = this.#listeners.size === 0;
    this.#listeners.add(listener);
    if (isFirst) {
      document.addEventListener('visibilitychange', this.#tick);
      this.#schedule();
    }
    return () => this.leave(listener);
  }

  /** Removes a listener. */
  leave(listener: (now: number) => void): void {
    if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
    document.removeEventListener('visibilitychange', this.#tick);
    clearTimeout(this.#timer);
  }

  readonly #tick = (): void => {
    for (const listener of document.hidden ? [] : [...this.#listeners]) {
      try {
        listener(Date.now());
      } catch (error) {
        reportError(error);
      }
    }
    this.#schedule();
  };

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#listeners.size === 0 || document.hidden) return;
    this.#timer = setTimeout(this.#tick, this.#every - (Date.now() % this.#every));
  }
}

/** The clock that all elements share. */
export const sharedClock: SharedClock = new SharedClock();
