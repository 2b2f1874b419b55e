import type { LitElement, ReactiveController } from 'lit';
import type { Message } from '../../src/index.js';
import { clockTime, sharedClock } from '../format/time.js';
import { announce } from '../internal/announcer.js';
import { motionBudget } from '../internal/frame.js';
import type { LocalizeController } from '../internal/localize.js';
import { styleItems } from './built-in-item.styles.js';
import { FeedList } from './feed-list.js';
import { isInOrder, numberItems } from './feed-semantics.js';
import { changesOf, type FeedChange, type FeedRules } from './feed-state.js';
import { keepInPlace } from './keep-in-place.js';
import { writeTimes } from './item-times.js';
import { nameItem } from './name-item.js';
import { NewsAnnouncer } from './news-announcer.js';
import { PendingItems } from './pending-items.js';
import { ReaderController } from './reader-controller.js';
import { settleIn } from './settle-in.js';
import { isStreaming } from './streamed.js';

/** What rules the items of a feed: its attributes, as they are now. */
export interface FeedHost extends LitElement, FeedRules {
  readonly order: 'newest-first' | 'newest-last';
  readonly insert: 'auto' | 'pill' | 'immediate';
  readonly announce: 'off' | 'polite';
  readonly max: number;
  readonly label: string;
}

/** If more items than this come at once, none of them is animated. */
const MOST_SETTLING = 5;

/**
 * Decides when what comes is shown: at once, or later while somebody reads or nobody sees it.
 *
 * The first items are always shown at once. A feed that is out of sight takes in the others each second. Reads geometry only for a log at its
 * end, and in browsers that do not keep the place by themselves.
 */
export class ItemsController implements ReactiveController {
  /** The items that are shown, in the order of the page. */
  shown: readonly HTMLElement[] = [];
  /** How many items wait to be shown. */
  waiting = 0;

  readonly reader: ReaderController;
  readonly list: FeedList;

  readonly #host: FeedHost;
  readonly #words: LocalizeController;
  readonly #isVisible: () => boolean;
  readonly #observer = new MutationObserver((records) => this.#afterChange(records));
  readonly #pending = new PendingItems();
  readonly #news: NewsAnnouncer;
  #hadSnapshot = false;

  constructor(host: FeedHost, words: LocalizeController, isVisible: () => boolean) {
    this.#host = host;
    this.#words = words;
    this.#isVisible = isVisible;
    host.addController(this);
    this.reader = new ReaderController(host);
    this.list = new FeedList(host, words);
    this.#news = new NewsAnnouncer(host, (count) => this.#labelled(words.term('feedNew', String(count))));
  }

