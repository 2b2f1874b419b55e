import { type CSSResult, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Subscription } from 'rxjs';
import { CablegramError, type Channel } from '../../src/index.js';
import { formatNumber } from '../format/number.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { ChannelElement } from '../internal/channel-element.js';
import {
  announceAttribute,
  flagAttribute,
  jsonAttribute,
  optionalTextAttribute,
  textAttribute,
  textReader,
  wholeNumberReader,
  wordReader,
} from '../internal/converters.js';
import { elementClock } from '../internal/element-clock.js';
import { LiveChangeEvent, LiveErrorEvent } from '../internal/events.js';
import { type Freshness, isTrustworthy } from '../internal/freshness.js';
import { LocalizeController } from '../internal/localize.js';
import { doubtOf, type Note, noteTemplate } from '../internal/note.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { type Face, faceOf } from './face.js';
import { styles } from './live-presence.styles.js';
import { type Member, presence, type Presence, type PresenceChannel } from './presence-part.js';

const MOST_FACES = 5;

/** The shortest time between two announcements, in ms. */
const ANNOUNCE_EVERY = 60_000;

const variantAttribute = wordReader('faces', 'faces', 'count');
const maxAttribute = wholeNumberReader(1, 50, MOST_FACES);
const nameFieldAttribute = textReader('name');
const avatarFieldAttribute = textReader('avatar');

/**
 * Who is here: the faces of those who are present in a channel of AnyCable, or their number.
 *
 * A member is one id, however many pages it has open. Names and pictures come from the members' `info`, which any client can set: they are shown as
 * text, and pictures only by http(s). While the connection is lost nobody disappears; the time says since when it is not certain.
 *
 * With `presence-id` the page itself is present too. Needs the transport `anyCable()`; elsewhere the state is `failed`, and `live-error` says what to do.
 *
 * @csspart label - The label.
 * @csspart list - The list of faces.
 * @csspart member - One member, an item of the list.
 * @csspart avatar - The initials or the picture of a member.
 * @csspart more - How many more are here.
 * @csspart count - How many are here.
 * @csspart note - Why it may be old.
 * @csspart glyph - The sign beside the note.
 * @csspart for-listeners - Words for people who listen, which are not shown.
 * @cssState idle - The element follows nothing.
 * @cssState connecting - The first connection is under way.
 * @cssState waiting - The list has not come yet.
 * @cssState live - The list is the server's.
 * @cssState stale - The list is asked for again.
 * @cssState reconnecting - The connection was lost.
 * @cssState offline - There is no network.
 * @cssState unavailable - No transport works; reconnecting continues.
 * @cssState paused - The person paused updates.
 * @cssState rejected - The server refused the channel.
 * @cssState unconfirmed - The server does not confirm the channel.
 * @cssState failed - The connection failed for good, or there is no presence here.
 * @cssState error - It is wrongly set up, or there is no presence here.
 * @cssState empty - Nobody is here.
 * @cssprop --live-presence-size - Size of a face. Default: `2rem`.
 * @event {LiveChangeEvent} live-change - Somebody has joined or left; `value` is how many are here.
 * @event {LiveErrorEvent} live-error - The server or the transport has no presence, or the element is wrongly set up.
 */
