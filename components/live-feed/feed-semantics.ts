/** The results of `compareDocumentPosition` for a node that is entirely before or after. For an ancestor or descendant, other bits are set too. */
const BEFORE = 2;
const AFTER = 4;

/**
 * Makes a feed's items articles, numbered from 1 in reading order. One of them is a Tab stop: the one with the focus, else the first.
 *
 * Writes only what changed.
 */
export function numberItems(items: readonly Element[]): void {
  const [first] = items;
  const focused = first && (first.getRootNode() as Document).activeElement;
  const stop = (focused && items.find((item) => item.contains(focused))) ?? first;
  items.forEach((item, index) => {
    if (item.localName !== 'article' && !item.role) item.role = 'article';
    write(item, 'aria-posinset', index + 1);
    write(item, 'aria-setsize', items.length);
    write(item, 'tabindex', item === stop ? 0 : -1);
  });
}

/** Returns whether an item is on the newer side of another, if there is one. */
export function isInOrder(before: Element | undefined, item: Element, isLog: boolean): boolean {
  return !before || before.compareDocumentPosition(item) === (isLog ? AFTER : BEFORE);
}

/** Moves the focus as the ARIA feed pattern requires: Page Up and Page Down between items, Ctrl+Home and Ctrl+End out of the feed. */
export function onFeedKey(event: KeyboardEvent, feed: HTMLElement, items: readonly HTMLElement[]): void {
  const { key, ctrlKey, altKey, metaKey, target } = event;
  if (altKey || metaKey || event.defaultPrevented) return;
  let isDone = false;
  if (ctrlKey && key === 'Home') isDone = focusBeyond(feed, BEFORE);
  else if (ctrlKey && key === 'End') isDone = focusBeyond(feed, AFTER);
  else if (!ctrlKey && /^Page(Up|Down)$/.test(key)) {
    const here = items.findIndex((item) => item.contains(target as Node));
    items[here + (key === 'PageDown' ? 1 : -1)]?.focus();
    // At either end the focus stays, but the page must not scroll away.
    isDone = true;
  }
  if (isDone) event.preventDefault();
}

/** Returns whether the focus is in an element, even while the window has none. WebKit's `:focus-within` does not match then. */
export function hasFocus(element: Element): boolean {
  return element.contains((element.getRootNode() as Document).activeElement);
}

/** Focuses the nearest focusable element on one side of a feed; returns whether there is one. */
function focusBeyond(feed: Element, side: number): boolean {
  const nearest = [...(feed.getRootNode() as Document).querySelectorAll<HTMLElement>('*')].filter(
    (element) => element.tabIndex >= 0 && feed.compareDocumentPosition(element) === side,
  );
  if (side === BEFORE) nearest.reverse();
  return nearest.some((element) => {
    element.focus();
    return hasFocus(element);
  });
}

function write(item: Element, name: string, value: number): void {
  if (item.getAttribute(name) !== String(value)) item.setAttribute(name, String(value));
}
