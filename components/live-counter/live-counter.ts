// Long for its list of attributes, parts and states, which is half of it; what it does is in the files beside it.
import { type CSSResult, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Message, Scalar } from '../../src/index.js';
import { isNumeric, type NumberPart, numberParts, type NumberStyle, textOf } from '../format/number.js';
import { clockTime } from '../format/time.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { followsChannel } from '../internal/channel-properties.js';
import { flagAttribute, objectAttribute, optionalTextAttribute, textAttribute, wholeNumberReader } from '../internal/converters.js';
import { LiveChangeEvent } from '../internal/events.js';
import type { Motion } from '../internal/frame.js';
import { type Freshness, isTrustworthy } from '../internal/freshness.js';
import { LocalizeController } from '../internal/localize.js';
import { doubtOf, type Note, noteTemplate } from '../internal/note.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { CounterMotion } from './counter-motion.js';
import { type CounterState, directionOf, emptyCounter, reduceCounter, renderedCounter } from './counter-state.js';
import { changeTemplate, cueTemplate, numberTemplate, WAYS } from './counter-view.js';
import { styles } from './live-counter.styles.js';
import { contentOf, pageValue } from './page-value.js';

/** As many digits as `Intl.NumberFormat` allows. */
const fractionDigits = wholeNumberReader(0, 100, undefined);

/**
 * A number that follows a channel.
 *
 * Shows what the page brings (its content, or `value`) until the first message, then what the server sends: `{value}`, a datapoint, a bare
 * number, `{increment}`; or `field` of whatever it sends; or how many of the events named by `event` came. When the number may be old, it
 * steps back and says how old it is.
 *
 * @slot - What the server rendered; shown until the first message.
 * @slot label - The label, where text is not enough.
 * @csspart base - Everything.
 * @csspart label - The label above the number.
 * @csspart value - The number.
 * @csspart integer - The whole part of the number, with sign and currency.
 * @csspart fraction - What follows the decimal sign.
 * @csspart cents - The fraction of an amount of money.
 * @csspart unit - The unit.
 * @csspart cue - The triangle that tells the direction of a change for two seconds; in running text also why the number may be old.
 * @csspart digit - A digit that rolls.
 * @csspart note - The line that tells the change, or the age of the number; in running text it shows under the pointer.
 * @csspart change - The change since the first number.
 * @csspart glyph - The shape before a word.
 * @cssproperty [--live-counter-font-size] - Size of a labelled number.
 * @cssproperty [--live-counter-font-weight=620] - Weight of a labelled number.
 * @cssproperty [--live-counter-gap=0.125rem] - Room between label, number and note.
 * @cssproperty [--live-digits=0] - How many digits to keep room for.
 * @cssproperty [--live-up-color] - Colour of what went up.
 * @cssproperty [--live-down-color] - Colour of what went down.
 * @cssproperty [--live-roll-duration=420ms] - How long a digit rolls.
 * @cssState connecting - The first dial, or the first answer.
 * @cssState waiting - Confirmed, and nothing heard yet.
 * @cssState live - What is shown is what the server said last.
 * @cssState stale - Older than `stale-after`, or updates were missed.
 * @cssState reconnecting - The link was lost, so that the number may be old.
 * @cssState offline - There is no network, or the connection was closed.
 * @cssState paused - Held back by the person.
 * @cssState rejected - The server refused the channel.
 * @cssState unconfirmed - The server does not answer for the channel.
 * @cssState failed - The connection is given up.
 * @cssState error - The element is not set up in a way that can work.
 * @cssState up - The number went up a moment ago.
 * @cssState down - The number went down a moment ago.
 * @event {LiveChangeEvent} live-change - The value changed by a message; at most once a frame.
 * @event {LiveGapEvent} live-gap - Messages were missed.
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can mend: how it is set up, a body, a snapshot that does
 *   not come; told once until it changes.
 */
export class LiveCounter extends followsChannel(LitElement) {
  static override styles: CSSResult[] = [tokens, styles];

  /** Dot path of the value in what the server sends. */
  @property({ converter: textAttribute }) field = '';