  hostConnected(): void {
    this.#observer.observe(this.#host, { childList: true });
    styleItems(this.#host.getRootNode());
    this.#afterChange([]);
    sharedClock.listen(this.#onTick);
    addEventListener('beforeprint', this.#onPrint);
  }

  hostUpdate(): void {
    this.settle();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    sharedClock.leave(this.#onTick);
    removeEventListener('beforeprint', this.#onPrint);
    motionBudget.leave(this.#host);
  }

  /** Forgets what came of another channel: its rows, and what waits. What the page brings stays. */
  begin(): void {
    this.#pending.clear();
    this.#hadSnapshot = false;
    this.list.reset();
    this.#afterChange(this.#observer.takeRecords());
  }

  /** Takes the messages of a frame; returns whether one of them is for the feed. */
  take(messages: readonly Message[]): boolean {
    const changes = messages.flatMap((message) => changesOf(message, this.#host, (item) => this.list.shows(item)));
    if (this.#host.announce === 'polite') this.#announce(changes);
    for (const change of changes) this.#pending.take(change);
    this.settle();
    if (this.#pending.isSnapshot) this.#updateKnown(changes);
    return changes.some(({ type }) => type !== 'gap');
  }

  /** Shows what waits if nobody reads, or if somebody asks for it; else only what changes in its place. */
  settle(isAsked = false): void {
    const pending = this.#pending;
    if (pending.isEmpty) return;
    // What others inserted meanwhile comes first.
    const records = this.#observer.takeRecords();
    if (records.length > 0) this.#afterChange(records);
    const isHeld = !isAsked && this.#isHeld();
    const { isSnapshot } = pending;
    if (isSnapshot && !isHeld) this.#keepNamed();
    const index = this.list.index();
    pending.limit(this.#host.max, (key) => index.has(key));
    let before: HTMLElement | undefined;
    let isPut = false;
    for (const [key, change] of pending.entries) {
      const known = index.get(key);
      // The items of a snapshot that is held back stay, since they say what goes and in which order.
      if (isHeld && change.type !== 'remove' && (!known || isSnapshot)) continue;
      pending.delete(key);
      if (change.type === 'gap') this.list.showGap(change.since, change.until);
      else if (change.type === 'remove') {
        if (known) this.list.takeAway(known);
      } else {
        const item = known ? this.list.update(known, change) : this.list.insert(change);
        if (!item || !isSnapshot || isHeld) continue;
        // What is known stays where it is, until something before it was put at the edge.
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
  }

  /** Shows what a snapshot that is held back says of items that are shown already. */
  #updateKnown(changes: readonly FeedChange[]): void {
    const index = this.list.index();
    for (const change of changes) {
      const known = change.type === 'item' ? index.get(change.key) : undefined;
      if (known && change.type === 'item') this.list.update(known, change);
    }
    this.#afterChange(this.#observer.takeRecords());
  }

  /** Takes away the items that a snapshot does not name. */
  #keepNamed(): void {
    const index = this.list.index();
    const named = new Set(this.#pending.entries.map(([key]) => index.get(key)));
    for (const item of this.list.all) if (!named.has(item)) this.list.takeAway(item);
  }

  readonly #onTick = (): void => {
    if (this.#isVisible()) writeTimes(this.#host, this.#words.lang());
    else if (!this.#pending.isEmpty && !this.#isHeld(true)) this.settle(true);
  };

  /** Paper has no button. */
  readonly #onPrint = (): void => this.settle(true);

  #isHeld(isSeen = this.#isVisible()): boolean {
    const { insert } = this.#host;
    if (this.shown.length === 0) return false;
    const isFirst = this.#pending.isSnapshot && !this.#hadSnapshot;
    if (!isSeen && !isFirst) return true;
    return insert === 'pill' || (insert !== 'immediate' && this.reader.isReading);
  }

  /** Takes in what changed: no more than `max` items, numbered and named, with their ages; new ones settle in. */
  #afterChange(records: readonly MutationRecord[]): void {
    const { list } = this;
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
    const removed = records.flatMap(({ removedNodes }) => [...removedNodes]);
    const others = added.filter((node): node is HTMLElement => node instanceof HTMLElement && !list.isOurs(node));
    if (others.length > 0) this.#adopt(others);
    for (const node of removed) list.release(node);
    const shown = list.limit(this.#host.max);
    this.shown = shown;
    // What was just removed is no news.
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
    if (isStreamed && this.#host.announce === 'polite') this.#news.add(others.length);
  }

  #countWaiting(): void {
    if (this.#pending.isEmpty) this.waiting = 0;
    else {
      const index = this.list.index();
      this.waiting = this.#pending.count((key) => index.has(key));
    }
  }

  #show(records: readonly MutationRecord[]): void {
    // What took the place of another is no news either.
    const added = new Set(records.flatMap(({ addedNodes, removedNodes }) => (removedNodes.length > 0 ? [] : [...addedNodes])));
    const news = this.shown.filter((item) => added.has(item) && !this.list.isStandIn(item));
    const { isLog } = this.list;
    if (this.reader.isAway) keepInPlace(this.shown, news);
    // A log follows its end while the reader is there.
    else if (isLog) this.#host.scrollTop = this.#host.scrollHeight;
    if (news.length > 0 && news.length <= MOST_SETTLING && motionBudget.ask(this.#host) !== 'none') {
      for (const item of news) settleIn(item, isLog ? '0.5rem' : '-0.5rem');
    }
  }

  /** Counts what is new; what a feed begins with is no news. */
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
