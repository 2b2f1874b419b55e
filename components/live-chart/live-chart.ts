// Over 250 lines, because half of it documents attributes, parts and states. The logic is in the files beside it.
import { html, nothing, type CSSResult, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Message } from '../../src/index.js';
import { type NumberStyle, refusalOf } from '../format/number.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { ChannelElement } from '../internal/channel-element.js';
import {
  announceAttribute,
  durationAttribute,
  flagAttribute,
  jsonAttribute,
  numberAttribute,
  textAttribute,
  wholeNumberReader,
  wordReader,
} from '../internal/converters.js';
import { elementClock } from '../internal/element-clock.js';
import { LiveThresholdEvent } from '../internal/events.js';
import { prefersReducedMotion } from '../internal/frame.js';
import { type Freshness, isTrustworthy } from '../internal/freshness.js';
import { doubtOf, type Note } from '../internal/note.js';
import { LiveEdgeController } from '../internal/live-edge.js';
import { reportMistakes } from '../internal/mistakes.js';
import { StatesController } from '../internal/states.js';
import { replaceable, tokens } from '../internal/tokens.styles.js';
import { barsTemplate, limitsOf, reachedOf } from './chart-bars.js';
import { paletteOf, thresholdLooks } from './chart-look.js';
import { paperTemplate } from './chart-paper.js';
import { legendTemplate } from './chart-parts.js';
import { ChartRecord, type ChartRecordOptions, windowOf } from './chart-record.js';
import { drawnSeries, type ChartSeries, type ChartThreshold, MOST_SERIES, type Side } from './chart-series.js';
import { cornerTemplate, toolbarTemplate } from './chart-stage.js';
import type { ChartTable } from './chart-table.js';
import { type ChartView, ChartWords } from './chart-words.js';
import { Crossings } from './crossings.js';
import { csvOf } from './csv.js';
import type { AxisOptions, ChartLook, CreateEngine } from './engine.js';
import { HeatController } from './heat-controller.js';
import type { PictureSize } from './image.js';
import { InteractionController } from './interaction-controller.js';
import { styles } from './live-chart.styles.js';
import { localDate } from './local-date.js';
import { PageSeriesController } from './page-series.js';
import { PaperController } from './paper-controller.js';
import { seedOf } from './seed.js';
import type { Span } from './gaps.js';
import type * as surface from './surface.js';
import { SurfaceController } from './surface-controller.js';

/** At most the number of rows that the record keeps. */
const maxPointsAttribute = wholeNumberReader(2, 4096, undefined);

const scaleAttribute = wordReader('linear', 'linear', 'log');
const scrollingAttribute = wordReader('step', 'step', 'smooth');
const variantAttribute = wordReader(undefined, 'sparkline', 'bars', 'heat');

/** The properties that are checked together. */
const CHECKED = ['format', 'unit', 'yMin', 'yMax', 'y2Min', 'y2Max', 'yScale'] as const;

/** A last point that is older than this is named in the note, in ms. */
const OLD = 60_000;

/** The shortest time between two changes of the summary, in ms. */
const SUMMED_EVERY = 500;

