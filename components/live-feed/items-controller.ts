import type { LitElement, ReactiveController } from 'lit';
import type { Message } from '../../src/index.js';
import { clockTime, sharedClock } from '../format/time.js';
import { announce } from '../internal/announcer.js';
import { elementClock } from '../internal/element-clock.js';
import { LiveFlushEvent, LivePendingEvent, LiveReloadRequestEvent } from '../internal/events.js';
import { motionBudget } from '../internal/frame.js';
import { writeTimes } from '../internal/item-times.js';
import type { LocalizeController } from '../internal/localize.js';
import { markBusy } from './busy.js';
import { styleItems } from './built-in-item.styles.js';
import { countText } from './count-text.js';
import { FeedList } from './feed-list.js';
import { isInOrder, numberItems } from './feed-semantics.js';
import { changesOf, type FeedChange, type FeedRules } from './feed-state.js';
import type { HtmlRules } from './html-item.js';
import { reportItemClicks } from './item-clicks.js';
import { type GroupRules, ItemGroups } from './item-groups.js';
import { keepInPlace } from './keep-in-place.js';
import { nameItem } from './name-item.js';
import { NewsAnnouncer } from './news-announcer.js';
import { PendingItems } from './pending-items.js';
import { ReaderController } from './reader-controller.js';
import type { RenderItem } from './rendered-item.js';
import { settleIn } from './settle-in.js';
import { isStreaming } from './streamed.js';
import { observerOf } from '../internal/browser.js';

/** The current attributes of a feed that control its items. */
export interface FeedHost extends LitElement, FeedRules, HtmlRules, GroupRules {
  readonly order: 'newest-first' | 'newest-last';
  readonly insert: 'auto' | 'pill' | 'immediate';
  readonly whenUpdated: 'keep' | 'move';
  readonly renderItem: RenderItem | undefined;
  readonly announce: 'off' | 'polite';
  readonly max: number;
  readonly label: string;
}

/** If more items than this arrive within a second, none is animated. */
const MOST_SETTLING = 5;

/**
 * Decides when new items are shown: at once, or later while a person reads or the feed is out of sight.
 *
 * The first items are always shown at once. It reads geometry only for a log at its end, and in browsers without scroll anchoring.
 */
export class ItemsController implements ReactiveController {
  /** The items and folded rows that are visible, in the order of the page. */
  shown: readonly HTMLElement[] = [];
  /** The items within the limit, in the order of the page: those that are visible, and those that a row stands for. */
  within: readonly HTMLElement[] = [];
  /** How many items wait to be shown. */
  waiting = 0;
  /** Whether changes wait to be shown: items, the row for missed updates, or a snapshot without some of the items shown. */
  isHolding = false;

  readonly reader: ReaderController;
  readonly list: FeedList;

  readonly #host: FeedHost;
  readonly #groups: ItemGroups;
  readonly #words: LocalizeController;
  readonly #isVisible: () => boolean;
  readonly #observer = new (observerOf('MutationObserver'))((records) => this.#afterChange(records));
  readonly #pending = new PendingItems();
  readonly #news: NewsAnnouncer;
  #hadSnapshot = false;
  /** How many items are shown beyond `max`, because a person asked for older ones. */
  #olderCount = 0;
  /** When the last new items were shown, in monotonic ms. */
  #arrivals: readonly number[] = [];
  /** The limit that was last applied. */
  #max = 0;
  /** The count last reported to the page. */
  #reported = 0;

  constructor(host: FeedHost, words: LocalizeController, isVisible: () => boolean, onReload: () => void) {
    this.#host = host;
    this.#words = words;
    this.#isVisible = isVisible;
    host.addController(this);
    this.reader = new ReaderController(host);
    this.list = new FeedList(host, words);
    this.#groups = new ItemGroups(host, words, this.list, () => this.#afterChange(this.#observer.takeRecords()));
    reportItemClicks(host, this.list, () => host.dispatchEvent(new LiveReloadRequestEvent()) && onReload());
    this.#news = new NewsAnnouncer(host, (count) => this.#labelled(words.term('feedNew', countText(count, words.lang()))));
  }