  /** Dot path of an item's identity, where many share the channel. */
  @property({ converter: textAttribute }) key = '';

  /** The one item to follow, by its identity. */
  @property({ converter: textAttribute }) entity = '';

  /** The value by the server's word: a number, or a decimal string of any length. A new one replaces what is shown. */
  @property() value: string | number | undefined;

  /** What the number counts. */
  @property({ converter: textAttribute }) label = '';

  /** Leaves the label to people who listen. */
  @property({ attribute: 'without-label', converter: flagAttribute }) withoutLabel = false;

  /** Tells the change since the first number. */
  @property({ attribute: 'with-delta', converter: flagAttribute }) withDelta = false;

  /** How the number is written. */
  @property() format: NumberStyle | undefined;

  /** Currency, as `EUR`. */
  @property({ converter: optionalTextAttribute }) currency: string | undefined;

  /** Unit, as `kilometer-per-hour`. */
  @property({ converter: optionalTextAttribute }) unit: string | undefined;

  @property({ attribute: 'minimum-fraction-digits', converter: fractionDigits }) minimumFractionDigits: number | undefined;

  @property({ attribute: 'maximum-fraction-digits', converter: fractionDigits }) maximumFractionDigits: number | undefined;

  /** Anything else that `Intl.NumberFormat` knows, as JSON. */
  @property({ attribute: 'format-options', converter: objectAttribute }) formatOptions: Intl.NumberFormatOptions | undefined;

  /** Writes the value in place of all the formats. */
  @property({ attribute: false }) formatter: ((value: Scalar | undefined) => string) | undefined;

  /** How a change looks: by the motion budget of the page (`auto`), or at most so much. */
  @property() effect: 'auto' | Motion = 'auto';

  /** Says changes to people who listen, at most every ten seconds. */
  @property() announce: 'off' | 'polite' = 'off';

