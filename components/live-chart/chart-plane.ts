import type { Side } from './chart-series.js';

/** Converts instants and values to pixels of a canvas, inside the box of the plot. */
export interface ChartPlane {
  readonly pen: CanvasRenderingContext2D;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Canvas pixels for each CSS pixel. */
  readonly ratio: number;
  x(at: number): number;
  y(value: number, axis: Side): number;
}

/** Returns a font in canvas pixels: `12px Inter` becomes `24px Inter` on a screen with two pixels for each CSS pixel. */
export function fontIn(font: string, ratio: number): string {
  return font.replace(/[\d.]+/, (size) => String(Number(size) * ratio));
}
