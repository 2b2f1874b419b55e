const named = new WeakMap<Element, Element>();

/**
 * Names an item by its first heading, else by its first text that is not a `<time>`, unless the page names it.
 *
 * It uses element references instead of ids, so that the name follows the text and nothing is written into the page. In browsers without element
 * references, the item has no name.
 */
export function nameItem(item: HTMLElement): void {
  const before = named.get(item);
  if (before && item.contains(before)) return;
  if (!('ariaLabelledByElements' in item) || item.hasAttribute('aria-label')) return;
  // Setting a reference leaves an empty attribute.
  if (item.getAttribute('aria-labelledby')) return;
  const name = nameOf(item);
  named.set(item, name);
  item.ariaLabelledByElements = [name];
}

function nameOf(item: HTMLElement): Element {
  const heading = item.querySelector('h1, h2, h3, h4, h5, h6, [role="heading"]');
  return heading ?? [...item.children].find(({ localName, textContent }) => localName !== 'time' && textContent.trim() !== '') ?? item;
}
