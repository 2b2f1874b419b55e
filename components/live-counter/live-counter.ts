// Over 250 lines, because half of it documents attributes, parts and states. The logic is in the files beside it.
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

/** The range that `Intl.NumberFormat` allows. */
const fractionDigits = wholeNumberReader(0, 100, undefined);

/**
 * A number that follows a channel.
 *
 * Shows the page's content, or `value`, until the first message. Then it shows what the server sends: `{value}`, a datapoint or a bare number;
 * the sum of each `{increment}`; the value at `field`; or how many of the events named by `event` arrived. With both, `field` holds the whole
 * value and each event adds one. Decimals are added exactly, and every digit is kept. A number that may be old or wrong is dimmed and has a note.
 *
 * @slot - What the server rendered. It is shown until the first message.
 * @slot label - The label, instead of the attribute `label`.
 * @csspart base - Everything.
 * @csspart label - The label above the number.
 * @csspart value - The number.
 * @csspart integer - The whole part of the number, with sign and currency.
 * @csspart figure - The `base` if the element is a box of its own, see the state `figure`.
 * @csspart fraction - The decimal point and what follows it.
 * @csspart cents - The fraction of an amount of money.
 * @csspart unit - The unit.
 * @csspart cue - The triangle beside a labelled number, which shows the direction of a change for two seconds.
 * @csspart digit - A digit that rolls.
 * @csspart note - The line with the change, or with the age of the number. In running text, the words after the number.
 * @csspart change - The change since the first number.
 * @csspart doubt - The button in a note that has a reason.
 * @csspart reason - The full reason, shown on hover, focus and tap.
 * @csspart glyph - The shape before a word.
 * @cssproperty [--live-counter-font-size] - Size of a labelled number.
 * @cssproperty [--live-counter-font-weight=620] - Weight of a labelled number.
 * @cssproperty [--live-counter-gap=0.125rem] - Space between label, number and note.
 * @cssproperty [--live-digits=0] - How many digits to reserve space for.
 * @cssproperty [--live-up-color] - Colour of a change upwards.
 * @cssproperty [--live-down-color] - Colour of a change downwards.
 * @cssproperty [--live-roll-duration=420ms] - How long a digit rolls.
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
 * @cssState error - The element is set up wrongly.
 * @cssState figure - The element has a label or shows its change, and is a box of its own. Otherwise it is part of the surrounding text.
 * @cssState up - The number went up a moment ago.
 * @cssState down - The number went down a moment ago.
 * @event {LiveChangeEvent} live-change - A message changed the value. Dispatched at most once a frame.
 * @event {LiveGapEvent} live-gap - Messages were missed and could not be repaired.
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can fix: an invalid attribute or format, a body or snapshot
 *   that the counter cannot use, or a snapshot that cannot be fetched. Dispatched once until it changes.
 */
