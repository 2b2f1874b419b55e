/** What can take the focus, as far as a selector can tell. */
const FOCUSABLE = 'a[href], button, input, select, textarea, summary, iframe, [tabindex]:not([tabindex^="-"]), [contenteditable]';

/**
 * Makes articles of the items of a feed: numbered from 1 in reading order, one of them a stop of the Tab key.
 *
 * Writes only what changed. The stop is where the focus is, else the first.
 */
export function numberItems(items: readonly Element[]): void {
  const stop = items.find(hasFocus) ?? items[0];
  items.forEach((item, index) => {
    if (item.localName !== 'article' && !item.hasAttribute('role')) item.setAttribute('role', 'article');
    write(item, 'aria-posinset', index + 1);
    write(item, 'aria-setsize', items.length);
    write(item, 'tabindex', item === stop ? 0 : -1);
  });
}

/** Moves the focus as the pattern of a feed asks: Page Up and Down between items, Ctrl+Home and Ctrl+End out of the feed. */
export function onFeedKey(event: KeyboardEvent, feed: HTMLElement, items: readonly HTMLElement[]): void {
  const { key, ctrlKey, altKey, metaKey, target } = event;
  let next: HTMLElement | undefined;
  if (altKey || metaKey || event.defaultPrevented) return;
  if (ctrlKey && key === 'Home') next = focusableAround(feed, Node.DOCUMENT_POSITION_PRECEDING).at(-1);
  else if (ctrlKey && key === 'End') next = focusableAround(feed, Node.DOCUMENT_POSITION_FOLLOWING)[0];
  else if (!ctrlKey && (key === 'PageDown' || key === 'PageUp')) {
    const here = items.findIndex((item) => item.contains(target as Node));
    next = items[Math.max(here + (key === 'PageDown' ? 1 : -1), 0)];
    // At an end there is nowhere to go, and the page must not scroll away from under the reader either.
    if (here >= 0) event.preventDefault();
  }
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Tells whether the focus is in an element, also while the window has none, which WebKit's `:focus-within` does not. */
export function hasFocus(element: Element): boolean {
  const { activeElement = null } = element.getRootNode() as Partial<DocumentOrShadowRoot>;
  return activeElement !== null && element.contains(activeElement);
}

function focusableAround(feed: HTMLElement, side: number): HTMLElement[] {
  const root = feed.getRootNode() as Document | ShadowRoot;
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) =>
      feed.compareDocumentPosition(element) & side &&
      !feed.contains(element) &&
      !element.contains(feed) &&
      !element.matches(':disabled') &&
      element.checkVisibility({ visibilityProperty: true }),
  );
}

function write(item: Element, name: string, value: number): void {
  if (item.getAttribute(name) !== String(value)) item.setAttribute(name, String(value));
}
