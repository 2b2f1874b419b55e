import type { LitElement, ReactiveController } from 'lit';
import type { Message } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { LiveEvictEvent, LiveGapEvent, LiveInsertEvent, LivePendingEvent } from '../internal/events.js';
import { prefersReducedMotion } from '../internal/frame.js';
import { FeedList, isItemElement } from './feed-list.js';
import { FeedPace } from './feed-pace.js';
import { numberItems } from './feed-semantics.js';
import { admit, changesOf, type FeedRules, isItem, nothingPending } from './feed-state.js';
import type { ItemMaker } from './item-maker.js';
import { keepInPlace } from './keep-in-place.js';
import { ReaderController } from './reader-controller.js';

/** What the items of a feed are ruled by: its attributes, as they are now. */
export interface FeedHost extends LitElement {
  readonly order: 'newest-first' | 'newest-last';
  readonly insert: 'auto' | 'pill' | 'immediate';
  readonly max: number;
  readonly bufferMax: number;
}

/** What the controller asks of its feed. */
export interface ItemsControllerOptions {
  readonly maker: ItemMaker;
  readonly rules: () => FeedRules;
  readonly language: () => string;
  readonly isVisible: () => boolean;
  /** How many messages are held back before they come here. */
  readonly heldBack: () => number;
  /** Told how many items came, shown or not. */
  readonly onNew: (count: number) => void;
}

/**
 * Brings items into the feed, at most one pass a frame: at once, or, while somebody reads or nobody sees them, later.
 *
 * Asks its host to render where the count of what waits, the emptiness or the business changed, and not for items.
 */
