import { CablegramError } from '../../src/index.js';
import { LiveErrorEvent, LiveInsertEvent } from '../internal/events.js';
import type { LocalizeController } from '../internal/localize.js';
import { warnOnce } from '../internal/warn-once.js';
import { createItem, makeGap } from './built-in-item.js';
import { hasFocus } from './feed-semantics.js';
import type { ItemChange } from './feed-state.js';
import { indexItems, keysOf } from './item-keys.js';
import { isLater, type ItemMessage, type ItemPlace, newerPlace } from './item-place.js';
import { type Item, itemOfTemplate, showsSomething } from './item-template.js';

const EMPTY_TEMPLATE = 'The template of a <live-feed> is empty, so that the feed shows items in its own way.';

/** What the feed knows of an item that it made. */
interface Made {
  readonly update: Item['update'];
  /** Where the item was inserted, and of when its content is. */
  readonly place: ItemPlace;
  updated: ItemPlace;
  /** The page's own item that this one is shown in place of. */
  readonly original: HTMLElement | undefined;
}

/**
 * The items of a feed: children of its host, whoever inserted them.
 *
 * The feed removes what it made itself and what a Turbo Stream inserted. All else belongs to the page or to a framework, which may still hold
 * on to it (React removes its own rows): such an item is hidden instead. When a message updates it, an item of ours is shown in its place.
 */
export class FeedList {
  readonly #host: HTMLElement & { readonly order: string };
  readonly #words: LocalizeController;
  readonly #made = new WeakMap<Element, Made>();
  readonly #streamed = new WeakSet<Element>();
  /** What the feed hides: for lack of room, or because it was removed or replaced. */
  readonly #hidden = new WeakMap<Element, 'surplus' | 'gone'>();
  readonly #standIns = new WeakMap<Node, HTMLElement>();
  #hasReported = false;

  constructor(host: HTMLElement & { readonly order: string }, words: LocalizeController) {
    this.#host = host;
    this.#words = words;
  }

  get isLog(): boolean {
    return this.#host.order === 'newest-last';
  }

