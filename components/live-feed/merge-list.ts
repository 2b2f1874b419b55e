import { isLater } from '../internal/item-place.js';
import { type FeedList, timePlaceOf } from './feed-list.js';
import { indexItems, keysOf } from './item-keys.js';
import type { Touched } from './touched-items.js';

/** Attributes that the feed itself writes. */
const OURS: ReadonlySet<string> = new Set([
  'role',
  'aria-posinset',
  'aria-setsize',
  'aria-labelledby',
  'aria-describedby',
  'tabindex',
  'hidden',
  'data-relative',
  'data-live-new',
]);

/**
 * Makes a feed show a list that the server rendered: updates the known items, adds the missing ones, and takes away what is gone. Returns how many
 * items are new.
 *
 * `touched` is what happened since the list was requested, which the list may not contain yet, so it wins. Items older than the list stay if the
 * list overlaps with what is shown.
 */
export function mergeList(list: FeedList, fetched: readonly HTMLElement[], touched: Touched): number {
  const newestFirst = (items: readonly HTMLElement[]): HTMLElement[] => (list.isLog ? [...items].reverse() : [...items]);
  const index = indexItems(list.known);
  const shown = newestFirst(list.all);
  const fresh: HTMLElement[] = [];
  const wanted: HTMLElement[] = [];
  for (const item of newestFirst(fetched.filter((child) => list.isItem(child)))) {
    const keys = keysOf(item);
    if (keys.some((key) => touched.removed.has(key))) continue;
    const known = keys.map((key) => index.get(key)).find((found) => found !== undefined);
    if (!known) fresh.push(item);
    else {
      list.unhide(known);
      if (!touched.items.has(known)) updateFrom(known, item);
    }
    wanted.push(known ?? item);
  }
  const named = new Set(wanted);
  const lastNamed = shown.findLastIndex((item) => named.has(item) && !touched.items.has(item));
  const older = lastNamed < 0 ? [] : shown.slice(lastNamed + 1);
  for (const item of shown.reverse()) {
    if (named.has(item) || !touched.items.has(item)) continue;
    let at = 0;
    while (isLater(timePlaceOf(wanted[at]), timePlaceOf(item))) at += 1;
    wanted.splice(at, 0, item);
    named.add(item);
  }
  for (const item of shown) if (!named.has(item) && !older.includes(item)) list.takeAway(item);
  list.adopt(fresh, true);
  list.arrange(wanted);
  return fresh.length;
}

/** Gives an item the content and the attributes of another, unless they are equal. */
function updateFrom(item: HTMLElement, other: HTMLElement): void {
  if (bare(item).isEqualNode(bare(other))) return;
  for (const name of item.getAttributeNames()) if (!OURS.has(name) && !other.hasAttribute(name)) item.removeAttribute(name);
  for (const { name, value } of other.attributes) if (item.getAttribute(name) !== value) item.setAttribute(name, value);
  item.replaceChildren(...other.childNodes);
}

const inert = document.implementation.createHTMLDocument();

/** Copies an item without what the feed writes into it. */
function bare(item: HTMLElement): HTMLElement {
  const copy = inert.importNode(item, true);
  for (const time of copy.querySelectorAll<HTMLTimeElement>('time[data-relative]')) {
    time.textContent = '';
    time.removeAttribute('title');
    time.removeAttribute('data-relative');
  }
  for (const name of OURS) copy.removeAttribute(name);
  return copy;
}