export class ItemsController implements ReactiveController {
  /** How many items wait. */
  waiting = 0;
  isEmpty = true;
  readonly reader: ReaderController;
  readonly pace: FeedPace = new FeedPace(() => this.#onPace());

  readonly #host: FeedHost;
  readonly #options: ItemsControllerOptions;
  readonly #list: FeedList;
  #pending = nothingPending;
  #isAsked = false;
  #isScrolled = false;
  #observer: MutationObserver | undefined;
  #stopClock: (() => void) | undefined;

  constructor(host: FeedHost, options: ItemsControllerOptions) {
    this.#host = host;
    this.#options = options;
    this.#list = new FeedList(host, {
      render: (message) => options.maker.make(message),
      renderGap: (since, until) => options.maker.makeGap(since, until),
      onInsert: (item, message) => host.dispatchEvent(new LiveInsertEvent(item, message.body)),
      onEvict: (item) => host.dispatchEvent(new LiveEvictEvent(item)),
      language: options.language,
    });
    this.reader = new ReaderController(host, () => this.settle());
    host.addController(this);
  }

  get items(): HTMLElement[] {
    return this.#list.items;
  }

  hostConnected(): void {
    this.#observer ??= new MutationObserver((records) => this.#onChildren(records));
    this.#observer.observe(this.#host, { childList: true });
    for (const child of [...this.#host.children].filter(isItemElement)) if (!this.#list.isKnown(child)) this.#list.adopt(child);
    this.#afterChange();
  }

  hostUpdate(): void {
    if (this.#host.hasUpdated) this.settle();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#stopClock?.();
    this.#stopClock = undefined;
    this.pace.end();
    // A page that is kept for later must not keep anything hidden.
    this.#list.release();
  }

  /** Takes the messages of a frame. */
  take(messages: readonly Message[]): void {
    const rules = this.#options.rules();
    const changes = messages.flatMap((message) => changesOf(message, rules));
    for (const change of changes) if (change.type === 'gap') this.#host.dispatchEvent(new LiveGapEvent(change.since, change.until));
    this.#pending = admit(this.#pending, changes, this.#host.bufferMax);
    this.#options.onNew(changes.filter((change) => isItem(change) && !change.isUpdate && !this.#list.has(change.key)).length);
    this.settle();
    this.#isAsked = false;
  }

  /** Lets the next messages in though somebody reads. */
  ask(): void {
    this.#isAsked = true;
  }

  /** Shows all that waits. */
  show(): void {
    const { changes } = this.#pending;
    this.#pending = nothingPending;
    const released = this.#list.release();
    const made = this.#list.apply(changes, this.#isLog, this.#host.max);
    this.#list.evict(this.#isLog, this.#host.max);
    this.#afterInsert([...released, ...made]);
    this.#tell();
  }

  /** Shows what waits if nobody reads; if somebody does, only what changes in its place. */
  settle(): void {
    const { changes, dropped } = this.#pending;
    if (this.#isScrolled !== this.reader.isStartAway) {
      this.#isScrolled = this.reader.isStartAway;
      this.#host.requestUpdate();
    }
    if (!this.#isHeld) {
      if (changes.length > 0 || this.waiting > 0) return this.show();
    } else if (changes.length > 0 && this.#options.isVisible() && !changes.some(({ type }) => type === 'reset')) {
      const inPlace = new Set(changes.filter((change) => isItem(change) && this.#list.has(change.key)));
      if (inPlace.size > 0) {
        this.#pending = { changes: changes.filter((change) => !inPlace.has(change)), dropped };
        this.#list.apply([...inPlace], this.#isLog, this.#host.max);
        this.#afterChange();
      }
    }
    this.#tell();
  }

  get #isLog(): boolean {
    return this.#host.order === 'newest-last';
  }

  get #isHeld(): boolean {
    const { insert } = this.#host;
    if (!this.#options.isVisible()) return true;
    return !this.#isAsked && (insert === 'pill' || (insert !== 'immediate' && this.reader.isReading));
  }

  /** Takes in what others inserted: at once, or, where it would move what is read, when the reader is done. */
  #onChildren(records: readonly MutationRecord[]): void {
    const added = new Set<HTMLElement>();
    let isForeign = false;
    for (const { addedNodes, removedNodes } of records) {
      for (const node of removedNodes) {
        if (!(node instanceof HTMLElement) || node.parentNode === this.#host || !this.#list.isKnown(node)) continue;
        this.#list.forget(node);
        isForeign = true;
      }
      for (const node of addedNodes) {
        if (!isItemElement(node) || node.parentNode !== this.#host || this.#list.isKnown(node)) continue;
        this.#list.adopt(node);
        isForeign = true;
        // What takes the place of another, or comes while the page is parsed, is nothing new.
        if (removedNodes.length === 0 && document.readyState !== 'loading') added.add(node);
      }
    }
    if (!isForeign) return;
    this.#options.onNew(added.size);
    if (this.#isHeld) for (const item of this.#list.atEdge(added, this.#isLog)) this.#list.hold(item);
    const shown = [...added].filter((item) => item.slot === '');
    if (shown.length > 0) this.#list.evict(this.#isLog, this.#host.max);
    this.#afterInsert(shown);
    this.#tell();
  }

  #afterInsert(items: readonly HTMLElement[]): void {
    this.pace.count(items.length);
    // Before anything moves by itself, since that would be measured, too.
    if (items.length > 0 && this.reader.isAway) keepInPlace(this.items, new Set(items));
    if (!this.pace.isBusy && !prefersReducedMotion()) for (const item of items) item.dataset['liveNew'] = '';
    this.#afterChange();
    // A log follows its end while the reader is there.
    if (items.length > 0 && this.#isLog && !this.reader.isAway) this.#host.scrollTop = this.#host.scrollHeight;
  }

  #afterChange(): void {
    const { items } = this;
    // In a storm the numbers wait for the calm after it, which spares a write for each item and frame.
    if (!this.pace.isBusy) numberItems(items);
    if (this.isEmpty !== (items.length === 0)) {
      this.isEmpty = items.length === 0;
      this.#host.requestUpdate();
    }
    this.#keepTime();
  }

  #onPace(): void {
    if (!this.pace.isBusy) this.#afterChange();
    this.#host.requestUpdate();
  }

  #keepTime(): void {
    if (!this.isEmpty && this.#host.isConnected) {
      this.#stopClock ??= sharedClock.listen((now) => {
        if (this.#options.isVisible()) this.#list.writeTimes(now);
      });
    } else {
      this.#stopClock?.();
      this.#stopClock = undefined;
    }
  }

  #tell(): void {
    const { changes, dropped } = this.#pending;
    const made = changes.filter((change) => isItem(change) && !change.isUpdate && !this.#list.has(change.key)).length;
    const waiting = made + dropped + this.#list.held + this.#options.heldBack();
    if (waiting === this.waiting) return;
    this.waiting = waiting;
    this.#host.requestUpdate();
    this.#host.dispatchEvent(new LivePendingEvent(waiting));
  }
}
