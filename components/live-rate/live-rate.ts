import { type CSSResult, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Connection } from '../../src/index.js';
import { formatNumber } from '../format/number.js';
import { connectionAttribute, scopeAttribute, textAttribute } from '../internal/converters.js';
import { LiveRateChangeEvent } from '../internal/events.js';
import { heldWords } from '../internal/held-words.js';
import { LocalizeController } from '../internal/localize.js';
import { glyphTemplate } from '../internal/note.js';
import type { Rate } from '../internal/pace.js';
import { type Persist, persistAttribute } from '../internal/preference.js';
import { ReadingElement } from '../internal/reading-element.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { styles } from './live-rate.styles.js';
import { RateController } from './rate-controller.js';
import { DEFAULT_RATES, rateAttribute, rateIn, ratesAttribute, writeRate } from './rates.js';

/**
 * A list from which a person chooses how often the elements around it show updates: in real time, at intervals, or by hand.
 *
 * At intervals, updates are gathered and shown together, and none is left out. First values and corrections are shown at once. By hand, the
 * scope is paused, and a button shows what waits. If the scope is resumed from elsewhere, the previous rate returns. The rate ends when the
 * element leaves the page; `persist` brings it back with the next one.
 *
 * @csspart box - The list with its arrow.
 * @csspart select - The list of rates.
 * @csspart glyph - The arrow of the list.
 * @csspart update - The button that shows what waits, if the rate is by hand.
 * @csspart waiting - How many updates wait, in the button.
 * @cssState by-hand - The elements are updated by hand.
 * @cssState paced - Updates are shown at intervals.
 * @event {LiveRateChangeEvent} live-rate-change - The person has chosen another rate, or a scope that was updated by hand was resumed.
 */
export class LiveRate extends ReadingElement {
  static override styles: CSSResult[] = [tokens, styles];
  static override shadowRootOptions: ShadowRootInit = { ...ReadingElement.shadowRootOptions, delegatesFocus: true };

  /** The connection, or the name of a `<live-connection>`. Default: the nearest `<live-connection>` around the element, else the page's connection. */
  @property({ converter: connectionAttribute }) connection: Connection | string | undefined;

  /** Ids of `<live-connection>` elements in the same tree, separated by spaces. */
  @property({ converter: textAttribute }) for = '';

  /** `page`: every connection that an element of the page uses, now and later. */
  @property({ converter: scopeAttribute }) scope: 'page' | null = null;

  /** The connections to control, instead of those that the attributes name. */
  @property({ attribute: false }) connections: readonly Connection[] | undefined;

  /** The rates on offer, separated by spaces: `real-time`, durations, `by-hand`. Default: `real-time 1s 5s 30s by-hand`. */
  @property({ converter: ratesAttribute }) rates: readonly Rate[] | string = DEFAULT_RATES;

  /** The rate that the page sets: `real-time`, a duration such as `5s`, or `by-hand`. A person's choice does not change it. */
  @property({ converter: rateAttribute }) rate: Rate | undefined;

  /**
   * Where the person's choice is remembered: until the tab is closed (`session`), for all pages of the site (`local`), or not at all (`none`). It
   * takes precedence over `rate`. A page that opens with updates by hand shows its first data, and then holds back what follows.
   */
  @property({ converter: persistAttribute }) persist: Persist = 'none';

  /** The accessible name of the list. Default: "Update rate". */
  @property({ converter: textAttribute }) label = '';

  readonly #words: LocalizeController = new LocalizeController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #control: RateController = new RateController(this, (rate, previous) =>
    this.dispatchEvent(new LiveRateChangeEvent(rate, previous)),
  );

  /** The rate of the scope: ms between two updates, 0 for real time, or `by-hand`. */
  get currentRate(): Rate {
    return this.#control.rate;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What the person chose before is found before the first update, or after it.
    if (changed.has('rate') && this.rate !== undefined && (this.hasUpdated || !this.#control.isRecalled)) this.#control.set(this.rate);
  }

  protected override updated(): void {
    const { currentRate } = this;
    const select = this.renderRoot.querySelector('select');
    // The options may have changed, so the selection is set after them.
    if (select) select.value = writeRate(currentRate);
    this.#states.set({ 'by-hand': currentRate === 'by-hand', paced: Number(currentRate) > 0 });
  }

  /** Shows what waits, if the rate is by hand. */
  showWaiting(): void {
    this.#control.update();
  }

  #onChange({ target }: Event & { readonly target: HTMLSelectElement }): void {
    this.#control.choose(rateIn(target.value) ?? 0);
  }

  protected override render(): TemplateResult {
    const { currentRate } = this;
    // A text that was set as the property has been read into a list by now.
    const rates = typeof this.rates === 'string' ? DEFAULT_RATES : this.rates;
    const offered = rates.includes(currentRate) ? rates : [...rates, currentRate];
    return html`<span part="box"
        ><select
          part="select"
          aria-label=${this.label || this.#words.term('rate')}
          ?disabled=${!this.#control.isReady}
          @change=${this.#onChange}
        >
          ${offered.map((rate) => html`<option value=${writeRate(rate)}>${this.#wordOf(rate)}</option>`)}</select
        >${glyphTemplate('more')}</span
      >
      ${currentRate === 'by-hand' ? this.#renderUpdate() : nothing}`;
  }

  #renderUpdate(): TemplateResult {
    const waiting = heldWords(this.#control.held, this.#words);
    return html`<button part="update" type="button" @click=${this.showWaiting}>
      ${this.#words.term('rateUpdate')}${waiting.length === 0 ? nothing : html`<span part="waiting"> · ${waiting.join(' · ')}</span>`}
    </button>`;
  }

  #wordOf(rate: Rate): string {
    if (rate === 'by-hand') return this.#words.term('rateByHand');
    if (rate === 0) return this.#words.term('rateRealTime');
    const duration = formatNumber(rate, { style: 'duration', options: { unitDisplay: 'short' } }, this.#words.lang());
    return this.#words.term('rateEvery', duration);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-rate': LiveRate;
  }
}
