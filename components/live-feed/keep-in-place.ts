/** Whether the browser itself keeps in place what is read when something is inserted above; WebKit learned it late. */
const isNative: boolean = typeof CSS !== 'undefined' && CSS.supports('overflow-anchor', 'auto');

/**
 * Scrolls by as much as new items above pushed the old ones down, where the browser does not do so itself.
 *
 * One read of geometry, after the insertion: how far the first old item is from the first new one.
 */
export function keepInPlace(items: readonly Element[], inserted: ReadonlySet<Element>, isNeeded?: boolean): void {
  const [first] = items;
  const old = items.find((item) => !inserted.has(item));
  if (!(isNeeded ?? !isNative) || !first || !old || first === old) return;
  scrollerOf(first).scrollTop += old.getBoundingClientRect().top - first.getBoundingClientRect().top;
}

function scrollerOf(item: Element): Element {
  for (let here = item.parentElement; here; here = here.parentElement) {
    if (here.scrollHeight > here.clientHeight && /auto|scroll/.test(getComputedStyle(here).overflowY)) return here;
  }
  return document.scrollingElement ?? document.documentElement;
}
