import type { ChartThreshold, SeriesType, Side } from './chart-series.js';
import type { Marker } from './series-style.js';
import type { Span } from './gaps.js';
import type { Cell } from './series.js';

/** Something that happened at an instant, such as a deployment. */
export interface ChartAnnotation {
  readonly at: number;
  readonly label: string;
}

/** The data to draw. Instants are epoch ms, ascending; the arrays may hold more than is in view, and change in place. */
export interface ChartFrame extends Span {
  readonly at: readonly number[];
  readonly columns: readonly (readonly Cell[])[];
  /** Stretches without data. */
  readonly gaps: readonly Span[];
  readonly annotations?: readonly ChartAnnotation[];
  /** What the view would show if it followed the present. */
  readonly live?: Span;
  /** Whether the data may be old, so that the lines are paler. */
  readonly isOld?: boolean;
}

/** What an author sets for a value axis. */
export interface AxisOptions {
  readonly lowest?: number | undefined;
  readonly highest?: number | undefined;
  /** The axis reaches at least to these values. */
  readonly softLowest?: number | undefined;
  readonly softHighest?: number | undefined;
  readonly isLog?: boolean | undefined;
}

/** The look of one series; `area` is the colour below the line and inside a bar. */
export interface SeriesLook {
  readonly color: string;
  readonly dash: readonly number[];
  readonly area: string | undefined;
  readonly type: SeriesType;
  readonly marker: Marker;
  readonly axis: Side;
  /** Written at the end of the line. */
  readonly label: string;
}

/** The look of one threshold. */
export interface ThresholdLook extends ChartThreshold {
  readonly axis: Side;
  readonly color: string;
}

/** The look of everything that does not depend on the data. Colours and the font are resolved CSS values. */
export interface ChartLook {
  readonly series: readonly SeriesLook[];
  readonly thresholds: readonly ThresholdLook[];
  readonly ink: string;
  readonly grid: string;
  readonly band: string;
  readonly font: string;
  /** How much larger than usual lines and distances are, for a picture; the font and the dashes are already. @default 1 */
  readonly zoom?: number;
  /** `false` for a sparkline, whose points cannot be read one by one. */
  readonly axes: boolean;
  /** The value axes, as the author set them. */
  readonly left: AxisOptions;
  readonly right: AxisOptions;
  /** Whether lines go on over values that are known to be missing. */
  readonly spansGaps: boolean;
  /** Whether lines are drawn between pixels, because the view moves smoothly. */
  readonly isSmooth: boolean;
  /** Returns a date whose local fields are those of the clock that the ticks follow. */
  readonly dateOf: (at: number) => Date;
  /** Formats the instant of a tick, `step` ms from the next; `before` is the tick to its left. */
  readonly timeLabel: (at: number, before: number | undefined, step: number) => string;
  /** Formats the value of a tick, `step` away from the next. */
  readonly valueLabel: (value: number, step: number) => string;
  /** Names a stretch without data. */
  readonly gapLabel: (gap: Span) => string;
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

/** A value axis as last drawn. */
export interface ValueAxis {
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
  readonly ticks: readonly ChartTick[];
}

/** The axes as last drawn. */
export interface ChartScale {
  readonly left: ValueAxis;
  /** `undefined` if no series uses it. */
  readonly right: ValueAxis | undefined;
  readonly times: readonly ChartTick[];
  readonly outliers: readonly (ChartOutlier & ChartTick)[];
}

/** The box of the plot inside the engine's element, in CSS pixels. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
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
  readonly box: PlotBox;
  /** How far the pointer is from the left of the plot, in CSS pixels; negative if it is not over it. */
  readonly pointerAt: number;
  draw(frame: ChartFrame): void;
  /** CSS pixels. */
  resize(width: number, height: number): void;
  /** Holds the cursor at an instant, or removes it. */
  point(at: number | undefined): void;
  /** Lets the cursor follow the pointer again. */
  release(): void;
  destroy(): void;
}

/** Creates an engine inside an element. `pointerAt` is that of the engine it replaces. */
export type CreateEngine = (host: HTMLElement, look: ChartLook, width: number, height: number, pointerAt?: number) => ChartEngine;
