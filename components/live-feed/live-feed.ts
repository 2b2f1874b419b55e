import { html, LitElement, nothing, type CSSResult, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Connection, Message, Params } from '../../src/index.js';
import { clockTime, sharedClock } from '../format/time.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { durationAttribute, instantAttribute, jsonAttribute } from '../internal/converters.js';
import { LiveEvictEvent, LiveGapEvent, LiveInsertEvent, LivePendingEvent, LiveResumeRequestEvent } from '../internal/events.js';
import { prefersReducedMotion } from '../internal/frame.js';
import { isTrustworthy } from '../internal/freshness.js';
import { LocalizeController } from '../internal/localize.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { createItem, describeItem, fillItem, readerOf } from './built-in-item.js';
import { styleItems } from './built-in-item.styles.js';
import { FeedList, isItemElement, type RenderedItem } from './feed-list.js';
import { numberItems, onFeedKey } from './feed-semantics.js';
import { admit, changesOf, isItem, type ItemMessage, nextRate, nothingPending } from './feed-state.js';
import { compileTemplate, type TemplateInstance } from './item-template.js';
import { styles } from './live-feed.styles.js';
import { ReaderController } from './reader-controller.js';

/** Above so many items a second nothing is animated, and numbering waits for a calmer moment. */
const FASTEST_MOTION = 5;

/** How long it must be calm before a feed is busy no more, in ms. */
const CALM_AFTER = 300;

/** The most that the pill counts. */
const MOST_COUNTED = 99;

/** The announcer's pace, and how long it waits before it speaks, in ms. */
const ANNOUNCE_EVERY = 10_000;
const ANNOUNCE_AFTER = 150;

const STATES = [
  'connecting',
  'waiting',
  'live',
  'stale',
  'reconnecting',
  'offline',
  'paused',
  'rejected',
  'unconfirmed',
  'failed',
] as const;

/**
 * A list of what happens, the newest at one edge.
 *
 * Its items are its own children: those that the server rendered, those that a Turbo Stream or anybody else inserts, and those that it makes
 * of the messages of a channel, by a template, by `renderItem`, or by itself. All of them are limited, numbered and settled in alike.
 * Nothing moves under the eye of a reader: while somebody reads, new items wait behind a button that counts them.
 *
 * @slot - The items.
 * @slot item - A `<template>` for items, with `{{path}}` in text and in safe attributes.
 * @slot label - The title, in place of `label`.
 * @slot empty - Shown while there is no item.
 * @slot loading - Shown before the first connection, while there is no item.
 * @csspart header - The line above the items.
 * @csspart label - The title.
 * @csspart age - Why the items may be old, and since when.
 * @csspart pill - The button that shows what waits.
 * @csspart list - What is around the items.
 * @csspart empty - What is shown while there is no item.
 * @csspart skeleton - What is shown before the first connection.
 * @cssproperty [--live-feed-gap=0.75rem] - Space between items that the feed made.
 * @cssproperty [--live-feed-enter-duration] - How long a new item takes to settle.
 * @cssproperty [--live-feed-pill-background] - Ground of the button.
 * @cssproperty [--live-feed-pill-color] - Colour of the button.
 * @cssState connecting - The first dial.
 * @cssState waiting - Connected, and nothing heard yet.
 * @cssState live - Connected and heard.
 * @cssState stale - Heard too long ago.
 * @cssState reconnecting - Lost, and dialled again.
 * @cssState offline - Lost, since there is no network.
 * @cssState paused - Held back by the person.
 * @cssState rejected - The server does not allow it.
 * @cssState unconfirmed - The server does not answer.
 * @cssState failed - Given up, or wrongly set up.
 * @cssState empty - There is no item.
 * @cssState pending - Items wait to be shown.
 * @cssState scrolled - The edge where new items come is out of sight.
 * @event {LiveInsertEvent} live-insert - An item is about to be inserted; cancelable.
 * @event {LivePendingEvent} live-pending - So many items wait.
 * @event {LiveEvictEvent} live-evict - The oldest item was removed.
 * @event {LiveGapEvent} live-gap - Updates were missed.
 * @event {LiveResumeRequestEvent} live-resume-request - The reader of a paused feed wishes to see what waits; cancelable.
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can mend.
 */
