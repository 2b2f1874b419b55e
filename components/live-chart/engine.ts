import type { ChartThreshold } from './chart-state.js';
import type { Cell, Span } from './series.js';

/** What is drawn now. Instants are epoch ms, ascending; the arrays may hold more than is in view, and change in place. */
export interface ChartFrame extends Span {
  readonly at: readonly number[];
  readonly columns: readonly (readonly Cell[])[];
  /** Stretches without data. */
  readonly gaps: readonly Span[];
}

/** How one series looks; `area` is the colour below the line. */
export interface SeriesLook {
  readonly color: string;
  readonly dash: readonly number[];
  readonly area: string | undefined;
}

/** How everything looks that does not change with the data. Colours and the font are CSS, already resolved. */
export interface ChartLook {
  readonly series: readonly SeriesLook[];
  readonly thresholds: readonly ChartThreshold[];
  readonly ink: string;
  readonly grid: string;
  readonly band: string;
  readonly limit: string;
  readonly font: string;
  /** Without axes it is a sparkline, which nobody reads point by point. */
  readonly axes: boolean;
  readonly lowest: number | undefined;
  readonly highest: number | undefined;
  /** Words for an instant, of instants that are `step` ms apart. */
  readonly timeLabel: (at: number, step: number) => string;
  readonly valueLabel: (value: number) => string;
  /** Told where the cursor is, whenever it or the data under it moves. */
  readonly onCursor: (cursor: ChartCursor | undefined) => void;
}

/** Where the cursor is, in CSS pixels from the left; the row nearest to it, and of each series the row nearest to it. */
export interface ChartCursor {
  readonly left: number;
  readonly row: number;
  readonly rows: readonly (number | null | undefined)[];
}

/** What `<live-chart>` asks of a library that draws and follows the pointer. It never sees a message, and decides nothing. */
export interface ChartEngine {
  readonly canvas: HTMLCanvasElement;
  draw(frame: ChartFrame): void;
  /** CSS pixels. */
  resize(width: number, height: number): void;
  /** Puts the cursor at an instant, or away. */
  point(at: number | undefined): void;
  destroy(): void;
}

/** Makes an engine inside an element. */
export type CreateEngine = (host: HTMLElement, look: ChartLook, width: number, height: number) => ChartEngine;
