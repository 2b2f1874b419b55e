import { type CSSResult, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Connection, Message, Params, Scalar } from '../../src/index.js';
import { formatNumber, isNumeric, type NumberFormat, type NumberPart, numberParts, type NumberStyle } from '../format/number.js';
import { clockTime } from '../format/time.js';
import { announce } from '../internal/announcer.js';
import { ChannelController, type Followed } from '../internal/channel-controller.js';
import { durationAttribute, instantAttribute, jsonAttribute } from '../internal/converters.js';
import { LiveChangeEvent, LiveGapEvent } from '../internal/events.js';
import { motionBudget, type Motion, prefersReducedMotion } from '../internal/frame.js';
import { type Freshness, isTrustworthy } from '../internal/freshness.js';
import { LocalizeController } from '../internal/localize.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { type CounterPick, type CounterState, directionOf, emptyCounter, reduceCounter, renderedCounter } from './counter-state.js';
import { canRoll, columnsOf, type Piece, piecesOf, STRIP, STRIP_LINES } from './digits.js';
import { drawGlyph, type Glyph } from './glyphs.js';
import { styles } from './live-counter.styles.js';

/** How long the cue of a change, and `:state(up)` or `:state(down)`, stay, in ms. */
const CUE_FOR = 2000;

/** How long a flash takes to fade, in ms. */
const FLASH_FOR = 700;

/** How long a number keeps the room of a longer one, in ms. */
const ROOM_FOR = 10_000;

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
 * @csspart cue - The triangle that tells the direction of a change for two seconds.
 * @csspart note - The line that tells the change, or the age of the number.
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
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can mend.
 */
