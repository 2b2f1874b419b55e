/**
 * Scrolls by the height of new items above, in browsers without scroll anchoring, such as older Safari.
 *
 * It reads geometry once, after the insertion: the distance between the first old and the first new item.
 */
export function keepInPlace(items: readonly Element[], news: readonly Element[]): void {
  const [first] = items;
  const old = items.find((item) => !news.includes(item));
  if (!first || !old || CSS.supports('overflow-anchor', 'auto')) return;
  let scroller: Element | null = first;
  while (scroller?.scrollTop === 0) scroller = scroller.parentElement;
  if (scroller) scroller.scrollTop += old.getBoundingClientRect().top - first.getBoundingClientRect().top;
}
