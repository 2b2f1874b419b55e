import type { ChartThreshold } from './chart-series.js';
import type { Cell, Span } from './series.js';

/** The data to draw. Instants are epoch ms, ascending; the arrays may hold more than is in view, and change in place. */
export interface ChartFrame extends Span {
  readonly at: readonly number[];
  readonly columns: readonly (readonly Cell[])[];
  /** Stretches without data. */
  readonly gaps: readonly Span[];
}

/** The look of one series; `area` is the colour below the line. */
export interface SeriesLook {
  readonly color: string;
  readonly dash: readonly number[];
  readonly area: string | undefined;
}

/** The look of everything that does not depend on the data. Colours and the font are resolved CSS values. */
export interface ChartLook {
  readonly series: readonly SeriesLook[];
  readonly thresholds: readonly ChartThreshold[];
  readonly ink: string;
  readonly grid: string;
  readonly band: string;
  readonly limit: string;
  readonly font: string;
  /** `false` for a sparkline, whose points cannot be read one by one. */
  readonly axes: boolean;
  readonly lowest: number | undefined;
  readonly highest: number | undefined;
  /** Formats the instant of a tick, `step` ms from the next; `before` is the tick to its left. */
  readonly timeLabel: (at: number, before: number | undefined, step: number) => string;
  /** Formats the value of a tick, `step` away from the next. */
  readonly valueLabel: (value: number, step: number) => string;
  /** Called with the cursor's position whenever the cursor or the data under it moves. */
  readonly onCursor: (cursor: ChartCursor | undefined) => void;
}

/** A tick of an axis: an instant (epoch ms) or a value, and its label. */
export interface ChartTick {
  readonly at: number;
  readonly label: string;
}

/** Values beyond the axis, at the instant of the farthest one. */
export interface ChartOutlier {
  readonly at: number;
  readonly value: number;
  readonly column: number;
  readonly isAbove: boolean;
}

/** The axes as last drawn. */
export interface ChartScale {
  readonly low: number;
  readonly high: number;
  readonly times: readonly ChartTick[];
  readonly values: readonly ChartTick[];
  readonly outliers: readonly (ChartOutlier & ChartTick)[];
}

/** The cursor's position in CSS pixels from the left, the row nearest to it, and the nearest row of each series. */
export interface ChartCursor {
  readonly left: number;
  readonly row: number;
  readonly rows: readonly (number | null | undefined)[];
}

/** Draws and follows the pointer for `<live-chart>`. It never sees a message and decides nothing. */
export interface ChartEngine {
  readonly canvas: HTMLCanvasElement;
  readonly scale: ChartScale;
  /** How far the pointer is from the left of the plot, in CSS pixels; negative if it is not over it. */
  readonly pointerAt: number;
  draw(frame: ChartFrame): void;
  /** CSS pixels. */
  resize(width: number, height: number): void;
  /** Moves the cursor to an instant, or removes it. */
  point(at: number | undefined): void;
  destroy(): void;
}

/** Creates an engine inside an element. `pointerAt` is that of the engine it replaces. */
export type CreateEngine = (host: HTMLElement, look: ChartLook, width: number, height: number, pointerAt?: number) => ChartEngine;
