import { supportsStyle } from '../internal/browser.js';

/**
 * Scrolls by the height of new items above, in browsers without scroll anchoring, such as older Safari.
 *
 * It reads geometry once, after the insertion: the distance between the first old and the first new item. New items are displaced while they settle
 * in, which an offset does not count.
 */
export function keepInPlace(items: readonly HTMLElement[], news: readonly HTMLElement[]): void {
  const [first] = items;
  const old = items.find((item) => !news.includes(item));
  if (!first || !old || supportsStyle('overflow-anchor', 'auto')) return;
  let scroller: Element | null = first;
  while (scroller?.scrollTop === 0) scroller = scroller.parentElement;
  if (scroller) scroller.scrollTop += old.offsetTop - first.offsetTop;
}
