import type { LitElement, ReactiveController } from 'lit';
import type { Message } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { motionBudget } from '../internal/frame.js';
import type { LocalizeController } from '../internal/localize.js';
import { styleItems } from './built-in-item.styles.js';
import { FeedList, keyOf } from './feed-list.js';
import { hasFocus, numberItems } from './feed-semantics.js';
import { changesOf, type FeedRules, type ListChange } from './feed-state.js';
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
 * Knows when what comes is brought into the feed: at once, or, while somebody reads or nobody sees it, later.
 *
 * Geometry is read only of a log at its end, and where a browser needs help to keep the place.
 */
export class ItemsController implements ReactiveController {
  readonly reader: ReaderController;
  readonly list: FeedList;

  readonly #host: FeedHost;
  readonly #words: LocalizeController;
  readonly #isVisible: () => boolean;
  readonly #observer = new MutationObserver((records) => this.#afterChange(records));
  /** What waits, by identity, oldest first; at most `max`. */
  readonly #pending = new Map<unknown, ListChange>();
  #isReset = false;

  constructor(host: FeedHost, words: LocalizeController, isVisible: () => boolean) {
    this.#host = host;
    this.#words = words;
    this.#isVisible = isVisible;
    host.addController(this);
    this.reader = new ReaderController(host);
    this.list = new FeedList(host, words);
  }

  /** How many items wait; of more than `max`, the oldest would not be shown anyway. */
  get waiting(): number {
    return [...this.#pending.values()].filter(({ type }) => type === 'item').length;
  }

  hostConnected(): void {
    this.#observer.observe(this.#host, { childList: true });
    styleItems(this.#host.getRootNode());
    this.#afterChange([]);
    sharedClock.listen(this.#writeTimes);
  }

  hostUpdate(): void {
    this.settle();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    sharedClock.leave(this.#writeTimes);
    motionBudget.leave(this.#host);
  }

  /** Forgets what came of another channel: its rows, and what waits. What the page brings stays. */
  begin(): void {
    this.#pending.clear();
    this.#isReset = false;
    for (const item of this.list.items) if (this.list.isOurs(item)) item.remove();
    this.#afterChange(this.#observer.takeRecords());
  }

  /** Takes the messages of a frame; returns whether one of them is for the feed. */
  take(messages: readonly Message[]): boolean {
    const changes = messages.flatMap((message) => changesOf(message, this.#host));
    for (const change of changes) {
      if (change.type === 'reset') {
        this.#pending.clear();
        this.#isReset = true;
      } else this.#pending.set((change.type !== 'gap' && change.key) || change, change);
    }
    this.settle();
    return changes.some(({ type }) => type !== 'gap');
  }

  /** Shows what waits if nobody reads, or it is asked for; else only what changes in its place. */
  settle(isAsked = false): void {
    if (this.#pending.size === 0 && !this.#isReset) return;
    const isHeld = !isAsked && this.#isHeld;
    const isReplaced = this.#isReset && !isHeld;
    if (isReplaced) {
      for (const item of this.list.items) if (!this.#pending.has(keyOf(item))) item.remove();
      this.#isReset = false;
    }
    const known = new Map<unknown, HTMLElement>(this.list.items.map((item) => [keyOf(item), item]));
    let surplus = [...this.#pending.keys()].filter((key) => !known.has(key)).length - this.#host.max;
    let before: HTMLElement | undefined;
    let isPut = false;
    for (const [key, change] of this.#pending) {
      const item = known.get(key);
      const isSurplus = !item && surplus-- > 0;
      if (isHeld && !isSurplus && (!item || this.#isReset)) continue;
      this.#pending.delete(key);
      // In the order of the snapshot: what is known stays where it is, until something before it was put at the edge.
      isPut ||= isReplaced && !isSurplus && (!item || !this.list.isInOrder(before, item));
      if (isPut && item) this.list.put(item);
      before = item;
      if (!isSurplus) this.list.apply(change, item);
    }
    this.#afterChange(this.#observer.takeRecords());
  }

  readonly #writeTimes = (): void => {
    if (this.#isVisible()) writeTimes(this.#host, this.#words.lang());
  };

  get #isHeld(): boolean {
    const { insert } = this.#host;
    return !this.#isVisible() || insert === 'pill' || (insert !== 'immediate' && this.reader.isReading);
  }

  /** Takes in what we or others inserted: no more than `max`, numbered, with its age, settling in. */
  #afterChange(records: readonly MutationRecord[]): void {
    const { max } = this.#host;
    const all = this.list.items;
    for (const item of this.list.isLog ? all.slice(0, -max) : all.slice(max)) if (!hasFocus(item)) item.remove();
    // What was just removed is no news.
    this.#observer.takeRecords();
    const { items } = this.list;
    numberItems(items);
    writeTimes(this.#host, this.#words.lang());
    // What took the place of another is no news either.
    const added = new Set(records.flatMap(({ addedNodes, removedNodes }) => (removedNodes.length > 0 ? [] : [...addedNodes])));
    const news = items.filter((item) => added.has(item));
    if (this.reader.isAway) keepInPlace(items, news);
    // A log follows its end while the reader is there.
    else if (this.list.isLog) this.#host.scrollTop = this.#host.scrollHeight;
    if (news.length > 0 && news.length <= MOST_SETTLING && motionBudget.ask(this.#host) !== 'none') {
      for (const item of news) settleIn(item, this.list.isLog ? '0.5rem' : '-0.5rem');
    }
    this.#host.requestUpdate();
  }
}