  readonly #words = new LocalizeController(this);
  readonly #states = new StatesController(this);
  readonly #motion = new CounterMotion(this, this.#states);
  readonly #channel = new ChannelController(this, {
    lookedFor: () => this.#lookedFor(),
    begin: () => this.#begin(),
    take: (messages) => this.#take(messages),
  });
  #counter: CounterState = emptyCounter;
  #freshness: Freshness = 'idle';
  #now = 0;
  #told: Scalar | undefined;
  #hasContent = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#channel.follow();
    this.#now = Date.now();
    if (!this.hasUpdated || changed.has('value') || changed.has('asOf')) this.#takeServersWord();
    const { value, isLive } = this.#counter;
    if (!isLive) this.#hasContent = contentOf(this) !== '';
    this.#freshness = this.#look();
    this.#states.show(this.#freshness, { error: this.#channel.error !== undefined });
    this.#motion.take(value, this.#write(value), isLive, this.effect);
  }

  protected override updated(): void {
    const box = this.renderRoot.querySelector<HTMLElement>('[part~="value"]');
    if (box === null || !this.#motion.show(box) || this.announce !== 'polite') return;
    announce((this.label && `${this.label}: `) + this.#spoken(true), { from: this });
  }

  /** The server's word replaces what is shown, unless what is shown is newer by its own time. */
  #takeServersWord(): void {
    const { isLive, at = Infinity } = this.#counter;
    if (isLive && at >= Number(this.asOf)) return;
    const value = pageValue(this);
    if (value === undefined) return;
    this.#counter = renderedCounter(this.#counter, value, this.asOf);
    this.#told = value;
  }

  /** Goes back to what the page brings. */
  #begin(): void {
    this.#counter = emptyCounter;
    this.#told = undefined;
    this.#takeServersWord();
  }

  #lookedFor(): string {
    if (this.field) return `a value at "${this.field}"`;
    return this.event ? `an event named "${this.event}"` : 'a number, {"value": 1} or {"increment": 1}';
  }

  /** Tells the page even while nothing is rendered, so that it can count on it. */
  #take(messages: readonly Message[]): boolean {
    let isSaying = false;
    for (const message of messages) {
      const before = this.#counter;
      this.#counter = reduceCounter(before, message, this);
      isSaying ||= message.type !== 'gap' && this.#counter !== before;
    }
    const { value, isLive } = this.#counter;
    const previous = this.#told;
    if (isLive && value !== previous) {
      this.#told = value;
      this.dispatchEvent(new LiveChangeEvent(value, previous));
    }
    return isSaying;
  }

  /** What was missed makes a number as doubtful as age does. */
  #look(): Freshness {
    const { freshness } = this.#channel;
    return this.#counter.missedSince !== undefined && (freshness === 'live' || freshness === 'waiting') ? 'stale' : freshness;
  }

  /** Writes a value for the eye, or written out for people who listen. */
  #write(value: Scalar | undefined, long?: Intl.NumberFormatOptions): readonly NumberPart[] {
    if (this.formatter) return [{ type: 'literal', value: this.formatter(value) }];
    const { format: style, currency, unit, minimumFractionDigits, maximumFractionDigits } = this;
    const options = { ...long, ...this.formatOptions };
    return numberParts(value, { style, currency, unit, minimumFractionDigits, maximumFractionDigits, options }, this.#words.lang());
  }

  /** What people who listen get beside, or in place of, what the eye gets. */
  #spoken(isInFull: boolean): string {
    const { direction } = this.#motion;
    const value = isInFull ? textOf(this.#write(this.#counter.value, LONG)) : '';
    return [value, direction && !this.withDelta ? this.#words.term(WAYS[direction]) : ''].filter(Boolean).join(', ');
  }

  protected override render(): TemplateResult {
    const isFigure = Boolean(this.label) || this.withDelta || this.staleAfter !== undefined;
    const note = this.#note();
    return html`<span part=${isFigure ? 'base figure' : 'base'}>
      <span part=${this.withoutLabel || !this.label ? 'for-listeners' : 'label'}><slot name="label">${this.label}</slot></span>
      ${this.#renderValue()}
      ${cueTemplate(this.withDelta ? 0 : this.#motion.direction, isFigure || isTrustworthy(this.#freshness) ? undefined : note)}
      ${note ? noteTemplate(note, isFigure ? 'note' : 'note for-listeners') : isFigure ? this.#renderChange() : nothing}
    </span>`;
  }

  #renderValue(): TemplateResult {
    const isContent = this.#hasContent && !this.#counter.isLive;
    const isShort = !isContent && this.#motion.pieces.some(({ role }) => role === 'unit');
    return html`<span
        part="value"
        aria-hidden=${isShort || nothing}
        ?data-old=${!isTrustworthy(this.#freshness)}
        @animationend=${this.#motion.rest}
        >${isContent ? html`<slot></slot>` : numberTemplate(this.#motion)}</span
      ><span part="for-listeners">${this.#spoken(isShort)}</span>`;
  }

  /** Why the number is not to be trusted, and since when. */
  #note(): Note | undefined {
    const freshness = this.#freshness;
    const { missedSince, at = this.asOf ?? this.#channel.heardAt, value } = this.#counter;
    const isUnsaid = freshness === 'waiting' || (freshness === 'connecting' && !this.#hasContent && value === undefined);
    if (isUnsaid) return { glyph: freshness, tone: 'quiet', text: this.#words.term(freshness) };
    const { error } = this.#channel;
    return doubtOf({ freshness, error }, this.#words, missedSince ?? at, this.#now, missedSince === undefined ? 'asOf' : 'missed');
  }

  /** The line below, whose room is kept. */
  #renderChange(): TemplateResult {
    const { value, base, baseAt } = this.#counter;
    if (!this.withDelta || !isNumeric(value) || !isNumeric(base) || baseAt === undefined) return html`<span part="note"></span>`;
    const change = textOf(this.#write(Math.abs(Number(value) - Number(base))));
    const since = clockTime(baseAt, this.#words.lang(), { second: undefined, now: this.#now });
    return changeTemplate(directionOf(base, value), change, since, this.#words);
  }
}

/** How short forms are written out. */
const LONG: Intl.NumberFormatOptions = { compactDisplay: 'long', unitDisplay: 'long' };

declare global {
  interface HTMLElementTagNameMap {
    'live-counter': LiveCounter;
  }
}
