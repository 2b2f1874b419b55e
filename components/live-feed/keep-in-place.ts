/**
 * Scrolls by as much as new items above pushed the old ones down, in browsers that do not do so themselves. Safari learned it late.
 *
 * One read of geometry, after the insertion: how far the first old item is from the first new one.
 */
export function keepInPlace(items: readonly Element[], news: readonly Element[]): void {
  const [first] = items;
  const old = items.find((item) => !news.includes(item));
  if (!first || !old || CSS.supports('overflow-anchor', 'auto')) return;
  let scroller: Element | null = first;
  while (scroller?.scrollTop === 0) scroller = scroller.parentElement;
  if (scroller) scroller.scrollTop += old.getBoundingClientRect().top - first.getBoundingClientRect().top;
}
