import type { DrawnSeries, Side } from './chart-series.js';
import type { AxisOptions, ChartFrame } from './engine.js';
import type { Span } from './gaps.js';

/** How many shades tell values apart: more are not distinguishable. */
export const SHADES = 8;

/** How many cells a row has at most, and at least if its points are far apart. */
const MOST_CELLS = 60;
const FEWEST_CELLS = 6;

/** How much longer than the usual distance between two points a cell is, so that a point that is a little late leaves no cell empty. */
const SLACK = 1.5;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long a cell may be, in ms. */
const LENGTHS: readonly number[] = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map((hours) => hours * HOUR),
];

/** A stretch of time and the highest value of a series in it. */
export interface HeatCell extends Span {
  readonly value: number;
  /** From 0, the palest. */
  readonly shade: number;
}

/** What the shades of an axis' series mean. */
export interface HeatScale {
  readonly side: Side;
  readonly low: number;
  readonly high: number;
  /** Whether values in view are beyond the bounds that the author set. */
  readonly isBelow: boolean;
  readonly isAbove: boolean;
  readonly unit: string;
}

/** One row of cells for each series, and one scale for each axis. */
export interface Heat {
  readonly rows: readonly (readonly HeatCell[])[];
  readonly scales: readonly HeatScale[];
}

/**
 * Divides a view into cells of equal length, whose bounds do not move with the view, each with the highest value of its time.
 *
 * The highest, because a mean would hide a spike. A stretch in which a series has no value has no cell.
 */
export function heatOf(frame: ChartFrame, series: readonly DrawnSeries[], options: (side: Side) => AxisOptions): Heat {
  const length = lengthOf(frame, series);
  const peaks = series.map((one) => peaksOf(one, frame, length));
  const sides = (['left', 'right'] as const).filter((side) => series.some(({ axis }) => axis === side));
  const scales = sides.map((side) => {
    const values = peaks.flatMap((row, index) => (series[index]?.axis === side ? [...row.values()] : []));
    const units = new Set(series.filter(({ axis }) => axis === side).map(({ unit }) => unit));
    return { ...scaleOf(values, options(side)), side, unit: units.size === 1 ? ([...units][0] ?? '') : '' };
  });
  const rows = series.map(({ axis }, index) => {
    const scale = scales.find(({ side }) => side === axis);
    return [...(peaks[index] ?? [])].map(([place, value]) => ({
      since: Math.max(frame.since, place * length),
      until: Math.min(frame.until, (place + 1) * length),
      value,
      shade: scale ? shadeOf(value, scale, options(axis).isLog === true) : 0,
    }));
  });
  return { rows, scales };
}

/** Returns the length of a cell, in ms: by the view, and by how far apart points usually are. */
function lengthOf({ at, since, until }: ChartFrame, series: readonly DrawnSeries[]): number {
  const distances = series.flatMap(({ cells }) => {
    const instants = at.filter((instant, row) => instant >= since && instant <= until && typeof cells[row] === 'number');
    // Points of one instant are a fraction of a millisecond apart.
    return instants.slice(1).flatMap((instant, index) => (instant - (instants[index] ?? 0) >= 1 ? [instant - (instants[index] ?? 0)] : []));
  });
  const usual = distances.sort((one, other) => one - other)[Math.floor(distances.length / 2)] ?? 0;
  const least = Math.max((until - since) / MOST_CELLS, Math.min(usual * SLACK, (until - since) / FEWEST_CELLS));
  return LENGTHS.find((length) => length >= least) ?? Math.ceil(least / (24 * HOUR)) * 24 * HOUR;
}

/** Returns the highest value of each cell in view, by the cell's place. */
function peaksOf({ cells }: DrawnSeries, { at, since, until }: ChartFrame, length: number): ReadonlyMap<number, number> {
  const peaks = new Map<number, number>();
  cells.forEach((value, row) => {
    const instant = at[row];
    if (typeof value !== 'number' || instant === undefined || instant < since || instant > until) return;
    const place = Math.floor(instant / length);
    peaks.set(place, Math.max(value, peaks.get(place) ?? -Infinity));
  });
  return peaks;
}

function scaleOf(
  values: readonly number[],
  { lowest, highest, softLowest, softHighest, isLog }: AxisOptions,
): Omit<HeatScale, 'side' | 'unit'> {
  // A logarithmic scale has no place for zero and less; they are below its lowest value.
  const placed = (value: number | undefined): value is number => value !== undefined && (!isLog || value > 0);
  const seen = [...values, softLowest, softHighest].filter(placed);
  const bound = placed(lowest) ? lowest : undefined;
  const low = bound ?? (seen.length > 0 ? Math.min(...seen) : isLog ? 1 : 0);
  const high = Math.max(low, placed(highest) ? highest : seen.length > 0 ? Math.max(...seen) : low);
  return { low, high, isBelow: values.some((value) => value < low), isAbove: values.some((value) => value > high) };
}

/** Returns the shade of a value; the middle one if all values are equal. */
function shadeOf(value: number, { low, high }: HeatScale, isLog: boolean): number {
  if (high === low) return value < low ? 0 : value > high ? SHADES - 1 : Math.floor(SHADES / 2);
  const share = isLog ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.min(SHADES - 1, Math.max(0, Math.floor(share * SHADES)));
}
