/** What `compareDocumentPosition` says of a node that lies wholly before or after; around and inside, it has other bits, too. */
export const BEFORE = 2;
export const AFTER = 4;

/**
 * Makes articles of the items of a feed: numbered from 1 in reading order, one of them a stop of the Tab key, where the focus is or first.
 *
 * Writes only what changed.
 */
export function numberItems(items: readonly Element[]): void {
  const stop = items.find(hasFocus) ?? items[0];
  items.forEach((item, index) => {
    if (item.localName !== 'article' && !item.role) item.role = 'article';
    write(item, 'aria-posinset', index + 1);
    write(item, 'aria-setsize', items.length);
    write(item, 'tabindex', item === stop ? 0 : -1);
  });
}

/** Moves the focus as the pattern of a feed asks: Page Up and Down between items, Ctrl+Home and Ctrl+End out of the feed. */
export function onFeedKey(event: KeyboardEvent, feed: HTMLElement, items: readonly HTMLElement[]): void {
  const { key, ctrlKey, altKey, metaKey, target } = event;
  if (altKey || metaKey || event.defaultPrevented) return;
  let isDone = false;
  if (ctrlKey && key === 'Home') isDone = focusBeyond(feed, BEFORE);
  else if (ctrlKey && key === 'End') isDone = focusBeyond(feed, AFTER);
  else if (!ctrlKey && /^Page(Up|Down)$/.test(key)) {
    const here = items.findIndex((item) => item.contains(target as Node));
    items[here + (key === 'PageDown' ? 1 : -1)]?.focus();
    // At an end there is nowhere to go, and the page must not scroll away from under the reader either.
    isDone = true;
  }
  if (isDone) event.preventDefault();
}

/** Tells whether the focus is in an element, also while the window has none, which WebKit's `:focus-within` does not. */
export function hasFocus(element: Element): boolean {
  return element.contains((element.getRootNode() as Document).activeElement);
}

/** Focuses the nearest on one side of a feed that takes the focus. */
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