  /** Since when updates were missed that no row reports yet, in epoch ms. */
  get missedSince(): number | undefined {
    return this.#pending.missedSince;
  }

  hostConnected(): void {
    this.#observer.observe(this.#host, { childList: true });
    styleItems(this.#host.getRootNode());
    this.#afterChange([]);
    sharedClock.listen(this.#onTick);
    addEventListener('beforeprint', this.#onPrint);
    this.#host.addEventListener('turbo:before-morph-element', this.#onMorph);
  }

  hostUpdate(): void {
    const { max } = this.#host;
    if (this.#max !== max) {
      this.#max = max;
      this.#afterChange(this.#observer.takeRecords());
    }
    this.settle();
    if (this.#groups.isDue(this.reader.isReading)) this.#afterChange(this.#observer.takeRecords());
  }

  hostUpdated(): void {
    if (this.#reported === this.waiting) return;
    this.#reported = this.waiting;
    this.#host.dispatchEvent(new LivePendingEvent(this.waiting));
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    sharedClock.leave(this.#onTick);
    removeEventListener('beforeprint', this.#onPrint);
    this.#host.removeEventListener('turbo:before-morph-element', this.#onMorph);
    motionBudget.leave(this.#host);
  }

  /** Removes the rows and pending items of another channel. The page's own items stay. */
  begin(): void {
    this.#pending.clear();
    this.#hadSnapshot = false;
    this.#olderCount = 0;
    this.list.reset();
    this.#afterChange(this.#observer.takeRecords());
  }

  /** Takes the messages of a frame. Returns whether the feed could use any of them. */
  take(messages: readonly Message[]): boolean {
    const changes = messages.flatMap((message) => changesOf(message, this.#host, (item) => this.list.shows(item)));
    if (this.#host.announce === 'polite') this.#announce(changes);
    for (const change of changes) this.#pending.take(change);
    this.settle();
    if (this.#pending.isSnapshot) this.#updateKnown(changes);
    return changes.some(({ type }) => type !== 'gap');
  }

  /** Shows pending items if nobody reads or if the person requests it. Otherwise it only updates items in place. */
  settle(isAsked = false): void {
    const pending = this.#pending;
    if (pending.isEmpty) return;
    // Items that others have inserted come first.
    const records = this.#observer.takeRecords();
    if (records.length > 0) this.#afterChange(records);
    const isHeld = !isAsked && this.#isHeld();
    const count = isHeld ? 0 : this.waiting;
    markBusy(this.#host.renderRoot.querySelector('[part="list"]'));
    const { isSnapshot } = pending;
    if (isSnapshot && !isHeld) for (const item of this.#unnamed()) this.list.takeAway(item);
    const index = this.list.index();
    pending.limit(this.#host.max, (key) => index.has(key));
    let before: HTMLElement | undefined;
    let isPut = false;
    for (const [key, change] of pending.entries) {
      const known = index.get(key);
      // The items of a pending snapshot stay, because they decide what is removed and in which order.
      if (isHeld && change.type !== 'remove' && (!known || isSnapshot)) continue;
      const isMoving = known !== undefined && change.type === 'item' && !isSnapshot && this.#host.whenUpdated === 'move';
      // The change is shown at once, but moves nothing while a person reads.
      if (isHeld && isMoving) {
        this.list.update(known, change);
        continue;
      }
      pending.delete(key);
      if (change.type === 'gap') this.list.showGap(change.since, change.until);
      else if (change.type === 'remove') {
        if (known) this.list.takeAway(known);
      } else {
        const item = known ? this.list.update(known, change) : this.list.insert(change);
        if (isMoving && item) this.list.moveUp(item, change);
        if (!item || !isSnapshot || isHeld) continue;
        // A known item keeps its place, until an item before it was put at the edge.
        isPut ||= !known || !isInOrder(before, item, this.list.isLog);
        if (isPut) this.list.put(item);
        before = item;
      }
    }
    if (!isHeld) {
      this.#hadSnapshot ||= isSnapshot;
      pending.clear();
    }
    this.#afterChange(this.#observer.takeRecords());
    if (count > 0) this.#host.dispatchEvent(new LiveFlushEvent(count));
  }

  /** Updates the visible items from a pending snapshot. */
  #updateKnown(changes: readonly FeedChange[]): void {
    const index = this.list.index();
    for (const change of changes) {
      const known = change.type === 'item' ? index.get(change.key) : undefined;
      if (known && change.type === 'item') this.list.update(known, change);
    }
    this.#afterChange(this.#observer.takeRecords());
  }

  /** The oldest item that is shown. */
  get oldest(): HTMLElement | undefined {
    return this.list.isLog ? this.within[0] : this.within.at(-1);
  }

  /** Shows the page's items that are hidden beyond `max`, up to `max` more; returns whether there are any. */
  showHidden(): boolean {
    const count = Math.min(this.list.all.length - this.within.length, this.#host.max);
    if (count <= 0) return false;
    this.#olderCount += count;
    this.#afterChange(this.#observer.takeRecords());
    return true;
  }

  /** Takes older items, oldest first, which come after the oldest item that is shown. Returns how many are new. */
  takeOlder(messages: readonly Message[]): number {
    const snapshot = { type: 'snapshot', messages } as const;
    const index = this.list.index();
    markBusy(this.#host.renderRoot.querySelector('[part="list"]'));
    let count = 0;
    for (const change of [...changesOf(snapshot, this.#host, (item) => this.list.shows(item))].reverse()) {
      if (change.type !== 'item' || index.has(change.key)) continue;
      count += 1;
      if (this.list.putOlder(change)) this.#olderCount += 1;
    }
    this.#afterChange(this.#observer.takeRecords());
    return count;
  }

  /** Lets a fetched list change the items. `change` returns how many are new. */
  repair(change: (list: FeedList) => number): void {
    markBusy(this.#host.renderRoot.querySelector('[part="list"]'));
    // Only rows for missed updates wait in a feed without a channel.
    this.#pending.clear();
    const count = change(this.list);
    if (count > 0 && this.#host.announce === 'polite') this.#news.add(count);
    this.#afterChange(this.#observer.takeRecords());
  }

  /** Shows a row for missed updates, as soon as nobody reads. */
  reportGap(since: number, until: number): void {
    const gap = { type: 'gap', since, until } as const;
    if (this.#host.announce === 'polite') this.#announce([gap]);
    this.#pending.take(gap);
    this.settle();
    this.#afterChange([]);
  }

  readonly #onTick = (): void => {
    if (this.#isVisible()) {
      writeTimes(this.#host, this.#words.lang());
      // A new day has begun.
      if (this.#groups.isDue(this.reader.isReading)) this.#host.requestUpdate();
    } else if (!this.#pending.isEmpty && !this.#isHeld(true)) this.settle(true);
  };

  /** Keeps the feed's own rows when Turbo morphs the page, because the server's HTML does not contain them. */
  readonly #onMorph = (event: Event): void => {
    const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
    const isRemoved = typeof detail === 'object' && detail !== null && !('newElement' in detail && detail.newElement);
    if (isRemoved && event.target instanceof Element && event.target.parentElement === this.#host && this.list.isOurs(event.target)) {
      event.preventDefault();
    }
  };

  /** Shows everything before printing, because paper has no button. */
  readonly #onPrint = (): void => {
    this.settle(true);
    this.#afterChange(this.#observer.takeRecords());
  };

  #isHeld(isSeen = this.#isVisible()): boolean {
    const { insert } = this.#host;
    if (this.shown.length === 0) return false;
    const isFirst = this.#pending.isSnapshot && !this.#hadSnapshot;
    if (!isSeen && !isFirst) return true;
    return insert === 'pill' || (insert !== 'immediate' && this.reader.isReading);
  }

  /** Updates the items after a change: limits them to `max`, numbers and names them, writes their ages, and animates new ones. */
  #afterChange(records: readonly MutationRecord[]): void {
    const { list } = this;
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
    const removed = records.flatMap(({ removedNodes }) => [...removedNodes]);
    const others = added.filter((node): node is HTMLElement => node instanceof HTMLElement && !list.isOurs(node));
    if (others.length > 0) this.#adopt(others);
    for (const node of removed) list.release(node);
    this.within = list.limit(this.#host.max + this.#olderCount);
    const shown = this.#groups.arrange(this.within, this.reader.isReading);
    this.shown = shown;
    // Removed items are not news.
    this.#observer.takeRecords();
    numberItems(shown);
    for (const item of shown) nameItem(item);
    writeTimes(this.#host, this.#words.lang(), true);
    this.#countWaiting();
    this.#show(records);
    this.#host.requestUpdate();
  }

  #adopt(others: readonly HTMLElement[]): void {
    const isStreamed = isStreaming(this.#host);
    this.list.adopt(others, isStreamed);
    if (isStreamed) for (const item of others) if (this.list.isItem(item)) this.list.placeByTime(item);
    if (isStreamed && this.#host.announce === 'polite') this.#news.add(others.length);
  }

  #countWaiting(): void {
    const pending = this.#pending;
    this.waiting = 0;
    this.isHolding = false;
    if (pending.isEmpty) return;
    const index = this.list.index();
    this.waiting = pending.count((key) => index.has(key));
    this.isHolding = this.waiting > 0 || this.missedSince !== undefined || (pending.isSnapshot && this.#unnamed().length > 0);
  }

  /** The items that a pending snapshot does not name. */
  #unnamed(): readonly HTMLElement[] {
    const index = this.list.index();
    const named = new Set(this.#pending.entries.map(([key]) => index.get(key)));
    // Items before the list are not part of it.
    const { all } = this.list;
    const isOverlap = all.some((item) => named.has(item));
    return all.filter((item) => !named.has(item) && !(isOverlap && this.list.isOlder(item)));
  }

  #show(records: readonly MutationRecord[]): void {
    // Replacements are not news either.
    const added = new Set(records.flatMap(({ addedNodes, removedNodes }) => (removedNodes.length > 0 ? [] : [...addedNodes])));
    const news = this.shown.filter((item) => added.has(item) && !this.list.isStandIn(item));
    const { isLog } = this.list;
    const isMoving = news.length > 0 && this.#isCalm(news.length) && motionBudget.ask(this.#host) !== 'none';
    // A log follows its end, and below what a person reads nothing may move again and again.
    if (isMoving) settleIn(news, isLog ? 'fade-up' : this.reader.isReading ? 'fade' : 'grow');
    if (this.reader.isAway) keepInPlace(this.shown, news);
    // A log follows its end while the reader is there.
    else if (isLog) this.#host.scrollTop = this.#host.scrollHeight;
  }

  /** Returns whether few enough items came within a second to animate these. */
  #isCalm(count: number): boolean {
    const now = elementClock.now();
    this.#arrivals = [...this.#arrivals, ...Array.from({ length: Math.min(count, MOST_SETTLING + 1) }, () => now)]
      .filter((at) => now - at < 1000)
      .slice(-MOST_SETTLING - 1);
    return this.#arrivals.length <= MOST_SETTLING;
  }

  /** Counts new items. The first items of a feed are not news. */
  #announce(changes: readonly FeedChange[]): void {
    const index = this.list.index();
    const items = new Set(changes.map((change) => (change.type === 'item' ? change.key || change : undefined)));
    const news = [...items].filter((key) => key !== undefined && !index.has(key) && !this.#pending.has(key));
    if (this.shown.length > 0 && news.length > 0) this.#news.add(news.length);
    const gap = changes.findLast((change) => change.type === 'gap');
    if (!gap) return;
    const range = [gap.since, gap.until].map((at) => clockTime(at, this.#words.lang(), { now: gap.until })).join(' – ');
    announce(this.#labelled(this.#words.term('feedMissed', range)), { from: this.#host });
  }

  #labelled(text: string): string {
    const { label } = this.#host;
    return label ? `${label}: ${text}` : text;
  }
}
