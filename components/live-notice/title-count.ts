/** How many notices each element counts in the title. */
const counts = new Map<object, number>();

/** The prefix in the title now; empty if there is none. */
let written = '';
let observer: MutationObserver | undefined;

/**
 * Counts an element's notices in front of the page's title, as in `(3) Orders`; 0 removes them.
 *
 * All elements of a page share one count. If the page writes another title, the count is put in front of that.
 */
export function countInTitle(element: object, count: number): void {
  if ((counts.get(element) ?? 0) === count) return;
  if (count > 0) counts.set(element, count);
  else counts.delete(element);
  write();
  if (counts.size === 0) {
    observer?.disconnect();
    observer = undefined;
  } else if (!observer) {
    observer = new MutationObserver(write);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  }
}

/** `document.title` has no space at its end, so that a page without a title shows the count alone. */
function write(): void {
  const { title } = document;
  const own = written !== '' && `${title} `.startsWith(written) ? title.slice(written.length) : title;
  const sum = [...counts.values()].reduce((total, count) => total + count, 0);
  written = sum > 0 ? `(${sum}) ` : '';
  const wanted = (written + own).trim();
  if (title !== wanted) document.title = wanted;
}