export class LiveCounter extends ChannelElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** Dot path of the value in a body, such as `totals.books`. */
  @property({ converter: textAttribute }) field = '';

  /** Dot path of an item's identity in the body, for `entity`. Without `entity`, it identifies events, so that each counts once. Default: `id`. */
  @property({ converter: textAttribute }) key = '';

  /** Identity of the one item to follow, if many items share the channel. */
  @property({ converter: textAttribute }) entity = '';

  /** The value that the server rendered: a number, or decimal text of any length. A new one replaces what is shown. */
  @property() value: string | number | undefined;

  /** The label above the number. */
  @property({ converter: textAttribute }) label = '';

  /** Hides the label; screen readers still read it. */
  @property({ attribute: 'without-label', converter: flagAttribute }) withoutLabel = false;

  /** Shows the change since the first number. */
  @property({ attribute: 'with-delta', converter: flagAttribute }) withDelta = false;

  /** How the number is formatted. `duration` takes ms and `bytes` takes bytes, unless `unit` names another unit. */
  @property() format: NumberStyle | undefined;

  /** Code of the currency, such as `EUR`. */
  @property({ converter: optionalTextAttribute }) currency: string | undefined;

  /** A unit such as `kilometer-per-hour`, or any text to write after the number. */
  @property({ converter: optionalTextAttribute }) unit: string | undefined;

  /** The fewest digits after the decimal point, from 0 to 100. */
  @property({ attribute: 'minimum-fraction-digits', converter: fractionDigits }) minimumFractionDigits: number | undefined;

  /** The most digits after the decimal point, from 0 to 100. */
  @property({ attribute: 'maximum-fraction-digits', converter: fractionDigits }) maximumFractionDigits: number | undefined;

  /** Further options of `Intl.NumberFormat`, as JSON. */
  @property({ attribute: 'format-options', converter: objectAttribute }) formatOptions: Intl.NumberFormatOptions | undefined;

  /** A function that formats the value, instead of all format attributes. */
  @property({ attribute: false }) formatter: ((value: Scalar | undefined) => string) | undefined;

  /** How a change may be animated. `auto` decides by the page's motion budget. */
  @property() effect: 'auto' | Motion = 'auto';

  /** `polite` announces changes, stale data and missed updates to screen readers, at most every ten seconds. */
  @property() announce: 'off' | 'polite' = 'off';

  readonly #words = new LocalizeController(this);
  readonly #states = new StatesController(this);
  readonly #motion = new CounterMotion(this, this.#states);
  readonly #content = new ContentController(this, () => this.#takePage(true));
  readonly #channel = new ChannelController(this, {
    lookedFor: () => this.#lookedFor(),
    begin: () => this.#begin(),
    take: (messages) => this.#take(messages),
    isBlank: () => this.#counter.value === undefined && !this.#counter.isLive && this.#content.text === '',
  });
  readonly #reported = new Set<string>();
  #counter: CounterState = emptyCounter;
  #freshness: Freshness = 'idle';
  #announced: Freshness = 'idle';
  #now = 0;
  #lastReported: Scalar | undefined;
  /** Whether the content is newer than `value`. */
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
    if (refusal) this.#report(`<live-counter> cannot use its format: ${refusal}.`);
    const box = this.renderRoot.querySelector<HTMLElement>('[part~="value"]');
    const isChange = box !== null && this.#motion.show(box);
    const hasGrownStale = this.#freshness === 'stale' && this.#announced !== 'stale';
    this.#announced = this.#freshness;
    if (this.announce !== 'polite' || !(isChange || hasGrownStale)) return;
    const news = hasGrownStale ? this.#doubt()?.text : this.#spoken(true);
    announce([this.label, news].filter(Boolean).join(': '), { from: this });
  }

  /** Shows the page's own value, unless the value on display is newer. */
  #takePage(isContent: boolean): void {
    const { isLive, at = Infinity } = this.#counter;
    if (isLive && at >= Number(this.asOf)) return;
    const { text } = this.#content;
    if (typeof (this.value ?? '') === 'object') this.#report('<live-counter> needs value to be a number or text, but got an object.');
    const page = readPageValue(this.value, text, this.#format(), this.#words.declared());
    // The page no longer has a value; the channel's value remains.
    if (isLive && page.value === undefined && !page.isUnreadable) return;
    this.#counter = renderedCounter(page, this.asOf);
    this.#lastReported = page.value;
    this.#isContent = text !== '' && (isContent || page.isContent);
  }

  /** Shows the page's own value again. */
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

  /** Applies messages. Dispatches `live-change` even if the change is not rendered yet. */
  #take(messages: readonly Message[]): boolean {
    let isUsed = false;
    for (const message of messages) {
      const before = this.#counter;
      this.#counter = reduceCounter(before, message, this);
      isUsed ||= message.type !== 'gap' && this.#counter !== before;
    }
    const { value, isLive, isUnsummed } = this.#counter;
    if (isUnsummed) this.#reportUnsummed();
    const previous = this.#lastReported;
    if (isLive && value !== previous) {
      this.#lastReported = value;
      this.dispatchEvent(new LiveChangeEvent(value, previous));
    }
    return isUsed;
  }

  #reportUnsummed(): void {
    const base = JSON.stringify(this.#counter.value ?? this.value ?? this.#content.text);
    this.#report(
      `<live-counter> cannot add to ${base}, which is not certainly a number` +
        (this.#words.declared()
          ? ` in the language "${this.#words.declared()}".`
          : '. Declare the language of the page with lang, or the number with value.'),
    );
  }

  /** Reports a mistake that the page's author can fix, once. */
  #report(message: string): void {
    if (this.#reported.has(message)) return;
    this.#reported.add(message);
    warnOnce(message);
    this.dispatchEvent(new LiveErrorEvent(new CablegramError('option-invalid', message)));
  }

  /** Adds two cases to the channel's freshness: after missed updates the number is stale, and without any number it is waiting. */
  #currentFreshness(): Freshness {
    const { freshness } = this.#channel;
    const { missedSince, value, isLive } = this.#counter;
    if (missedSince !== undefined && (freshness === 'live' || freshness === 'waiting')) return 'stale';
    return freshness === 'live' && value === undefined && !isLive && !this.#isContent ? 'waiting' : freshness;
  }

  get #hasLabel(): boolean {
    return Boolean(this.label) || this.#content.hasLabel;
  }

  /** Whether the element is a box of its own and not part of a line of text. */
  get #isFigure(): boolean {
    return this.#hasLabel || this.withDelta;
  }

  #format(): NumberFormat {
    const { format: style, currency, unit, minimumFractionDigits, maximumFractionDigits, formatOptions: options } = this;
    return { style, currency, unit, minimumFractionDigits, maximumFractionDigits, options };
  }

  /** Formats a value; `long` holds the options for screen readers. */
  #write(value: Scalar | undefined, long?: Intl.NumberFormatOptions): readonly NumberPart[] {
    const own = this.formatter && this.#writeOwn(this.formatter, value);
    if (own !== undefined) return [{ type: 'literal', value: own }];
    const format = this.#format();
    return numberParts(value, { ...format, options: { ...long, ...format.options } }, this.#words.lang());
  }

  /** Calls the page's formatter. If it throws, the number is formatted without it. */
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

  /** Returns the text for screen readers, in addition to or instead of the visible text. */
  #spoken(isInFull: boolean): string {
    const { direction } = this.#motion;
    const value = isInFull ? textOf(this.#write(this.#counter.value, LONG)) : '';
    return [value, direction && !this.withDelta ? this.#words.term(WAYS[direction]) : ''].filter(Boolean).join(', ');
  }

  protected override render(): TemplateResult {
    const hasLabel = this.#hasLabel;
    const isFigure = this.#isFigure;
    const doubt = this.#doubt();
    // No white space between the parts: it would be visible in running text.
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

  /** Returns why the number may be wrong, and since when. */
  #doubt(freshness: Freshness = this.#freshness): Note | undefined {
    const { missedSince, at = this.asOf ?? this.#channel.heardAt, value } = this.#counter;
    const isUnsaid = freshness === 'waiting' || (freshness === 'connecting' && !this.#isContent && value === undefined);
    if (isUnsaid) return { glyph: freshness, tone: 'quiet', text: this.#words.term(freshness) };
    const { error } = this.#channel;
    return doubtOf({ freshness, error }, this.#words, missedSince ?? at, this.#now, missedSince === undefined ? 'asOf' : 'missed');
  }

  /** Renders the note. Running text has room only for the age, and the full reason is behind a button. Waiting is only announced to screen readers. */
  #renderDoubt(doubt: Note, isFigure: boolean): TemplateResult {
    if (isFigure) return doubtTemplate(doubt);
    if (isTrustworthy(this.#freshness)) return html` <span part="for-listeners">${doubt.text}</span>`;
    const age = this.#doubt('stale')?.text ?? '';
    return html` ${doubtTemplate(doubt, age === '' ? doubt.text : age)}`;
  }

  /** Renders the line below the number. Its space is reserved. */
  #renderChange(): TemplateResult {
    const { value, base, baseAt } = this.#counter;
    if (!this.withDelta || !isNumeric(value) || !isNumeric(base) || baseAt === undefined) return html`<span part="note"></span>`;
    const way = directionOf(base, value);
    const change = textOf(this.#write(way < 0 ? subtractDecimals(base, value) : subtractDecimals(value, base)));
    const since = clockTime(baseAt, this.#words.lang(), { second: undefined, now: this.#now });
    return changeTemplate(way, change, since, this.#words);
  }
}

/** Options that write short forms in full. */
const LONG: Intl.NumberFormatOptions = { compactDisplay: 'long', unitDisplay: 'long' };

declare global {
  interface HTMLElementTagNameMap {
    'live-counter': LiveCounter;
  }
}
