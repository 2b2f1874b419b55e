import { cutText } from '../internal/cut-text.js';

/** How long a name may be where it is text, in characters. */
const LONGEST = 120;

const named = new WeakMap<Element, Element>();

/** The names written as text, which the feed may replace. */
const written = new WeakMap<Element, string>();

/**
 * Names an item by its first heading, else by its first text that is not a `<time>`, unless the page names it.
 *
 * It uses element references instead of ids, so that the name follows the text and nothing is written into the page. Browsers without element
 * references get an `aria-label`.
 */
export function nameItem(item: HTMLElement, canRefer: boolean = 'ariaLabelledByElements' in Element.prototype): void {
  if (!canRefer) return labelItem(item);
  const before = named.get(item);
  if (before && item.contains(before)) return;
  if (item.hasAttribute('aria-label')) return;
  // Setting a reference leaves an empty attribute.
  if (item.getAttribute('aria-labelledby')) return;
  const name = nameOf(item);
  named.set(item, name);
  item.ariaLabelledByElements = [name];
}

function labelItem(item: HTMLElement): void {
  const { ariaLabel } = item;
  if (item.hasAttribute('aria-labelledby') || (ariaLabel !== null && ariaLabel !== written.get(item))) return;
  const label = cutText(nameOf(item).textContent.replace(/\s+/g, ' ').trim(), LONGEST, item.lang);
  written.set(item, label);
  if (label !== ariaLabel) item.ariaLabel = label;
}

function nameOf(item: HTMLElement): Element {
  const heading = item.querySelector('h1, h2, h3, h4, h5, h6, [role="heading"]');
  return heading ?? [...item.children].find(({ localName, textContent }) => localName !== 'time' && textContent.trim() !== '') ?? item;
}