export class LiveFeed extends LitElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** Name of the channel class on the server; without it, the feed lives of what others insert. */
  @property() channel = '';

  /** Parameters of the channel, as JSON. */
  @property({ converter: jsonAttribute }) params: Params | undefined;

  /** The connection, or the name of a `<live-connection>`. */
  @property() connection?: Connection | string;

  /** Which events are shown, by name, with blanks between; without it, all messages. */
  @property() event = '';

  /** Path of an item's identity in the body or its `data`; what comes again is updated in place. */
  @property() key = 'id';

  /** Up to when the server rendered; older messages are left out. */
  @property({ attribute: 'as-of', converter: instantAttribute }) asOf: number | undefined;

  /** How old the last message may grow before the feed says so, in ms (`stale-after="30s"`). */
  @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter: number | undefined;

  /** What the feed is about. */
  @property() label = '';

  /** Leaves the label to people who listen. */
  @property({ attribute: 'without-label', type: Boolean }) withoutLabel = false;

  /** The most items that are shown. */
  @property({ type: Number }) max = 50;

  /** The most items that wait to be shown. */
  @property({ attribute: 'buffer-max', type: Number }) bufferMax = 500;

  /** Where new items come: above, or below as in a log. */
  @property() order: 'newest-first' | 'newest-last' = 'newest-first';

  /** When they come: while nobody reads (`auto`), when somebody asks (`pill`), or at once. */
  @property() insert: 'auto' | 'pill' | 'immediate' = 'auto';

  /** Says how many items came to people who listen, at most every ten seconds. */
  @property() announce: 'off' | 'polite' = 'off';

  /** Makes the node of an item, in place of a template. */
  @property({ attribute: false }) renderItem: ((body: unknown, message: Message) => Node) | undefined;

  readonly #words: LocalizeController = new LocalizeController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #feed: ChannelController<undefined> = new ChannelController<undefined>(this, {
    follow: () => (this.channel ? { channel: this.channel, ...(this.params && { params: this.params }) } : undefined),
    initial: undefined,
    reduce: () => undefined,
    onBatch: (messages) => this.#onBatch(messages),
    shownAt: () => this.asOf,
  });
  readonly #reader: ReaderController = new ReaderController(
    this,
    () => this.#edge,
    () => this.#settle(),
  );
  readonly #list: FeedList = new FeedList(this, {
    render: (message) => this.#renderItem(message),
    renderGap: (since, until) => this.#renderGap(since, until),
    onInsert: (item, message) => this.dispatchEvent(new LiveInsertEvent(item, message.body)),
    onEvict: (item) => this.dispatchEvent(new LiveEvictEvent(item)),
  });
  #pending = nothingPending;
  /** How many items wait, as told. */
  #count = 0;
  #isEmpty = true;
  /** Whether a reader asked for what a pause holds back, so that it is shown though the pointer is here. */
  #isAsked = false;
  #isScrolled = false;
  #rate = 0;
  #insertedAt = 0;
  #isBusy = false;
  #calm: ReturnType<typeof setTimeout> | undefined;
  #stopClock: (() => void) | undefined;
  #observer: MutationObserver | undefined;
  #template: { readonly of: HTMLTemplateElement | null; readonly make: (() => TemplateInstance) | undefined } | undefined;
  #unheard = 0;
  #heardAt = -Infinity;

  override connectedCallback(): void {
    super.connectedCallback();
    styleItems(this.getRootNode());
    this.#observer ??= new MutationObserver((records) => this.#onChildren(records));
    this.#observer.observe(this, { childList: true });
    for (const child of [...this.children].filter(isItemElement)) if (!this.#list.isKnown(child)) this.#list.adopt(child);
    this.#afterChange();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#stopClock?.();
    clearTimeout(this.#calm);
    this.#stopClock = this.#calm = undefined;
    this.#isBusy = false;
    // What waits is shown where nobody looks: a page that is kept for later must not keep it hidden.
    this.#list.release();
  }

  protected override willUpdate(): void {
    if (this.hasUpdated) this.#settle();
    this.#keepTime();
  }

  protected override firstUpdated(): void {
    // A log begins at its end. The one time that geometry is read without need.
    if (this.#isLog) this.scrollTop = this.scrollHeight;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const { freshness } = this.#feed;
    this.#states.set({
      ...Object.fromEntries(STATES.map((name) => [name, name === freshness])),
      empty: this.#isEmpty,
      pending: this.#count > 0,
      scrolled: this.#reader.isAway,
    });
  }

  /** Shows what waits, at once. */
  showPending(): void {
    this.#flush();
    this.#tell();
  }

  get #isLog(): boolean {
    return this.order === 'newest-last';
  }

  get #edge(): Element | null {
    return this.renderRoot.querySelector('[part="edge"]');
  }

  /** Whether new items must wait: somebody reads, or nobody sees them. */
  get #isHeld(): boolean {
    if (!this.#feed.isVisible || this.insert === 'pill') return true;
    return this.insert !== 'immediate' && !this.#isAsked && this.#reader.isReading;
  }

  #onBatch(messages: readonly Message[]): void {
    const rules = { events: this.event.split(/\s+/).filter(Boolean), key: this.key, asOf: this.asOf };
    const changes = messages.flatMap((message) => changesOf(message, rules));
    for (const change of changes) if (change.type === 'gap') this.dispatchEvent(new LiveGapEvent(change.since, change.until));
    const before = this.#pending.changes.length + this.#pending.dropped;
    this.#pending = admit(this.#pending, changes, this.bufferMax);
    this.#say(this.#pending.changes.length + this.#pending.dropped - before);
    this.#settle();
    this.#isAsked = false;
  }

  /** Takes in what others inserted: at once, or, where it would move what is read, when the reader is done. */
  #onChildren(records: readonly MutationRecord[]): void {
    const added = new Set<HTMLElement>();
    let isForeign = false;
    for (const { addedNodes, removedNodes } of records) {
      for (const node of removedNodes) {
        if (!(node instanceof Element) || node.parentNode === this || !this.#list.isKnown(node)) continue;
        this.#list.forget(node);
        isForeign = true;
      }
      for (const node of addedNodes) {
        if (!isItemElement(node) || node.parentNode !== this || this.#list.isKnown(node)) continue;
        this.#list.adopt(node);
        isForeign = true;
        // What takes the place of another, or comes while the page is parsed, is nothing new.
        if (removedNodes.length === 0 && document.readyState !== 'loading') added.add(node);
      }
    }
    if (!isForeign) return;
    if (added.size > 0 && this.#isHeld) for (const item of this.#atEdge(added)) this.#list.hold(item);
    const shown = [...added].filter((item) => item.slot === '');
    this.#list.evict(this.#isLog, Math.max(this.max, this.#list.items.length - shown.length));
    this.#say(added.size);
    this.#afterInsert(shown);
    this.#tell();
  }

  #atEdge(added: ReadonlySet<HTMLElement>): HTMLElement[] {
    const others = this.#list.items.filter((item) => !added.has(item));
    const newest = this.#isLog ? others.at(-1) : others[0];
    const side = this.#isLog ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    return newest ? [...added].filter((item) => newest.compareDocumentPosition(item) & side) : [];
  }

  /** Shows what waits if nobody reads; if somebody does, only what changes in its place. */
  #settle(): void {
    const { changes, dropped } = this.#pending;
    if (!this.#isHeld) {
      if (changes.length > 0 || this.#count > 0) this.#flush();
    } else if (changes.length > 0 && this.#feed.isVisible && !changes.some(({ type }) => type === 'reset')) {
      const isShown = new Set(changes.filter((change) => isItem(change) && this.#list.has(change.key)));
      if (isShown.size > 0) {
        this.#pending = { changes: changes.filter((change) => !isShown.has(change)), dropped };
        this.#list.apply([...isShown], this.#isLog, this.max);
        this.#afterChange();
      }
    }
    if (this.#isScrolled !== this.#reader.isAway) {
      this.#isScrolled = this.#reader.isAway;
      this.requestUpdate();
    }
    this.#tell();
  }

  #flush(): void {
    const { changes } = this.#pending;
    this.#pending = nothingPending;
    const released = this.#list.release();
    const inserted = this.#list.apply(changes, this.#isLog, this.max);
    this.#list.evict(this.#isLog, this.max);
    this.#afterInsert([...released, ...inserted]);
  }

  #afterInsert(items: readonly HTMLElement[]): void {
    const now = performance.now();
    this.#rate = nextRate(this.#rate, items.length, now - this.#insertedAt);
    this.#insertedAt = now;
    const isFast = this.#rate > FASTEST_MOTION;
    if (!isFast && !prefersReducedMotion()) for (const item of items) item.dataset['liveNew'] = '';
    if (isFast) this.#beBusy();
    this.#afterChange();
    if (items.length > 0 && this.#isLog && !this.#reader.isAway) this.scrollTop = this.scrollHeight;
  }

  #afterChange(): void {
    const { items } = this.#list;
    if (!this.#isBusy) numberItems(items, this.#focused(items));
    if (this.#isEmpty !== (items.length === 0)) {
      this.#isEmpty = items.length === 0;
      this.requestUpdate();
    }
    this.#keepTime();
  }

  /** Leaves the numbers of the items alone until it is calm, which spares a write for each item and frame. */
  #beBusy(): void {
    if (!this.#isBusy) this.requestUpdate();
    this.#isBusy = true;
    this.#calm ??= setTimeout(() => {
      this.#calm = undefined;
      if (performance.now() - this.#insertedAt < CALM_AFTER) return this.#beBusy();
      this.#isBusy = false;
      this.#afterChange();
      this.requestUpdate();
    }, CALM_AFTER);
  }

  #focused(items: readonly HTMLElement[]): HTMLElement | undefined {
    return items.find((item) => item.matches(':focus-within')) ?? items.find((item) => item.tabIndex === 0 && item.matches(':focus'));
  }

  /** Writes the ages, and goes on doing so each second while there are any. */
  #keepTime(): void {
    const hasTimes = this.#list.writeTimes(Date.now(), this.#words.lang());
    if (this.isConnected && (hasTimes || this.#feed.freshness === 'paused')) this.#stopClock ??= sharedClock.listen(this.#onSecond);
    else this.#stopClock = void this.#stopClock?.();
  }

  readonly #onSecond = (): void => {
    if (!this.#feed.isVisible) return;
    this.#list.writeTimes(Date.now(), this.#words.lang());
    this.#tell();
  };

  #tell(): void {
    const { changes, dropped } = this.#pending;
    const isNew = changes.filter((change) => isItem(change) && !change.isUpdate && !this.#list.has(change.key)).length;
    const paused = this.#feed.status?.paused ? this.#feed.status.held.waiting : 0;
    const count = isNew + dropped + paused + this.#list.held.length;
    if (count === this.#count) return;
    this.#count = count;
    this.requestUpdate();
    this.dispatchEvent(new LivePendingEvent(count));
  }

  /** Counts what came since the announcer last spoke, which it does by the same clock. */
  #say(count: number): void {
    if (this.announce !== 'polite' || count <= 0) return;
    const now = performance.now();
    if (now >= this.#heardAt) {
      this.#unheard = 0;
      this.#heardAt = Math.max(now + ANNOUNCE_AFTER, this.#heardAt + ANNOUNCE_EVERY);
    }
    this.#unheard += count;
    announce(this.#words.term('feedAnnounced', this.#unheard), { from: this, every: ANNOUNCE_EVERY });
  }

  #onPill(event: MouseEvent): void {
    if (this.#feed.status?.paused) {
      this.#isAsked = true;
      this.dispatchEvent(new LiveResumeRequestEvent());
    }
    this.showPending();
    const { items } = this.#list;
    this.#edge?.scrollIntoView({ block: 'nearest', behavior: prefersReducedMotion() ? 'auto' : 'smooth' });
    // By the keyboard, the focus goes on from where the button was.
    if (event.detail === 0) (this.#isLog ? items.at(-1) : items[0])?.focus({ preventScroll: true });
  }

  #onAnimationEnd(event: AnimationEvent): void {
    if (event.animationName === 'live-feed-enter') (event.target as HTMLElement).removeAttribute('data-live-new');
  }

  #renderItem(message: ItemMessage): RenderedItem {
    const made = this.#renderByPage(message);
    if (made) return { element: made };
    const template = this.querySelector<HTMLTemplateElement>(':scope > template[slot="item"]');
    if (this.#template?.of !== template) this.#template = { of: template, make: template ? compileTemplate(template) : undefined };
    const instance = this.#template?.make?.();
    const element = instance?.element ?? createItem();
    const update = (newer: ItemMessage): void => {
      if (instance) instance.update(readerOf(newer));
      else fillItem(element, describeItem(newer, this.#words.lang()));
    };
    update(message);
    return { element, update };
  }

  /** Where the page's own function fails, the item is worth more than its looks. */
  #renderByPage(message: ItemMessage): HTMLElement | undefined {
    if (!this.renderItem) return undefined;
    try {
      const node = this.renderItem(message.body, message);
      if (node instanceof HTMLElement) return node;
      const article = document.createElement('article');
      article.append(node);
      return article;
    } catch (error) {
      reportError(error);
      return undefined;
    }
  }

  #renderGap(since: number, until: number): HTMLElement {
    const locale = this.#words.lang();
    const isShort = Math.floor(since / 60_000) === Math.floor(until / 60_000);
    const [from, to] = [since, until].map((at) => clockTime(at, locale, isShort ? {} : { second: undefined })) as [string, string];
    const row = document.createElement('article');
    row.dataset['liveGap'] = '';
    const reload = document.createElement('a');
    reload.setAttribute('href', '');
    reload.textContent = this.#words.term('feedReload');
    row.append(this.#words.term('feedMissed', from, to), ' · ', reload);
    return row;
  }

  protected override render(): TemplateResult {
    const edge = html`<div part="edge" aria-hidden="true"></div>`;
    return html`
      <div part="header" ?data-titled=${this.label !== '' && !this.withoutLabel}>
        <slot name="label">${this.withoutLabel || !this.label ? nothing : html`<span part="label">${this.label}</span>`}</slot>
        ${this.#renderAge()} ${this.#isLog ? nothing : this.#renderPill()}
      </div>
      ${this.#isLog ? nothing : edge}
      <div
        part="list"
        data-order=${this.order}
        role=${this.#isEmpty ? nothing : this.#isLog ? 'log' : 'feed'}
        aria-live=${this.#isLog && !this.#isEmpty ? 'off' : nothing}
        aria-label=${!this.#isEmpty && this.label ? this.label : nothing}
        aria-busy=${this.#isBusy ? 'true' : nothing}
        @keydown=${(event: KeyboardEvent) => onFeedKey(event, this, this.#list.items)}
        @animationend=${this.#onAnimationEnd}
      >
        <slot></slot>
      </div>
      ${this.#renderEmpty()}
      ${
        this.#isLog
          ? html`${edge}
              <div part="footer">${this.#renderPill()}</div>`
          : nothing
      }
    `;
  }

  #renderAge(): TemplateResult | typeof nothing {
    const { freshness, heardAt, error } = this.#feed;
    if (!error && isTrustworthy(freshness)) return nothing;
    const at = heardAt ?? this.asOf;
    const age = at === undefined ? '' : this.#words.term('asOf', clockTime(at, this.#words.lang()));
    const words = freshness === 'stale' ? age : [this.#words.term(freshness as 'offline'), age].filter(Boolean).join(' ');
    return html`<span part="age" data-freshness=${freshness}
      ><svg viewBox="-7 -7 14 14" aria-hidden="true">
        <path d=${freshness === 'paused' ? 'M-2-3.5v7M2-3.5v7' : 'M0-5.6a5.6 5.6 0 1 1-.01 0zM0-2.6V.4L2 1.6'}></path></svg
      >${words}</span
    >`;
  }

  #renderPill(): TemplateResult | typeof nothing {
    if (this.#count === 0) return nothing;
    const count = this.#count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(this.#count);
    return html`<button part="pill" type="button" @click=${this.#onPill}>
      <span aria-hidden="true">${this.#isLog ? '↓' : '↑'}</span>${this.#words.term('feedNew', count)}
    </button>`;
  }

  #renderEmpty(): TemplateResult | typeof nothing {
    const { freshness } = this.#feed;
    if (!this.#isEmpty) return nothing;
    if (this.channel && (freshness === 'idle' || freshness === 'connecting')) {
      return html`<slot name="loading"
        ><div part="skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i></div
      ></slot>`;
    }
    if (!isTrustworthy(freshness) && freshness !== 'paused' && freshness !== 'stale') return nothing;
    return html`<slot name="empty"><span part="empty">${this.#words.term('feedEmpty')}</span></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-feed': LiveFeed;
  }
}
