// Longer than other modules, since an element tells each attribute, part and state in one place; the work is done by the modules beside it.
import { html, LitElement, nothing, type CSSResult, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Message } from '../../src/index.js';
import type { NumberStyle } from '../format/number.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { followsChannel } from '../internal/channel-properties.js';
import { durationAttribute, jsonAttribute, numberAttribute, textAttribute, wholeNumberReader } from '../internal/converters.js';
import type { Freshness } from '../internal/freshness.js';
import { doubtOf, noteTemplate } from '../internal/note.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { paletteOf } from './chart-look.js';
import { legendTemplate, tableTemplate, tooltipTemplate } from './chart-parts.js';
import { ChartRecord, windowOf } from './chart-record.js';
import { drawnSeries, namesIn, seriesIn, thresholdsIn, type ChartSeries, type ChartThreshold, type DrawnSeries } from './chart-state.js';
import { ChartWords } from './chart-words.js';
import { csvOf } from './csv.js';
import type { ChartCursor, ChartFrame, ChartLook } from './engine.js';
import { pictureOf, save } from './image.js';
import { styles } from './live-chart.styles.js';
import { SurfaceController } from './surface-controller.js';
import { createUplotEngine } from './uplot-engine.js';

/** As many rows as the record keeps. */
const maxPointsAttribute = wholeNumberReader(2, 4096, undefined);

/** How often the summary changes at most, in ms. */
const SUMMED_EVERY = 500;

