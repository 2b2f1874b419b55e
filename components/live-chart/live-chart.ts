// Longer than other modules: half of it documents attributes, parts and states, and an element has those in one place.
import { html, nothing, type CSSResult, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { type NumberStyle, refusalOf } from '../format/number.js';
import { ChannelController } from '../internal/channel-controller.js';
import { ChannelElement } from '../internal/channel-element.js';
import { durationAttribute, jsonAttribute, numberAttribute, textAttribute, wholeNumberReader } from '../internal/converters.js';
import { type Freshness, isTrustworthy } from '../internal/freshness.js';
import { doubtOf, noteTemplate } from '../internal/note.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { warnOnce } from '../internal/warn-once.js';
import { paletteOf } from './chart-look.js';
import { paperTemplate } from './chart-paper.js';
import { legendTemplate } from './chart-parts.js';
import { ChartReader } from './chart-reader.js';
import { ChartRecord, windowOf } from './chart-record.js';
import { drawnSeries, namesIn, seriesIn, thresholdsIn, type ChartSeries, type ChartThreshold } from './chart-series.js';
import { type ChartView, ChartWords } from './chart-words.js';
import { csvOf } from './csv.js';
import type { ChartLook } from './engine.js';
import { pictureOf, save } from './image.js';
import { styles } from './live-chart.styles.js';
import { PaperController } from './paper-controller.js';
import { seedOf } from './seed.js';
import { SurfaceController } from './surface-controller.js';
import { createUplotEngine } from './uplot-engine.js';

/** As many rows as the record keeps. */
const maxPointsAttribute = wholeNumberReader(2, 4096, undefined);

/** How often the summary changes at most, in ms. */
const SUMMED_EVERY = 500;

/**
 * Draws what a channel measures over the last minutes, and says where it knows nothing.
 *
 * Finds its series by itself, or follows those that `field` or `series` name. A table of the page inside it is its first data, and stays where
 * there is no JavaScript. The pointer and the arrow keys read the points.
 *
 * @slot - What is shown before the first value and without JavaScript: a table, which is read as data, or an image.
 * @slot label - In place of the attribute `label`.
 * @csspart base - The whole.
 * @csspart header - What stands above the plot.
 * @csspart label - The label.
 * @csspart summary - The sentence that sums up what is in view.
 * @csspart legend - The list of series, where there are several.
 * @csspart swatch - The piece of line that stands for a series.
 * @csspart toolbar - The buttons, shown on hover and focus.
 * @csspart stage - The box of the plot and all that lies on it.
 * @csspart plot - The plot, which takes the focus.
 * @csspart note - What is not as it should be, and since when.
 * @csspart glyph - The shape before it.
 * @csspart empty - What the page brings, or what is said where there is no data.
 * @csspart tooltip - The values at the cursor.
 * @csspart table - The table.
 * @cssproperty [--live-series-1] - Colour of the first series; up to `--live-series-4`, then they begin again with other dashes.
 * @cssproperty [--live-chart-aspect-ratio=16 / 7] - Shape of the plot where the element has no height of its own.
 * @cssproperty [--live-chart-min-block-size=10rem] - Least height of the plot.
 * @cssState idle - Follows nothing.
 * @cssState connecting - The first dial.
 * @cssState waiting - Confirmed, and nothing heard yet.
 * @cssState live - What is shown is fresh.
 * @cssState stale - Older than `stale-after`.
 * @cssState reconnecting - The link is lost.
 * @cssState offline - There is no network.
 * @cssState paused - Held back by the person.
 * @cssState rejected - The server refused.
 * @cssState unconfirmed - The server did not answer.
 * @cssState failed - Given up.
 * @cssState empty - There is no point yet.
 * @event {LiveGapEvent} live-gap - Something was missed while the link was down.
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can mend: how it is set up, a body, a snapshot that does
 *   not come; told once until it changes.
 */
export class LiveChart extends ChannelElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** Metrics or paths to show, with spaces or commas between; without it and `series`, those that come, twelve at most. */
  @property({ converter: textAttribute }) field = '';

  /** The series in full, stronger than `field`: `[{"field":"cpu","label":"CPU","unit":"%","color":"teal"}]`. */
  @property({ converter: jsonAttribute }) series: readonly (ChartSeries | string)[] | undefined;

  /** Values to see crossed or not: `80`, `[80, 90]`, `[{"value":80,"label":"limit"}]`. */
  @property({ converter: jsonAttribute }) thresholds?: number | readonly (number | ChartThreshold)[];

  /** How much time is in view, in ms (as an attribute `"5m"`). Default: five minutes, or none where `max-points` is set. */
  @property({ converter: durationAttribute }) window?: number;

  /** How many instants that have points are kept and in view at most. */
  @property({ attribute: 'max-points', converter: maxPointsAttribute }) maxPoints?: number;

  /** What the chart shows; its name for people who listen. */
  @property({ converter: textAttribute }) label = '';

  /** The unit of all series that name none. */
  @property({ converter: textAttribute }) unit = '';

  /** How values are written. */
  @property() format?: NumberStyle;

  /** The least and the greatest value of the axis; without them, by the data. */
  @property({ attribute: 'y-min', converter: numberAttribute }) yMin?: number;
  @property({ attribute: 'y-max', converter: numberAttribute }) yMax?: number;

  /** `sparkline`: the line alone, as high as a line of text. */
  @property({ reflect: true }) variant?: 'sparkline';

  readonly #record: ChartRecord = new ChartRecord();
  readonly #words: ChartWords = new ChartWords(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #channel: ChannelController = new ChannelController(this, {
    keepsHistory: true,
    lookedFor: () => this.#lookedFor(),
    picked: () => this.#declared.map(({ field }) => field),
    begin: () => this.#begin(),
    take: (messages) => this.#record.take(messages, this),
  });
  readonly #surface: SurfaceController = new SurfaceController(
    this,
    createUplotEngine,
    () => this.#channel.isVisible && this.requestUpdate(),
  );
  readonly #paper: PaperController = new PaperController(this, () => {
    this.requestUpdate();
    this.performUpdate();
  });
  readonly #reader: ChartReader = new ChartReader(
    this,
    this.#words,
    () => this.#view,
    (at) => this.#surface.engine?.point(at),
  );
  #declared: readonly ChartSeries[] = [];
  #freshness: Freshness = 'idle';
  #view: ChartView = {
    frame: { since: 0, until: 1, at: [], columns: [], gaps: [] },
    series: [],
    format: undefined,
    since: 0,
    until: 1,
    now: 0,
  };
  #summary = '';
  #summedAt = 0;

  /** Everything that is recorded, as CSV: times in ISO 8601, and one column for each series. */
  toCSV(): string {
    const { frame, series } = this.#view;
    const rows = frame.at.map((at, row) => [
      new Date(at).toISOString(),
      ...series.map(({ cells, textAt }) => textAt(row) ?? String(cells[row] ?? '')),
    ]);
    return csvOf([this.#reader.headings, ...rows]);
  }

  /** The chart as a PNG, with label, summary and legend; rejects if the chart is not drawn. */
  async toPNG(): Promise<Blob> {
    const { engine } = this.#surface;
    const { series } = this.#view;
    if (!engine) throw new DOMException('The chart is not drawn.', 'InvalidStateError');
    return pictureOf(engine.canvas, this.label, this.#summary, series, paletteOf(this.renderRoot, series));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('field')) this.#declared = seriesIn(this.series ?? namesIn(this.field));
    if (!this.hasUpdated) this.#begin();
    this.#channel.follow();
    if (this.hasUpdated && changed.has('asOf')) this.#sow();
    const { freshness } = this.#channel;
    // What was missed makes a chart as doubtful as age does.
    const isInDoubt = this.#record.doubtSince !== undefined && (freshness === 'live' || freshness === 'waiting');
    this.#freshness = isInDoubt ? 'stale' : freshness;
    this.#look();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { frame } = this.#view;
    this.#states.show(this.#freshness, { empty: frame.at.length === 0 });
    this.#surface.keepTime(isMoving(this.#freshness));
    if (changed.has('format') || changed.has('unit') || changed.has('yMin') || changed.has('yMax')) this.#warn();
    // What an author changes may change the look; the rest of an update only moves the data.
    this.#surface.dress(`${this.#words.lang()} ${this.#record.fields.join()}`, changed.size > 0, () => this.#chartLook());
    const { engine } = this.#surface;
    engine?.draw(frame);
    if (this.#reader.readAt !== undefined) engine?.point(this.#reader.readAt);
  }

  get #name(): string {
    const slotted = this.querySelector(':scope > [slot="label"]')?.textContent.trim() ?? '';
    const names = [slotted, this.label, this.#view.series.map(({ label }) => label).join()];
    return names.find((name) => name !== '') ?? this.#words.term('chart');
  }

  /** Goes back to what the page brings. */
  #begin(): void {
    this.#record.begin(this.#declared.map(({ field }) => field));
    this.#sow();
  }

  #lookedFor(): string {
    return this.#declared.length > 0 ? `numbers at ${this.#declared.map(({ field }) => `"${field}"`).join(', ')}` : 'numbers';
  }

  /** Takes the table of the page as data. */
  #sow(): void {
    const table = this.querySelector<HTMLTableElement>(':scope > table, :scope > :not([slot]) table');
    if (!table) return;
    const seed = seedOf(table, this.#words.declared());
    if (seed.unread !== undefined) {
      warnOnce(
        `<live-chart> leaves out ${JSON.stringify(seed.unread)} of its table, which has a second reading or none. Write <time datetime> and <data value>, or declare the language (lang).`,
      );
    }
    this.#record.sow(seed);
  }

  /** Reads the record, up to now while time goes on. */
  #look(): void {
    const { connection } = this.#channel;
    const freshness = this.#freshness;
    const now = Date.now();
    const isAway = freshness === 'reconnecting' || freshness === 'offline' || freshness === 'unavailable';
    const frame = this.#record.frame(isMoving(freshness) ? now : undefined, this, isAway ? connection?.lastHeardAt : undefined);
    const { fields, buffer } = this.#record;
    const series = drawnSeries(fields, buffer, this.#declared, this);
    const { since, until } = frame;
    this.#view = { frame, series, format: this.format, since, until, now };
    if (now - this.#summedAt < SUMMED_EVERY && !this.#paper.isPrinting) return;
    this.#summary = this.#words.summary(this.#view, windowOf(this), isTrustworthy(freshness));
    if (buffer.at.length > 0) this.#summedAt = now;
  }

  /** Warns the page's author of a setting that cannot be used. */
  #warn(): void {
    const { format, unit, yMin, yMax } = this;
    const isAmount = format === 'bytes' || format === 'duration';
    const refusal =
      format &&
      refusalOf({ style: format, ...(isAmount && { unit }), ...(format === 'currency' && { currency: unit }) }, this.#words.lang());
    if (refusal) warnOnce(`<live-chart> cannot use its format: ${refusal}.`);
    if (yMin !== undefined && yMax !== undefined && yMin >= yMax) {
      warnOnce(`<live-chart> needs y-min to be less than y-max, but got ${yMin} and ${yMax}.`);
    }
  }

  #chartLook(): ChartLook {
    const { yMin, yMax, format } = this;
    const isRange = yMin === undefined || yMax === undefined || yMin < yMax;
    return {
      ...paletteOf(this.renderRoot, this.#view.series),
      thresholds: thresholdsIn(this.thresholds),
      axes: !this.variant,
      lowest: isRange ? yMin : undefined,
      highest: isRange ? yMax : undefined,
      timeLabel: (at, before, step) => this.#words.timeTick(at, before, this.#view, step),
      valueLabel: (value, step) => this.#words.tick(value, step, format),
      onCursor: this.#reader.onCursor,
    };
  }

  protected override render(): TemplateResult {
    const name = this.#name;
    const reader = this.#reader;
    return html`
      <figure part="base" aria-label=${name} @transitionend=${this.#surface.forget}>
        <figcaption part="header">
          <slot name="label" part="label">${this.label}</slot>
          ${legendTemplate(this.#view.series)}
          <div part="toolbar">
            <button type="button" aria-expanded=${reader.isTableOpen ? 'true' : 'false'} @click=${reader.toggleTable}>
              ${this.#words.term('chartTable')}
            </button>
            <button type="button" @click=${() => void this.toPNG().then((blob) => save(blob, `${name}.png`))}>PNG</button>
            <button type="button" @click=${() => save(new Blob([this.toCSV()], { type: 'text/csv' }), `${name}.csv`)}>CSV</button>
          </div>
          <p part="summary" id="summary">${this.#summary}</p>
        </figcaption>
        ${this.#stageTemplate(name)} ${reader.table()}
      </figure>
    `;
  }

  #stageTemplate(name: string): TemplateResult {
    const { frame } = this.#view;
    const { at, until } = frame;
    const reader = this.#reader;
    const note = doubtOf({ freshness: this.#freshness, error: this.#channel.error }, this.#words, at.at(-1), until);
    return html`<div part="stage">
      ${this.#paperTemplate()}
      <div
        part="plot"
        role=${this.variant ? 'img' : 'application'}
        tabindex=${this.variant ? -1 : 0}
        aria-label=${name}
        aria-describedby="summary"
        @keydown=${reader.onKeyDown}
        @pointermove=${reader.onPointerMove}
        @blur=${reader.leave}
      ></div>
      ${
        at.length > 0
          ? nothing
          : html`<div part="empty"><slot @slotchange=${this.#onSlotChange}></slot>${this.#words.term('chartEmpty')}</div>`
      }
      ${note && noteTemplate(note, 'note')} ${reader.tooltip(this.#surface.width)}
    </div>`;
  }

  #paperTemplate(): TemplateResult | typeof nothing {
    const { engine } = this.#surface;
    if (!this.#paper.isPrinting || !engine) return nothing;
    const { frame, series } = this.#view;
    // The axes are those of the frame that is printed.
    engine.draw(frame);
    return paperTemplate(frame, series, thresholdsIn(this.thresholds), engine.scale);
  }

  #onSlotChange(): void {
    this.#sow();
    this.requestUpdate();
  }
}

/** Tells whether time goes on at the right edge. */
function isMoving(freshness: Freshness): boolean {
  return !['idle', 'connecting', 'paused', 'rejected', 'failed'].includes(freshness);
}

declare global {
  interface HTMLElementTagNameMap {
    'live-chart': LiveChart;
  }
}