/**
 * A chart of a channel's values over the last minutes, with gaps marked.
 *
 * It finds its series itself, or follows those that `<live-series>` children, `series` or `field` name. A table inside the element is its first
 * data, and is shown if there is no JavaScript. The pointer and the arrow keys read the points. Whatever a person does with the view stops it
 * while the data is recorded; "Live" and Escape return to the present.
 *
 * @slot - `<live-series>` and `<live-threshold>` elements. Shown before the first value and without JavaScript: a table, which is read as data,
 *   or an image.
 * @slot toolbar - Further buttons in the toolbar.
 * @slot label - The label, instead of the attribute `label`.
 * @csspart base - Everything.
 * @csspart header - The line above the plot.
 * @csspart label - The label.
 * @csspart summary - The sentence that summarizes the view.
 * @csspart legend - The list of series, if there are several.
 * @csspart swatch - The sample of a series' line.
 * @csspart toolbar - The buttons, shown on hover and focus.
 * @csspart stage - The box of the plot and everything on it.
 * @csspart plot - The plot. It takes the focus.
 * @csspart corner - The corner over the newest points, with the note and the button "Live".
 * @csspart live-button - The button that returns to the present.
 * @csspart selection - The stretch that a mouse selects to zoom to.
 * @csspart note - Why the data may be old, and since when.
 * @csspart glyph - The shape before a word.
 * @csspart empty - The page's content, or the text shown without data.
 * @csspart tooltip - The values at the cursor.
 * @csspart table - The table.
 * @csspart pages - The buttons below the table.
 * @csspart paper - The drawing for paper, which takes the place of the plot in print.
 * @csspart grid - A line of the grid on paper.
 * @csspart limits - The bounds and thresholds on paper.
 * @csspart band - A gap on paper.
 * @csspart line - A series on paper.
 * @csspart bars - The list of categories of `variant="bars"`, and of strips of `variant="heat"`.
 * @csspart category - The name of a category.
 * @csspart bar - The track of a category's bar.
 * @csspart value - The latest value of a category.
 * @csspart heat - Everything of `variant="heat"`.
 * @csspart strip - The cells of a series.
 * @csspart cells - The cells of one shade.
 * @csspart missed - A stretch in which updates were missed.
 * @csspart times - The beginning and the end of the view, below the strips.
 * @csspart scale - What the shades mean, with the lowest and the highest value.
 * @csspart for-listeners - Words for people who listen, which are not shown.
 * @cssproperty [--live-series-1] - Colour of the first series, and so on up to `--live-series-12`. Six colours are repeated; dashes and markers
 *   tell all twelve series apart.
 * @cssproperty [--live-chart-grid-color] - Colour of the grid.
 * @cssproperty [--live-chart-axis-color] - Colour of the labels of the axes.
 * @cssproperty [--live-chart-aspect-ratio=16 / 7] - Aspect ratio of the plot if the element has no height of its own.
 * @cssproperty [--live-chart-min-block-size=10rem] - Minimum height of the plot.
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
 * @cssState empty - There is no point yet.
 * @cssState frozen - The view stands still, because a person reads it.
 * @event {LiveCursorEvent} live-cursor - The cursor moved to another point, or left.
 * @event {LiveWindowEvent} live-window - The person zoomed or moved the view, or returned to the present.
 * @event {LiveFreezeEvent} live-freeze - The view stopped, because the person reads it, or follows the present again.
 * @event {LiveThresholdEvent} live-threshold - A series crossed a threshold.
 * @event {LiveGapEvent} live-gap - Messages were missed and could not be repaired.
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can fix: an invalid attribute, series or threshold, a body
 *   or snapshot that the chart cannot use, a snapshot that cannot be fetched, or a part of the chart that cannot be loaded. Dispatched once
 *   until it changes.
 */
export class LiveChart extends ChannelElement {
  static override styles: CSSResult[] = [tokens, replaceable, styles];

  /**
   * Metrics or dot paths to show, separated by spaces or commas. Without it, `series` and `<live-series>`, the chart shows all metrics that
   * arrive, at most twelve.
   */
  @property({ converter: textAttribute }) field = '';

  /**
   * The series with their options, as JSON. Overrides `field`: `[{"field":"cpu","label":"CPU","unit":"%","type":"step","axis":"right"}]`.
   * `<live-series field="cpu" label="CPU">` children override both.
   */
  @property({ converter: jsonAttribute }) series: readonly (ChartSeries | string)[] | undefined;

  /**
   * Values marked by a line, or ranges marked by a band, as JSON: `80`, `[80, 90]`, `[{"value":80,"to":90,"label":"limit","severity":"warn"}]`.
   * `<live-threshold value="80">` children override it.
   */
  @property({ converter: jsonAttribute }) thresholds?: number | readonly (number | ChartThreshold)[];

  /** How much time is in view, in ms (`window="5m"`). Default: five minutes, or unlimited if `max-points` is set. */
  @property({ converter: durationAttribute }) window?: number;

  /** How many instants with points are kept and shown at most. */
  @property({ attribute: 'max-points', converter: maxPointsAttribute }) maxPoints?: number;

  /** The label above the chart, and its accessible name. */
  @property({ converter: textAttribute }) label = '';

