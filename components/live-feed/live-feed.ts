import { html, LitElement, nothing, type CSSResult, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Connection, Params } from '../../src/index.js';
import { clockTime, sharedClock } from '../format/time.js';
import { ChannelController } from '../internal/channel-controller.js';
import { durationAttribute, instantAttribute, jsonAttribute } from '../internal/converters.js';
import { LiveResumeRequestEvent } from '../internal/events.js';
import { isTrustworthy } from '../internal/freshness.js';
import { LocalizeController } from '../internal/localize.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { styleItems } from './built-in-item.styles.js';
import { onFeedKey } from './feed-semantics.js';
import { ItemMaker, type RenderItem } from './item-maker.js';
import { ItemsController } from './items-controller.js';
import { styles } from './live-feed.styles.js';
import { NewsCounter } from './news-counter.js';

/** The most that the pill counts. */
const MOST_COUNTED = 99;

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
 * @cssState scrolled - The upper edge is out of sight.
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
  @property({ attribute: false }) renderItem: RenderItem | undefined;

  readonly #words: LocalizeController = new LocalizeController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #news: NewsCounter = new NewsCounter(this, (count) => this.#words.term('feedAnnounced', count));
  readonly #feed: ChannelController<undefined> = new ChannelController<undefined>(this, {
    follow: () => (this.channel ? { channel: this.channel, ...(this.params && { params: this.params }) } : undefined),
    initial: undefined,
    reduce: () => undefined,
    onBatch: (messages) => this.#items.take(messages),
    shownAt: () => this.asOf,
  });
  readonly #items: ItemsController = new ItemsController(this, {
    maker: new ItemMaker(this, this.#words),
    rules: () => ({ events: this.event.split(/\s+/).filter(Boolean), key: this.key, asOf: this.asOf }),
    language: () => this.#words.lang(),
    isVisible: () => this.#feed.isVisible,
    heldBack: () => (this.#feed.status?.paused ? this.#feed.status.held.waiting : 0),
    onNew: (count) => {
      if (this.announce === 'polite') this.#news.add(count);
    },
  });
  #stopCounting: (() => void) | undefined;

  /** How many items wait to be shown. */
  get waiting(): number {
    return this.#items.waiting;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    styleItems(this.getRootNode());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#countHeld(false);
  }

  protected override firstUpdated(): void {
    // A log begins at its end: the one time that geometry is read without need.
    if (this.#isLog) this.scrollTop = this.scrollHeight;
  }

  protected override updated(): void {
    const { freshness } = this.#feed;
    this.#states.set({
      ...Object.fromEntries(STATES.map((name) => [name, name === freshness])),
      empty: this.#items.isEmpty,
      pending: this.waiting > 0,
      scrolled: this.#items.reader.isStartAway,
    });
    this.#countHeld(freshness === 'paused');
  }

  /** Shows the items that wait, at once. */
  showPending(): void {
    this.#items.show();
  }

  get #isLog(): boolean {
    return this.order === 'newest-last';
  }

  /** Looks each second how much a pause holds back, while there is one. */
  #countHeld(isPaused: boolean): void {
    if (isPaused && this.isConnected) {
      this.#stopCounting ??= sharedClock.listen(() => this.#items.settle());
    } else {
      this.#stopCounting?.();
      this.#stopCounting = undefined;
    }
  }

  #onPill(event: MouseEvent): void {
    if (this.#feed.status?.paused) {
      this.#items.ask();
      this.dispatchEvent(new LiveResumeRequestEvent());
    }
    this.showPending();
    // By the keyboard, the focus goes on from where the button was.
    if (event.detail === 0) this.#items.items.at(this.#isLog ? -1 : 0)?.focus({ preventScroll: true });
    this.#items.reader.scrollToEdge();
  }

  #onKey(event: KeyboardEvent): void {
    onFeedKey(event, this, this.#items.items);
  }

  #onAnimationEnd(event: AnimationEvent): void {
    if (event.animationName === 'live-feed-enter') (event.target as HTMLElement).removeAttribute('data-live-new');
  }

  protected override render(): TemplateResult {
    const { isEmpty, pace } = this.#items;
    return html`
      <div part="edge" aria-hidden="true"></div>
      <div part="header" ?data-titled=${this.label !== '' && !this.withoutLabel}>
        <slot name="label">${this.withoutLabel || !this.label ? nothing : html`<span part="label">${this.label}</span>`}</slot>
        ${this.#renderAge()} ${this.#isLog ? nothing : this.#renderPill()}
      </div>
      <div
        part="list"
        data-order=${this.order}
        role=${isEmpty ? nothing : this.#isLog ? 'log' : 'feed'}
        aria-live=${this.#isLog && !isEmpty ? 'off' : nothing}
        aria-label=${!isEmpty && this.label ? this.label : nothing}
        aria-busy=${pace.isBusy ? 'true' : nothing}
        @keydown=${this.#onKey}
        @animationend=${this.#onAnimationEnd}
      >
        <slot></slot>
      </div>
      ${this.#renderEmpty()}
      <div part="edge end" aria-hidden="true"></div>
      ${this.#isLog ? html`<div part="footer">${this.#renderPill()}</div>` : nothing}
    `;
  }

  #renderAge(): TemplateResult | typeof nothing {
    const { freshness, heardAt, error } = this.#feed;
    if (!error && isTrustworthy(freshness)) return nothing;
    const at = heardAt ?? this.asOf;
    const age = at === undefined ? '' : this.#words.term('asOf', clockTime(at, this.#words.lang()));
    const word = freshness === 'stale' ? '' : this.#words.term(freshness as 'offline');
    const glyph = freshness === 'paused' ? 'M-2-3.5v7M2-3.5v7' : 'M0-5.6a5.6 5.6 0 1 1-.01 0zM0-2.6V.4L2 1.6';
    return html`<span part="age" title="${word} ${age}" data-freshness=${freshness}>
      <svg viewBox="-7 -7 14 14" aria-hidden="true"><path d=${glyph}></path></svg>
      <span part="words">${word && html`<span>${word}</span>`} <span>${age}</span></span>
    </span>`;
  }

  #renderPill(): TemplateResult | typeof nothing {
    const { waiting } = this.#items;
    if (waiting === 0) return nothing;
    const count = waiting > MOST_COUNTED ? `${MOST_COUNTED}+` : String(waiting);
    return html`<button part="pill" type="button" @click=${this.#onPill}>
      <span aria-hidden="true">${this.#isLog ? '↓' : '↑'}</span>${this.#words.term('feedNew', count)}
    </button>`;
  }

  #renderEmpty(): TemplateResult | typeof nothing {
    const { freshness } = this.#feed;
    if (!this.#items.isEmpty) return nothing;
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