/** How many rows each key goes on. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

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
export class LiveChart extends followsChannel(LitElement) {
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
  readonly #surface: SurfaceController = new SurfaceController(
    this,
    createUplotEngine,
    () => this.#channel.isVisible && this.requestUpdate(),
  );
  readonly #channel: ChannelController = new ChannelController(this, {
    lookedFor: () => this.#lookedFor(),
    picked: () => this.#declared.map(({ field }) => field),
    begin: () => this.#begin(),
    take: (messages) => this.#take(messages),
  });
  #declared: readonly ChartSeries[] = [];
  #series: readonly DrawnSeries[] = [];
  #frame: ChartFrame = { since: 0, until: 1, at: [], columns: [], gaps: [] };
  #cursor: ChartCursor | undefined;
  /** The instant that the keyboard reads. */
  #readAt: number | undefined;
  #summary = '';
  #summedAt = 0;
  #table: TemplateResult | undefined;

  /** Everything that is recorded, as CSV: times in ISO 8601, and one column for each series. */
  toCSV(): string {
    const rows = this.#frame.at.map((at, row) => [
      new Date(at).toISOString(),
      ...this.#series.map(({ cells }) => String(cells[row] ?? '')),
    ]);
    return csvOf([this.#headings(), ...rows]);
  }

  /** The chart as a PNG, with label, summary and legend; rejects where it is not drawn. */
  async toPNG(): Promise<Blob> {
    const { engine } = this.#surface;
    if (!engine) throw new DOMException('The chart is not drawn.', 'InvalidStateError');
    return pictureOf(engine.canvas, this.label, this.#summary, this.#series, paletteOf(this.renderRoot, this.#series));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('field')) this.#declared = seriesIn(this.series ?? namesIn(this.field));
    this.#words.style = this.format;
    if (!this.hasUpdated) this.#begin();
    this.#channel.follow();
    if (this.hasUpdated && changed.has('asOf')) this.#sow();
    const { fields, buffer } = this.#record;
    this.#series = drawnSeries(fields, buffer.columns, this.#declared, this);
    const { freshness, connection } = this.#channel;
    const now = Date.now();
    const isAway = freshness === 'reconnecting' || freshness === 'offline';
    this.#frame = this.#record.frame(isMoving(freshness) ? now : undefined, this, isAway ? connection?.lastHeardAt : undefined);
    this.#draw();
    if (now - this.#summedAt < SUMMED_EVERY) return;
    this.#summary = this.#words.summary(this.#frame, this.#series, windowOf(this));
    if (buffer.at.length > 0) this.#summedAt = now;
  }

  protected override updated(changed: PropertyValues): void {
    const { freshness } = this.#channel;
    this.#states.show(freshness, { empty: this.#frame.at.length === 0 });
    this.#surface.keepTime(isMoving(freshness));
    // What an author changes may change the look; the rest of an update only moves the data.
    if (changed.size > 0) this.#surface.look = '';
    if (this.#surface.dress(`${this.#words.lang()} ${this.#record.fields.join()}`, () => this.#look())) this.#draw();
  }

  get #name(): string {
    return this.label || this.#series.map(({ label }) => label).join() || 'chart';
  }

  /** Goes back to what the page brings. */
  #begin(): void {
    this.#record.begin(this.#declared.map(({ field }) => field));
    this.#sow();
  }

  #take(messages: readonly Message[]): boolean {
    return this.#record.take(messages, this);
  }

  #lookedFor(): string {
    return this.#declared.length > 0 ? `numbers at ${this.#declared.map(({ field }) => `"${field}"`).join(', ')}` : 'numbers';
  }

  #sow(): void {
    const table = this.querySelector<HTMLTableElement>(':scope > table, :scope > :not([slot]) table');
    if (table) this.#record.sow(table);
  }

  #draw(): void {
    const { engine } = this.#surface;
    engine?.draw(this.#frame);
    if (this.#readAt !== undefined) engine?.point(this.#readAt);
  }

  #look(): ChartLook {
    const words = this.#words;
    return {
      ...paletteOf(this.renderRoot, this.#series),
      thresholds: thresholdsIn(this.thresholds),
      axes: !this.variant,
      lowest: this.yMin,
      highest: this.yMax,
      timeLabel: (at, step) => words.time(at, step),
      valueLabel: (value) => words.value(value, '', this.format ?? 'compact'),
      onCursor: (cursor) => {
        if (cursor ?? this.#cursor) this.requestUpdate();
        this.#cursor = cursor;
      },
    };
  }

  /** Reads the points by arrow keys, a step or with Shift ten, and says them. */
  #onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (event.key === 'Escape') this.#leave();
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const { at, since } = this.#frame;
    const first = at.findIndex((instant) => instant >= since);
    const here = this.#readAt === undefined ? at.length : at.indexOf(this.#readAt);
    const row = Math.max(first, Math.min(here + step * (event.shiftKey ? 10 : 1), at.length - 1));
    this.#readAt = at[row];
    if (this.#readAt === undefined) return;
    this.#surface.engine?.point(this.#readAt);
    const [time, ...values] = this.#texts(row);
    announce([...values.map((value, column) => `${this.#series[column]?.label ?? ''} ${value}`), time].join(', '), {
      from: this,
      every: 400,
    });
  }

  #leave(): void {
    this.#readAt = undefined;
    this.#surface.engine?.point(undefined);
  }

  #toggleTable(): void {
    const rows = this.#table ? [] : this.#frame.at.map((_, row) => this.#texts(row));
    this.#table = this.#table ? undefined : tableTemplate(this.#headings(), rows, this.#words.term('chartTable'));
    this.requestUpdate();
  }

  #headings(): string[] {
    return [this.#words.term('chartTime'), ...this.#series.map(({ label }) => label)];
  }

  /** A row for people. */
  #texts(row: number): string[] {
    return [this.#words.time(Number(this.#frame.at[row])), ...this.#series.map(({ cells, unit }) => this.#words.value(cells[row], unit))];
  }

  protected override render(): TemplateResult {
    const name = this.#name;
    return html`
      <figure part="base" @transitionend=${this.#surface.forget}>
        <figcaption part="header">
          <slot name="label" part="label">${this.label}</slot>
          ${legendTemplate(this.#series)}
          <div part="toolbar">
            <button type="button" aria-expanded=${this.#table ? 'true' : 'false'} @click=${this.#toggleTable}>
              ${this.#words.term('chartTable')}
            </button>
            <button type="button" @click=${() => void this.toPNG().then((blob) => save(blob, `${name}.png`))}>PNG</button>
            <button type="button" @click=${() => save(new Blob([this.toCSV()], { type: 'text/csv' }), `${name}.csv`)}>CSV</button>
          </div>
          <p part="summary" id="summary">${this.#summary}</p>
        </figcaption>
        ${this.#stageTemplate()} ${this.#table}
      </figure>
    `;
  }

  #stageTemplate(): TemplateResult {
    const { at, until } = this.#frame;
    const cursor = this.#cursor;
    const note = doubtOf(this.#channel, this.#words, at.at(-1), until);
    return html`<div part="stage">
      <div
        part="plot"
        role=${this.variant ? 'img' : 'application'}
        tabindex=${this.variant ? -1 : 0}
        aria-label=${this.#name}
        aria-describedby="summary"
        @keydown=${this.#onKeyDown}
        @pointermove=${() => (this.#readAt = undefined)}
        @blur=${this.#leave}
      ></div>
      ${
        at.length > 0
          ? nothing
          : html`<div part="empty"><slot @slotchange=${this.#onSlotChange}></slot>${this.#words.term('chartEmpty')}</div>`
      }
      ${note && noteTemplate(note, 'note')} ${cursor && tooltipTemplate(cursor, this.#surface.width, at, this.#series, this.#words)}
    </div>`;
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
