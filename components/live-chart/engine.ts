import type { Cell, Span } from './series.js';

/** A stretch without data, and the words in it. */
export interface ChartBand extends Span {
  readonly label: string;
}

/** What is drawn now. Instants are epoch ms, ascending; the arrays may hold more than is in view and may change once `draw` has returned. */
export interface ChartFrame extends Span {
  readonly at: readonly number[];
  readonly columns: readonly (readonly Cell[])[];
  readonly bands: readonly ChartBand[];
}

/** How one series looks; `area` is the colour below the line. */
export interface SeriesLook {
  readonly color: string;
  readonly dash: readonly number[];
  readonly stepped: boolean;
  readonly area: string | undefined;
}

/** How everything looks that does not change with the data. Colours and the font are CSS, already resolved; the font's size is in whole pixels. */
export interface ChartLook {
  readonly series: readonly SeriesLook[];
  readonly thresholds: readonly { readonly value: number; readonly label?: string }[];
  readonly ink: string;
  readonly grid: string;
  readonly band: string;
  readonly limit: string;
  readonly font: string;
  /** Without axes it is a sparkline. */
  readonly axes: boolean;
  /** Puts the axis of values where reading starts from the right. */
  readonly rtl: boolean;
  readonly lowest: number | undefined;
  readonly highest: number | undefined;
  /** As IANA names it; days begin there. */
  readonly timeZone: string | undefined;
  /** Words for instants that are `step` ms apart. */
  readonly timeLabels: (at: readonly number[], step: number) => string[];
  readonly valueLabel: (value: number) => string;
}

/** Where the data is drawn inside the engine's element, in CSS pixels. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What `<live-chart>` asks of a library that draws. It never sees a message, and decides nothing. */
export interface ChartEngine {
  readonly canvas: HTMLCanvasElement;
  readonly box: PlotBox;
  draw(frame: ChartFrame): void;
  /** CSS pixels. */
  resize(width: number, height: number): void;
  /** Where an instant and a value are, in CSS pixels of the engine's element. */
  place(at: number, value: number): { readonly left: number; readonly top: number };
  destroy(): void;
}

/** Makes an engine inside an element. */
export type CreateEngine = (host: HTMLElement, look: ChartLook, width: number, height: number) => ChartEngine;
