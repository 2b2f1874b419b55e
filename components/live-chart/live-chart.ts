// Longer than other modules, since an element tells each attribute, part and state in one place; the work is done by the modules beside it.
import { html, LitElement, nothing, type CSSResult, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Connection, Message, Params } from '../../src/index.js';
import type { NumberStyle } from '../format/number.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { durationAttribute, instantAttribute, jsonAttribute } from '../internal/converters.js';
import { LiveGapEvent } from '../internal/events.js';
import type { Freshness } from '../internal/freshness.js';
import { prefersReducedMotion } from '../internal/frame.js';
import { LocalizeController } from '../internal/localize.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { warnOnce } from '../internal/warn-once.js';
import { cursorTemplate, placeCursor } from './chart-cursor.js';
import { seriesLooks, type Palette } from './chart-look.js';
import { isAway, isMoving, noteTemplate } from './chart-note.js';
import { ChartRecord } from './chart-record.js';
import {
  drawnSeries,
  MOST_SERIES,
  namesIn,
  seriesIn,
  thresholdsIn,
  type ChartSeries,
  type ChartThreshold,
  type DrawnSeries,
} from './chart-state.js';
import { tableOf, tableTemplate, type TableSnapshot } from './chart-table.js';
import { swatchTemplate, toolbarTemplate } from './chart-toolbar.js';
import { ChartTimeline } from './chart-timeline.js';
import { instantText, tickText, tickTexts, valueText, type ChartFormat } from './chart-words.js';
import { csvOf } from './csv.js';
import { CursorController, type Read } from './cursor-controller.js';
import type { ChartLook } from './engine.js';
import { pictureOf } from './image.js';
import { styles } from './live-chart.styles.js';
import { save } from './save.js';
import { timeZoneAttribute } from './time-zone.js';
import { PacedSummary, SEEN_EVERY, summaryOf } from './summary.js';
import { SurfaceController } from './surface-controller.js';
import { createUplotEngine } from './uplot-engine.js';

/** How much time is in view where the author says nothing, in ms. */
const WINDOW = 300_000;

/** How often the axis moves at most, in ms. */
const MOVED_EVERY = 250;

/**
 * Draws what a channel measures over the last minutes, and says where it knows nothing.
 *
 * Finds its series by itself, or follows those that `field` or `series` name. A table of the page inside it is its first data, and stays where
 * there is no JavaScript. Arrow keys read the points; a click pins them; data goes on being recorded meanwhile.
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
 * @csspart live-button - The button that goes back to the present.
 * @csspart stage - The box of the plot and all that lies on it.
 * @csspart plot - The plot, which takes the focus.
 * @csspart note - What is not as it should be, and since when.
 * @csspart empty - What is said where there is no data.
 * @csspart cursor - The line at the point that is read.
 * @csspart dot - The point of a series that is read.
 * @csspart tooltip - The values at the cursor.
 * @csspart table - The table.
 * @csspart pages - The buttons of the table.
 * @csspart fallback - The box of the page's own content.
 * @csspart palette - Not shown; its colours are the canvas's.
 * @cssproperty [--live-series-1] - Colour of the first series; up to `--live-series-6`, then they begin again with other dashes.
 * @cssproperty [--live-chart-aspect-ratio=16 / 7] - Shape of the plot where the element has no height of its own.
 * @cssproperty [--live-chart-min-block-size=8rem] - Least height of the plot.
 * @cssproperty [--live-chart-area=10%] - Strength of the colour below a line.
 * @cssproperty [--live-chart-grid-color] - Colour of the grid.
 * @cssproperty [--live-chart-axis-color] - Colour of the words at the axes.
 * @cssproperty [--live-chart-gap-color] - Colour of stretches without data.
 * @cssproperty [--live-chart-limit-color] - Colour of thresholds.
 * @cssproperty [--live-chart-background=Canvas] - Colour behind a saved image.
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
 * @cssState frozen - The view stands still while a person reads.
 * @cssState error - Rejected or failed.
 * @event {LiveGapEvent} live-gap - Something was missed while the link was down.
 */
