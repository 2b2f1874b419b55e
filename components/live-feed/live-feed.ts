import { html, nothing, type CSSResult, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { formatNumber } from '../format/number.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { ChannelElement } from '../internal/channel-element.js';
import { isFollowing } from '../internal/followed.js';
import {
  announceAttribute,
  durationAttribute,
  flagAttribute,
  optionalTextAttribute,
  textAttribute,
  textReader,
  wholeNumberReader,
  wordReader,
} from '../internal/converters.js';
import { type Freshness, isTrustworthy } from '../internal/freshness.js';
import { LiveEdgeController } from '../internal/live-edge.js';
import { LocalizeController } from '../internal/localize.js';
import { doubtOf, type Note, noteTemplate } from '../internal/note.js';
import { StaleNews } from '../internal/stale-news.js';
import { StatesController } from '../internal/states.js';
import { replaceable, tokens } from '../internal/tokens.styles.js';
import { countText } from './count-text.js';
import { onFeedKey } from './feed-semantics.js';
import type { GroupText } from './folded-runs.js';
import type { Sanitizer } from './html-item.js';
import { ItemsController } from './items-controller.js';
import { styles } from './live-feed.styles.js';
import { OlderController } from './older-controller.js';
import { OverflowController } from './overflow-controller.js';
import type { RenderItem } from './rendered-item.js';
import { TurboController } from './turbo-controller.js';

/** How many items are shown by default. */
const MOST_ITEMS = 50;

const keyAttribute = textReader('id');
const fieldAttribute = textReader('html');
const orderAttribute = wordReader('newest-first', 'newest-first', 'newest-last');
const insertAttribute = wordReader('auto', 'auto', 'pill', 'immediate');
const whenUpdatedAttribute = wordReader('keep', 'keep', 'move');
const payloadAttribute = wordReader('data', 'data', 'html');
const maxAttribute = wholeNumberReader(1, 1000, MOST_ITEMS);

/**
 * A list of events, with the newest at one edge.
 *
 * Its items are its children: those that the server rendered, those that a Turbo Stream or a framework inserts, and those that the feed creates
 * from a channel's messages, with a template or a built-in layout. The feed limits and numbers all items. It removes only items that it created
 * or that a Turbo Stream inserted; it hides items that belong to the page. While a person reads, nothing moves: new items wait behind a button
 * that counts them.
 *
 * A message updates the page's item with the same identity: its `data-key`, else its `data-id`, its `id`, or the end of an `id` made by Rails'
 * `dom_id` (`activity_3`).
 *
 * @slot - The items.
 * @slot item - A `<template>` for items, with `{{path}}` in text and in safe attributes.
 * @slot label - The label, instead of the attribute `label`.
 * @slot empty - Shown while there is no item.
 * @csspart bar - The line at the edge where new items appear.
 * @csspart label - The label.
 * @csspart age - Why the items may be old, and since when.
 * @csspart pill - The button that shows the waiting items.
 * @csspart older - The line at the other edge, with `load-more`.
 * @csspart older-text - How many older items are not shown, or that there are none.
 * @csspart more - The button that shows older items.
 * @csspart list - The box around the items.
 * @csspart empty - The text shown while there is no item.
 * @csspart glyph - The shape before a word.
 * @csspart edge - The point where new items appear, which has no size.
 * @cssproperty [--live-feed-gap=0.75rem] - Space between items that the feed created.
 * @cssproperty [--live-feed-pill-background] - Background of the button.
 * @cssproperty [--live-feed-pill-color] - Colour of the button.
 * @cssState idle - The element follows no channel.
 * @cssState connecting - Connecting for the first time.
 * @cssState waiting - The server confirmed the channel, but no data was received yet.
 * @cssState live - The data is current.
 * @cssState stale - The data is older than `stale-after`, or updates were missed.
 * @cssState reconnecting - The connection was lost, so the data may be old.
 * @cssState offline - There is no network, or the page closed the connection.
 * @cssState unavailable - No transport works; reconnecting continues.
 * @cssState paused - The person paused updates.
 * @cssState rejected - The server refused the channel.
 * @cssState unconfirmed - The server does not confirm the channel.
 * @cssState failed - The connection failed for good, or the element is set up wrongly.
 * @cssState empty - There is no item.
 * @cssState pending - Items, or the row for missed updates, wait to be shown.
 * @cssState scrolled - The edge where new items appear is out of sight.
 * @cssState overflowing - The page gives the feed less height than its items need, so that it scrolls.
 * @event {LiveInsertEvent} live-insert - An item is about to be inserted; cancelable.
 * @event {LivePendingEvent} live-pending - Another number of items waits to be shown.
 * @event {LiveFlushEvent} live-flush - The items that waited are shown.
 * @event {LiveEvictEvent} live-evict - Items leave the feed, because it shows at most `max`.
 * @event {LiveItemClickEvent} live-item-click - A person clicks an item, or presses Enter on it; cancelable.
 * @event {LiveLoadMoreEvent} live-load-more - A person asks for older items; cancel it to append them yourself.
 * @event {LiveReloadRequestEvent} live-reload-request - A person asks to reload what was missed; cancelable.
 * @event {LiveGapEvent} live-gap - Messages were missed and could not be repaired.
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can fix: an invalid attribute, an empty template, a body or
 *   snapshot without items, or a snapshot that cannot be fetched. Dispatched once until it changes.
 */
export class LiveFeed extends ChannelElement {
  static override styles: CSSResult[] = [tokens, replaceable, styles];

  /** Dot path of an item's identity in the body or its `data`. An item that arrives again is updated in place. Default: `id`. */
  @property({ converter: keyAttribute }) key = 'id';

  /** The label above the feed, and its accessible name. */
  @property({ converter: textAttribute }) label = '';

  /** Hides the label; screen readers still read it. */
  @property({ attribute: 'without-label', converter: flagAttribute }) withoutLabel = false;

  /** The most items that are shown. */
  @property({ converter: maxAttribute }) max: number = MOST_ITEMS;

  /** The edge where new items appear: at the top (`newest-first`), or at the bottom as in a log (`newest-last`). */
  @property({ converter: orderAttribute }) order: 'newest-first' | 'newest-last' = 'newest-first';

  /** When new items are shown: while nobody reads (`auto`), when the person presses the button (`pill`), or at once (`immediate`). */
  @property({ converter: insertAttribute }) insert: 'auto' | 'pill' | 'immediate' = 'auto';

  /** Where an item stays when it changes: in its place (`keep`), or at the edge where new items appear (`move`). */
  @property({ attribute: 'when-updated', converter: whenUpdatedAttribute }) whenUpdated: 'keep' | 'move' = 'keep';

  /**
   * Renders the content of an item from a body, if there is no template. Return a node; never parse the body as HTML. If it throws or returns no node,
   * the item has the built-in layout.
   */
  @property({ attribute: false }) renderItem: RenderItem | undefined;

  /**
   * How items are grouped: `day` puts a heading before the items of each day; the names of fields, such as `actor,verb`, fold items of the feed that
   * follow each other with equal fields into one row, with a button that shows them. Both may be combined: `day,actor`.
   */
  @property({ attribute: 'group-by', converter: textAttribute }) groupBy = '';

  /** How far two neighbouring items of a folded row may be apart, in ms (`group-within="1h"`). Default: ten minutes. */
  @property({ attribute: 'group-within', converter: durationAttribute }) groupWithin: number | undefined;

  /** Returns what a folded row says for its bodies, newest first. Default: who did what, such as `Ana ordered City Map and Winter Poems`. */
  @property({ attribute: false }) groupText: GroupText | undefined;

  /**
   * What the bodies hold: `data`, or HTML (`html`), as text or in the `field` of an object. The browser's `Element.setHTML` makes HTML harmless, else
   * `sanitizer`. Without both, it is shown as text, and `live-error` reports it.
   */
  @property({ converter: payloadAttribute }) payload: 'data' | 'html' = 'data';

  /** Dot path of the HTML in a body that is no text, if `payload` is `html`. Default: `html`. */
  @property({ converter: fieldAttribute }) field = 'html';

  /**
   * Makes HTML harmless in browsers without `Element.setHTML`: returns a node, or `TrustedHTML`. Plain text is not accepted. If it throws or returns
   * something else, the HTML is shown as text.
   */
  @property({ attribute: false }) sanitizer: Sanitizer | undefined;

  /** `polite` announces the number of new items, stale data and missed updates to screen readers, at most every ten seconds. */
  @property({ converter: announceAttribute }) announce: 'off' | 'polite' = 'off';

  /**
   * The id of the `<turbo-cable-stream-source>` that fills a feed without a channel. Default: the one inside the feed, before it or after it.
   */
  @property({ attribute: 'stream-source', converter: textAttribute }) streamSource = '';

  /**
   * URL of a page whose HTML holds this feed under the same id. It is fetched to repair what a Turbo stream missed, and when the stream begins.
   * Default: the page itself, fetched only after a loss.
   */
  @property({ converter: optionalTextAttribute }) src: string | undefined;

  /** Adds a button that fetches older items from the snapshot, as `?before=<identity of the oldest item>`. */
  @property({ attribute: 'load-more', converter: flagAttribute }) loadMore = false;

  readonly #words: LocalizeController = new LocalizeController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #feed: ChannelController = new ChannelController(this, {
    keepsHistory: true,
    lookedFor: () => (this.event ? `an event named "${this.event}"` : 'items'),
    begin: () => {
      this.#items.begin();
      this.#older.reset();
    },
    take: (messages) => this.#items.take(messages),
  });
  readonly #items: ItemsController = new ItemsController(
    this,
    this.#words,
    () => this.#feed.isVisible,
    () => this.#onReload(),
  );
  readonly #older: OlderController = new OlderController(this, this.#items);
  readonly #turbo: TurboController = new TurboController(this, this.#items);
  #now = 0;
  readonly #staleNews = new StaleNews();

  constructor() {
    super();
    new OverflowController(this, this.#states);
    new LiveEdgeController(this, {
      connection: () => this.#feed.connection,
      isBehind: () => this.waiting > 0,
      jump: () => this.showPending(),
    });
  }

  /** How many items wait to be shown. */
  get waiting(): number {
    return this.#items.waiting;
  }

  protected override willUpdate(): void {
    this.#feed.follow();
    this.#now = Date.now();
  }

  protected override firstUpdated(): void {
    // A log starts at its end.
    if (this.#items.list.isLog) this.scrollTop = this.scrollHeight;
  }

  protected override updated(): void {
    this.#states.show(this.#freshness, {
      empty: this.#items.shown.length === 0,
      pending: this.#items.isHolding,
      scrolled: this.#items.reader.isAway,
    });
    this.#announceStale();
  }

  /** Shows the waiting items at once. */
  showPending(): void {
    this.#items.settle(true);
  }

  /** Shows older items, as the button of `load-more` does. */
  async showOlder(): Promise<void> {
    await this.#older.show();
  }

  /** Without a page's own repair, only a new page holds what was missed. */
  #onReload(): void {
    const { follower } = this.#turbo;
    if (follower) follower.missAll();
    else location.reload();
  }

  async #onOlder(event: MouseEvent): Promise<void> {
    const before = this.#items.oldest;
    await this.#older.show();
    // With the keyboard, the focus goes to the first of the older items.
    const { within } = this.#items;
    const next = before && within[within.indexOf(before) + (this.#items.list.isLog ? -1 : 1)];
    if (event.detail === 0) next?.focus();
  }

  #onPill(event: MouseEvent): void {
    this.showPending();
    // With the keyboard, the focus continues from where the button was.
    if (event.detail === 0) this.#items.shown.at(this.#items.list.isLog ? -1 : 0)?.focus({ preventScroll: true });
    this.#items.reader.scrollToEdge();
  }

  #onKey(event: KeyboardEvent): void {
    onFeedKey(event, this, this.#items.shown);
  }

  protected override render(): TemplateResult {
    const isLog = this.#items.list.isLog;
    const isEmpty = this.#items.shown.length === 0;
    const label = html`<slot name="label"
      >${this.label && !this.withoutLabel ? html`<div part="label">${this.label}</div>` : nothing}</slot
    >`;
    const news = html`<div part="bar">${isLog ? nothing : label}${this.#renderAge()}${this.#renderPill()}</div>`;
    // White space between the parts would be six more nodes.
    // prettier-ignore
    return html`${isLog ? html`${label}${this.#renderOlder()}` : news}<div
      part="list"
      role=${isEmpty ? 'group' : isLog ? 'log' : 'feed'}
      aria-live="off"
      aria-label=${this.label || nothing}
      @keydown=${this.#onKey}
      ><slot></slot><div part="edge"></div></div
    >${isLog ? nothing : this.#renderOlder()}${isEmpty ? this.#renderEmpty() : nothing}${isLog ? news : nothing}`;
  }

  /** Says once that the items grew stale. */
  #announceStale(): void {
    const isNews = this.#staleNews.take(this.#followed, this.#feed.isOverdue);
    if (!isNews || this.announce !== 'polite') return;
    const age = this.#doubt()?.text ?? '';
    announce([this.label, age === '' ? this.#words.term('stale') : age].filter(Boolean).join(': '), { from: this });
  }

  /** The freshness of the channel, or of the Turbo stream source of a feed without one. */
  get #followed(): Freshness {
    return this.#turbo.follower?.freshness ?? this.#feed.freshness;
  }

  /** The data is in doubt too while the row for missed updates waits because a person reads. */
  get #freshness(): Freshness {
    const freshness = this.#followed;
    return this.#items.missedSince !== undefined && isTrustworthy(freshness) ? 'stale' : freshness;
  }

  #doubt(): Note | undefined {
    const { follower } = this.#turbo;
    const error = this.#feed.error ?? this.#turbo.error;
    const heardAt = this.#feed.heardAt ?? follower?.heardAt;
    const missedSince = this.#items.missedSince ?? follower?.missedSince;
    const at = missedSince ?? heardAt ?? this.asOf;
    return doubtOf({ freshness: this.#freshness, error }, this.#words, at, this.#now, missedSince === undefined ? 'asOf' : 'missed');
  }

  #renderAge(): TemplateResult | typeof nothing {
    const note = this.#doubt();
    return note ? noteTemplate({ title: note.text, ...note }, 'age') : nothing;
  }

  #renderPill(): TemplateResult | typeof nothing {
    const { waiting } = this;
    if (!this.#items.isHolding) return nothing;
    const locale = this.#words.lang();
    const count = countText(waiting, locale);
    const whole = formatNumber(waiting, {}, locale);
    // Missed updates and removals alone bring no items.
    const text = waiting === 0 ? this.#words.term('feedShow') : this.#words.term('feedNew', count);
    return html`<button part="pill" type="button" aria-label=${count === whole ? nothing : `${text}, ${whole}`} @click=${this.#onPill}>
      <span aria-hidden="true">${this.#items.list.isLog ? '↓' : '↑'}</span>${text}
    </button>`;
  }

  #renderOlder(): TemplateResult | typeof nothing {
    if (!this.loadMore || this.#items.shown.length === 0) return nothing;
    const { state } = this.#older;
    const count = this.#items.list.leftOutCount;
    const left = count === 0 ? '' : this.#words.term('feedOlderHidden', formatNumber(count, {}, this.#words.lang()));
    const isEnd = state === 'end' && count === 0;
    const text = isEnd ? this.#words.term('feedOldest') : state === 'failed' ? this.#words.term('feedOlderFailed') : left;
    const button = html`<button part="more" type="button" aria-disabled=${state === 'loading' ? 'true' : nothing} @click=${this.#onOlder}>
      ${this.#words.term(state === 'loading' ? 'feedOlderLoading' : 'feedOlder')}
    </button>`;
    return html`<div part="older">
      <span part="older-text" role="status" data-tone=${state === 'failed' ? 'warn' : 'quiet'}>${text}</span>${isEnd ? nothing : button}
    </div>`;
  }

  /** Says that there are no items only once that is known: with a snapshot, when the snapshot has arrived. */
  #renderEmpty(): TemplateResult | typeof nothing {
    const { freshness, status, heardAt } = this.#feed;
    const isConfirmed = status?.subscription === 'confirmed';
    const isKnown = !isFollowing(this) || heardAt !== undefined || (isConfirmed && !this.snapshot);
    if (!isKnown && !isTrustworthy(freshness)) return nothing;
    const term = isKnown ? 'feedEmpty' : isConfirmed ? 'waiting' : 'connecting';
    return html`<slot name="empty"><div part="empty">${this.#words.term(term)}</div></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-feed': LiveFeed;
  }
}