export class LiveCounter extends LitElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** Name of the channel class on the server. */
  @property() channel = '';

  /** Parameters of the channel, as JSON. */
  @property({ converter: jsonAttribute }) params: Params | undefined;

  /** URL of the full state, as JSON: the first state, and the repair of what was missed. */
  @property() snapshot: string | undefined;

  /** The connection, or the name of a `<live-connection>`. */
  @property() connection?: Connection | string;

  /** Which events count, by name, with blanks between; without `field`, each adds one. */
  @property() event = '';

  /** Dot path of the value in what the server sends. */
  @property() field = '';

  /** Dot path of an item's identity, where many share the channel. */
  @property() key = '';

  /** The one item to follow, by its identity. */
  @property() entity = '';

  /** The value by the server's word: a number, or a decimal string of any length. A new one replaces what is shown. */
  @property() value: string | number | undefined;

  /** When the server rendered `value`; older messages are left out, and a newer one keeps what came since from being replaced. */
  @property({ attribute: 'as-of', converter: instantAttribute }) asOf: number | undefined;

  /** How old the value may grow before it says so, in ms (`stale-after="30s"`). */
  @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter: number | undefined;

  /** What the number counts. */
  @property() label = '';

  /** Leaves the label to people who listen. */
  @property({ type: Boolean, attribute: 'without-label' }) withoutLabel = false;

  /** Tells the change since the first number. */
  @property({ type: Boolean, attribute: 'with-delta' }) withDelta = false;

  /** How the number is written. */
  @property() format: NumberStyle | undefined;

  /** Currency, as `EUR`. */
  @property() currency: string | undefined;

  /** Unit, as `kilometer-per-hour`. */
  @property() unit: string | undefined;

  @property({ type: Number, attribute: 'minimum-fraction-digits' }) minimumFractionDigits: number | undefined;

  @property({ type: Number, attribute: 'maximum-fraction-digits' }) maximumFractionDigits: number | undefined;

  @property({ attribute: 'sign-display' }) signDisplay: Intl.NumberFormatOptions['signDisplay'];

  /** Anything else that `Intl.NumberFormat` knows, as JSON. */
  @property({ attribute: 'format-options', converter: jsonAttribute }) formatOptions: Intl.NumberFormatOptions | undefined;

  /** Writes the value in place of all the formats. */
  @property({ attribute: false }) formatter: ((value: Scalar | undefined) => string) | undefined;

  /** How a change looks: by the motion budget of the page (`auto`), or at most so much. */
  @property() effect: 'auto' | Motion = 'auto';

  /** Says changes to people who listen, at most every ten seconds. */
  @property() announce: 'off' | 'polite' = 'off';

  @state() private motion: Motion = 'none';

  readonly #localize = new LocalizeController(this);
  readonly #states = new StatesController(this);
  readonly #counter = new ChannelController<CounterState>(this, {
    follow: () => this.#follow(),
    initial: emptyCounter,
    reduce: (counter, message) => reduceCounter(counter, message, this.#pick()),
    onBatch: (messages) => this.#onBatch(messages),
    shownAt: () => this.asOf,
  });
  #language = '';
  #now = 0;
  #stated: Freshness = 'idle';
  #told: Scalar | undefined;
  #shown: Scalar | undefined;
  #rolls = 0;
  #before: readonly Piece[] = [];
  #pieces: readonly Piece[] = [];
  #room = { digits: 0, at: 0 };
  #reserved: { readonly box: HTMLElement; readonly digits: number } | undefined;
  #cue: Animation | undefined;
  #cued: Element | undefined;
  #hasContent = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    motionBudget.leave(this);
    this.#cue?.cancel();
    this.#states.set({ up: false, down: false });
    this.motion = 'none';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#now = Date.now();
    this.#takeServersWord(changed);
    const { state: counter, error } = this.#counter;
    if (!counter.isLive) this.#hasContent = hasContent(this);
    const freshness = this.#freshness();
    if (freshness !== this.#stated) this.#states.set({ [this.#stated]: false, [freshness]: true });
    this.#stated = freshness;
    this.#states.set({ error: error !== undefined });
    if (counter.value === this.#shown && !this.#isWrittenAnew(changed)) return;
    this.#before = this.#pieces;
    const parts = this.#parts(counter.value);
    this.#pieces = piecesOf(parts);
    this.#keepRoom();
    this.motion = counter.value === this.#shown ? 'none' : this.#chooseMotion(counter, parts);
    if (this.motion === 'roll') this.#rolls += 1;
  }

  protected override updated(): void {
    const { value } = this.#counter.state;
    const previous = this.#shown;
    this.#shown = value;
    const box = this.renderRoot.querySelector<HTMLElement>('[part~="value"]');
    if (box === null) return;
    this.#place(box);
    if (previous === undefined || previous === value || !this.#counter.state.isLive) return;
    const direction = directionOf(previous, value);
    this.#showChange(box, direction);
    if (this.announce === 'polite') this.#announce(direction);
  }

  /** The server's word replaces what is shown, unless what is shown is newer by its own time. */
  #takeServersWord(changed: PropertyValues<this>): void {
    if (this.hasUpdated && !changed.has('value') && !changed.has('asOf')) return;
    const { state: counter } = this.#counter;
    const isOlder = counter.isLive && this.asOf !== undefined && (counter.at ?? Infinity) >= this.asOf;
    if (isOlder) return;
    const value = this.value ?? numericContent(this);
    if (value !== undefined) this.#counter.state = renderedCounter(counter, numberOf(value), this.asOf);
  }

  #follow(): Followed | undefined {
    const { channel, params, snapshot } = this;
    return channel ? { channel, ...(params && { params }), ...(snapshot && { options: { snapshot } }) } : undefined;
  }

  #pick(): CounterPick {
    return {
      events: this.event.split(/\s+/).filter(Boolean),
      field: this.field,
      key: this.key,
      entity: this.entity,
      asOf: this.asOf,
    };
  }

  /** Tells the page even while nothing is rendered, so that it can count on it. */
  #onBatch(messages: readonly Message[]): void {
    for (const message of messages) {
      if (message.type === 'gap') this.dispatchEvent(new LiveGapEvent(message.since, message.until));
    }
    const { value, isLive } = this.#counter.state;
    if (!isLive || value === this.#told) return;
    const previous = this.#told ?? this.#counter.state.previous;
    this.#told = value;
    this.dispatchEvent(new LiveChangeEvent(value, previous));
  }

  /** What was missed makes a number as doubtful as age does. */
  #freshness(): Freshness {
    const { freshness, state: counter } = this.#counter;
    return freshness === 'live' && counter.missedSince !== undefined ? 'stale' : freshness;
  }

  #isWrittenAnew(changed: PropertyValues<this>): boolean {
    return !this.hasUpdated || WRITING.some((name) => changed.has(name)) || this.#localize.lang() !== this.#language;
  }

  #numberFormat(): NumberFormat {
    const { format, currency, unit, minimumFractionDigits, maximumFractionDigits, signDisplay, formatOptions } = this;
    return { style: format, currency, unit, minimumFractionDigits, maximumFractionDigits, signDisplay, options: formatOptions };
  }

  #parts(value: Scalar | undefined): readonly NumberPart[] {
    this.#language = this.#localize.lang();
    if (this.formatter) return [{ type: 'literal', value: this.formatter(value) }];
    return numberParts(value, this.#numberFormat(), this.#language);
  }

  /** Digits keep the room that they lately needed, so that what stands beside does not move to and fro. */
  #keepRoom(): void {
    const digits = this.#pieces.reduce((sum, { text }) => sum + text.replace(/\P{Nd}/gu, '').length, 0);
    const now = performance.now();
    if (digits >= this.#room.digits || now - this.#room.at > ROOM_FOR) this.#room = { digits, at: now };
  }

  #chooseMotion({ value, isLive }: CounterState, parts: readonly NumberPart[]): Motion {
    if (!isLive || this.#shown === undefined || !this.hasUpdated || this.effect === 'none') return 'none';
    const asked = this.effect === 'auto' ? undefined : this.effect === 'roll' ? 0 : Infinity;
    const motion = motionBudget.ask(this, asked);
    if (motion !== 'roll') return motion;
    return isNumeric(value) && canRoll(parts) && !this.matches(':dir(rtl)') ? 'roll' : 'none';
  }

  /** By CSSOM, which a strict CSP allows; nothing is measured. */
  #place(box: HTMLElement): void {
    if (this.#reserved?.box !== box || this.#reserved.digits !== this.#room.digits) {
      this.#reserved = { box, digits: this.#room.digits };
      box.style.setProperty('--_live-digits', String(this.#room.digits));
    }
    if (this.motion !== 'roll') return;
    for (const strip of this.renderRoot.querySelectorAll<HTMLElement>('[part~="strip"]')) {
      for (const end of ['from', 'to']) strip.style.setProperty(`--_live-${end}`, `${(Number(strip.dataset[end]) / STRIP_LINES) * -100}%`);
    }
  }

  #showChange(box: HTMLElement, direction: -1 | 0 | 1): void {
    if (this.motion === 'flash') box.animate(flashOf(direction), { duration: FLASH_FOR, easing: 'ease-out' });
    this.#states.set({ up: direction > 0, down: direction < 0 });
    const cue = box.querySelector('[part~="cue"]') ?? box;
    if (direction === 0) this.#cue?.cancel();
    else if (this.#cue?.playState === 'running' && this.#cued === cue) this.#cue.currentTime = 0;
    else this.#startCue(cue);
  }

  #startCue(cue: Element): void {
    this.#cue?.cancel();
    this.#cued = cue;
    const last = prefersReducedMotion() ? 1 : 0;
    this.#cue = cue.animate(this.withDelta ? null : { opacity: [1, 1, last] }, { duration: CUE_FOR });
    this.#cue.onfinish = () => this.#states.set({ up: false, down: false });
  }

  readonly #onRolled = (): void => {
    this.motion = 'none';
  };

  protected override render(): TemplateResult {
    const { isLive } = this.#counter.state;
    const isFigure = Boolean(this.label) || this.withDelta || this.staleAfter !== undefined;
    const label = html`<slot name="label">${this.label}</slot>`;
    return html`<span part=${isFigure ? 'base figure' : 'base'}>
      <span part=${this.withoutLabel || !this.label ? 'for-listeners' : 'label'}>${label}</span>
      ${isLive || !this.#hasContent ? this.#renderValue() : this.#renderContent()} ${this.#renderNote(isFigure)}
    </span>`;
  }

  #renderContent(): TemplateResult {
    return html`<span part="value" data-kind="slot" ?data-old=${!isTrustworthy(this.#freshness())}><slot></slot></span>`;
  }

  /** Digits that roll, and short forms, are for the eye alone; else the text itself is read, with the direction after it. */
  #renderValue(): TemplateResult {
    const { value, previous, isLive } = this.#counter.state;
    const way = WAYS[isLive && !this.withDelta ? directionOf(previous, value) : 0];
    const isForTheEye = this.motion === 'roll' || this.#isShort();
    const spoken = [isForTheEye ? this.#inFull(value) : '', way === 'unchanged' ? '' : this.#localize.term(way)];
    return html`<span
        part="value"
        aria-hidden=${isForTheEye || nothing}
        ?data-old=${!isTrustworthy(this.#freshness())}
        @animationend=${this.#onRolled}
        >${this.motion === 'roll' ? this.#renderRoll(directionOf(previous, value)) : this.#pieces.map((piece) => this.#renderPiece(piece, piece.text))}${way === 'unchanged' ? nothing : html`<span part="cue" data-direction=${way}>${drawGlyph(way)}</span>`}</span
      ><span part="for-listeners">${spoken.filter(Boolean).join(', ')}</span>`;
  }

  #renderPiece({ role }: Piece, content: unknown): TemplateResult {
    return html`<span part=${role === 'fraction' && this.#isMoney() ? 'fraction cents' : role}>${content}</span>`;
  }

  #renderRoll(direction: number): unknown {
    const columns = this.#pieces.map((piece) =>
      this.#renderPiece(
        piece,
        columnsOf(piece, this.#before.find(({ role }) => role === piece.role)?.text ?? '', direction).map(({ text, from, to }) =>
          from === undefined
            ? text
            : html`<span part="digit"
                ><span part="rest">${text}</span><span part="strip" data-from=${from} data-to=${to}>${STRIP}</span></span
              >`,
        ),
      ),
    );
    return keyed(this.#rolls, html`<span part="roll">${columns}</span>`);
  }

  /** The line below: what changed, or why the number is not to be trusted, and since when. */
  #renderNote(isFigure: boolean): TemplateResult | typeof nothing {
    const { error } = this.#counter;
    const freshness = this.#freshness();
    if (error !== undefined) return note('failed', this.#localize.term('wronglySetUp'), 'bad', false, messageOf(error));
    // In running text, what the person did needs no words beside every number.
    const isQuiet = freshness === 'paused' && !isFigure;
    if (!isTrustworthy(freshness)) return note(freshness, this.#age(freshness), toneOf(freshness), isQuiet);
    if (freshness === 'waiting' || (freshness === 'connecting' && !this.#hasWord())) {
      if (isFigure) return note(freshness, this.#localize.term(freshness), 'quiet');
      return html`<span part="for-listeners">${this.#localize.term(freshness)}</span>`;
    }
    if (this.withDelta) return this.#renderChange();
    return isFigure ? html`<span part="note"></span>` : nothing;
  }

  #renderChange(): TemplateResult {
    const { value, base, baseAt } = this.#counter.state;
    if (!isNumeric(value) || !isNumeric(base) || baseAt === undefined) return html`<span part="note"></span>`;
    const direction = WAYS[directionOf(base, value)];
    const change = formatNumber(Math.abs(Number(value) - Number(base)), this.#numberFormat(), this.#localize.lang());
    const since = clockTime(baseAt, this.#localize.lang(), { second: undefined, now: this.#now });
    return html`<span part="note"
      ><span part="change" data-direction=${direction}
        >${drawGlyph(direction)}<span part="for-listeners">${this.#localize.term(direction)}</span
        >${direction === 'unchanged' ? nothing : change}</span
      ><span>${this.#localize.term('sinceTime', since)}</span></span
    >`;
  }

  #hasWord(): boolean {
    return this.#hasContent || this.#counter.state.value !== undefined;
  }

  #age(freshness: Freshness): string {
    const { at, missedSince } = this.#counter.state;
    const locale = this.#localize.lang();
    if (freshness === 'stale' && missedSince !== undefined)
      return this.#localize.term('missed', clockTime(missedSince, locale, { now: this.#now }));
    const shownAt = at ?? this.asOf ?? this.#counter.heardAt;
    const age = shownAt === undefined ? '' : this.#localize.term('asOf', clockTime(shownAt, locale, { now: this.#now }));
    if (freshness === 'stale') return age;
    return [this.#localize.term(freshness as 'offline'), age].filter(Boolean).join(' · ');
  }

  #isMoney(): boolean {
    return Boolean(this.currency) || this.formatOptions?.style === 'currency';
  }

  #isShort(): boolean {
    return !this.formatter && (Boolean(this.unit) || Boolean(this.formatOptions) || SHORT.includes(this.format));
  }

  /** Written out where the eye gets a short form. */
  #inFull(value: Scalar | undefined): string {
    if (this.formatter) return this.formatter(value);
    const options: Intl.NumberFormatOptions = { compactDisplay: 'long', unitDisplay: 'long', ...this.formatOptions };
    return formatNumber(value, { ...this.#numberFormat(), options }, this.#localize.lang());
  }

  #announce(direction: -1 | 0 | 1): void {
    const { value } = this.#counter.state;
    const text = [this.#inFull(value), direction === 0 ? '' : this.#localize.term(WAYS[direction])].filter(Boolean).join(', ');
    announce(this.label ? `${this.label}: ${text}` : text, { from: this });
  }
}

const WAYS: Readonly<Record<-1 | 0 | 1, 'up' | 'down' | 'unchanged'>> = { '-1': 'down', 0: 'unchanged', 1: 'up' };

/** How a number is written that listeners get in full. */
const SHORT: readonly (NumberStyle | undefined)[] = ['compact', 'unit', 'bytes'];

/** What changes how a number is written. */
const WRITING: readonly (keyof LiveCounter)[] = [
  'format',
  'currency',
  'unit',
  'minimumFractionDigits',
  'maximumFractionDigits',
  'signDisplay',
  'formatOptions',
  'formatter',
];

function note(glyph: Glyph, text: string, tone: 'quiet' | 'warn' | 'bad', isSpokenOnly = false, title = ''): TemplateResult {
  return html`<span part="note" data-tone=${tone} title=${title || nothing}
    >${drawGlyph(glyph)}<span part=${isSpokenOnly ? 'for-listeners' : nothing}>${text}</span></span
  >`;
}

function toneOf(freshness: Freshness): 'quiet' | 'warn' | 'bad' {
  if (freshness === 'failed' || freshness === 'rejected') return 'bad';
  return freshness === 'paused' || freshness === 'offline' ? 'quiet' : 'warn';
}

function flashOf(direction: number): Keyframe[] {
  const colour = direction === 0 ? '--_live-accent' : direction > 0 ? '--_live-up' : '--_live-down';
  return [{ backgroundColor: `color-mix(in oklch, var(${colour}) 24%, transparent)` }, { backgroundColor: 'transparent' }];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An attribute is text: what is safe as a number becomes one, and what has more digits than that stays as written. */
function numberOf(value: string | number | undefined): string | number | undefined {
  return isNumeric(value) && String(Number(value)) === String(value) ? Number(value) : value;
}

function hasContent(element: Element): boolean {
  return contentOf(element) !== '';
}

function numericContent(element: Element): string | undefined {
  const content = contentOf(element);
  return isNumeric(content) ? content : undefined;
}

/** The text of the default slot. */
function contentOf(element: Element): string {
  let text = '';
  for (const node of element.childNodes) {
    if (node instanceof Text || (node instanceof Element && !node.slot)) text += node.textContent;
  }
  return text.trim();
}

declare global {
  interface HTMLElementTagNameMap {
    'live-counter': LiveCounter;
  }
}