  /** The items that belong to the feed, in the order of the page: those shown, and those for which there is no room. */
  get all(): HTMLElement[] {
    return ([...this.#host.children] as HTMLElement[]).filter((child) => this.#isItem(child));
  }

  /** Finds items by their identities. */
  index(): ReadonlyMap<unknown, HTMLElement> {
    return indexItems(this.all);
  }

  /** Returns whether the feed made an item itself. */
  isOurs(item: Node): boolean {
    return this.#made.has(item as Element) || (item as HTMLElement).dataset?.['liveGap'] !== undefined;
  }

  /** Returns whether an item is shown in place of one of the page's. */
  isStandIn(item: Element): boolean {
    return this.#made.get(item)?.original !== undefined;
  }

  /** Returns whether a template of the page shows something of a message. */
  shows(message: ItemMessage): boolean {
    const template = this.#template;
    return template !== null && showsSomething(template, message);
  }

  /** Updates an item, unless it shows something newer; returns the item that is now shown. */
  update(item: HTMLElement, change: ItemChange): HTMLElement {
    const made = this.#made.get(item);
    if (!made) return this.#replace(item, change);
    if (!isLater(made.updated, change.place)) {
      made.updated = newerPlace(made.updated, change.place);
      made.update(change.message);
    }
    return item;
  }

  /** Inserts a new item in its place, unless the page cancels it: at the edge where new items come, or behind those that happened later. */
  insert(change: ItemChange): HTMLElement | undefined {
    const item = this.#make(change);
    if (!this.#host.dispatchEvent(new LiveInsertEvent(item, change.message.body))) return undefined;
    let behind: HTMLElement | undefined;
    for (let next = this.#next(); next && isLater(this.#made.get(next)?.place, change.place); next = this.#next(next)) behind = next;
    if (behind) behind[this.isLog ? 'before' : 'after'](item);
    else this.put(item);
    return item;
  }

  /** Puts an item at the edge where new items come. */
  put(item: HTMLElement): void {
    this.#host[this.isLog ? 'append' : 'prepend'](item);
  }

  /** Shows which updates were missed. Gaps side by side are one row; before the first item nothing can have a gap. */
  showGap(since: number, until: number): void {
    const newest = this.#next();
    const before = newest?.dataset['liveGap'];
    if (before) newest?.remove();
    if (newest) this.put(makeGap(Number(before ?? since), until, this.#words));
  }

  /** Takes an item out of the feed for good; the focus goes to its neighbour. */
  takeAway(item: HTMLElement): void {
    if (hasFocus(item)) this.#moveFocus(item);
    this.#leave(item, 'gone');
  }

  /** Shows the newest items only, and the one that has the focus; returns those that are shown. */
  limit(max: number): HTMLElement[] {
    const { all } = this;
    const from = this.isLog ? all.length - max : 0;
    return all.filter((item, index) => {
      if ((index >= from && index < from + max) || hasFocus(item)) {
        this.#unhide(item);
        return true;
      }
      this.#leave(item, 'surplus');
      return false;
    });
  }

  /** Takes in what others inserted: an item of ours with the same identity goes, and a Turbo Stream's may be removed later. */
  adopt(items: readonly HTMLElement[], isStreamed: boolean): void {
    if (items.length === 0) return;
    const keys = new Set(items.flatMap(keysOf));
    for (const item of items) if (isStreamed) this.#streamed.add(item);
    for (const item of this.all) {
      if (this.isOurs(item) && item.dataset['key'] && keys.has(item.dataset['key'])) item.remove();
    }
  }

  /** Lets the item that stands in for one of the page's follow it: away, or to where the page moved it. */
  release(original: Node): void {
    const standIn = this.#standIns.get(original);
    if (!standIn) return;
    if (original.parentNode === this.#host) (original as HTMLElement).after(standIn);
    else standIn.remove();
  }

  /** Removes what the feed made, and shows the page's own items again. */
  reset(): void {
    for (const child of [...this.#host.children] as HTMLElement[]) {
      if (this.isOurs(child)) child.remove();
      else this.#unhide(child);
    }
  }

  get #template(): HTMLTemplateElement | null {
    return this.#host.querySelector<HTMLTemplateElement>(':scope > template[slot="item"]');
  }

  #isItem(child: HTMLElement): boolean {
    if (child.slot || NO_ITEMS.has(child.localName)) return false;
    return !child.hidden || this.#hidden.get(child) === 'surplus';
  }

  /** Returns the newest item, or the next older one. */
  #next(item?: HTMLElement): HTMLElement | undefined {
    const [first, next] = this.isLog
      ? (['lastElementChild', 'previousElementSibling'] as const)
      : (['firstElementChild', 'nextElementSibling'] as const);
    let found = item ? item[next] : this.#host[first];
    while (found && !this.#isItem(found as HTMLElement)) found = found[next];
    return (found as HTMLElement | null) ?? undefined;
  }

  #replace(original: HTMLElement, change: ItemChange): HTMLElement {
    const isOwned = !this.#streamed.has(original);
    const item = this.#make(change, isOwned ? original : undefined);
    const hadFocus = hasFocus(original);
    // Behind it, so that the page may insert before its own.
    original.after(item);
    if (isOwned) this.#standIns.set(original, item);
    item.tabIndex = -1;
    if (hadFocus) item.focus({ preventScroll: true });
    this.#leave(original, 'gone');
    return item;
  }

  #make({ key, message, place }: ItemChange, original?: HTMLElement): HTMLElement {
    const { element, update } = this.#itemOfTemplate() ?? createItem(this.#words);
    update(message);
    this.#made.set(element, { update, place, updated: place, original });
    if (key) element.dataset['key'] = key;
    return element;
  }

  #itemOfTemplate(): Item | undefined {
    const template = this.#template;
    const item = template ? itemOfTemplate(template) : undefined;
    if (template && !item && !this.#hasReported) {
      this.#hasReported = true;
      warnOnce(EMPTY_TEMPLATE);
      this.#host.dispatchEvent(new LiveErrorEvent(new CablegramError('option-invalid', EMPTY_TEMPLATE)));
    }
    return item;
  }

  #leave(item: HTMLElement, why: 'surplus' | 'gone'): void {
    if (this.isOurs(item) || this.#streamed.has(item)) item.remove();
    else {
      this.#hidden.set(item, why);
      if (!item.hidden) item.hidden = true;
    }
  }

  #unhide(item: HTMLElement): void {
    if (this.#hidden.delete(item)) item.hidden = false;
  }

  #moveFocus(item: HTMLElement): void {
    const { all } = this;
    const index = all.indexOf(item);
    const neighbour = all[index + 1] ?? all[index - 1];
    if (neighbour) neighbour.tabIndex = -1;
    neighbour?.focus({ preventScroll: true });
  }
}

/** Children that are no items. */
const NO_ITEMS: ReadonlySet<string> = new Set(['template', 'script', 'style', 'link']);