  /** The unit of all series without a unit of their own. */
  @property({ converter: textAttribute }) unit = '';

  /** How values are formatted. */
  @property() format?: NumberStyle;

  /** The lowest value of the axis. Default: by the data. */
  @property({ attribute: 'y-min', converter: numberAttribute }) yMin?: number;

  /** The highest value of the axis. Default: by the data. */
  @property({ attribute: 'y-max', converter: numberAttribute }) yMax?: number;

  /** The lowest value of the right axis. Default: by the data. */
  @property({ attribute: 'y2-min', converter: numberAttribute }) y2Min?: number;

  /** The highest value of the right axis. Default: by the data. */
  @property({ attribute: 'y2-max', converter: numberAttribute }) y2Max?: number;

  /** `log` for values of very different sizes. It has no place for zero and less: such values are marked at the edge. */
  @property({ attribute: 'y-scale', converter: scaleAttribute }) yScale: 'linear' | 'log' = 'linear';

  /** The axis reaches at least down to this value. */
  @property({ attribute: 'y-soft-min', converter: numberAttribute }) ySoftMin?: number;

  /** The axis reaches at least up to this value. */
  @property({ attribute: 'y-soft-max', converter: numberAttribute }) ySoftMax?: number;

  /** Draws lines across values that the server says are missing. A gap in which updates were missed interrupts them nevertheless. */
  @property({ attribute: 'span-gaps', converter: flagAttribute }) spanGaps = false;

  /**
   * `smooth` moves the view at a constant speed, `step` once a second and with each message. With reduced motion, it always steps.
   *
   * Its name is not `scroll`, because every element has a method of that name, which a framework would overwrite.
   */
  @property({ converter: scrollingAttribute }) scrolling: 'step' | 'smooth' = 'step';

  /** How far the view is behind the present, in ms (`delay="2s"`), so that late points arrive before they are due. Needs a window. */
  @property({ converter: durationAttribute }) delay?: number;

  /** Names of events of the channel that are marked by a line, separated by spaces. `deploy_*` takes all names that begin so. */
  @property({ converter: textAttribute }) annotations = '';

  /**
   * `sparkline`: only the line, as high as a line of text. `bars`: a bar for each series, as long as its latest value. `heat`: a strip of cells for
   * each series, shaded by the highest value of their time.
   */
  @property({ converter: variantAttribute, reflect: true }) variant?: 'sparkline' | 'bars' | 'heat';

  /** How long points are kept, in ms, if longer than the view (`retain="1h"`): how far back a person can move it. At most 16,384 instants. */
  @property({ converter: durationAttribute }) retain?: number;

  /** The name of the charts of the page that share their cursor and their view. */
  @property({ converter: textAttribute }) group = '';

  /** `polite` announces crossed thresholds to screen readers, at most every ten seconds. */
  @property({ converter: announceAttribute }) announce: 'off' | 'polite' = 'off';