export class LiveChart extends LitElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** A connection, or the name of one; without it the nearest `<live-connection>`, else the page's default. */
  @property() connection?: Connection | string;

  /** Name of the channel class on the server. */
  @property() channel = '';

  /** Parameters of the channel. */
  @property({ converter: jsonAttribute }) params?: Params;

  /** Names of events (or of `type`) to take, with spaces between; without it, all that measures. */
  @property() event = '';

  /** Metrics or paths to show, with spaces or commas between; without it and `series`, those that come. */
  @property() field = '';

  /** The series in full, stronger than `field`: `[{"field":"cpu","label":"CPU","unit":"%","color":"teal","dash":[4,2],"type":"step"}]`. */
  @property({ converter: jsonAttribute }) series?: readonly (ChartSeries | string)[];

  /** Values to see crossed or not: `80`, `[80, 90]`, `[{"value":80,"label":"limit"}]`. */
  @property({ converter: jsonAttribute }) thresholds?: number | readonly (number | ChartThreshold)[];

  /** How much time is in view, in ms (as an attribute `"5m"`). Default: five minutes, or none where `max-points` is set. */
  @property({ converter: durationAttribute }) window?: number;

  /** How many points of a series are in view at most. */
  @property({ attribute: 'max-points', type: Number }) maxPoints?: number;

  /** What the chart shows; its name for people who listen. */
  @property() label = '';

  /** The unit of all series that name none. */
  @property() unit = '';

  /** How values are written. */
  @property() format?: NumberStyle;

  /** The currency of `format="currency"`. */
  @property() currency?: string;

  /** The time zone of the axis, as IANA names it; without it, the person's. */
  @property({ attribute: 'time-zone', converter: timeZoneAttribute }) timeZone?: string;

  /** The least and the greatest value of the axis; without them, by the data. */
  @property({ attribute: 'y-min', type: Number }) yMin?: number;
  @property({ attribute: 'y-max', type: Number }) yMax?: number;

  /** `sparkline`: the line alone, as high as a line of text. */
  @property({ reflect: true }) variant?: 'sparkline';

  /** When the server rendered the table, in epoch ms; what happened until then is not taken twice. */
  @property({ attribute: 'as-of', converter: instantAttribute }) asOf?: number;

  /** How old the newest message may grow before the chart is stale, in ms; without it, silence alone is not stale. */
  @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter?: number;

  @state() private table: TableSnapshot | undefined;
  @state() private page = 0;
  @state() private hasFallback = false;

  readonly #record: ChartRecord = new ChartRecord();
  readonly #timeline: ChartTimeline = new ChartTimeline(this.#record);
  readonly #summary: PacedSummary = new PacedSummary();
  readonly #words: LocalizeController = new LocalizeController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #surface: SurfaceController = new SurfaceController(this, createUplotEngine);
  readonly #channel: ChannelController<undefined> = new ChannelController<undefined>(this, {
    follow: () => (this.channel ? { channel: this.channel, ...(this.params && { params: this.params }) } : undefined),
    initial: undefined,
    reduce: () => undefined,
    onBatch: (messages) => this.#take(messages),
    shownAt: () => this.asOf,
  });
  readonly #cursor: CursorController = new CursorController(
    this,
    () => ({ buffer: this.#record.buffer, view: this.#timeline.view, box: this.#surface.engine?.box }),
    (read) => announce(this.#textOf(read), { from: this, every: 400 }),
  );
  #declared: readonly ChartSeries[] = [];
  #series: readonly DrawnSeries[] = [];
  #followed = '';
  #read: Read | undefined;
  #lookVersion = 0;
  /** The freshness that the custom states tell. */
  #shown: Freshness = 'idle';

  /** Follows the present again, after a person froze the view. */
  showLive(): void {
    this.#cursor.leave();
  }

  /** Everything that is recorded, as CSV: times in ISO 8601, and one column for each series. */
  toCSV(): string {
    const { at, columns } = this.#record.buffer;
    return csvOf([this.#words.term('chartTime'), ...this.#series.map(({ label }) => label)], at, columns);
  }

  /** The chart as a PNG, with label, summary and legend; rejects where it is not drawn. */
  async toPNG(): Promise<Blob> {
    if (this.isConnected) await this.updateComplete;
    const { engine, palette, width } = this.#surface;
    if (!engine || !palette) throw new DOMException('The chart is not drawn: it has no size, or nobody sees it.', 'InvalidStateError');
    const series = seriesLooks(this.#series, palette).map((look, index) => ({ ...look, label: this.#series[index]?.label ?? '' }));
    const caption = { ...palette, title: this.label, summary: this.#summary.short, series, ink: getComputedStyle(this).color };
    return pictureOf(engine.canvas, caption, engine.canvas.width / width);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('field')) this.#declared = seriesIn(this.series ?? [...namesIn(this.field)]);
    this.#follow(changed.has('asOf'));
    this.#series = drawnSeries(this.#record.fields, this.#declared, this);
    const now = Date.now();
    const { maxPoints } = this;
    const { freshness } = this.#channel;
    const { frozen } = this.#cursor;
    this.#timeline.advance({ now, freshness, window: this.#window, maxPoints, step: this.#step, frozen });
    const { buffer } = this.#record;
    this.#summary.update(now, buffer.at.length === 0, () =>
      summaryOf(buffer, this.#series, this.#timeline.view, this.#window, this.#format),
    );
    this.#read = this.variant ? undefined : this.#cursor.read();
  }

  protected override updated(changed: PropertyValues): void {
    const { freshness } = this.#channel;
    const { buffer, fields, version } = this.#record;
    const isBroken = freshness === 'rejected' || freshness === 'failed';
    const others = { empty: buffer.at.length === 0, frozen: this.#cursor.frozen !== undefined, error: isBroken };
    this.#states.set({ [this.#shown]: false, [freshness]: true, ...others });
    this.#shown = freshness;
    this.#colorSwatches();
    // What an author changes may change the look; the rest of an update only moves the data.
    if (changed.size > 0) this.#lookVersion += 1;
    const look = [this.#lookVersion, fields.join(), this.#words.lang(), this.#words.dir()].join(' ');
    const bands = this.#timeline.bands(freshness, this.#channel.connection?.lastHeardAt, this.#words.term('chartNoData'));
    const frame = { ...this.#timeline.view, at: buffer.at, columns: buffer.columns, bands };
    this.#surface.draw(frame, [this.#cursor.frozen ? '' : version, frame.since, frame.until, freshness].join(), look, (palette) =>
      this.#lookOf(palette),
    );
    const { engine, palette } = this.#surface;
    if (this.#read && engine && palette) placeCursor(this.renderRoot, this.#read, engine, palette);
    const isOn = isMoving(freshness) && !this.#cursor.frozen && (this.#window !== undefined || isAway(freshness));
    const next = Math.min(isOn ? Math.max(MOVED_EVERY, this.#step) : Infinity, this.#summary.isOld ? SEEN_EVERY : Infinity);
    this.#surface.updateAfter(next < Infinity ? next : undefined);
  }

  /** How much time is in view, in ms; none where points alone are counted. */
  get #window(): number | undefined {
    return this.window ?? (this.maxPoints ? undefined : WINDOW);
  }

  /** How far the axis moves at once, in ms: a pixel, or more for those who want less motion. */
  get #step(): number {
    const pixels = Math.max(this.#surface.width * devicePixelRatio, 60);
    return (this.#window ?? WINDOW) / (prefersReducedMotion() ? 60 : pixels);
  }

  get #format(): ChartFormat {
    const { timeZone, format: style, currency } = this;
    return { words: this.#words, style, currency, timeZone, length: this.#window ?? this.#timeline.view.until - this.#timeline.view.since };
  }

  /** Begins anew where the channel or the series are others. */
  #follow(isSownAnew: boolean): void {
    const fields = this.#declared.map(({ field }) => field);
    const followed = JSON.stringify([this.channel, this.params, fields]);
    if (followed !== this.#followed) this.#record.begin(fields);
    if (followed !== this.#followed || isSownAnew) this.#sow();
    this.#followed = followed;
  }

  #take(messages: readonly Message[]): void {
    const { asOf, maxPoints } = this;
    const fields = this.#declared.map(({ field }) => field);
    this.#record.take(messages, { fields, events: namesIn(this.event), asOf, maxPoints, length: this.#window });
    const { leftOut } = this.#record;
    if (leftOut) warnOnce(`<live-chart> shows ${MOST_SERIES} series and leaves out "${leftOut}"; name those it shall show in "field".`);
    for (const message of messages) if (message.type === 'gap') this.dispatchEvent(new LiveGapEvent(message.since, message.until));
  }

  #sow(): void {
    const table = this.querySelector<HTMLTableElement>(':scope > table, :scope > :not([slot]) table');
    if (table)
      this.#record.sow(
        table,
        this.#declared.map(({ field }) => field),
      );
  }

  #lookOf(palette: Palette): ChartLook {
    return {
      ...palette,
      series: seriesLooks(this.#series, palette),
      thresholds: thresholdsIn(this.thresholds),
      axes: !this.variant,
      rtl: this.#words.dir() === 'rtl',
      lowest: this.yMin,
      highest: this.yMax,
      timeZone: this.timeZone,
      timeLabels: (at, step) => tickTexts(at, step, this.#format),
      valueLabel: (value) => tickText(value, this.unit, this.#format),
    };
  }

  /** Colours of an author's own, by CSSOM, which a strict CSP allows. */
  #colorSwatches(): void {
    for (const item of this.renderRoot.querySelectorAll('li')) {
      const color = this.#series[Number(item.dataset['column'])]?.color;
      if (color) item.style.setProperty('--_series', color);
      else item.style.removeProperty('--_series');
    }
  }

  #textOf({ readings, at, column = 0 }: Read): string {
    const { label, unit } = this.#series[column] ?? { label: '', unit: '' };
    return `${label} ${valueText(readings[column]?.value, unit, this.#format)}, ${instantText(at, this.#format, true)}`;
  }

  readonly #takeTable = (): void => {
    this.page = 0;
    this.table = tableOf(this.#record.buffer, this.#series, this.#format);
  };

  readonly #onSlotChange = (event: Event): void => {
    this.hasFallback = (event.target as HTMLSlotElement).assignedElements().length > 0;
    this.#sow();
  };

  readonly #onFocusOut = (event: FocusEvent): void => {
    if (this.#cursor.isReading && !this.renderRoot.contains(event.relatedTarget as Node | null)) this.showLive();
  };

  protected override render(): TemplateResult {
    return html`
      <figure part="base" aria-label=${this.label || nothing} @focusout=${this.#onFocusOut}>
        ${this.#headerTemplate()} ${this.#stageTemplate()}
        ${
          this.table &&
          tableTemplate(
            this.table,
            this.page,
            this.#words,
            this.label || this.#words.term('chartTable'),
            (page) => (this.page = page),
            this.#takeTable,
          )
        }
      </figure>
    `;
  }

  #headerTemplate(): TemplateResult {
    const name = this.label || 'chart';
    return html`<figcaption part="header">
      <slot name="label" part="label">${this.label}</slot>
      <p part="summary" aria-hidden="true">${this.#summary.short}</p>
      <ul part="legend" ?data-one=${this.#series.length < 2}>
        ${this.#series.map(({ label, dash }, column) => html`<li data-column=${column}>${swatchTemplate(dash)} ${label}</li>`)}
      </ul>
      ${toolbarTemplate(this.#words, this.table !== undefined, {
        toggleTable: () => (this.table ? (this.table = undefined) : this.#takeTable()),
        saveImage: () => void this.toPNG().then((blob) => save(blob, `${name}.png`)),
        saveCsv: () => save(new Blob([this.toCSV()], { type: 'text/csv' }), `${name}.csv`),
      })}
    </figcaption>`;
  }

  #stageTemplate(): TemplateResult {
    const { freshness } = this.#channel;
    const { at } = this.#record.buffer;
    const isEmpty = at.length === 0;
    const name = this.label || this.#series.map(({ label }) => label).join(', ') || this.#words.term('chartEmpty');
    const emptyText = this.#words.term(freshness === 'connecting' || freshness === 'waiting' ? freshness : 'chartEmpty');
    return html`<div part="stage">
      <div part="palette"></div>
      <div
        part="plot"
        role=${this.#cursor.isReading ? 'application' : 'img'}
        tabindex=${this.variant ? -1 : 0}
        aria-label=${name}
        aria-describedby="description"
        @keydown=${this.#cursor.onKeyDown}
        @pointermove=${this.#cursor.onPointerMove}
        @pointerleave=${this.#cursor.onPointerLeave}
        @click=${this.#cursor.onClick}
      ></div>
      <p id="description" part="for-listeners">${this.#summary.full}</p>
      <div part="fallback" ?hidden=${!isEmpty || !this.hasFallback}><slot @slotchange=${this.#onSlotChange}></slot></div>
      ${isEmpty && !this.hasFallback ? html`<div part="empty">${emptyText}</div>` : nothing}
      ${noteTemplate(freshness, at.at(-1), this.#timeline.view, this.#format)}
      ${this.#read && cursorTemplate(this.#read, this.#series, this.#format)}
      ${
        this.#cursor.frozen &&
        html`<button part="live-button" type="button" @click=${() => this.showLive()}>
          ${this.#words.term('chartToLive')} <span aria-hidden="true">▸</span>
        </button>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-chart': LiveChart;
  }
}
