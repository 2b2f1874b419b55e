const named = new WeakMap<Element, Element>();

/**
 * Names an item by its first heading, else by its first text beside a `<time>`, unless the page names it.
 *
 * By reference and without ids, so that the name follows the text and nothing is written into the page. Browsers that cannot do so read the
 * item without a name.
 */
export function nameItem(item: HTMLElement): void {
  const before = named.get(item);
  if (before && item.contains(before)) return;
  if (!('ariaLabelledByElements' in item) || item.hasAttribute('aria-label')) return;
  // An empty attribute is what a reference leaves.
  if (item.getAttribute('aria-labelledby')) return;
  const name = nameOf(item);
  named.set(item, name);
  item.ariaLabelledByElements = [name];
}

function nameOf(item: HTMLElement): Element {
  const heading = item.querySelector('h1, h2, h3, h4, h5, h6, [role="heading"]');
  return heading ?? [...item.children].find(({ localName, textContent }) => localName !== 'time' && textContent.trim() !== '') ?? item;
}
