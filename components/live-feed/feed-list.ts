import { LiveInsertEvent } from '../internal/events.js';
import type { LocalizeController } from '../internal/localize.js';
import { createItem, makeGap } from './built-in-item.js';
import { AFTER, BEFORE, hasFocus } from './feed-semantics.js';
import type { ItemMessage, ListChange } from './feed-state.js';
import { type Item, itemOfTemplate } from './item-template.js';

/**
 * The items of a feed: children of its host, whoever inserted them, each with its identity in `data-key`, else its id.
 *
 * The page itself is what is remembered, so that nothing has to be forgotten when an item leaves.
 */
export class FeedList {
  readonly #host: HTMLElement & { readonly order: string };
  readonly #words: LocalizeController;
  readonly #updates = new WeakMap<Element, Item['update']>();

  constructor(host: HTMLElement & { readonly order: string }, words: LocalizeController) {
    this.#host = host;
    this.#words = words;
  }

  /** The items in the order of the page. */
  get items(): HTMLElement[] {
    return ([...this.#host.children] as HTMLElement[]).filter((child) => child.matches(':not([slot], template, script, style, link)'));
  }

  get isLog(): boolean {
    return this.#host.order === 'newest-last';
  }

  /** Tells whether the feed made an item itself. */
  isOurs(item: HTMLElement): boolean {
    return this.#updates.has(item) || item.dataset['liveGap'] !== undefined;
  }

  /** Writes a change into the page: into the item that is known, else at the edge where new items come. */
  apply(change: ListChange, known: HTMLElement | undefined): void {
    if (change.type === 'remove') known?.remove();
    else if (change.type === 'gap') this.#showGap(change.since, change.until);
    else this.#show(change.message, change.key, known);
  }

  /** Puts an item at the edge where new items come. */
  put(item: HTMLElement): void {
    this.#host[this.isLog ? 'append' : 'prepend'](item);
  }

  /** Tells whether an item stands on the newer side of another, if there is one. */
  isInOrder(before: HTMLElement | undefined, item: HTMLElement): boolean {
    return !before || before.compareDocumentPosition(item) === (this.isLog ? AFTER : BEFORE);
  }

  #show(message: ItemMessage, key: string, known: HTMLElement | undefined): void {
    const update = known && this.#updates.get(known);
    if (update) return update(message);
    const item = this.#make();
    const { element } = item;
    item.update(message);
    this.#updates.set(element, item.update);
    if (key) element.dataset['key'] = key;
    if (known) {
      const hadFocus = hasFocus(known);
      known.replaceWith(element);
      element.tabIndex = -1;
      if (hadFocus) element.focus({ preventScroll: true });
    } else if (this.#host.dispatchEvent(new LiveInsertEvent(element, message.body))) this.put(element);
  }

  /** By the page's template, else by ourselves. */
  #make(): Item {
    const template = this.#host.querySelector<HTMLTemplateElement>(':scope > template[slot="item"]');
    return template ? itemOfTemplate(template) : createItem(this.#words);
  }

  /** Of gaps side by side makes one row; before the first item there is nothing that could have a gap. */
  #showGap(since: number, until: number): void {
    const newest = this.items.at(this.isLog ? -1 : 0);
    const before = newest?.dataset['liveGap'];
    if (before) newest.remove();
    if (newest) this.put(makeGap(Number(before ?? since), until, this.#words));
  }
}

/** Tells the identity of an item; nothing where it has none. */
export function keyOf(item: HTMLElement): string {
  return item.dataset['key'] ?? item.id;
}
