import type { ChartPlane } from './chart-plane.js';
import type { Side } from './chart-series.js';
import { type Marker, markerPath } from './series-style.js';
import type { Cell } from './series.js';

/** The widest bar, in CSS pixels, and the share of the distance between two points that bars take. */
const WIDEST = 32;
const SHARE = 0.8;

/** The rows of one series to draw, first and last included. */
export interface PathRows {
  readonly at: readonly number[];
  readonly cells: readonly Cell[];
  readonly axis: Side;
  readonly first: number;
  readonly last: number;
}

/** Draws a line that keeps each value until the next point, or until a missing value. */
export function stepPath(plane: ChartPlane, rows: PathRows): Path2D {
  const path = new Path2D();
  let before: number | undefined;
  for (const { x, y } of pointsOf(plane, rows)) {
    if (before !== undefined) path.lineTo(x, before);
    if (y !== undefined && before !== undefined) path.lineTo(x, y);
    else if (y !== undefined) path.moveTo(x, y);
    before = y;
  }
  return path;
}

/** Draws a bar before each point, so that the newest is in view. The series is the one at `index` of `count` with bars, side by side. */
export function barPath(plane: ChartPlane, rows: PathRows, index: number, count: number): Path2D {
  const path = new Path2D();
  const points = [...pointsOf(plane, rows)].filter(({ y }) => y !== undefined);
  // Points of one instant stand a fraction of a pixel apart, so their bars overlap.
  const distances = points.slice(1).map(({ x }, place) => x - (points[place]?.x ?? 0));
  const room = Math.min(plane.right - plane.left, ...distances.filter((distance) => distance >= 1));
  const width = Math.max(1, Math.min(WIDEST * plane.ratio, (room * SHARE) / count));
  const zero = Math.min(plane.bottom, Math.max(plane.top, plane.y(0, rows.axis)));
  for (const { x, y } of points) {
    if (y !== undefined) path.rect(x + (index - count) * width, Math.min(y, zero), Math.max(1, width - plane.ratio), Math.abs(zero - y));
  }
  return path;
}

/** Draws a marker at each of the rows. */
export function markersPath(plane: ChartPlane, { at, cells, axis }: PathRows, marker: Marker, places: readonly number[]): Path2D {
  const path = new Path2D();
  for (const row of places) {
    const [instant, value] = [at[row], cells[row]];
    if (instant === undefined || typeof value !== 'number') continue;
    path.addPath(new Path2D(markerPath(marker, Math.round(plane.x(instant)), Math.round(plane.y(value, axis)), 3.5 * plane.ratio)));
  }
  return path;
}

/** Yields the points of a series in canvas pixels. A missing value has no `y`. */
function* pointsOf(plane: ChartPlane, { at, cells, axis, first, last }: PathRows): Generator<{ x: number; y: number | undefined }> {
  for (let row = first; row <= last; row += 1) {
    const [instant, value] = [at[row], cells[row]];
    if (instant === undefined || value === undefined) continue;
    yield { x: plane.x(instant), y: value === null ? undefined : plane.y(value, axis) };
  }
}
