// Over 250 lines, because half of it lists attributes, parts and states. The logic is in the files beside it.
import { type CSSResult, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { CablegramError, isNumeric, type Message, type Scalar, subtractDecimals } from '../../src/index.js';
import { type NumberFormat, type NumberPart, numberParts, type NumberStyle, refusalOf, textOf } from '../format/number.js';
import { clockTime } from '../format/time.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { ChannelElement } from '../internal/channel-element.js';
import { flagAttribute, objectAttribute, optionalTextAttribute, textAttribute, wholeNumberReader } from '../internal/converters.js';
import { LiveChangeEvent, LiveErrorEvent } from '../internal/events.js';
import type { Motion } from '../internal/frame.js';
import { type Freshness, isTrustworthy } from '../internal/freshness.js';
import { LocalizeController } from '../internal/localize.js';
import { doubtOf, type Note } from '../internal/note.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { warnOnce } from '../internal/warn-once.js';
import { ContentController } from './content-controller.js';
import { CounterMotion } from './counter-motion.js';
import { type CounterState, directionOf, emptyCounter, reduceCounter, renderedCounter } from './counter-state.js';
import { changeTemplate, cueTemplate, doubtTemplate, numberTemplate, WAYS } from './counter-view.js';
import { styles } from './live-counter.styles.js';
import { readPageValue } from './page-value.js';

/** As many digits as `Intl.NumberFormat` allows. */
const fractionDigits = wholeNumberReader(0, 100, undefined);

/**
 * A number that follows a channel.
 *
 * Shows the page's content, or `value`, until the first message. Then it shows what the server sends: `{value}`, a datapoint or a bare number;
 * the sum of each `{increment}`; the value at `field`; or how many of the events named by `event` arrived. With both, `field` brings the whole
 * value and each event adds one. Decimals are added exactly, and every digit is kept. A number that may be old or wrong is dimmed and says so.
 *
 * @slot - What the server rendered; shown until the first message.
 * @slot label - The label, if it is more than text.
 * @csspart base - Everything.
 * @csspart label - The label above the number.
 * @csspart value - The number.
 * @csspart integer - The whole part of the number, with sign and currency.
 * @csspart fraction - What follows the decimal sign.
 * @csspart cents - The fraction of an amount of money.
 * @csspart unit - The unit.
 * @csspart cue - The triangle beside a labelled number, which shows the direction of a change for two seconds.
 * @csspart digit - A digit that rolls.
 * @csspart note - The line with the change, or with the age of the number; in running text the words behind the number.
 * @csspart change - The change since the first number.
 * @csspart doubt - The button in a note that has more to say.
 * @csspart reason - What such a button shows under the pointer, on focus and on a tap.
 * @csspart glyph - The shape before a word.
 * @cssproperty [--live-counter-font-size] - Size of a labelled number.
 * @cssproperty [--live-counter-font-weight=620] - Weight of a labelled number.
 * @cssproperty [--live-counter-gap=0.125rem] - Room between label, number and note.
 * @cssproperty [--live-digits=0] - How many digits to keep room for.
 * @cssproperty [--live-up-color] - Colour of what went up.
 * @cssproperty [--live-down-color] - Colour of what went down.
 * @cssproperty [--live-roll-duration=420ms] - How long a digit rolls.
 * @cssState connecting - The connection, or the channel, is not open yet.
 * @cssState waiting - The server confirmed the channel and has sent nothing yet.
 * @cssState live - The number is the server's last word.
 * @cssState stale - The number is older than `stale-after`, or updates were missed.
 * @cssState reconnecting - The connection was lost, so the number may be old.
 * @cssState offline - There is no network, or the connection was closed.
 * @cssState paused - The person paused updates.
 * @cssState rejected - The server refused the channel.
 * @cssState unconfirmed - The server does not answer for the channel.
 * @cssState failed - The connection failed for good.
 * @cssState error - The element is set up in a way that cannot work.
 * @cssState figure - It has a label or shows its change, and stands in a box of its own; without either it is a part of the text around it.
 * @cssState up - The number went up a moment ago.
 * @cssState down - The number went down a moment ago.
 * @event {LiveChangeEvent} live-change - The value changed by a message; at most once a frame.
 * @event {LiveGapEvent} live-gap - Messages were missed.
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can fix: an attribute, a format, a body or a snapshot that
 *   the counter cannot use. Dispatched once until it changes.
 */
export class LiveCounter extends ChannelElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** Dot path of the value in a body, such as `totals.books`. */
  @property({ converter: textAttribute }) field = '';

  /** Dot path of an item's identity (default `id`), if many items share the channel; without `entity`, of the event, so that it counts once. */
  @property({ converter: textAttribute }) key = '';

  /** The one item to follow, by its identity. */
  @property({ converter: textAttribute }) entity = '';

  /** The value that the server rendered: a number, or decimal text of any length. A new one replaces what is shown. */
  @property() value: string | number | undefined;

  /** What the number counts. */
  @property({ converter: textAttribute }) label = '';

  /** Hides the label from sight; screen readers still read it. */
  @property({ attribute: 'without-label', converter: flagAttribute }) withoutLabel = false;

  /** Shows the change since the first number. */
  @property({ attribute: 'with-delta', converter: flagAttribute }) withDelta = false;

  /** How the number is written; `duration` takes ms and `bytes` takes bytes, or the unit that `unit` names. */
  @property() format: NumberStyle | undefined;

  /** Code of the currency, such as `EUR`. */
  @property({ converter: optionalTextAttribute }) currency: string | undefined;

  /** A unit such as `kilometer-per-hour`, or any text to write behind the number. */
  @property({ converter: optionalTextAttribute }) unit: string | undefined;

  @property({ attribute: 'minimum-fraction-digits', converter: fractionDigits }) minimumFractionDigits: number | undefined;

  @property({ attribute: 'maximum-fraction-digits', converter: fractionDigits }) maximumFractionDigits: number | undefined;

  /** Anything else that `Intl.NumberFormat` knows, as JSON. */
  @property({ attribute: 'format-options', converter: objectAttribute }) formatOptions: Intl.NumberFormatOptions | undefined;

  /** Writes the value instead of all the formats. */
  @property({ attribute: false }) formatter: ((value: Scalar | undefined) => string) | undefined;

  /** How much a change may move: `auto` leaves it to the motion budget of the page. */
  @property() effect: 'auto' | Motion = 'auto';

  /** `polite` reads changes aloud to people who listen, and that the number grew stale or updates were missed; at most every ten seconds. */
  @property() announce: 'off' | 'polite' = 'off';

  readonly #words = new LocalizeController(this);
  readonly #states = new StatesController(this);
  readonly #motion = new CounterMotion(this, this.#states);
  readonly #content = new ContentController(this, () => this.#takePage(true));
  readonly #channel = new ChannelController(this, {
    lookedFor: () => this.#lookedFor(),
    begin: () => this.#begin(),
    take: (messages) => this.#take(messages),
  });
  readonly #reported = new Set<string>();
  #counter: CounterState = emptyCounter;
  #freshness: Freshness = 'idle';
  #announced: Freshness = 'idle';
  #now = 0;
  #lastReported: Scalar | undefined;
  /** Whether the page's content is what it says last; `value` may have changed since. */
  #isContent = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#channel.follow();
    this.#now = Date.now();
    if (!this.hasUpdated || changed.has('value') || changed.has('asOf')) this.#takePage(!this.hasUpdated);
    const { value, isLive } = this.#counter;
    this.#freshness = this.#currentFreshness();
    this.#states.show(this.#freshness, { error: this.#channel.error !== undefined, figure: this.#isFigure });
    this.#motion.take(value, this.#write(value), isLive, this.effect);
  }

  protected override updated(): void {
    const refusal = refusalOf(this.#format(), this.#words.lang());
    if (refusal) this.#report(`<live-counter> cannot write its number as it is told: ${refusal}.`);
    const box = this.renderRoot.querySelector<HTMLElement>('[part~="value"]');
    const isChange = box !== null && this.#motion.show(box);
    const hasGrownStale = this.#freshness === 'stale' && this.#announced !== 'stale';
    this.#announced = this.#freshness;
    if (this.announce !== 'polite' || !(isChange || hasGrownStale)) return;
    const news = hasGrownStale ? this.#doubt()?.text : this.#spoken(true);
    announce([this.label, news].filter(Boolean).join(': '), { from: this });
  }

  /** What the page says replaces what is shown, unless that is newer by its own time. */
  #takePage(isContent: boolean): void {
    const { isLive, at = Infinity } = this.#counter;
    if (isLive && at >= Number(this.asOf)) return;
    const { text } = this.#content;
    if (typeof (this.value ?? '') === 'object') this.#report('<live-counter> needs value to be a number or text, but got an object.');
    const page = readPageValue(this.value, text, this.#format(), this.#words.declared());
    // The page says nothing any more; what the channel said still holds.
    if (isLive && page.value === undefined && !page.isUnreadable) return;
    this.#counter = renderedCounter(page, this.asOf);
    this.#lastReported = page.value;
    this.#isContent = text !== '' && (isContent || page.isContent);
  }

  /** Goes back to what the page brings. */
  #begin(): void {
    this.#counter = emptyCounter;
    this.#lastReported = undefined;
    this.#motion.forget();
    this.#takePage(true);
  }

  #lookedFor(): string {
    const { event, field } = this;
    const names = event && `an event named "${event}"`;
    const value = field && `a value at "${field}"`;
    return [value, names].filter(Boolean).join(' or ') || 'a number, {"value": 1} or {"increment": 1}';
  }

  /** Reports a change even while nothing is rendered, so that the page can count on it. */
  #take(messages: readonly Message[]): boolean {
    let isSaying = false;
    for (const message of messages) {
      const before = this.#counter;
      this.#counter = reduceCounter(before, message, this);
      isSaying ||= message.type !== 'gap' && this.#counter !== before;
    }
    const { value, isLive, isUnsummed } = this.#counter;
    if (isUnsummed) this.#reportUnsummed();
    const previous = this.#lastReported;
    if (isLive && value !== previous) {
      this.#lastReported = value;
      this.dispatchEvent(new LiveChangeEvent(value, previous));
    }
    return isSaying;
  }

  #reportUnsummed(): void {
    const base = JSON.stringify(this.#counter.value ?? this.value ?? this.#content.text);
    this.#report(
      `<live-counter> cannot add to ${base}, which is no number for sure` +
        (this.#words.declared()
          ? ` in the language "${this.#words.lang()}".`
          : '; say the language of the page by lang, or the number by value.'),
    );
  }

  /** Reports what the page's author can mend, once. */
  #report(message: string): void {
    if (this.#reported.has(message)) return;
    this.#reported.add(message);
    warnOnce(message);
    this.dispatchEvent(new LiveErrorEvent(new CablegramError('option-invalid', message)));
  }

  /** Missed updates make a number as doubtful as age does, and a number that nobody said is still awaited. */
  #currentFreshness(): Freshness {
    const { freshness } = this.#channel;
    const { missedSince, value, isLive } = this.#counter;
    if (missedSince !== undefined && (freshness === 'live' || freshness === 'waiting')) return 'stale';
    return freshness === 'live' && value === undefined && !isLive && !this.#isContent ? 'waiting' : freshness;
  }

  get #hasLabel(): boolean {
    return Boolean(this.label) || this.#content.hasLabel;
  }

  /** Whether it stands in a box of its own, and not in a line of text. */
  get #isFigure(): boolean {
    return this.#hasLabel || this.withDelta;
  }

  #format(): NumberFormat {
    const { format: style, currency, unit, minimumFractionDigits, maximumFractionDigits, formatOptions: options } = this;
    return { style, currency, unit, minimumFractionDigits, maximumFractionDigits, options };
  }

  /** Writes a value for the eye, or written out for people who listen. */
  #write(value: Scalar | undefined, long?: Intl.NumberFormatOptions): readonly NumberPart[] {
    const own = this.formatter && this.#writeOwn(this.formatter, value);
    if (own !== undefined) return [{ type: 'literal', value: own }];
    const format = this.#format();
    return numberParts(value, { ...format, options: { ...long, ...format.options } }, this.#words.lang());
  }

  /** A function of the page may throw, and the number is still worth more than an error. */
  #writeOwn(formatter: (value: Scalar | undefined) => string, value: Scalar | undefined): string | undefined {
    try {
      const text: unknown = formatter(value);
      if (typeof text === 'string') return text;
      this.#report('The formatter of <live-counter> returned no text.');
    } catch (error) {
      this.#report(`The formatter of <live-counter> threw: ${String(error)}`);
    }
    return undefined;
  }

  /** What people who listen get beside, or in place of, what the eye gets. */
  #spoken(isInFull: boolean): string {
    const { direction } = this.#motion;
    const value = isInFull ? textOf(this.#write(this.#counter.value, LONG)) : '';
    return [value, direction && !this.withDelta ? this.#words.term(WAYS[direction]) : ''].filter(Boolean).join(', ');
  }

  protected override render(): TemplateResult {
    const hasLabel = this.#hasLabel;
    const isFigure = this.#isFigure;
    const doubt = this.#doubt();
    // No blanks between the parts: they would show in running text.
    return html`<span part=${isFigure ? 'base figure' : 'base'}
      ><span part=${this.withoutLabel || !hasLabel ? 'for-listeners' : 'label'}><slot name="label">${this.label}</slot></span
      >${this.#renderValue()}${isFigure && !this.withDelta ? cueTemplate(this.#motion.direction) : nothing}${
        doubt ? this.#renderDoubt(doubt, isFigure) : isFigure ? this.#renderChange() : nothing
      }</span
    >`;
  }

  #renderValue(): TemplateResult {
    const isContent = this.#isContent && !this.#counter.isLive;
    const { pieces, isRolling } = this.#motion;
    const isInFull = !isContent && (isRolling || pieces.some(({ role }) => role === 'unit'));
    return html`<span
        part="value"
        aria-hidden=${isInFull || nothing}
        ?data-old=${!isTrustworthy(this.#freshness)}
        @animationend=${this.#motion.rest}
        >${isContent ? html`<slot></slot>` : numberTemplate(this.#motion)}</span
      ><span part="for-listeners">${this.#spoken(isInFull)}</span>`;
  }

  /** Why the number may be wrong, and since when. */
  #doubt(freshness: Freshness = this.#freshness): Note | undefined {
    const { missedSince, at = this.asOf ?? this.#channel.heardAt, value } = this.#counter;
    const isUnsaid = freshness === 'waiting' || (freshness === 'connecting' && !this.#isContent && value === undefined);
    if (isUnsaid) return { glyph: freshness, tone: 'quiet', text: this.#words.term(freshness) };
    const { error } = this.#channel;
    return doubtOf({ freshness, error }, this.#words, missedSince ?? at, this.#now, missedSince === undefined ? 'asOf' : 'missed');
  }

  /** A sentence has room for the age alone; the rest is a reason to ask for. What is still awaited is no doubt, and is only said. */
  #renderDoubt(doubt: Note, isFigure: boolean): TemplateResult {
    if (isFigure) return doubtTemplate(doubt);
    if (isTrustworthy(this.#freshness)) return html` <span part="for-listeners">${doubt.text}</span>`;
    const age = this.#doubt('stale')?.text ?? '';
    return html` ${doubtTemplate(doubt, age === '' ? doubt.text : age)}`;
  }

  /** The line below, whose room is kept. */
  #renderChange(): TemplateResult {
    const { value, base, baseAt } = this.#counter;
    if (!this.withDelta || !isNumeric(value) || !isNumeric(base) || baseAt === undefined) return html`<span part="note"></span>`;
    const way = directionOf(base, value);
    const change = textOf(this.#write(way < 0 ? subtractDecimals(base, value) : subtractDecimals(value, base)));
    const since = clockTime(baseAt, this.#words.lang(), { second: undefined, now: this.#now });
    return changeTemplate(way, change, since, this.#words);
  }
}

/** How short forms are written out. */
const LONG: Intl.NumberFormatOptions = { compactDisplay: 'long', unitDisplay: 'long' };

declare global {
  interface HTMLElementTagNameMap {
    'live-counter': LiveCounter;
  }
}