  readonly #record: ChartRecord = new ChartRecord();
  readonly #crossings: Crossings = new Crossings();
  readonly #words: ChartWords = new ChartWords(this);
  readonly #heat: HeatController = new HeatController(this, this.#words);
  readonly #states: StatesController = new StatesController(this);
  readonly #channel: ChannelController = new ChannelController(this, {
    keepsHistory: true,
    lookedFor: () => this.#lookedFor(),
    // The chart itself keeps the points of series that stay.
    picked: () => [String(this.#generation)],
    begin: () => this.#begin(),
    take: (messages) => this.#take(messages),
  });
  readonly #page: PageSeriesController = new PageSeriesController(this);
  readonly #surface: SurfaceController = new SurfaceController(
    this,
    () => this.#loadSurface(),
    () => this.#channel.isVisible && this.requestUpdate(),
    () => this.#slide(),
  );
  readonly #paper: PaperController = new PaperController(this, () => {
    this.requestUpdate();
    this.performUpdate();
  });
  readonly #interaction: InteractionController = new InteractionController(
    this,
    this.#words,
    () => this.#view,
    () => this.#surface.engine,
  );
  /** The modules that are loaded when the chart is first drawn. */
  #modules: typeof surface | undefined;
  #table: ChartTable | undefined;
  /** Counts how often the chart took other series than before. */
  #generation = 0;
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
  /** What the view showed at the last summary, if it stood still. */
  #summedSpan: Span | undefined;
  #summedAt = 0;
  /** How many series the summary says are left out. */
  #leftOutCount = 0;

  constructor() {
    super();
    new LiveEdgeController(this, {
      connection: () => this.#channel.connection,
      isBehind: () => this.#interaction.viewport.span !== undefined,
      jump: this.#interaction.goLive,
    });
  }

  /** Returns all recorded data as CSV: times in ISO 8601, and one column for each series. */
  toCSV(): string {
    const { frame, series } = this.#view;
    const rows = frame.at.map((at, row) => [
      new Date(at).toISOString(),
      ...series.map(({ cells, textAt }) => textAt(row) ?? String(cells[row] ?? '')),
    ]);
    return csvOf([this.#words.headings(this.#view), ...rows]);
  }

  /**
   * Returns the chart as a PNG, with label, summary and legend. Without a size, it is as large as on the screen.
   *
   * Rejects if the chart is not drawn, or if it shows bars or strips of cells, which are no drawing.
   */
  async toPNG(size?: PictureSize): Promise<Blob> {
    const { engine } = this.#surface;
    const { frame, series } = this.#view;
    if (!engine || !this.#modules) throw new DOMException('The chart is not drawn.', 'InvalidStateError');
    const { pictureOf } = await import('./image.js');
    const words = { label: this.label, summary: this.#summary, names: series.map(({ label }) => label) };
    const { createUplotEngine } = this.#modules;
    return pictureOf(
      { engine, frame, look: this.#chartLook(), palette: paletteOf(this.renderRoot, series), words, create: createUplotEngine },
      size,
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isPageChanged = this.#page.read(changed);
    if (!this.hasUpdated) this.#begin();
    else if (isPageChanged && !this.#record.reshape(this.#fields)) this.#generation += 1;
    this.#channel.follow();
    if (this.hasUpdated && changed.has('asOf')) this.#sow();
    const { freshness } = this.#channel;
    // After missed updates, a chart is stale too.
    const isInDoubt = this.#record.doubtSince !== undefined && (freshness === 'live' || freshness === 'waiting');
    this.#freshness = isInDoubt ? 'stale' : freshness;
    this.#look();
    // Before the render, which shows the points under the cursor.
    this.#draw();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { frame } = this.#view;
    this.#states.show(this.#freshness, { empty: frame.at.length === 0, frozen: this.#interaction.viewport.span !== undefined });
    const isSliding = this.#isSmooth && this.#interaction.viewport.span === undefined;
    const window = windowOf(this);
    this.#surface.keepTime(isMoving(this.#freshness), isSliding && window ? window : undefined);
    if (CHECKED.some((name) => changed.has(name))) this.#check();
    // A changed attribute may change the look; any other update only moves the data.
    if (this.#surface.dress(this.#lookKey(), changed.size > 0, () => this.#chartLook())) this.#draw();
    // A sparkline cannot be read point by point.
    const plot = this.variant ? undefined : (this.renderRoot.querySelector<HTMLElement>('[part="plot"]') ?? undefined);
    if (this.#modules) this.#interaction.attach(this.#modules, plot);
  }

  /** Whether the view moves at a constant speed. */
  get #isSmooth(): boolean {
    return this.scrolling === 'smooth' && !this.variant && !prefersReducedMotion();
  }

  /** Moves the view between two updates. Nothing but the drawing changes. */
  #slide(): void {
    if (!this.#channel.isVisible || this.isUpdatePending) return;
    this.#look();
    this.#draw();
  }

  async #loadSurface(): Promise<CreateEngine> {
    this.#modules = await import('./surface.js');
    return this.#modules.createUplotEngine;
  }

  #draw(): void {
    const { engine } = this.#surface;
    if (engine) this.#interaction.draw(engine);
  }

  get #options(): ChartRecordOptions {
    const { event, asOf, window, maxPoints, retain, delay, annotations } = this;
    return { event, asOf, window, maxPoints, retain, delay, annotations, frozen: this.#interaction.viewport.span };
  }

  #take(messages: readonly Message[]): boolean {
    const isTaken = this.#record.take(messages, this.#options);
    for (const { field, value, at, direction, threshold } of this.#crossings.read()) {
      const { value: limit, label = '', severity = 'bad' } = threshold;
      this.dispatchEvent(new LiveThresholdEvent({ series: field, value, direction, threshold: limit, label, severity, at }));
      const series = drawnSeries(this.#record.fields, this.#record.buffer, this.#page.series, this).find((one) => one.field === field);
      if (this.announce !== 'polite' || !series) continue;
      announce(this.#words.crossing(series, value, direction === 'up', label || String(limit), this.format), { from: this });
    }
    return isTaken;
  }

  get #fields(): readonly string[] {
    return this.#page.series.map(({ field }) => field);
  }

  get #name(): string {
    const slotted = this.querySelector(':scope > [slot="label"]')?.textContent.trim() ?? '';
    const names = [slotted, this.label, this.#view.series.map(({ label }) => label).join()];
    return names.find((name) => name !== '') ?? this.#words.term('chart');
  }

  /** Shows the page's own data again. */
  #begin(): void {
    this.#crossings.clear();
    this.#record.begin(this.#fields);
    this.#record.onValue = (field, value, at) => this.#crossings.take(field, value, at, this.#page.thresholds);
    this.#sow();
  }

  #lookedFor(): string {
    return this.#fields.length > 0 ? `numbers at ${this.#fields.map((field) => `"${field}"`).join(', ')}` : 'numbers';
  }

  /** Reads the page's table as data. */
  #sow(): void {
    const table = this.querySelector<HTMLTableElement>(':scope > table, :scope > :not([slot]) table');
    if (!table) return;
    const seed = seedOf(table, this.#words.declared());
    this.#report(
      'cells',
      seed.unread !== undefined &&
        `ignores the cell ${JSON.stringify(seed.unread)} of its table, because it is ambiguous or not a number. Use <time datetime> and <data value>, or declare the language with lang`,
    );
    this.#record.sow(seed);
  }

  /** Reads the record, up to now if time moves on. */
  #look(): void {
    const { connection } = this.#channel;
    const freshness = this.#freshness;
    const now = elementClock.wall();
    const isAway = freshness === 'reconnecting' || freshness === 'offline' || freshness === 'unavailable';
    const isOld = !isTrustworthy(freshness) && freshness !== 'paused';
    const lostAt = isAway ? connection?.lastHeardAt : undefined;
    const frame = { ...this.#record.frame(isMoving(freshness) ? now : undefined, this.#options, lostAt), isOld };
    const { fields, buffer, leftOut } = this.#record;
    const series = drawnSeries(fields, buffer, this.#page.series, this);
    const { since, until } = frame;
    this.#view = { frame, series, format: this.format, since, until, now };
    const { span } = this.#interaction.viewport;
    const isComplete = this.#checkLeftOut();
    if (isComplete && now - this.#summedAt < SUMMED_EVERY && span === this.#summedSpan && !this.#paper.isPrinting) return;
    this.#summedSpan = span;
    const said = this.#words.summary(this.#view, windowOf(this), isTrustworthy(freshness), span !== undefined);
    this.#summary = [said, this.#words.leftOut(leftOut.size)].filter(Boolean).join(' · ');
    if (buffer.at.length > 0) this.#summedAt = now;
  }

  /**
   * Reports that more series arrive than a chart shows. Those that the page names are reported with its other mistakes. Returns whether the summary
   * counts them all.
   */
  #checkLeftOut(): boolean {
    const { size } = this.#record.leftOut;
    if (size === this.#leftOutCount) return true;
    this.#leftOutCount = size;
    const [first] = this.#fields.length === 0 ? this.#record.leftOut : [];
    this.#report(
      'series that arrive',
      first !== undefined &&
        `shows at most ${MOST_SERIES} series, and leaves out ${JSON.stringify(first)} and what arrives after it. Name the series to show in series`,
    );
    return false;
  }

  /** Reports attributes that cannot be used. */
  #check(): void {
    const { format, unit, yMin, yMax, y2Min, y2Max, yScale } = this;
    const isAmount = format === 'bytes' || format === 'duration';
    const refusal =
      format &&
      refusalOf({ style: format, ...(isAmount && { unit }), ...(format === 'currency' && { currency: unit }) }, this.#words.lang());
    this.#report('formatting', refusal && `cannot use its format: ${refusal}`);
    for (const [name, lowest, highest] of [['y', yMin, yMax] as const, ['y2', y2Min, y2Max] as const]) {
      const isNone = isBackwards(lowest, highest);
      this.#report(`bounds of ${name}`, isNone && `needs ${name}-min to be less than ${name}-max, but got ${lowest} and ${highest}`);
      const isLow = yScale === 'log' && (lowest ?? 1) <= 0;
      this.#report(`log of ${name}`, isLow && `needs ${name}-min to be more than 0 if y-scale is log, but got ${lowest}`);
    }
  }

  /** Reports a mistake, or that it is fixed. */
  #report(key: string, mistake: string | false | undefined): void {
    reportMistakes(this, key, mistake ? [`<${this.localName}> ${mistake}.`] : [], this);
  }

  /** Reports a part of the chart that does not work now. */
  #reportPart(name: string, error: unknown): void {
    reportMistakes(this, name, [`<${this.localName}> cannot offer its ${name} (${String(error)}).`], this, 'part-not-loaded');
  }

  /** What the look depends on besides the properties. */
  #lookKey(): string {
    return [this.#words.lang(), this.#record.fields, JSON.stringify([this.#page.series, this.#page.thresholds])].join();
  }

  /** Returns what the author set for an axis, without bounds that leave no room between them. */
  readonly #axis = (side: Side): AxisOptions => {
    const [lowest, highest] = side === 'left' ? [this.yMin, this.yMax] : [this.y2Min, this.y2Max];
    return {
      isLog: this.yScale === 'log',
      ...(side === 'left' && { softLowest: this.ySoftMin, softHighest: this.ySoftMax }),
      ...(!isBackwards(lowest, highest) && { lowest, highest }),
    };
  };

  #chartLook(): ChartLook {
    const { format } = this;
    const { series } = this.#view;
    const palette = paletteOf(this.renderRoot, series);
    return {
      ...palette,
      thresholds: thresholdLooks(this.#page.thresholds, series, palette),
      axes: !this.variant,
      left: this.#axis('left'),
      right: this.#axis('right'),
      spansGaps: this.spanGaps,
      isSmooth: this.#isSmooth,
      dateOf: (at) => localDate(at, this.#words.lang()),
      timeLabel: (at, before, step) => this.#words.timeTick(at, before, this.#view, step),
      valueLabel: (value, step) => this.#words.tick(value, step, format),
      gapLabel: (gap) => this.#words.gap(gap, this.#view),
      onCursor: this.#interaction.onCursor,
    };
  }

  protected override render(): TemplateResult {
    const name = this.#name;
    const { series } = this.#view;
    return html`
      <figure part="base" aria-label=${name} ?data-failed=${this.#surface.isFailed} @transitionend=${this.#surface.forget}>
        <figcaption part="header">
          <slot name="label" part="label">${this.label}</slot>
          ${legendTemplate(series, this.#isUndrawn)}
          ${toolbarTemplate([
            { text: this.#words.term('chartTable'), onClick: () => void this.#toggleTable(), isOpen: this.#table !== undefined },
            ...(this.#isUndrawn || this.#surface.isFailed ? [] : [{ text: 'PNG', onClick: () => void this.#save(this.toPNG(), 'png') }]),
            { text: 'CSV', onClick: () => void this.#save(Promise.resolve(new Blob([this.toCSV()], { type: 'text/csv' })), 'csv') },
          ])}
          <p part="summary" id="summary">${this.#summary}</p>
        </figcaption>
        ${this.#stageTemplate(name)} ${this.#table?.template()}
      </figure>
    `;
  }

  #stageTemplate(name: string): TemplateResult {
    const { frame } = this.#view;
    const { onKeyDown, onPointerMove, onBlur, goLive, viewport } = this.#interaction;
    return html`<div part="stage">
      ${
        this.#isUndrawn
          ? this.#rowsTemplate()
          : html`${this.#paperTemplate()}
              <div
                part="plot"
                role=${this.variant ? 'img' : 'application'}
                tabindex=${this.variant ? -1 : 0}
                aria-label=${name}
                aria-describedby="summary"
                @keydown=${onKeyDown}
                @pointermove=${onPointerMove}
                @blur=${onBlur}
              ></div>`
      }
      ${frame.at.length > 0 && !this.#surface.isFailed ? nothing : this.#emptyTemplate()}
      ${cornerTemplate(this.#note(), viewport.span !== undefined, this.#words, goLive)} ${this.#interaction.tooltip(this.#surface.width)}
    </div>`;
  }

  /** Renders what stands where nothing is drawn. The page's own content is left out once it may be older than what arrived. */
  #emptyTemplate(): TemplateResult {
    const { isFailed } = this.#surface;
    const text = this.#words.term(isFailed ? 'chartUnloaded' : 'chartEmpty');
    // A sparkline has no other place for its summary.
    const more = isFailed && this.variant === 'sparkline' && this.#summary ? ` · ${this.#summary}` : '';
    const isOld = isFailed && this.#channel.heardAt !== undefined;
    return html`<div part="empty">${isOld ? nothing : html`<slot @slotchange=${this.#onSlotChange}></slot>`}${text}${more}</div>`;
  }

  /** Says why the data may be old, and how old the last point is. */
  #note(): Note | undefined {
    const { frame, now } = this.#view;
    const last = frame.at.at(-1);
    const note = doubtOf({ freshness: this.#freshness, error: this.#channel.error }, this.#words, last, now);
    if (!note || last === undefined || !frame.isOld) return note;
    const present = now + (this.#record.ahead ?? 0);
    return present - last < OLD ? note : { ...note, text: `${note.text} · ${this.#words.lastPoint(last, present)}` };
  }

  /** Opens the table with the current data, which then does not change by itself, or closes it. */
  async #toggleTable(): Promise<void> {
    try {
      const { ChartTable: Table } = await import('./chart-table.js');
      this.#table = this.#table ? undefined : new Table(this, this.#words, () => this.#view);
      this.requestUpdate();
    } catch (error) {
      this.#reportPart('table', error);
    }
  }

  async #save(blob: Promise<Blob>, ending: string): Promise<void> {
    try {
      const { save } = await import('./image.js');
      save(await blob, `${this.#name}.${ending}`);
    } catch (error) {
      this.#reportPart(ending.toUpperCase(), error);
    }
  }

  /** Whether the variant is no drawing of the engine. */
  get #isUndrawn(): boolean {
    return this.variant === 'bars' || this.variant === 'heat';
  }

  #rowsTemplate(): TemplateResult | undefined {
    const { series, format } = this.#view;
    const rows = series.map((one, column) => {
      const { value } = this.#record.latest[column] ?? {};
      const number = typeof value === 'string' ? Number(value) : value;
      return { series: one, label: one.label, value: number, text: this.#words.written(value, one.unit, format) };
    });
    const { thresholds } = this.#page;
    if (this.variant === 'bars') return barsTemplate(rows, thresholds, this);
    const texts = rows.map((row) => ({ ...row, reached: reachedOf(row.value, limitsOf(thresholds, row.series))?.label }));
    return this.#heat.template(this.#view, texts, this.#axis, this.#surface.width);
  }

  #paperTemplate(): TemplateResult | typeof nothing {
    const { engine } = this.#surface;
    if (!this.#paper.isPrinting || !engine) return nothing;
    const { frame, series } = this.#view;
    return paperTemplate(frame, series, this.#page.thresholds, engine.scale, this.spanGaps);
  }

  #onSlotChange(): void {
    this.#sow();
    this.requestUpdate();
  }
}

/** Returns whether the bounds of an axis leave no room between them. */
function isBackwards(lowest: number | undefined, highest: number | undefined): boolean {
  return lowest !== undefined && highest !== undefined && lowest >= highest;
}

/** Returns whether time moves on at the right edge. */
function isMoving(freshness: Freshness): boolean {
  return !['idle', 'connecting', 'paused', 'rejected', 'ended', 'failed'].includes(freshness);
}

declare global {
  interface HTMLElementTagNameMap {
    'live-chart': LiveChart;
  }
}
