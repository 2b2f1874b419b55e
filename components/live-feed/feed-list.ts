import type { LitElement } from 'lit';
import { CablegramError, readInstant, timeOf } from '../../src/index.js';
import { LiveErrorEvent, LiveEvictEvent, LiveInsertEvent } from '../internal/events.js';
import { isLater, type ItemMessage, type ItemPlace, newerPlace } from '../internal/item-place.js';
import { type Item, itemOfTemplate, showsSomething } from '../internal/item-template.js';
import type { LocalizeController } from '../internal/localize.js';
import { reportMistakes } from '../internal/mistakes.js';
import { warnOnce } from '../internal/warn-once.js';
import { createItem, makeGap } from './built-in-item.js';
import { hasFocus, isInOrder } from './feed-semantics.js';
import { isGroupRow } from './feed-rows.js';
import type { ItemChange } from './feed-state.js';
import { htmlOf, type HtmlRules, itemOfHtml } from './html-item.js';
import { indexItems, keysOf } from './item-keys.js';
import { moveBefore } from './move-before.js';
import { itemOfFunction, type RenderItem } from './rendered-item.js';

const EMPTY_TEMPLATE = 'The template of a <live-feed> is empty, so the feed uses its built-in layout.';

/** The settings of a feed that its list reads. */
export interface ListHost extends LitElement, HtmlRules {
  readonly order: string;
  readonly renderItem: RenderItem | undefined;
}

/** What the feed knows about an item that it created. */
interface Made {
  readonly update: Item['update'];
  message: ItemMessage;
  /** Where the item was inserted, and of when its content is. */
  place: ItemPlace;
  updated: ItemPlace;
  /** The page's own item that this one replaces on the screen. */
  readonly original: HTMLElement | undefined;
}

/**
 * The items of a feed: all children of its host, no matter who inserted them.
 *
 * The feed removes only items that it created or that a Turbo Stream inserted. All others belong to the page or to a framework, which may still
 * refer to them (React removes its own rows), so the feed hides them instead. If a message updates such an item, the feed shows its own item
 * instead.
 */
export class FeedList {
  readonly #host: ListHost;
  readonly #words: LocalizeController;
  readonly #made = new WeakMap<Element, Made>();
  readonly #streamed = new WeakSet<Element>();
  /** The items that the feed hides: because there are more than `max`, or because they were removed or replaced. */
  readonly #hidden = new WeakMap<Element, 'surplus' | 'gone'>();
  readonly #standIns = new WeakMap<Node, HTMLElement>();
  #hasReported = false;
  /** The items that a person asked for beyond `max`. */
  readonly #older = new WeakSet<Element>();
  /** How many items were removed beyond `max`. */
  #removedCount = 0;

  constructor(host: ListHost, words: LocalizeController) {
    this.#host = host;
    this.#words = words;
  }

  get isLog(): boolean {
    return this.#host.order === 'newest-last';
  }

