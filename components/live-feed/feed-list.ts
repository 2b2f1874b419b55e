import { timeOf } from '../../src/index.js';
import { hasFocus } from './feed-semantics.js';
import { type FeedChange, isItem, type ItemMessage } from './feed-state.js';
import { timesOf, writeTimes } from './item-times.js';

/** The element of an item, and how to show a newer body in it; without `update` it is made anew. */
export interface RenderedItem {
  readonly element: HTMLElement;
  readonly update?: (message: ItemMessage) => void;
}

/** What a list asks of its feed. */
export interface FeedListOptions {
  readonly render: (message: ItemMessage) => RenderedItem;
  readonly renderGap: (since: number, until: number) => HTMLElement;
  /** Told of each new item before it is inserted; `false` leaves it out. */
  readonly onInsert: (item: HTMLElement, message: ItemMessage) => boolean;
  readonly onEvict: (item: HTMLElement) => void;
  readonly language: () => string;
}

/** What is known of an item. Those without a time are never passed by one that comes late. */
interface Known {
  readonly key: string | undefined;
  readonly at: number | undefined;
  readonly update: RenderedItem['update'];
  readonly times: readonly HTMLTimeElement[];
}

const NO_ITEMS: ReadonlySet<string> = new Set(['template', 'script', 'style', 'link']);

/** Marks an item that somebody inserted while the feed is read: no slot of that name exists, so that it is not shown. */
const HELD = 'live-held';

/**
 * The items of a feed: children of its host, whoever inserted them.
 *
 * Writes each batch in one pass and reads no geometry. Nothing is kept of an item that left: what is known of it hangs on the element.
 */
export class FeedList {
  readonly #host: HTMLElement;
  readonly #options: FeedListOptions;
  readonly #known = new WeakMap<Element, Known>();
  readonly #byKey = new Map<string, HTMLElement>();
  readonly #held = new Set<HTMLElement>();