export class LivePresence extends ChannelElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** How it is shown: `faces`, or `count` for the number alone. */
  @property({ converter: variantAttribute }) variant: 'faces' | 'count' = 'faces';

  /** How many faces are shown at most, from 1 to 50. */
  @property({ type: Number, converter: maxAttribute }) max: number = MOST_FACES;

  /** The label, and the accessible name of the list. Default: "Here now". */
  @property({ converter: textAttribute }) label = '';

  /** Hides the label, but keeps it for screen readers. */
  @property({ attribute: 'without-label', converter: flagAttribute }) withoutLabel = false;

  /** Dot path of the name in a member's `info`. */
  @property({ attribute: 'name-field', converter: nameFieldAttribute }) nameField = 'name';

  /** Dot path of the picture's address in a member's `info`. */
  @property({ attribute: 'avatar-field', converter: avatarFieldAttribute }) avatarField = 'avatar';

  /** As whom the page is present: an id that is the same in all pages of a person. Without it, the page only watches. */
  @property({ attribute: 'presence-id', converter: optionalTextAttribute }) presenceId: string | undefined;

  /** What the others learn about this page, as JSON, such as a name and a picture. */
  @property({ converter: jsonAttribute }) info: unknown;

  /** What screen readers announce: `polite` says at most once a minute how many are here. */
  @property({ converter: announceAttribute }) announce: 'off' | 'polite' = 'off';

  readonly #words = new LocalizeController(this);
  readonly #states = new StatesController(this);
  readonly #channel = new ChannelController(this, {
    lookedFor: () => 'who is present',
    begin: () => this.#begin(),
    isBlank: () => this.#presence === undefined || this.#presence.asOf === undefined,
    attach: (channel) => this.#attach(channel),
    take: () => true,
  });
  readonly #broken = new Set<string>();
  #room: PresenceChannel | undefined;
  #presence: Presence | undefined;
  #shown: readonly Member[] = [];
  /** During a pause: when what is shown was last known to be right, in epoch ms. */
  #pausedAt: number | undefined;
  #leave: (() => void) | undefined;
  #joinError: CablegramError | undefined;
  #freshness: Freshness = 'idle';

  /** Who is here, as it is shown. */
  get members(): readonly Member[] {
    return this.#shown;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unjoin();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#channel.follow();
    if (changed.has('presenceId') || changed.has('info')) this.#join();
    const { freshness, status } = this.#channel;
    this.#freshness = this.#error === undefined ? freshness : 'failed';
    if (status?.paused) this.#pausedAt ??= this.#presence?.state === 'live' ? elementClock.wall() : this.#presence?.asOf;
    else this.#showNow();
    const isEmpty = this.#shown.length === 0 && this.#presence?.asOf !== undefined;
    this.#states.show(this.#freshness, { error: this.#error !== undefined, empty: isEmpty });
  }

  #begin(): void {
    this.#presence = undefined;
    this.#shown = [];
    this.#broken.clear();
  }

  #attach(channel: Channel): Subscription {
    const room = presence(channel);
    this.#room = room;
    const following = room.presence$.subscribe((now) => {
      this.#presence = now;
      // Joining failed because another element of this page had joined with another id. It may have left.
      if (this.#joinError) this.#join();
      this.#channel.note(now.asOf, now.state === 'stale');
    });
    following.add(room.errors$.subscribe((error) => this.dispatchEvent(new LiveErrorEvent(error))));
    following.add(() => {
      this.#unjoin();
      this.#room = undefined;
    });
    this.#join();
    return following;
  }

  /** Joins as what the properties say now. */
  #join(): void {
    const before = this.#leave;
    const errorBefore = this.#joinError;
    this.#leave = this.#joinError = undefined;
    const { presenceId, info } = this;
    try {
      // The same person goes on without a leave in between.
      if (presenceId !== this.#joinedAs) before?.();
      if (presenceId) this.#leave = this.#room?.join(presenceId, info ?? undefined);
      if (presenceId === this.#joinedAs) before?.();
      this.#joinedAs = this.#leave && presenceId;
    } catch (error) {
      before?.();
      const isKnown = errorBefore?.message === (error as CablegramError).message;
      this.#joinError = isKnown ? errorBefore : (error as CablegramError);
      if (!isKnown) this.dispatchEvent(new LiveErrorEvent(this.#joinError));
    }
  }

  #joinedAs: string | undefined;

  #unjoin(): void {
    this.#leave?.();
    this.#leave = this.#joinedAs = undefined;
  }

  /** Before the list has come, this page may be known alone, which says nothing about who is here. */
  #showNow(): void {
    this.#pausedAt = undefined;
    if (this.#presence?.asOf === undefined) this.#shown = [];
    else this.#show(this.#presence.members);
  }

  #show(members: readonly Member[]): void {
    const before = this.#shown;
    if (members === before) return;
    this.#shown = members;
    if (members.length === before.length && members.every(({ id }, index) => id === before[index]?.id)) return;
    this.dispatchEvent(new LiveChangeEvent(members.length, before.length));
    if (this.announce === 'polite' && this.hasUpdated)
      announce(`${this.#label}: ${this.#countText}`, { from: this, every: ANNOUNCE_EVERY });
  }

  get #error(): unknown {
    return this.#channel.error ?? this.#joinError ?? (this.#presence?.state === 'unsupported' ? this.#presence.error : undefined);
  }

  get #label(): string {
    return this.label || this.#words.term('presence');
  }

  get #countText(): string {
    const { length } = this.#shown;
    return length === 0
      ? this.#words.term('presenceNobody')
      : this.#words.term('presenceCount', length, formatNumber(length, {}, this.#words.lang()));
  }

  get #note(): Note | undefined {
    const error = this.#error;
    if (error instanceof CablegramError && error.code === 'presence-unsupported') {
      return { glyph: 'failed', tone: 'bad', text: this.#words.term('presenceUnsupported'), title: error.message };
    }
    const at = isTrustworthy(this.#freshness) ? undefined : (this.#pausedAt ?? this.#presence?.asOf);
    return doubtOf({ freshness: this.#freshness, error }, this.#words, at, elementClock.wall());
  }

  protected override render(): TemplateResult {
    const note = this.#note;
    const isKnown = this.#presence?.asOf !== undefined;
    return html`<span part=${this.withoutLabel ? 'for-listeners' : 'label'} id="label">${this.#label}</span>
      ${isKnown ? this.#renderMembers() : note ? nothing : html`<bdi part="count" data-quiet>${this.#words.term('connecting')}</bdi>`}
      ${note ? noteTemplate(note, 'note') : nothing}`;
  }

  #renderMembers(): TemplateResult {
    const members = this.#shown;
    const isOld = !isTrustworthy(this.#freshness) && this.#freshness !== 'paused';
    if (this.variant === 'count' || members.length === 0)
      return html`<bdi part="count" ?data-quiet=${members.length === 0} ?data-old=${isOld}>${this.#countText}</bdi>`;
    const locale = this.#words.lang();
    const isAll = members.length <= this.max;
    const faces = members.slice(0, this.max).map((member) => faceOf(member, this, locale));
    const rest = members.length - faces.length;
    return html`<div part="list" role="list" aria-labelledby="label" ?data-old=${isOld}>
      ${repeat(
        faces,
        ({ id }) => id,
        (face) => this.#renderFace(face),
      )}
      ${
        isAll
          ? nothing
          : html`<div role="listitem" part="more">
              <bdi dir="ltr" aria-hidden="true">+${formatNumber(rest, {}, locale)}</bdi
              ><span part="for-listeners">${this.#words.term('presenceMore', rest, formatNumber(rest, {}, locale))}</span>
            </div>`
      }
    </div>`;
  }

  #renderFace({ name, initials, picture, hue }: Face): TemplateResult {
    const shown = name || this.#words.term('presenceGuest');
    return html`<div role="listitem" part="member" data-hue=${hue} title=${shown}>
      <span part="avatar" aria-hidden="true"
        >${
          picture && !this.#broken.has(picture)
            ? html`<img src=${picture} alt="" decoding="async" referrerpolicy="no-referrer" @error=${() => this.#onBroken(picture)} />`
            : initials || '·'
        }</span
      ><bdi part="for-listeners">${shown}</bdi>
    </div>`;
  }

  #onBroken(picture: string): void {
    this.#broken.add(picture);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-presence': LivePresence;
  }
}
