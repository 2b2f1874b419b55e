import { html, LitElement, nothing, type CSSResult, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { ChannelController } from '../internal/channel-controller.js';
import { followsChannel } from '../internal/channel-properties.js';
import { flagAttribute, textAttribute, textReader, wholeNumberReader } from '../internal/converters.js';
import { isTrustworthy } from '../internal/freshness.js';
import { LocalizeController } from '../internal/localize.js';
import { doubtOf, noteTemplate } from '../internal/note.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { onFeedKey } from './feed-semantics.js';
import { ItemsController } from './items-controller.js';
import { styles } from './live-feed.styles.js';

/** How many items are shown unless the page says otherwise. */
const MOST_ITEMS = 50;

const keyAttribute = textReader('id');
const maxAttribute = wholeNumberReader(1, 1000, MOST_ITEMS);

/**
 * A list of what happens, the newest at one edge.
 *
 * Its items are its own children: those that the server rendered, those that a Turbo Stream or anybody else inserts, and those that it makes
 * of the messages of a channel, by a template or by itself. All of them are limited, numbered and settled in alike.
 * Nothing moves under the eye of a reader: while somebody reads, what the channel brings waits behind a button that counts it.
 *
 * @slot - The items.
 * @slot item - A `<template>` for items, with `{{path}}` in text and in safe attributes.
 * @slot label - The title, in place of `label`.
 * @slot empty - Shown while there is no item.
 * @csspart bar - The line at the edge where new items come.
 * @csspart label - The title.
 * @csspart age - Why the items may be old, and since when.
 * @csspart pill - The button that shows what waits.
 * @csspart list - What is around the items.
 * @csspart empty - What is shown while there is no item.
 * @cssproperty [--live-feed-gap=0.75rem] - Space between items that the feed made.
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
 * @event {LiveGapEvent} live-gap - Updates were missed.
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can mend: how it is set up, a body, a snapshot that does
 *   not come; told once until it changes.
 */
export class LiveFeed extends followsChannel(LitElement) {
  static override styles: CSSResult[] = [tokens, styles];

  /** Path of an item's identity in the body or its `data`; what comes again is updated in place. */
  @property({ converter: keyAttribute }) key = 'id';

  /** What the feed is about. */
  @property({ converter: textAttribute }) label = '';

  /** Leaves the label to people who listen. */
  @property({ attribute: 'without-label', converter: flagAttribute }) withoutLabel = false;

  /** The most items that are shown. */
  @property({ converter: maxAttribute }) max: number = MOST_ITEMS;

  /** Where new items come: above, or below as in a log. */
  @property() order: 'newest-first' | 'newest-last' = 'newest-first';

  /** When they come: while nobody reads (`auto`), when somebody asks (`pill`), or at once. */
  @property() insert: 'auto' | 'pill' | 'immediate' = 'auto';

  readonly #words: LocalizeController = new LocalizeController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #feed: ChannelController = new ChannelController(this, {
    lookedFor: () => (this.event ? `an event named "${this.event}"` : 'items'),
    begin: () => this.#items.begin(),
    take: (messages) => this.#items.take(messages),
  });
  readonly #items: ItemsController = new ItemsController(this, this.#words, () => this.#feed.isVisible);
  #now = 0;

  /** How many items wait to be shown. */
  get waiting(): number {
    return this.#items.waiting;
  }

  protected override willUpdate(): void {
    this.#feed.follow();
    this.#now = Date.now();
  }

  protected override firstUpdated(): void {
    // A log begins at its end: the one time that geometry is read without need.
    if (this.#items.list.isLog) this.scrollTop = this.scrollHeight;
  }

  protected override updated(): void {
    this.#states.show(this.#feed.freshness, {
      empty: this.#items.list.items.length === 0,
      pending: this.waiting > 0,
      scrolled: this.#items.reader.isAway,
    });
  }

  /** Shows the items that wait, at once. */
  showPending(): void {
    this.#items.settle(true);
  }

  #onPill(event: MouseEvent): void {
    this.showPending();
    // By the keyboard, the focus goes on from where the button was.
    if (event.detail === 0) this.#items.list.items.at(this.#items.list.isLog ? -1 : 0)?.focus({ preventScroll: true });
    this.#items.reader.scrollToEdge();
  }

  #onKey(event: KeyboardEvent): void {
    onFeedKey(event, this, this.#items.list.items);
  }

  protected override render(): TemplateResult {
    const isLog = this.#items.list.isLog;
    const isEmpty = this.#items.list.items.length === 0;
    const label = html`<slot name="label"
      >${this.label && !this.withoutLabel ? html`<div part="label">${this.label}</div>` : nothing}</slot
    >`;
    const news = html`<div part="bar">${isLog ? nothing : label}${this.#renderAge()}${this.#renderPill()}</div>`;
    return html`${isLog ? label : news}
      <div
        part="list"
        role=${isEmpty ? 'group' : isLog ? 'log' : 'feed'}
        aria-live="off"
        aria-label=${this.label || nothing}
        @keydown=${this.#onKey}
      >
        <slot></slot>
        <div part="edge"></div>
      </div>
      ${isEmpty && this.waiting === 0 ? this.#renderEmpty() : nothing}${isLog ? news : nothing}`;
  }

  #renderAge(): TemplateResult | typeof nothing {
    const note = doubtOf(this.#feed, this.#words, this.#feed.heardAt ?? this.asOf, this.#now);
    return note ? noteTemplate({ title: note.text, ...note }, 'age') : nothing;
  }

  #renderPill(): TemplateResult | typeof nothing {
    const { waiting } = this;
    if (waiting === 0) return nothing;
    return html`<button part="pill" type="button" @click=${this.#onPill}>
      <span aria-hidden="true">${this.#items.list.isLog ? '↓' : '↑'}</span>${this.#words.term('feedNew', waiting)}
    </button>`;
  }

  /** Says that there is nothing once that may be known. */
  #renderEmpty(): TemplateResult | typeof nothing {
    const { freshness, status } = this.#feed;
    const isKnown = !this.channel || status?.subscription === 'confirmed';
    if (!isKnown && !isTrustworthy(freshness)) return nothing;
    return html`<slot name="empty"><div part="empty">${this.#words.term(isKnown ? 'feedEmpty' : 'connecting')}</div></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-feed': LiveFeed;
  }
}
