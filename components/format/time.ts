import { dateFormat, relativeTimeFormat } from './intl-cache.js';

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** Says how long ago (or ahead) an instant is, in the largest whole unit: `now`, `12s ago`. Instants are epoch ms. */
export function relativeTime(at: number, now: number, locale: string, style: Intl.RelativeTimeFormatStyle = 'narrow'): string {
  const ahead = at - now;
  const [unit, ms] = STEPS.find(([, size]) => Math.abs(ahead) >= size) ?? ['second', Infinity];
  return relativeTimeFormat(locale, { numeric: 'auto', style }).format(Math.trunc(ahead / ms) || 0, unit);
}

/** Says an instant (epoch ms) by the clock, as `12:03:07`; with `now`, the day too where it is another one. */
export function clockTime(
  at: number,
  locale: string,
  { now, ...options }: Intl.DateTimeFormatOptions & { readonly now?: number } = {},
): string {
  const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', second: '2-digit', ...options };
  const isOtherDay = now !== undefined && new Date(at).toDateString() !== new Date(now).toDateString();
  return dateFormat(locale, isOtherDay ? { day: 'numeric', month: 'short', ...time } : time).format(at);
}

/**
 * The one timer of the page for everything that grows older: ages, and whether something is stale.
 *
 * Ticks at whole seconds (or whole multiples of `every` ms), so that all ages change together; stands still while nobody listens or the
 * page is hidden, and ticks at once when it is shown again.
 */
export class SharedClock {
  readonly #now: () => number;
  readonly #listeners = new Map<(now: number) => void, { readonly every: number; dueAt: number }>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Calls back at each whole multiple of `every` ms; returns how to stop. */
  listen(listener: (now: number) => void, every = 1000): () => void {
    if (this.#listeners.size === 0) document.addEventListener('visibilitychange', this.#onVisibility);
    this.#listeners.set(listener, { every, dueAt: nextMultiple(this.#now(), every) });
    this.#schedule();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      document.removeEventListener('visibilitychange', this.#onVisibility);
      this.#schedule();
    };
  }

  readonly #onVisibility = (): void => {
    if (document.hidden) this.#schedule();
    else this.#tick(true);
  };

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#listeners.size === 0 || document.hidden) return;
    const dueAt = Math.min(...[...this.#listeners.values()].map((entry) => entry.dueAt));
    this.#timer = setTimeout(() => this.#tick(false), Math.max(dueAt - this.#now(), 0));
  }

  #tick(all: boolean): void {
    const now = this.#now();
    for (const [listener, entry] of [...this.#listeners]) {
      if (!all && entry.dueAt > now) continue;
      entry.dueAt = nextMultiple(now, entry.every);
      try {
        listener(now);
      } catch (error) {
        reportError(error);
      }
    }
    this.#schedule();
  }
}

/** The clock that all elements share. */
export const sharedClock: SharedClock = new SharedClock();

function nextMultiple(now: number, every: number): number {
  return (Math.floor(now / every) + 1) * every;
}