  /** The items of the feed in the order of the page: those shown, and those beyond `max`. */
  get all(): HTMLElement[] {
    return ([...this.#host.children] as HTMLElement[]).filter((child) => this.isItem(child));
  }

  /** The items of the feed, and those that it hides. */
  get known(): HTMLElement[] {
    return ([...this.#host.children] as HTMLElement[]).filter((child) => this.isItem(child) || this.#hidden.has(child));
  }

  /** How many older items are not shown. */
  get leftOutCount(): number {
    return this.#removedCount + this.all.filter((item) => this.#hidden.has(item)).length;
  }

  /** Returns whether a person asked for an older item, which a snapshot does not contain. */
  isOlder(item: Element): boolean {
    return this.#older.has(item);
  }

  /** Inserts an older item at the edge where old items leave. */
  putOlder(change: ItemChange): HTMLElement | undefined {
    const item = this.#make(change);
    if (!this.#host.dispatchEvent(new LiveInsertEvent(item, change.message.body))) return undefined;
    this.#older.add(item);
    this.#removedCount = Math.max(0, this.#removedCount - 1);
    const oldest = this.isLog ? this.all[0] : this.all.at(-1);
    if (oldest) this.#putBehind(oldest, item);
    else this.put(item);
    return item;
  }

  /** Finds items by their identities. */
  index(): ReadonlyMap<unknown, HTMLElement> {
    return indexItems(this.all);
  }

  /** Returns whether the feed created an item. */
  isOurs(item: Node): boolean {
    if (!(item instanceof HTMLElement)) return false;
    return this.#made.has(item) || item.dataset['liveGap'] !== undefined || isGroupRow(item);
  }

  /** Returns whether an item replaces one of the page's. */
  isStandIn(item: Element): boolean {
    return this.#made.get(item)?.original !== undefined;
  }

  /** Returns the body that an item was made from; `undefined` if others made it. */
  bodyOf(item: Element): unknown {
    return this.messageOf(item)?.body;
  }

  /** Returns the message that an item was made from; `undefined` if others made it. */
  messageOf(item: Element): ItemMessage | undefined {
    return this.#made.get(item)?.message;
  }

  /** Returns when an item happened, in epoch ms: by its message, which came at the latest then, or by its first `<time datetime>`. */
  instantOf(item: Element): number | undefined {
    const message = this.messageOf(item);
    return message ? (timeOf(message) ?? message.receivedAt) : timePlaceOf(item).at;
  }

  /** Returns whether the feed shows the HTML of a message, or the page's template shows any value of it. */
  shows(message: ItemMessage): boolean {
    if (htmlOf(message, this.#host) !== undefined) return true;
    const template = this.#template;
    return template !== null && showsSomething(template, message);
  }

  /** Updates an item, unless it shows something newer; returns the item that is now shown. */
  update(item: HTMLElement, change: ItemChange): HTMLElement {
    const made = this.#made.get(item);
    if (!made) return this.#replace(item, change);
    if (!isLater(made.updated, change.place)) {
      made.updated = newerPlace(made.updated, change.place);
      made.message = change.message;
      made.update(change.message);
    }
    return item;
  }

  /** Inserts a new item, unless the page cancels it: at the edge where new items appear, or after the items that happened later. */
  insert(change: ItemChange): HTMLElement | undefined {
    const item = this.#make(change);
    if (!this.#host.dispatchEvent(new LiveInsertEvent(item, change.message.body))) return undefined;
    this.#putInOrder(item, change.place);
    return item;
  }

  /** Moves an item that has changed to the edge where new items appear, or behind the items that happened later. */
  moveUp(item: HTMLElement, { place }: ItemChange): void {
    const made = this.#made.get(item);
    if (!made || isLater(made.updated, place)) return;
    made.place = made.updated;
    this.#putInOrder(item, made.place);
  }

  /** Puts an item at the edge where new items appear. */
  put(item: HTMLElement): void {
    moveBefore(this.#host, item, this.isLog ? null : this.#host.firstChild);
  }

  /** Shows a row for missed updates. Adjacent gaps share one row; before the first item there is no gap. */
  showGap(since: number, until: number): void {
    const newest = this.#next();
    const before = newest?.dataset['liveGap'];
    if (before) newest?.remove();
    if (newest) this.put(makeGap(Number(before ?? since), until, this.#words));
  }

  /** Removes an item from the feed. The focus moves to its neighbour. */
  takeAway(item: HTMLElement): void {
    if (hasFocus(item)) this.#moveFocus(item);
    this.#leave(item, 'gone');
  }

  /** Shows only the newest items and the one that has the focus. Returns those that are shown, and reports those that leave. */
  limit(max: number): HTMLElement[] {
    const { all } = this;
    const from = this.isLog ? all.length - max : 0;
    const evicted: HTMLElement[] = [];
    const shown = all.filter((item, index) => {
      if ((index >= from && index < from + max) || hasFocus(item)) {
        this.unhide(item);
        return true;
      }
      if (!this.#hidden.has(item)) evicted.push(item);
      this.#leave(item, 'surplus');
      return false;
    });
    this.#removedCount += evicted.filter((item) => !item.isConnected).length;
    if (evicted.length > 0) this.#host.dispatchEvent(new LiveEvictEvent(evicted));
    return shown;
  }

  /** Puts items into this order, the newest first, at the edge where new items appear. Items in order stay where they are. */
  arrange(newestFirst: readonly HTMLElement[]): void {
    let newer: HTMLElement | undefined;
    for (const item of newestFirst) {
      const isPlaced = item.parentNode === this.#host && (!newer || isInOrder(item, newer, this.isLog));
      if (!isPlaced && newer) this.#putBehind(newer, item);
      else if (!isPlaced) this.put(item);
      newer = item;
    }
  }

  /** Moves an item that a Turbo Stream inserted behind the items that happened later, by their `<time datetime>`. */
  placeByTime(item: HTMLElement): void {
    const place = timePlaceOf(item);
    let behind: HTMLElement | undefined;
    for (let next = this.#next(item); next && isLater(timePlaceOf(next), place); next = this.#next(next)) behind = next;
    if (behind) this.#putBehind(behind, item);
  }

  /** Takes in items that others inserted: removes our item with the same identity, and notes items of a Turbo Stream, which may be removed later. */
  adopt(items: readonly HTMLElement[], isStreamed: boolean): void {
    if (items.length === 0) return;
    const keys = new Set(items.flatMap(keysOf));
    for (const item of items) if (isStreamed) this.#streamed.add(item);
    for (const item of this.all) {
      if (this.isOurs(item) && item.dataset['key'] && keys.has(item.dataset['key'])) item.remove();
    }
  }

  /** Moves or removes a replacement when the page moves or removes its own item. */
  release(original: Node): void {
    const standIn = this.#standIns.get(original);
    if (!standIn) return;
    if (original.parentNode === this.#host) (original as HTMLElement).after(standIn);
    else standIn.remove();
  }

  /** Removes the items that the feed created, and shows the page's own items again. */
  reset(): void {
    this.#removedCount = 0;
    for (const child of [...this.#host.children] as HTMLElement[]) {
      if (this.isOurs(child)) child.remove();
      else this.unhide(child);
    }
  }

  get #template(): HTMLTemplateElement | null {
    return this.#host.querySelector<HTMLTemplateElement>(':scope > template[slot="item"]');
  }

  /** Returns whether a child is an item that may be shown. */
  isItem(child: HTMLElement): boolean {
    if (child.slot || NO_ITEMS.has(child.localName) || isGroupRow(child)) return false;
    return !child.hidden || this.#hidden.get(child) === 'surplus';
  }

  /** Returns the newest item, or the next older one. */
  #next(item?: HTMLElement): HTMLElement | undefined {
    const [first, next] = this.isLog
      ? (['lastElementChild', 'previousElementSibling'] as const)
      : (['firstElementChild', 'nextElementSibling'] as const);
    let found = item ? item[next] : this.#host[first];
    while (found && !this.isItem(found as HTMLElement)) found = found[next];
    return (found as HTMLElement | null) ?? undefined;
  }

  /** Puts an item at the edge where new items appear, or behind the items that happened later. */
  #putInOrder(item: HTMLElement, place: ItemPlace): void {
    let behind: HTMLElement | undefined;
    for (let next = this.#next(); next && next !== item && isLater(this.#made.get(next)?.place, place); next = this.#next(next))
      behind = next;
    if (behind) this.#putBehind(behind, item);
    else if (this.#next() !== item) this.put(item);
  }

  /** Puts an item on the older side of another. */
  #putBehind(newer: HTMLElement, item: HTMLElement): void {
    const child = this.isLog ? newer : newer.nextSibling;
    if (child !== item) moveBefore(this.#host, item, child);
  }

  #replace(original: HTMLElement, change: ItemChange): HTMLElement {
    const isOwned = !this.#streamed.has(original);
    const item = this.#make(change, isOwned ? original : undefined);
    const hadFocus = hasFocus(original);
    // After it, so that the page may insert before its own item.
    original.after(item);
    if (isOwned) this.#standIns.set(original, item);
    item.tabIndex = -1;
    if (hadFocus) item.focus({ preventScroll: true });
    this.#leave(original, 'gone');
    return item;
  }

  #make({ key, message, place }: ItemChange, original?: HTMLElement): HTMLElement {
    const { element, update } = this.#itemOfHtml(message) ?? this.#itemOfTemplate() ?? this.#itemOfFunction() ?? createItem(this.#words);
    update(message);
    this.#made.set(element, { update, message, place, updated: place, original });
    if (key) element.dataset['key'] = key;
    return element;
  }

  #itemOfHtml(message: ItemMessage): Item | undefined {
    return htmlOf(message, this.#host) === undefined ? undefined : itemOfHtml(this.#host, this.#words);
  }

  #itemOfFunction(): Item | undefined {
    const { renderItem } = this.#host;
    return typeof renderItem === 'function' ? itemOfFunction(this.#host, renderItem, this.#words) : undefined;
  }

  #itemOfTemplate(): Item | undefined {
    const template = this.#template;
    const item = template
      ? itemOfTemplate(template, (mistakes) => reportMistakes(this.#host, 'bindings', mistakes, this.#host))
      : undefined;
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

  /** Shows an item that the feed has hidden. */
  unhide(item: HTMLElement): void {
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

/** Children that are not items. */
const NO_ITEMS: ReadonlySet<string> = new Set(['template', 'script', 'style', 'link', 'turbo-cable-stream-source']);

/** Returns the place of an item by its first `<time datetime>`. */
export function timePlaceOf(item: Element | undefined): ItemPlace {
  return { at: readInstant(item?.querySelector('time')?.dateTime ?? '') };
}
