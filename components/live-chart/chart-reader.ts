import type { LitElement, TemplateResult } from 'lit';
import { announce } from '../internal/announcer.js';
import { fractionDigits } from './chart-digits.js';
import { tableTemplate, tooltipTemplate } from './chart-parts.js';
import type { ChartView, ChartWords } from './chart-words.js';
import type { ChartCursor, ChartEngine } from './engine.js';

/** How many rows each key moves. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/** How many rows a key moves with Shift. */
const FAR = 10;

/** The shortest time between two announcements of points, in ms. */
const ANNOUNCED_EVERY = 400;

/** Lets a person read a chart's points with the pointer, with the keyboard and as a table. */
export class ChartReader {
  /** The instant of the keyboard's cursor, in epoch ms. */
  #readAt: number | undefined;
  #isDrawing = false;
  #cursor: ChartCursor | undefined;
  #table: TemplateResult | undefined;
  readonly #host: LitElement;
  readonly #words: ChartWords;
  readonly #view: () => ChartView;
  readonly #point: (at: number | undefined) => void;

  /** `point` moves the plot's cursor to an instant, or removes it. */
  constructor(host: LitElement, words: ChartWords, view: () => ChartView, point: (at: number | undefined) => void) {
    this.#host = host;
    this.#words = words;
    this.#view = view;
    this.#point = point;
  }

  /** Whether the table is open. */
  get isTableOpen(): boolean {
    return this.#table !== undefined;
  }

  /** The headings of the table and the CSV. */
  get headings(): string[] {
    return [this.#words.term('chartTime'), ...this.#view().series.map(({ label }) => label)];
  }

  /** Takes the cursor's position. The engine also reports it at each drawing, so only a change requests an update. */
  readonly onCursor = (cursor: ChartCursor | undefined): void => {
    if (isSameCursor(cursor, this.#cursor)) return;
    this.#cursor = cursor;
    if (!this.#isDrawing) this.#host.requestUpdate();
  };

  /** Draws during an update of the host, keeps the keyboard's cursor, and requests a further update only if the render was before it. */
  draw(engine: ChartEngine): void {
    const before = this.#cursor;
    this.#isDrawing = true;
    engine.draw(this.#view().frame);
    if (this.#readAt !== undefined) engine.point(this.#readAt);
    this.#isDrawing = false;
    if (this.#host.isUpdatePending || isSameCursor(before, this.#cursor)) return;
    void this.#host.updateComplete.then(() => this.#host.requestUpdate());
  }

  /** Moves from point to point with the arrow keys, ten points with Shift, and announces each point. */
  readonly onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (event.key === 'Escape') this.leave();
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const { frame, series } = this.#view();
    const { at, since } = frame;
    const first = at.findIndex((instant) => instant >= since);
    const here = this.#readAt === undefined ? at.length : at.indexOf(this.#readAt);
    const row = Math.max(first, Math.min(here + step * (event.shiftKey ? FAR : 1), at.length - 1));
    this.#readAt = at[row];
    if (this.#readAt === undefined) return;
    this.#point(this.#readAt);
    const [time, ...values] = this.#words.row(this.#view(), row);
    const said = values.map((value, column) => `${series[column]?.label ?? ''} ${value}`);
    announce([...said, time].join(', '), { from: this.#host, every: ANNOUNCED_EVERY });
  };

  readonly onPointerMove = (): void => {
    this.#readAt = undefined;
  };

  readonly leave = (): void => {
    this.#readAt = undefined;
    this.#point(undefined);
  };

  /** Opens the table with the current rows, which then do not update, or closes it. */
  readonly toggleTable = (): void => {
    this.#table = this.#table ? undefined : this.#tableTemplate();
    this.#host.requestUpdate();
  };

  /** Renders the tooltip; `width` is the plot's, in CSS pixels. */
  tooltip(width: number): TemplateResult | undefined {
    const view = this.#view();
    const at = this.#cursor && view.frame.at[this.#cursor.row];
    if (!this.#cursor || at === undefined) return undefined;
    return tooltipTemplate(this.#cursor, width, this.#words.instant(at, view), view.series, (series, row) =>
      this.#words.value(series, row, view.format),
    );
  }

  /** Renders the open table. */
  table(): TemplateResult | undefined {
    return this.#table;
  }

  #tableTemplate(): TemplateResult {
    const view = this.#view();
    const digits = view.series.map(({ cells }) => fractionDigits(cells));
    const rows = view.frame.at.map((_, row) => this.#words.row(view, row, digits));
    return tableTemplate(this.headings, rows, this.#words.term('chartTable'));
  }
}

function isSameCursor(one: ChartCursor | undefined, other: ChartCursor | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.left === other.left && one.row === other.row && one.rows.every((row, column) => row === other.rows[column]);
}
