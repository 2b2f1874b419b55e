// Over 250 lines because it declares the attributes and the parts that a page can style. What it does with notices is in the files beside it.
import { html, nothing, type CSSResult, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { formatNumber } from '../format/number.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { ChannelElement } from '../internal/channel-element.js';
import { followedBy, isFollowing } from '../internal/followed.js';
import { durationAttribute, flagAttribute, textAttribute, textReader, wholeNumberReader, wordReader } from '../internal/converters.js';
import { elementClock } from '../internal/element-clock.js';
import { LiveNoticeDismissEvent, LiveNoticeEvent } from '../internal/events.js';
import { isTrustworthy } from '../internal/freshness.js';
import type { ItemMessage } from '../internal/item-place.js';
import { LocalizeController } from '../internal/localize.js';
import { doubtOf, glyphTemplate, noteTemplate } from '../internal/note.js';
import { StatesController } from '../internal/states.js';
import { replaceable, tokens } from '../internal/tokens.styles.js';
import { IS_DEVELOPMENT } from '../internal/warn-once.js';
import type { Gap, Message } from '../../src/index.js';
import { styles } from './live-notice.styles.js';
import { arrivalsOf, changeOf, isItemMessage, type NoticeReader } from './notice-changes.js';
import { type Digest, NoticeDigest } from './notice-digest.js';
import { NoticeRows } from './notice-rows.js';
import {
  isKnown,
  type Limits,
  nextLeave,
  type Notice,
  type NoticeAction,
  noNotices,
  noticesOf,
  type NoticeState,
  reduceNotices,
  shownIn,
  unreadIn,
} from './notice-state.js';
import { bell, cross, gapRow, gapText, listedRow, type NoticeView, shownRow, spokenText } from './notice-view.js';
import { type Severity, severityAttribute } from './read-notice.js';
import { OwnNotices } from './own-notices.js';
import { SystemNotices } from './system-notices.js';
import { countInTitle } from './title-count.js';
import { warnIfStopped, warnOfStops } from './warn-of-stops.js';
import { mediaQuery, switchPopover } from '../internal/browser.js';

/** How many notices are shown at once by default, and how long each stays, in ms. */
const MOST_SHOWN = 3;
const STAYS_FOR = 8_000;

/** The highest count that is shown. Screen readers get the whole count. */
const MOST_COUNTED = 99;

/** How often a paused element checks whether it still is, in ms. */
const PAUSE_CHECKED_EVERY = 1_000;

/** How soon a connection that stops on a hidden page does so, in ms. */
const STOPPED_WITHIN = 1_000;

/** Where notices leave little room: phones, upright or not. The style sheet does not ask, because WebKit answers it with an old size. */
const COMPACT = '(max-width: 40rem), (max-height: 30rem)';

/** The height below which a notice has one line, in px. */
const LINE_BELOW = 480;

const keyAttribute = textReader('id');
const maxAttribute = wholeNumberReader(1, 10, MOST_SHOWN);
const positionAttribute = wordReader('bottom-end', 'top-start', 'top', 'top-end', 'bottom-start', 'bottom', 'bottom-end', 'inline');
const announceAttribute = wordReader('auto', 'auto', 'polite', 'off');

/**
 * Short notices from the messages of a channel: they come, can be read, and go.
 *
 * Notices appear in a corner of the page, at most three at once. Each goes after eight seconds, but not while a person points at it or has the
 * focus in it, and not while updates are paused or the page is hidden. A notice with the severity `danger` stays until it is dismissed. The
 * element itself is a button with the number of unread notices, which opens the list of all notices that were not dismissed.
 *
 * Only what happens now is shown as a notice. What a snapshot or a reconnection brings, or what happened before the page was rendered, goes to
 * the list. If a notice with the same `key` arrives again, the newest words replace the older ones; it is shown again only if its words changed.
 *
 * @slot - A `<template>` for notices, with `{{path}}` in text and in safe attributes, as in `<live-feed>`.
 * @slot icon - The icon of the button, instead of a bell.
 * @csspart button - The button that opens the list.
 * @csspart bell - The bell on the button.
 * @csspart count - The number of unread notices on the button.
 * @csspart doubt - The sign on the button that notices may be missing.
 * @csspart stack - The box around the notices on the page.
 * @csspart notices - The notices on the page, within the `stack`.
 * @csspart notice - A notice, on the page or in the list.
 * @csspart content - Everything of a notice but its glyph and its button.
 * @csspart words - The title and the text of a notice.
 * @csspart glyph - The sign of a notice's severity.
 * @csspart severity - The word for the severity `warning` or `danger`.
 * @csspart title - The title of a notice.
 * @csspart text - The text below the title.
 * @csspart time - When a notice of the list happened.
 * @csspart dismiss - The button that dismisses a notice.
 * @csspart cross - The cross on a button.
 * @csspart more - The button that counts the notices without room, and opens the list.
 * @csspart list - The list.
 * @csspart head - The line above the list.
 * @csspart label - The label, in the `head`.
 * @csspart clear - The button that dismisses all notices.
 * @csspart close - The button that closes the list.
 * @csspart items - The notices in the list.
 * @csspart forgotten - How many older notices the list has dropped.
 * @csspart gap - A row of the list that says when notices may be missing.
 * @csspart age - Why notices may be missing, and since when.
 * @csspart empty - The text shown while the list is empty.
 * @csspart system - The button that switches system notifications on and off.
 * @csspart box - The box in that button, which is ticked.
 * @csspart blocked - That the browser blocks system notifications.
 * @csspart for-listeners - Words for people who listen, which are not shown.
 * @cssproperty [--live-notice-inset=1rem] - Distance of the notices from the edges of the page.
 * @cssproperty [--live-notice-width=22rem] - Width of the notices and of the list, where there is room.
 * @cssState idle - The element follows no channel.
 * @cssState connecting - Connecting for the first time.
 * @cssState waiting - The server confirmed the channel, but no notice was received yet.
 * @cssState live - New notices arrive.
 * @cssState stale - Updates were missed.
 * @cssState reconnecting - The connection was lost, so notices may be missing.
 * @cssState offline - There is no network, or the page closed the connection.
 * @cssState unavailable - No transport works; reconnecting continues.
 * @cssState paused - The person paused updates.
 * @cssState rejected - The server refused the channel.
 * @cssState unconfirmed - The server does not confirm the channel.
 * @cssState failed - The connection failed for good, or the element is set up wrongly.
 * @cssState showing - Notices are on the page.
 * @cssState unread - There are unread notices.
 * @cssState open - The list is open.
 * @cssState inline - The notices appear below the button (`position` is `inline`).
 * @event {LiveNoticeEvent} live-notice - A notice is about to be shown. Cancel it to show it differently.
 * @event {LiveNoticeDismissEvent} live-notice-dismiss - The person dismissed a notice.
 * @event {LiveGapEvent} live-gap - Messages were missed and could not be repaired.
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can fix: an invalid attribute, an empty template, a body or
 *   snapshot without notices, or a snapshot that cannot be fetched. Dispatched once until it changes.
 */
export class LiveNotice extends ChannelElement {
  static override styles: CSSResult[] = [tokens, replaceable, styles];

  /** Dot path of a notice's identity in the body or its `data`. Default: `id`. */
  @property({ converter: keyAttribute }) key = 'id';

  /** The accessible name of the button, and the title of the list. Default: "Notices". */
  @property({ converter: textAttribute }) label = '';

  /** The severity of notices whose body names none: `info`, `success`, `warning` or `danger`. */
  @property({ converter: severityAttribute }) severity: Severity = 'info';

  /** Dot path of the severity in the body or its `data`. Default: `severity`, else `level`. */
  @property({ attribute: 'severity-field', converter: textAttribute }) severityField = '';

  /** The most notices that are shown at once, 1 to 10. On a phone, one is shown. */
  @property({ converter: maxAttribute }) max: number = MOST_SHOWN;

  /** How long a notice stays, in ms (`duration="12s"`); 0 until it is dismissed. Default: 8 s. */
  @property({ converter: durationAttribute }) duration: number | undefined;

  /** Where notices appear: `top-start`, `top`, `top-end`, `bottom-start`, `bottom` or `bottom-end` of the page, or `inline` below the button. */
  @property({ converter: positionAttribute }) position:
    'top-start' | 'top' | 'top-end' | 'bottom-start' | 'bottom' | 'bottom-end' | 'inline' = 'bottom-end';

  /** Shows no button. The list then opens from the count of further notices, or by `openList()`. */
  @property({ attribute: 'without-button', converter: flagAttribute }) withoutButton = false;

  /** Counts the notices of a hidden page in its title, until the page is seen again. */
  @property({ attribute: 'with-title-count', converter: flagAttribute }) withTitleCount = false;

  /** Adds a button to the list by which the person allows system notifications while the page is hidden. */
  @property({ attribute: 'with-system', converter: flagAttribute }) withSystem = false;

  /** What screen readers announce: danger at once and other notices politely (`auto`), everything politely (`polite`), or nothing (`off`). */
  @property({ converter: announceAttribute }) announce: 'auto' | 'polite' | 'off' = 'auto';

  readonly #words: LocalizeController = new LocalizeController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #feed: ChannelController = new ChannelController(this, {
    lookedFor: () => (this.event ? `an event named "${this.event}"` : 'a text such as "title" or "message"'),
    begin: () => this.#begin(),
    take: (messages) => this.#take(messages),
  });
  readonly #system: SystemNotices = new SystemNotices(this, () => this.openList());
  readonly #own: OwnNotices = new OwnNotices(this);
  readonly #shownRows = new NoticeRows(this);
  readonly #listedRows = new NoticeRows(this);
  readonly #status = new NoticeDigest((digest) => this.#announce(digest, 'status'));
  readonly #alert = new NoticeDigest((digest) => this.#announce(digest, 'alert'));
  readonly #outside = new NoticeDigest((digest) => this.#notifySystem(digest));
  #state: NoticeState = noNotices;
  #now = 0;
  #hadSnapshot = false;
  #isHovered = false;
  /** Whether the focus was in the list when it began to close. */
  #wasInList = false;
  /** Whether updates were paused when the page was last visible. */
  #wasPaused = false;
  #isCompact: MediaQueryList | undefined;
  /** How many notices came since the page was hidden. */
  #unseen = 0;
  #cancelTick: (() => void) | undefined;

  /** How many notices the person has not read. */
  get unread(): number {
    return unreadIn(this.#state);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#own.clear();
    this.#isCompact ??= mediaQuery(COMPACT);
    this.#isCompact?.addEventListener('change', this.#onChange);
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#isCompact?.removeEventListener('change', this.#onChange);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#cancelTick?.();
    for (const digest of [this.#status, this.#alert, this.#outside]) digest.clear();
    countInTitle(this, 0);
    this.#own.draw([], '');
    this.#isHovered = false;
    this.#change({ type: 'hold', isHeld: true, now: elementClock.now() });
  }

  /** Opens the list. What is on the page moves into it. */
  openList(): void {
    const list = this.#part('list');
    if (this.#state.isOpen || !list) return;
    switchPopover(list, true);
  }

  /** Closes the list. All notices in it count as read. */
  closeList(): void {
    const list = this.#part('list');
    if (this.#state.isOpen && list) switchPopover(list, false);
  }

  /** Dismisses all notices, on the page and in the list. */
  dismissAll(): void {
    for (const { key, message } of noticesOf(this.#state)) this.dispatchEvent(new LiveNoticeDismissEvent(key, message.body));
    this.#change({ type: 'clear' });
  }

  protected override willUpdate(): void {
    this.#feed.follow();
    this.#now = Date.now();
    if (!this.isConnected) return;
    if (!document.hidden) this.#wasPaused = this.#isPaused;
    const now = elementClock.now();
    this.#change({ type: 'hold', isHeld: this.#isHeld, now });
    this.#change({ type: 'tick', limits: this.#limits, now });
  }

  protected override updated(): void {
    const state = this.#state;
    const shown = shownIn(state);
    this.#states.show(this.#feed.freshness, {
      showing: shown.length > 0,
      unread: unreadIn(state) > 0,
      open: state.isOpen,
      inline: !this.#isFixed,
    });
    this.#own.draw(state.isOpen ? noticesOf(state) : shown, this.#words.lang());
    this.#drawShown(shown);
    this.#drawList();
    if (shown.length === 0) this.#isHovered = false;
    countInTitle(this, this.withTitleCount && this.isConnected ? this.#unseen : 0);
    this.#schedule();
    if (IS_DEVELOPMENT && this.withSystem && this.#feed.connection) warnOfStops(this, this.#feed.connection);
  }

  /** Whether nothing may go now. */
  get #isHeld(): boolean {
    return this.#isHovered || document.hidden || this.#isPaused || (this.#part('stack')?.matches(':focus-within') ?? false);
  }

  get #isPaused(): boolean {
    return this.#feed.status?.paused ?? false;
  }

  get #isFixed(): boolean {
    return this.position !== 'inline';
  }

  get #compact(): 'row' | 'line' | undefined {
    if (!this.#isFixed || !this.#isCompact?.matches) return undefined;
    return innerHeight <= LINE_BELOW ? 'line' : 'row';
  }

  get #limits(): Limits {
    const max = this.#compact ? 1 : this.max;
    return { max, duration: this.duration === 0 ? Infinity : (this.duration ?? STAYS_FOR) };
  }

  get #reader(): NoticeReader {
    return { rules: this, locale: this.#words.lang(), isShown: (message: ItemMessage) => this.#own.shows(message) };
  }

  get #view(): NoticeView {
    return { words: this.#words, now: this.#now, onDismiss: (notice, event) => this.#dismiss(notice, event.detail === 0) };
  }

  #change(action: NoticeAction): void {
    const before = this.#state;
    this.#state = reduceNotices(before, action);
    // Also if the element is out of sight, because notices are shown elsewhere.
    if (this.#state !== before && action.type !== 'hold' && action.type !== 'tick') this.requestUpdate();
  }

  #begin(): void {
    this.#state = { ...noNotices, isOpen: this.#state.isOpen, heldSince: this.#state.heldSince };
    this.#hadSnapshot = false;
    this.#unseen = 0;
    for (const digest of [this.#status, this.#alert, this.#outside]) digest.clear();
    this.#system.close();
  }

  /** Takes the messages of a frame. Returns whether any of them was a notice. */
  #take(messages: readonly Message[]): boolean {
    const [first] = messages;
    if (first?.type === 'snapshot') return this.#takeSnapshot(first.messages);
    let isUsed = false;
    for (const message of messages) {
      if (message.type === 'gap') this.#takeGap(message);
      else if (isItemMessage(message)) isUsed = this.#takeOne(message) || isUsed;
    }
    return isUsed;
  }

  #takeOne(message: ItemMessage): boolean {
    const change = changeOf(message, this.#reader, { confirmedAt: this.#feed.confirmedAt, now: elementClock.wall() });
    if (!change) return false;
    if (change.type === 'remove') this.#change(change);
    else if (change.type !== 'news') this.#change({ type: 'old', arrival: change.arrival, status: change.type });
    else this.#takeNews(change.arrival);
    return true;
  }

  #takeNews(arrival: Extract<NoticeAction, { type: 'news' }>['arrival']): void {
    const { key, message, reading } = arrival;
    const isNew = !isKnown(this.#state, arrival);
    if (isNew && !this.dispatchEvent(new LiveNoticeEvent(key, reading.severity, message.body))) {
      return this.#change({ type: 'handled', arrival });
    }
    this.#change({ type: 'news', arrival, limits: this.#limits, now: elementClock.now() });
    if (!isNew) return;
    if (this.announce !== 'off') (this.announce === 'auto' && reading.severity === 'danger' ? this.#alert : this.#status).add(arrival);
    if (!document.hidden) return;
    this.#unseen += 1;
    if (this.withSystem) this.#outside.add(arrival);
  }

  #takeSnapshot(messages: readonly Message[]): boolean {
    const arrivals = arrivalsOf(messages, this.#reader);
    if (!arrivals) return false;
    // The first list is what the server had before; a later one brings what was missed.
    this.#change({ type: 'snapshot', arrivals, status: this.#hadSnapshot ? 'missed' : 'read' });
    this.#hadSnapshot = true;
    return true;
  }

  #takeGap(gap: Gap): void {
    this.#change({ type: 'gap', gap });
    if (this.announce !== 'off') announce(`${this.#name}: ${gapText(gap, this.#words, Date.now())}`, { from: this });
  }

  #announce({ count, first }: Digest, role: 'status' | 'alert'): void {
    const many = count > 1 ? `${this.#words.term('noticesNew', this.#number(count))}: ` : '';
    announce(many + spokenText(first, this.#words), { from: this, role });
  }

  #notifySystem({ count, first }: Digest): void {
    if (!document.hidden) return;
    const { title, text } = first.reading;
    const { channel, params = {} } = followedBy(this);
    const more = count > 1 ? this.#words.term('noticesMore', this.#number(count - 1)) : '';
    this.#system.show({
      title: title || this.#name,
      body: [text, more].filter(Boolean).join('\n').slice(0, 300),
      tag: `cablegram ${channel} ${JSON.stringify(params)}`,
      lang: this.#words.lang(),
    });
  }

  #dismiss(notice: Notice, isByKey: boolean): void {
    const list = this.renderRoot.querySelector(this.#state.isOpen ? '[part="items"]' : '[part="notices"]');
    const place = [...(list?.children ?? [])].findIndex((row) => row.getAttribute('data-id') === String(notice.id));
    this.#change({ type: 'dismiss', id: notice.id });
    this.dispatchEvent(new LiveNoticeDismissEvent(notice.key, notice.message.body));
    if (isByKey) void this.updateComplete.then(() => this.#focusNear(list, place));
  }

  /** With the keyboard, the focus goes to the next notice, else to the button. */
  #focusNear(list: Element | null, place: number): void {
    const rows = [...(list?.children ?? [])];
    const near = (rows[place] ?? rows.at(-1))?.querySelector<HTMLElement>('[part="dismiss"]');
    (near ?? (this.#state.isOpen ? this.#part('close') : this.#part('button')))?.focus({ preventScroll: true });
  }

  readonly #onChange = (): void => this.requestUpdate();

  /** Not at once: a row that goes during an update may take the focus with it. */
  readonly #onFocus = (): void => queueMicrotask(this.#onChange);

  readonly #onVisibility = (): void => {
    if (document.hidden) elementClock.after(STOPPED_WITHIN, this.#checkHidden);
    else {
      this.#unseen = 0;
      this.#outside.clear();
      this.#system.close();
    }
    this.requestUpdate();
  };

  readonly #checkHidden = (): void => {
    const { connection } = this.#feed;
    if (IS_DEVELOPMENT && document.hidden && this.withSystem && connection) warnIfStopped(connection, this.#wasPaused);
  };

  /** Touch has no pointer that stays. */
  #onPointer({ type, pointerType }: PointerEvent): void {
    this.#isHovered = type === 'pointerenter' && pointerType !== 'touch';
    this.requestUpdate();
  }

  #onStackKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    const row = event.composedPath().find((node) => node instanceof HTMLElement && node.dataset['id'] !== undefined);
    const notice = noticesOf(this.#state).find(({ id }) => String(id) === (row as HTMLElement | undefined)?.dataset['id']);
    if (!notice) return;
    event.preventDefault();
    event.stopPropagation();
    this.#dismiss(notice, true);
  }

  /** Opens the list from the corner; the button that was pressed goes. */
  #onMore(): void {
    this.openList();
    this.#part('list')?.focus({ preventScroll: true });
  }

  #onBeforeToggle(): void {
    this.#wasInList = this.#part('list')?.matches(':focus-within') ?? false;
  }

  #onToggle({ newState }: ToggleEvent): void {
    this.#change({ type: newState === 'open' ? 'open' : 'close' });
    // The focus continues from the button, also if the row is gone that had it.
    const isElsewhere = document.activeElement !== document.body && document.activeElement !== this;
    if (newState === 'closed' && this.#wasInList && !isElsewhere) this.#part('button')?.focus({ preventScroll: true });
  }

  #onSystem(): void {
    void this.#system.toggle();
  }

  get #name(): string {
    return this.label || this.#words.term('notices');
  }

  #number(count: number): string {
    return formatNumber(count, {}, this.#words.lang());
  }

  #part(name: string): HTMLElement | null {
    return this.renderRoot?.querySelector<HTMLElement>(`[part="${name}"]`) ?? null;
  }

  /** New notices are the farthest from the edge of the page, so that none moves when another comes. */
  #drawShown(shown: readonly Notice[]): void {
    const rows = shown.map((notice) => shownRow(notice, this.#view));
    const list = this.#part('notices');
    if (list) this.#shownRows.draw(list, this.position.startsWith('top') ? rows.reverse() : rows);
    const stack = this.#part('stack');
    if (!stack || !this.#isFixed || !this.isConnected) return;
    switchPopover(stack, shown.length > 0);
  }

  #drawList(): void {
    const items = this.#part('items');
    if (!items) return;
    const { entries, isOpen } = this.#state;
    const view = this.#view;
    const rows = isOpen ? entries.map((entry) => (entry.type === 'gap' ? gapRow(entry, view) : listedRow(entry, view))) : [];
    this.#listedRows.draw(items, rows);
  }

  /** Wakes up when the next notice goes. */
  #schedule(): void {
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    if (!this.isConnected) return;
    const leavesAt = nextLeave(this.#state);
    const delay = leavesAt < Infinity ? Math.max(0, leavesAt - elementClock.now()) : PAUSE_CHECKED_EVERY;
    if (leavesAt < Infinity || (this.#isPaused && shownIn(this.#state).length > 0))
      this.#cancelTick = elementClock.after(delay, this.#onChange);
  }

  protected override render(): TemplateResult {
    return html`${this.withoutButton ? nothing : this.#renderButton()}${this.#renderStack()}${this.#renderList()}`;
  }

  #renderButton(): TemplateResult {
    const { unread } = this;
    const doubt = this.#doubt;
    const name = unread > 0 ? `${this.#name}, ${this.#words.term('noticesUnread', this.#number(unread))}` : this.#name;
    return html`<button
      part="button"
      type="button"
      popovertarget="list"
      aria-haspopup="dialog"
      aria-label=${doubt ? `${name}. ${doubt.text}` : name}
      title=${doubt?.text ?? nothing}
    >
      <slot name="icon">${bell}</slot>
      ${unread > 0 ? html`<span part="count">${unread > MOST_COUNTED ? `${MOST_COUNTED}+` : this.#number(unread)}</span>` : nothing}
      ${doubt ? html`<span part="doubt" data-tone=${doubt.tone}>${glyphTemplate(doubt.glyph)}</span>` : nothing}
    </button>`;
  }

  #renderStack(): TemplateResult {
    const { more } = this.#state;
    return html`<div
      part="stack"
      role="region"
      aria-label=${this.#name}
      data-position=${this.position}
      data-compact=${this.#compact ?? nothing}
      popover=${this.#isFixed ? 'manual' : nothing}
      ?hidden=${shownIn(this.#state).length === 0}
      @pointerenter=${this.#onPointer}
      @pointerleave=${this.#onPointer}
      @focusin=${this.#onFocus}
      @focusout=${this.#onFocus}
      @keydown=${this.#onStackKey}
    >
      <div part="notices" role="list"></div>
      ${more > 0 ? html`<button part="more" type="button" @click=${this.#onMore}>${this.#words.term('noticesMore', this.#number(more))}</button>` : nothing}
    </div>`;
  }

  #renderList(): TemplateResult {
    const { entries, forgotten } = this.#state;
    const doubt = this.#doubt;
    const isEmpty = entries.length === 0;
    return html`<div
      id="list"
      part="list"
      popover
      data-compact=${this.#compact ?? nothing}
      role="dialog"
      aria-label=${this.#name}
      tabindex="-1"
      @beforetoggle=${this.#onBeforeToggle}
      @toggle=${this.#onToggle}
    >
      <div part="head">
        <span part="label">${this.#name}</span>
        ${isEmpty ? nothing : html`<button part="clear" type="button" @click=${this.dismissAll}>${this.#words.term('noticesDismiss')}</button>`}
        <button part="close" type="button" aria-label=${this.#words.term('noticesClose')} @click=${this.closeList}>${cross}</button>
      </div>
      ${doubt ? noteTemplate(doubt, 'age') : nothing}
      <div part="items" role="list"></div>
      ${isEmpty ? this.#renderEmpty() : nothing}
      ${forgotten > 0 ? html`<div part="forgotten">${this.#words.term('noticesForgotten', this.#number(forgotten))}</div>` : nothing}
      ${this.withSystem ? this.#renderSystem() : nothing}
    </div>`;
  }

  /** Says that there are no notices only once that is known. */
  #renderEmpty(): TemplateResult | typeof nothing {
    const { freshness, status } = this.#feed;
    if (!isTrustworthy(freshness) && freshness !== 'paused') return nothing;
    const isKnown = !isFollowing(this) || status?.subscription === 'confirmed';
    return html`<div part="empty">${this.#words.term(isKnown ? 'noticesEmpty' : 'connecting')}</div>`;
  }

  #renderSystem(): TemplateResult | typeof nothing {
    const { state } = this.#system;
    if (state === 'unavailable') return nothing;
    if (state === 'blocked') return html`<div part="blocked">${this.#words.term('noticesBlocked')}</div>`;
    return html`<button part="system" type="button" aria-pressed=${state === 'on'} @click=${this.#onSystem}>
      <span part="box" aria-hidden="true"></span>${this.#words.term('noticesSystem')}
    </button>`;
  }

  get #doubt(): ReturnType<typeof doubtOf> {
    return doubtOf(this.#feed, this.#words, this.#feed.heardAt ?? this.asOf, this.#now);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-notice': LiveNotice;
  }
}
