import type { LitElement, TemplateResult } from 'lit';
import { fractionDigits } from './chart-digits.js';
import { type HeatRow, heatTemplate } from './chart-heat.js';
import { tooltipTemplate } from './chart-parts.js';
import type { Side } from './chart-series.js';
import type { ChartView, ChartWords } from './chart-words.js';
import type { AxisOptions } from './engine.js';
import { type Heat, heatOf, type HeatScale } from './heat-cells.js';

/** Where the pointer is: in CSS pixels from the left of the chart, and as a share of the view. */
interface Pointer {
  readonly left: number;
  readonly share: number;
}

/** Renders a chart as strips of cells, and reads the cells at the pointer. */
export class HeatController {
  #pointer: Pointer | undefined;
  readonly #host: LitElement;
  readonly #words: ChartWords;

  constructor(host: LitElement, words: ChartWords) {
    this.#host = host;
    this.#words = words;
  }

  /** Renders the strips. `texts` are the words of each series; `width` is the chart's, in CSS pixels. */
  template(view: ChartView, texts: readonly HeatRow[], options: (side: Side) => AxisOptions, width: number): TemplateResult | undefined {
    const { frame, series, since, until } = view;
    if (series.length === 0) return undefined;
    const heat = heatOf(frame, series, options);
    const words = {
      since: this.#words.instant(since, view),
      until: this.#words.instant(until, view),
      bounds: (scale: HeatScale) => this.#boundsOf(scale, view),
    };
    return heatTemplate(heat, frame, texts, words, this.#tooltip(heat, view, width), this.#onPointer);
  }

  #boundsOf({ low, high, isBelow, isAbove, unit }: HeatScale, { format }: ChartView): { low: string; high: string; spoken: string } {
    const digits = fractionDigits([low, high]);
    const [least, most] = [low, high].map((value) => this.#words.written(value, unit, format, digits));
    const [from, to] = [`${isBelow ? '≤\u00a0' : ''}${least}`, `${isAbove ? '≥\u00a0' : ''}${most}`];
    return { low: from, high: to, spoken: this.#words.term('chartShades', from, to) };
  }

  /** Names the time of the cells at the pointer, and their values. */
  #tooltip({ rows }: Heat, view: ChartView, width: number): TemplateResult | undefined {
    if (!this.#pointer) return undefined;
    const { left, share } = this.#pointer;
    const { since, until, series, format } = view;
    const at = since + share * (until - since);
    const cells = rows.map((row) => row.find((cell) => cell.since <= at && at < cell.until));
    const cell = cells.find((one) => one !== undefined);
    const time = cell
      ? `${this.#words.instant(cell.since, view)} – ${this.#words.instant(cell.until, view)}`
      : this.#words.instant(at, view);
    return tooltipTemplate(
      { left, row: 0, rows: series.map((_, index) => index) },
      width,
      { time, isPinned: false, column: undefined, notes: [] },
      series,
      (one, index) => this.#words.written(cells[index]?.value ?? null, one.unit, format, fractionDigits(one.cells)),
    );
  }

  readonly #onPointer = (event: PointerEvent): void => {
    const strip = event.type === 'pointerleave' ? null : this.#host.renderRoot.querySelector('[part="strip"]');
    const stage = this.#host.renderRoot.querySelector('[part="stage"]');
    const before = this.#pointer;
    this.#pointer = undefined;
    if (strip && stage) {
      const { left, width } = strip.getBoundingClientRect();
      const share = (event.clientX - left) / width;
      if (share >= 0 && share < 1) this.#pointer = { left: event.clientX - stage.getBoundingClientRect().left, share };
    }
    if (this.#pointer ?? before) this.#host.requestUpdate();
  };
}
