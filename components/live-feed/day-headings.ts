import { dayName, dayOf } from '../format/time.js';
import { elementClock } from '../internal/element-clock.js';
import type { LocalizeController } from '../internal/localize.js';
import { childrenWith } from './feed-rows.js';
import { moveBefore } from './move-before.js';

/** How far a server's clock may run ahead of ours and still mean today, in ms. */
const SKEW = 60_000;

/** When an item happened, in epoch ms; `undefined` if that is unknown, and `any` for a row that belongs to no day. */
export type InstantOf = (item: HTMLElement) => number | 'any' | undefined;

/**
 * Puts a heading before the first of the items of each day, and removes the headings that no day needs any more.
 *
 * The headings are children of the feed without a role, because an ARIA `feed` may contain only articles. The first item of a day is described by
 * its heading, so that a person who moves from item to item hears it.
 */
export class DayHeadings {
  readonly #host: HTMLElement;
  readonly #words: LocalizeController;
  /** The days of items, so that only new instants are formatted. */
  readonly #days = new WeakMap<HTMLElement, { readonly at: number; readonly locale: string; readonly day: number }>();
  #described = new Map<HTMLElement, HTMLElement>();

  constructor(host: HTMLElement, words: LocalizeController) {
    this.#host = host;
    this.#words = words;
  }

  /** Returns today, in days since 1970. */
  get today(): number {
    return dayOf(elementClock.wall(), this.#words.lang());
  }

  /** Returns whether two items happened on one day. */
  isSameDay(one: HTMLElement, other: HTMLElement, instantOf: InstantOf): boolean {
    return this.#dayOf(one, instantOf(one)) === this.#dayOf(other, instantOf(other));
  }

  /** Heads these items, in the order of the page. */
  show(items: readonly HTMLElement[], instantOf: InstantOf): void {
    const unused = new Set(childrenWith(this.#host, 'data-live-day'));
    const described = new Map<HTMLElement, HTMLElement>();
    let last: number | undefined | null = null;
    for (const item of items) {
      const at = instantOf(item);
      if (at === 'any') continue;
      const day = this.#dayOf(item, at);
      if (day === last) continue;
      last = day;
      const heading = this.#headingOf(item, day, unused);
      unused.delete(heading);
      this.#write(heading, at, day);
      if (item.previousElementSibling !== heading) moveBefore(this.#host, heading, item);
      described.set(item, heading);
    }
    for (const heading of unused) heading.remove();
    this.#describe(described);
  }

  /** Returns the heading that stands before an item, else that of its day, else a new one. */
  #headingOf(item: HTMLElement, day: number | undefined, unused: ReadonlySet<HTMLElement>): HTMLElement {
    const name = nameOf(day);
    const before = item.previousElementSibling as HTMLElement | null;
    if (before && unused.has(before) && before.dataset['liveDay'] === name) return before;
    const known = [...unused].find((heading) => heading.dataset['liveDay'] === name);
    if (known) return known;
    const heading = this.#host.ownerDocument.createElement('div');
    heading.dataset['liveDay'] = name;
    return heading;
  }

  #write(heading: HTMLElement, at: number | undefined, day: number | undefined): void {
    const locale = this.#words.lang();
    const text =
      at === undefined || day === undefined ? this.#words.term('feedUndated') : dayName(clamped(at), elementClock.wall(), locale);
    if (heading.textContent !== text) heading.textContent = text;
  }

  #dayOf(item: HTMLElement, instant: number | 'any' | undefined): number | undefined {
    if (typeof instant !== 'number') return undefined;
    const at = clamped(instant);
    const locale = this.#words.lang();
    let known = this.#days.get(item);
    if (known?.at !== at || known.locale !== locale) this.#days.set(item, (known = { at, locale, day: dayOf(at, locale) }));
    return known.day;
  }

  /** Leaves alone what the page describes itself. */
  #describe(described: Map<HTMLElement, HTMLElement>): void {
    if (!('ariaDescribedByElements' in Element.prototype)) return;
    for (const [item] of this.#described) if (!described.has(item)) item.ariaDescribedByElements = null;
    for (const [item, heading] of described) {
      if (this.#described.get(item) === heading) continue;
      if (!this.#described.has(item) && item.hasAttribute('aria-describedby')) described.delete(item);
      else item.ariaDescribedByElements = [heading];
    }
    this.#described = described;
  }
}

function clamped(at: number): number {
  const now = elementClock.wall();
  return at - now < SKEW ? Math.min(at, now) : at;
}

function nameOf(day: number | undefined): string {
  return day === undefined ? '' : new Date(day * 86_400_000).toISOString().slice(0, 10);
}