  constructor(host: HTMLElement, options: FeedListOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** The items in the order of the page. */
  get items(): HTMLElement[] {
    return [...this.#host.children].filter((child): child is HTMLElement => isItemElement(child) && child.slot === '');
  }

  /** How many items of others wait to be shown. */
  get held(): number {
    return this.#held.size;
  }

  has(key: string | undefined): boolean {
    return this.#find(key) !== undefined;
  }

  isKnown(element: Element): boolean {
    return this.#known.has(element);
  }

  /** Takes an item in that somebody else inserted; `data-key`, or its id, is its identity. */
  adopt(element: HTMLElement): void {
    const key = element.dataset['key'] ?? (element.id || undefined);
    this.#know(element, { key, at: undefined, update: undefined, times: timesOf(element) });
    if (element.slot === HELD) element.removeAttribute('slot');
  }

  /** Keeps an item out of sight until `release`. */
  hold(element: HTMLElement): void {
    this.#held.add(element);
    element.slot = HELD;
  }

  /** Shows the items that waited. */
  release(): HTMLElement[] {
    const held = [...this.#held];
    this.#held.clear();
    for (const item of held) item.removeAttribute('slot');
    return held;
  }

  /** Of items that others inserted, those that came to the edge where new ones come. */
  atEdge(added: ReadonlySet<HTMLElement>, isNewestLast: boolean): HTMLElement[] {
    const newest = this.#newestFirst(isNewestLast).find((item) => !added.has(item));
    const side = isNewestLast ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    return newest ? [...added].filter((item) => newest.compareDocumentPosition(item) & side) : [];
  }

  forget(element: HTMLElement): void {
    this.#held.delete(element);
    const key = this.#known.get(element)?.key;
    if (key !== undefined && this.#byKey.get(key) === element) this.#byKey.delete(key);
    this.#known.delete(element);
  }

  /**
   * Writes changes into the page, the oldest first, and returns the new items.
   *
   * A known key is updated in place; a new item comes to the edge, or behind those that happened later; of more than `max` new ones only the
   * newest are made at all.
   */
  apply(changes: readonly FeedChange[], isNewestLast: boolean, max: number): HTMLElement[] {
    const list = this.#newestFirst(isNewestLast);
    const inserted: HTMLElement[] = [];
    let surplus = changes.filter((change) => isItem(change) && !change.isUpdate && !this.has(change.key)).length - max;
    /** After a reset: what it does not name, and the newest item that it does. */
    let doomed: Set<HTMLElement> | undefined;
    let newest: HTMLElement | undefined;
    for (const change of changes) {
      if (change.type === 'reset') {
        doomed = new Set(list);
      } else if (change.type === 'remove') {
        const gone = this.#find(change.key);
        if (gone) this.#remove(gone, list);
      } else if (change.type === 'gap') {
        const row = this.#options.renderGap(change.since, change.until);
        this.#know(row, { key: undefined, at: undefined, update: undefined, times: [] });
        this.#insert(row, 0, list, isNewestLast);
      } else {
        let item = this.#find(change.key);
        if (item) {
          item = this.#update(item, change.message, list);
        } else {
          if (change.isUpdate || surplus-- > 0) continue;
          const at = timeOf(change.message);
          const place = doomed ? (newest ? list.indexOf(newest) : list.length) : this.#placeOf(at, list);
          item = this.#make(change.message, change.key, at);
          if (!item) continue;
          this.#insert(item, place, list, isNewestLast);
          inserted.push(item);
        }
        doomed?.delete(item);
        if (doomed && (!newest || list.indexOf(item) < list.indexOf(newest))) newest = item;
      }
    }
    for (const item of doomed ?? []) if (!hasFocus(item)) this.#remove(item, list);
    return inserted;
  }

  /** Removes the oldest items above `max`, never the one that has the focus. */
  evict(isNewestLast: boolean, max: number): void {
    const list = this.#newestFirst(isNewestLast);
    for (let place = list.length - 1; place > 0 && list.length > max; place -= 1) {
      const item = list[place];
      if (!item || hasFocus(item)) continue;
      this.#remove(item, list);
      this.#options.onEvict(item);
    }
  }

  /** Writes the ages of all items; `now` is epoch ms. */
  writeTimes(now: number): void {
    const language = this.#options.language();
    for (const item of this.items) writeTimes(this.#known.get(item)?.times ?? [], now, language, true);
  }

  #newestFirst(isNewestLast: boolean): HTMLElement[] {
    const { items } = this;
    return isNewestLast ? items.reverse() : items;
  }

  #find(key: string | undefined): HTMLElement | undefined {
    const item = key === undefined ? undefined : this.#byKey.get(key);
    return item?.parentNode === this.#host ? item : undefined;
  }

  #know(item: HTMLElement, known: Known): void {
    this.#known.set(item, known);
    if (known.times.length > 0) writeTimes(known.times, Date.now(), this.#options.language(), false);
    if (known.key !== undefined) this.#byKey.set(known.key, item);
  }

  #make(message: ItemMessage, key: string | undefined, at: number | undefined): HTMLElement | undefined {
    const { element, update } = this.#options.render(message);
    if (!this.#options.onInsert(element, message)) return undefined;
    // The identity also for those who come after us: a restored page, a morph.
    if (key !== undefined) element.dataset['key'] = key;
    this.#know(element, { key, at, update, times: timesOf(element) });
    return element;
  }

  #update(item: HTMLElement, message: ItemMessage, list: HTMLElement[]): HTMLElement {
    const known = this.#known.get(item);
    if (known?.update) {
      known.update(message);
      for (const time of known.times) time.removeAttribute('title');
      writeTimes(known.times, Date.now(), this.#options.language(), false);
      return item;
    }
    const { element, update } = this.#options.render(message);
    if (known?.key !== undefined) element.dataset['key'] = known.key;
    const hadFocus = hasFocus(item);
    item.replaceWith(element);
    list.splice(list.indexOf(item), 1, element);
    this.#known.delete(item);
    this.#know(element, { key: known?.key, at: timeOf(message), update, times: timesOf(element) });
    if (hadFocus) {
      element.tabIndex = 0;
      element.focus({ preventScroll: true });
    }
    return element;
  }

  /** The first place, from the newest, whose item did not happen later. */
  #placeOf(at: number | undefined, list: readonly HTMLElement[]): number {
    let place = 0;
    while (at !== undefined && (this.#known.get(list[place] as Element)?.at ?? -Infinity) > at) place += 1;
    return place;
  }

  #insert(item: HTMLElement, place: number, list: HTMLElement[], isNewestLast: boolean): void {
    const older = list[place];
    const newer = list[place - 1];
    if (older) older[isNewestLast ? 'after' : 'before'](item);
    else if (newer) newer[isNewestLast ? 'before' : 'after'](item);
    else this.#host.append(item);
    list.splice(place, 0, item);
  }

  #remove(item: HTMLElement, list: HTMLElement[]): void {
    this.forget(item);
    item.remove();
    list.splice(list.indexOf(item), 1);
  }
}

/** Tells whether a node is an item of a feed, and not what fills one of its slots. */
export function isItemElement(node: Node): node is HTMLElement {
  return node instanceof HTMLElement && (node.slot === '' || node.slot === HELD) && !NO_ITEMS.has(node.localName);
}
