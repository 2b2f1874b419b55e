import type { LitElement, ReactiveController } from 'lit';
import type { Message } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { LiveGapEvent, LiveInsertEvent } from '../internal/events.js';
import { motionBudget } from '../internal/frame.js';
import type { LocalizeController } from '../internal/localize.js';
import { createItem, makeGap } from './built-in-item.js';
import { hasFocus, numberItems } from './feed-semantics.js';
import { changesOf, type FeedChange, type FeedRules, type ItemMessage } from './feed-state.js';
import { type Item, itemOfTemplate } from './item-template.js';
import { keepInPlace } from './keep-in-place.js';
import { writeTimes } from './item-times.js';
import { ReaderController } from './reader-controller.js';
import { settleIn } from './settle-in.js';

/** What the items of a feed are ruled by: its attributes, as they are now. */
export interface FeedHost extends LitElement, FeedRules {
  readonly order: 'newest-first' | 'newest-last';
  readonly insert: 'auto' | 'pill' | 'immediate';
  readonly max: number;
}

/** Above so many items at once, none of them is animated. */
const MOST_SETTLING = 5;

/**
 * Brings items into the feed: at once, or, while somebody reads or nobody sees them, later.
 *
 * The page itself is what is remembered: the items are the children of the host, whoever inserted them, each with its identity in `data-key`,
 * else its id. No geometry is read.
 */
export class ItemsController implements ReactiveController {
  readonly reader: ReaderController;

  readonly #host: FeedHost;
  readonly #words: LocalizeController;
  readonly #isVisible: () => boolean;
  readonly #updates = new WeakMap<Element, Item['update']>();
  readonly #observer = new MutationObserver((records) => this.#afterChange(records));
  /** What waits, by identity, oldest first; at most `max`. */
  readonly #pending = new Map<unknown, Exclude<FeedChange, { readonly type: 'reset' }>>();
  #isReset = false;
  #stopClock: (() => void) | undefined;

  constructor(host: FeedHost, words: LocalizeController, isVisible: () => boolean) {
    this.#host = host;
    this.#words = words;
    this.#isVisible = isVisible;
    host.addController(this);
    this.reader = new ReaderController(host);
  }

  /** The items in the order of the page. */
  get items(): HTMLElement[] {
    return ([...this.#host.children] as HTMLElement[]).filter((child) => child.matches(':not([slot], template, script, style, link)'));
  }

  /** How many items wait; of more than `max`, the oldest would not be shown anyway. */
  get waiting(): number {
    return [...this.#pending.values()].filter(({ type }) => type === 'item').length;
  }

  hostConnected(): void {
    this.#observer.observe(this.#host, { childList: true });
    this.#afterChange([]);
    this.#stopClock = sharedClock.listen(() => {
      if (this.#isVisible()) writeTimes(this.#host, this.#words.lang(), true);
    });
  }

  hostUpdate(): void {
    this.settle();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#stopClock?.();
    motionBudget.leave(this.#host);
  }

  /** Takes the messages of a frame. */
  take(messages: readonly Message[]): void {
    for (const change of messages.flatMap((message) => changesOf(message, this.#host))) {
      if (change.type === 'reset') {
        this.#pending.clear();
        this.#isReset = true;
      } else {
        if (change.type === 'gap') this.#host.dispatchEvent(new LiveGapEvent(change.since, change.until));
        this.#pending.set((change.type !== 'gap' && change.key) || change, change);
      }
    }
    this.settle();
  }

  /** Shows what waits if nobody reads, or it is asked for; else only what changes in its place. */
  settle(isAsked = false): void {
    if (this.#pending.size === 0 && !this.#isReset) return;
    const isHeld = !isAsked && this.#isHeld;
    if (this.#isReset && !isHeld) {
      for (const item of this.items) if (!this.#pending.has(keyOf(item))) item.remove();
      this.#isReset = false;
    }
    const known = new Map<unknown, HTMLElement>(this.items.map((item) => [keyOf(item), item]));
    let surplus = [...this.#pending.keys()].filter((key) => !known.has(key)).length - this.#host.max;
    for (const [key, change] of this.#pending) {
      const item = known.get(key);
      const isSurplus = !item && surplus-- > 0;
      if (isHeld && !isSurplus && (!item || this.#isReset)) continue;
      this.#pending.delete(key);
      if (!isSurplus) this.#apply(change, item);
    }
    this.#afterChange(this.#observer.takeRecords());
  }

  get #isLog(): boolean {
    return this.#host.order === 'newest-last';
  }

  get #isHeld(): boolean {
    const { insert } = this.#host;
    return !this.#isVisible() || insert === 'pill' || (insert !== 'immediate' && this.reader.isReading);
  }

  #apply(change: FeedChange, item: HTMLElement | undefined): void {
    if (change.type === 'remove') item?.remove();
    else if (change.type === 'gap') this.#showGap(change.since, change.until);
    else if (change.type === 'item') this.#show(change.message, change.key, item);
  }

  #show(message: ItemMessage, key: string, known: HTMLElement | undefined): void {
    const update = known && this.#updates.get(known);
    if (update) return update(message);
    const { element, update: updateNext } = this.#make(message);
    if (key) element.dataset['key'] = key;
    this.#updates.set(element, updateNext);
    if (known) {
      const hadFocus = hasFocus(known);
      known.replaceWith(element);
      element.tabIndex = -1;
      if (hadFocus) element.focus({ preventScroll: true });
    } else if (this.#host.dispatchEvent(new LiveInsertEvent(element, message.body))) this.#insert(element);
  }

  /** Of gaps side by side makes one row; before the first item there is nothing that could have a gap. */
  #showGap(since: number, until: number): void {
    const newest = this.items.at(this.#isLog ? -1 : 0);
    const before = newest?.dataset['liveGap'];
    if (before) newest.remove();
    if (newest) this.#insert(makeGap(Number(before ?? since), until, this.#words));
  }

  #insert(item: HTMLElement): void {
    this.#host[this.#isLog ? 'append' : 'prepend'](item);
  }

  /** Makes an item by the page's template, else by ourselves. */
  #make(message: ItemMessage): Item {
    const template = this.#host.querySelector<HTMLTemplateElement>(':scope > template[slot="item"]');
    const item = template ? itemOfTemplate(template) : createItem(this.#words);
    item.update(message);
    return item;
  }

  /** Takes in what we or others inserted: no more than `max`, numbered, with its age, settling in. */
  #afterChange(records: readonly MutationRecord[]): void {
    const { max } = this.#host;
    const all = this.items;
    for (const item of this.#isLog ? all.slice(0, -max) : all.slice(max)) if (!hasFocus(item)) item.remove();
    // What was just removed is no news.
    this.#observer.takeRecords();
    const { items } = this;
    numberItems(items);
    writeTimes(this.#host, this.#words.lang());
    const added = new Set(records.flatMap(({ addedNodes, removedNodes }) => (removedNodes.length > 0 ? [] : [...addedNodes])));
    const news = items.filter((item) => added.has(item));
    if (news.length > 0) {
      if (this.reader.isAway) keepInPlace(items, news);
      // A log follows its end while the reader is there.
      if (this.#isLog && !this.reader.isAway) this.#host.scrollTop = this.#host.scrollHeight;
      const mayMove = news.length <= MOST_SETTLING && motionBudget.ask(this.#host) !== 'none';
      if (mayMove) for (const item of news) settleIn(item, this.#isLog ? '0.5rem' : '-0.5rem');
    }
    this.#host.requestUpdate();
  }
}

function keyOf(item: HTMLElement): string {
  return item.dataset['key'] ?? item.id;
}
