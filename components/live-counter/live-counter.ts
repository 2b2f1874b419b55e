// Over 250 lines, because half of it documents attributes, parts and states. The logic is in the files beside it.
import { type CSSResult, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { CablegramError, compareDecimals, isNumeric, type Message, type Scalar, subtractDecimals } from '../../src/index.js';
import type { NumberStyle } from '../format/number.js';
import { clockTime, sharedClock } from '../format/time.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { ChannelElement } from '../internal/channel-element.js';
import {
  announceAttribute,
  decimalAttribute,
  durationAttribute,
  flagAttribute,
  objectAttribute,
  optionalTextAttribute,
  textAttribute,
  thresholdAttribute,
  wholeNumberReader,
  wordReader,
} from '../internal/converters.js';
import { LiveErrorEvent } from '../internal/events.js';
import type { Motion } from '../internal/frame.js';
import { type Freshness, isTrustworthy } from '../internal/freshness.js';
import { LocalizeController } from '../internal/localize.js';
import { doubtOf, type Note } from '../internal/note.js';
import { ownText } from '../internal/own-text.js';
import { StaleNews } from '../internal/stale-news.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { warnOnce } from '../internal/warn-once.js';
import { ContentController } from './content-controller.js';
import { factsOf } from './counter-facts.js';
import { CounterFormat } from './counter-format.js';
import { type CounterLevel, levelOf, type Limited, limited, readThreshold } from './counter-limits.js';
import { CounterMotion } from './counter-motion.js';
import { directionOf } from './counter-state.js';
import { CounterValue } from './counter-value.js';
import {
  affixTemplate,
  changeTemplate,
  doubtTemplate,
  type Fact,
  factsTemplate,
  figureRestTemplate,
  floatingCueTemplate,
  inlineRestTemplate,
  numberTemplate,
  type Rest,
  WAYS,
} from './counter-view.js';
import { DeltaWindow } from './delta-window.js';
import { styles } from './live-counter.styles.js';

const effectAttribute = wordReader('auto', 'auto', 'roll', 'flash', 'none');
const signAttribute = wordReader(undefined, 'auto', 'always', 'exceptZero', 'negative', 'never');

/** The range that `Intl.NumberFormat` allows. */
const fractionDigits = wholeNumberReader(0, 100, undefined);
const mostDigits = wholeNumberReader(1, 100, undefined);

/**
 * A number that follows a channel.
 *
 * Shows the page's content, or `value`, until the first message. Then it shows what the server sends: `{value}`, a datapoint or a bare number;
 * the sum of each `{increment}`; the value at `field`; or how many of the events named by `event` arrived. With both, `field` holds the whole
 * value and each event adds one. Decimals are added exactly, and every digit is kept. A number that may be old or wrong is dimmed and has a note.
 *
 * @slot - What the server rendered. It is shown until the first message.
 * @slot label - The label, instead of the attribute `label`.
 * @slot prefix - What stands before the number, such as an icon or "about".
 * @slot suffix - What stands after the number.
 * @csspart base - Everything.
 * @csspart label - The label above the number.
 * @csspart value - The number.
 * @csspart integer - The whole part of the number, with sign and currency.
 * @csspart figure - The `base` if the element is a box of its own, see the state `figure`.
 * @csspart fraction - The decimal point and what follows it.
 * @csspart cents - The fraction of an amount of money.
 * @csspart unit - The unit.
 * @csspart prefix - What the page puts before the number.
 * @csspart suffix - What the page puts after the number.
 * @csspart cue - The triangle that shows the direction of a change for two seconds: beside a labelled number, or above running text.
 * @csspart floating - The `cue` in running text.
 * @csspart digit - A digit that rolls.
 * @csspart note - The line with the change, or with the age of the number. In running text, the words after the number.
 * @csspart change - The change since the first number, or over `delta-window`.
 * @csspart fact - Each thing that the note says.
 * @csspart limit - That the number is beyond `min` or `max`.
 * @csspart level - That the number is high or low.
 * @csspart goal - How far the number is on its way to the goal.
 * @csspart doubt - The button in a note that has a reason.
 * @csspart reason - The full reason, shown on hover, focus and tap.
 * @csspart glyph - The shape before a word.
 * @csspart for-listeners - Words for people who listen, which are not shown.
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
 * @cssState warn - The number has reached `warn-at`.
 * @cssState danger - The number has reached `danger-at`.
 * @cssState reached - The number has reached `goal`.
 * @cssState clamped - The number is beyond `min`, `max` or `max-digits`, and a bound is displayed.
 * @cssState zero - The element is hidden, because the number is zero.
 * @cssState replaced - The page's content for a slot, such as `error`, replaces the number.
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

  /** When a sign is written, as in `Intl.NumberFormat`. Default: for negative numbers. */
  @property({ attribute: 'sign-display', converter: signAttribute }) signDisplay: Intl.NumberFormatOptions['signDisplay'] | undefined;

  /** The lowest number that is displayed. For a lower one, words say that it is below. */
  @property({ converter: decimalAttribute }) min: number | string | undefined;

  /** The highest number that is displayed. For a higher one, words say that it is above. */
  @property({ converter: decimalAttribute }) max: number | string | undefined;

  /** The most digits before the decimal point: with 2, more than 99 is displayed as `99+`. */
  @property({ attribute: 'max-digits', converter: mostDigits }) maxDigits: number | undefined;

  /** Hides the element while the number is zero, and certainly so. */
  @property({ attribute: 'hide-zero', converter: flagAttribute }) hideZero = false;

  /** The number to reach. Words say how far it is, and that it is reached. */
  @property({ converter: decimalAttribute }) goal: number | string | undefined;

  /**
   * From which number on there is a warning. `<= 10` warns down to low numbers; a number alone means high ones, or low ones if `danger-at` is lower
   * still.
   */
  @property({ attribute: 'warn-at', converter: thresholdAttribute }) warnAt: number | string | undefined;

  /** From which number on it is bad, as in `warn-at`. */
  @property({ attribute: 'danger-at', converter: thresholdAttribute }) dangerAt: number | string | undefined;

  /** Shows the change over a sliding window, in ms (`delta-window="1h"`). */
  @property({ attribute: 'delta-window', converter: durationAttribute }) deltaWindow: number | undefined;

  /** Further options of `Intl.NumberFormat`, as JSON. */
  @property({ attribute: 'format-options', converter: objectAttribute }) formatOptions: Intl.NumberFormatOptions | undefined;

  /** A function that formats the value, instead of all format attributes. */
  @property({ attribute: false }) formatter: ((value: Scalar | undefined) => string) | undefined;

  /** How a change may be animated. `auto` decides by the page's motion budget. */
  @property({ converter: effectAttribute }) effect: 'auto' | Motion = 'auto';

  /** `polite` announces changes, stale data and missed updates to screen readers, at most every ten seconds. */
  @property({ converter: announceAttribute }) announce: 'off' | 'polite' = 'off';

  readonly #words = new LocalizeController(this);
  readonly #states = new StatesController(this);
  readonly #motion = new CounterMotion(this, this.#states);
  readonly #content = new ContentController(this, () => this.#counter.takePage(true));
  readonly #format = new CounterFormat(this, this.#words, (message) => this.#report(message));
  readonly #counter = new CounterValue(this, {
    content: this.#content,
    format: this.#format,
    words: this.#words,
    report: (message) => this.#report(message),
  });
  readonly #channel = new ChannelController(this, {
    lookedFor: () => this.#counter.lookedFor(),
    begin: () => this.#begin(),
    take: (messages) => this.#take(messages),
    isBlank: () => this.#counter.isBlank,
  });
  readonly #window = new DeltaWindow();
  #reported: Set<string> | undefined;
  #freshness: Freshness = 'idle';
  readonly #staleNews = new StaleNews();
  #now = 0;
  /** What is displayed of the value, and what is said of it. */
  #shown: Limited = { value: undefined };
  #facts: readonly Fact[] = [];
  #level: CounterLevel | undefined;
  /** The box of the number, which is the same for good. */
  #box: HTMLElement | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    sharedClock.leave(this.#tick);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#channel.follow();
    this.#now = Date.now();
    if (!this.hasUpdated || changed.has('value') || changed.has('asOf')) this.#counter.takePage(!this.hasUpdated);
    const { value, isLive } = this.#counter.state;
    this.#freshness = this.#currentFreshness();
    this.#shown = limited(value, this);
    this.#level = levelOf(value, readThreshold(this.warnAt), readThreshold(this.dangerAt));
    this.#facts = factsOf({ value, shown: this.#shown, level: this.#level, goal: this.goal }, this.#format, this.#words);
    this.#showStates();
    this.#remember();
    this.#motion.take(this.#shown.value, this.#format.limitedParts(this.#shown), isLive, this.effect);
  }

  protected override updated(): void {
    this.#format.check();
    this.#box ??= this.renderRoot.querySelector<HTMLElement>('[part~="value"]');
    const isChange = this.#box !== null && this.#motion.show(this.#box);
    const hasGrownStale = this.#staleNews.take(this.#freshness, this.#channel.isOverdue);
    if (this.announce !== 'polite' || !(isChange || hasGrownStale)) return;
    const news = hasGrownStale ? this.#doubt()?.text : [this.#spoken(true), ...this.#facts.map(({ text }) => text)].join(', ');
    announce([this.label, news].filter(Boolean).join(': '), { from: this });
  }

  #showStates(): void {
    this.#states.show(this.#freshness, {
      error: this.#channel.error !== undefined,
      figure: this.#isFigure,
      warn: this.#level?.tone === 'warn',
      danger: this.#level?.tone === 'bad',
      reached: this.#facts.some(({ part, tone }) => part === 'goal' && tone === 'ok'),
      clamped: this.#shown.beyond !== undefined || this.#shown.isCapped === true,
      // A zero that may be old is shown with its doubt.
      zero: this.hideZero && this.#isZero && isTrustworthy(this.#freshness),
    });
  }

  get #isZero(): boolean {
    const { value } = this.#counter.state;
    return isNumeric(value) && compareDecimals(value, 0) === 0;
  }

  /** Remembers the value for the change over a window, which slides even if nothing arrives. */
  #remember(): void {
    const { deltaWindow } = this;
    sharedClock[deltaWindow !== undefined && this.isConnected ? 'listen' : 'leave'](this.#tick);
    if (deltaWindow === undefined) return this.#window.clear();
    const { value, isLive } = this.#counter.state;
    const at = isLive ? this.#now : Math.min(this.#now, this.asOf ?? this.#now);
    this.#window.take(value, at, deltaWindow);
  }

  readonly #tick = (): void => {
    this.requestUpdate();
  };

  #begin(): void {
    this.#motion.forget();
    this.#window.clear();
    this.#counter.begin();
  }

  /** Notes each value for the window, also those that are not rendered. */
  #take(messages: readonly Message[]): boolean {
    const isUsed = this.#counter.take(messages);
    if (this.deltaWindow !== undefined) this.#window.take(this.#counter.state.value, Date.now(), this.deltaWindow);
    return isUsed;
  }

  /** Reports a mistake that the page's author can fix, once. */
  #report(message: string): void {
    this.#reported ??= new Set();
    if (this.#reported.has(message)) return;
    this.#reported.add(message);
    const error = new CablegramError('option-invalid', message);
    warnOnce(error);
    this.dispatchEvent(new LiveErrorEvent(error));
  }

  /** Adds two cases to the channel's freshness: after missed updates the number is stale, and without any number it is waiting. */
  #currentFreshness(): Freshness {
    const { freshness } = this.#channel;
    const { missedSince } = this.#counter.state;
    if (missedSince !== undefined && (freshness === 'live' || freshness === 'waiting')) return 'stale';
    return freshness === 'live' && this.#counter.isBlank ? 'waiting' : freshness;
  }

  get #hasLabel(): boolean {
    return Boolean(this.label) || this.#content.hasLabel;
  }

  get #hasDelta(): boolean {
    return this.withDelta || this.deltaWindow !== undefined;
  }

  /** Whether the element is a box of its own and not part of a line of text. */
  get #isFigure(): boolean {
    return this.#hasLabel || this.#hasDelta;
  }

  /** Returns the text for screen readers, in addition to or instead of the visible text. */
  #spoken(isInFull: boolean): string {
    const { direction } = this.#motion;
    const { prefix, suffix } = this.#content;
    const value = isInFull ? [prefix, this.#format.spoken(this.#shown), suffix].filter(Boolean).join(' ') : '';
    return [value, direction && !this.#hasDelta ? this.#words.term(WAYS[direction]) : ''].filter(Boolean).join(', ');
  }

  protected override render(): TemplateResult {
    const hasLabel = this.#hasLabel;
    const isFigure = this.#isFigure;
    // No white space between the parts: it would be visible in running text.
    const isInFull = this.#isInFull;
    return html`<span
      part=${isFigure ? 'base figure' : 'base'}
      data-hidden=${this.#hiddenPart ?? nothing}
      role=${hasLabel ? 'group' : nothing}
      aria-labelledby=${hasLabel ? 'label' : nothing}
      ><span
        id="label"
        part=${this.withoutLabel || !hasLabel ? 'for-listeners' : 'label'}
        aria-hidden="true"
        ?hidden=${!hasLabel}
        ${ownText(this.label, this.#content.hasLabel ? 'label' : undefined)}
      ></span
      ><span
        part="value"
        aria-hidden=${isInFull || nothing}
        ?data-old=${!isTrustworthy(this.#freshness)}
        ?data-capped=${this.#shown.isCapped}
        data-level=${this.#level?.tone ?? nothing}
        data-lines=${this.#counter.isContent ? 'one' : this.#motion.lines}
        @animationend=${this.#motion.rest}
        >${this.#renderNumber(isFigure)}</span
      >${this.#renderRest(isFigure, isInFull)}</span
    >`;
  }

  /** Whether screen readers get other words than the ones that are shown. */
  get #isInFull(): boolean {
    const { pieces, isRolling, lines } = this.#motion;
    if (this.#counter.isContent) return false;
    return isRolling || lines === 'many' || this.#shown.isCapped === true || pieces.some(({ role }) => role === 'unit');
  }

  /** What is hidden: everything, or what the page's content for a state replaces. */
  get #hiddenPart(): 'all' | 'number' | undefined {
    if (this.#states.has('zero')) return 'all';
    return this.#states.has('replaced') ? 'number' : undefined;
  }

  #renderNumber(isFigure: boolean): TemplateResult | readonly TemplateResult[] {
    const { prefix, suffix } = this.#content;
    const number = this.#counter.isContent ? html`<slot></slot>` : numberTemplate(this.#motion);
    const cue = isFigure ? nothing : floatingCueTemplate(this.#motion.direction);
    // Most numbers have nothing around them, and each part that may change costs a node.
    if (prefix === undefined && suffix === undefined && cue === nothing) return number;
    return html`${affixTemplate('prefix', prefix)}${number}${affixTemplate('suffix', suffix)}${cue}`;
  }

  /** Renders what follows the number: words for people who listen, the cue of a figure, and the note. */
  #renderRest(isFigure: boolean, isInFull: boolean): TemplateResult | typeof nothing {
    const doubt = this.#doubt();
    const rest: Rest = {
      spoken: this.#spoken(isInFull),
      cue: isFigure && !this.#hasDelta ? this.#motion.direction : undefined,
      note: doubt ? this.#renderDoubt(doubt, isFigure) : this.#renderFacts(isFigure),
    };
    return isFigure ? figureRestTemplate(rest) : inlineRestTemplate(rest);
  }

  /** Returns why the number may be wrong, and since when. */
  #doubt(freshness: Freshness = this.#freshness): Note | undefined {
    const { missedSince, at = this.asOf ?? this.#channel.heardAt } = this.#counter.state;
    const isUnsaid = freshness === 'waiting' || (freshness === 'connecting' && this.#counter.isBlank);
    if (isUnsaid) return { glyph: freshness, tone: 'quiet', text: this.#words.term(freshness) };
    const { error } = this.#channel;
    return doubtOf({ freshness, error }, this.#words, missedSince ?? at, this.#now, missedSince === undefined ? 'asOf' : 'missed');
  }

  /** Renders the note. Running text has room only for the age, and the full reason is behind a button. Waiting is only announced to screen readers. */
  #renderDoubt(doubt: Note, isFigure: boolean): TemplateResult {
    if (isFigure) return doubtTemplate(doubt, this.#facts);
    if (isTrustworthy(this.#freshness)) return html` <span part="for-listeners">${doubt.text}</span>`;
    const age = this.#doubt('stale')?.text ?? '';
    return html` ${doubtTemplate(doubt, this.#facts, age === '' ? doubt.text : age)}`;
  }

  /** Renders the line below the number, or the words after a number in running text. */
  #renderFacts(isFigure: boolean): TemplateResult | typeof nothing {
    if (isFigure) return factsTemplate(this.#facts, this.#renderChange());
    return this.#facts.length > 0 ? html` ${factsTemplate(this.#facts)}` : nothing;
  }

  #renderChange(): TemplateResult | typeof nothing {
    const { value } = this.#counter.state;
    const { value: base, at } = this.#deltaBase();
    if (!this.#hasDelta || !isNumeric(value) || !isNumeric(base) || at === undefined) return nothing;
    const way = directionOf(base, value);
    const change = this.#format.change(way < 0 ? subtractDecimals(base, value) : subtractDecimals(value, base));
    const since = clockTime(at, this.#words.lang(), { second: undefined, now: this.#now });
    return changeTemplate(way, change, since, this.#words);
  }

  /** Returns the value that the change is measured from, and since when. */
  #deltaBase(): { readonly value?: Scalar | undefined; readonly at?: number | undefined } {
    if (this.deltaWindow !== undefined) return this.#window.base(this.#now, this.deltaWindow) ?? {};
    const { base, baseAt } = this.#counter.state;
    return { value: base, at: baseAt };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-counter': LiveCounter;
  }
}
