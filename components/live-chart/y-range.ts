import type { ChartFrame, ChartOutlier } from './engine.js';
import type { Cell } from './series.js';

/** The least and the greatest value that an axis shows. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** The fewest points of a series in view among which one can stand out. */
const FEWEST = 20;

/** Outliers are few: at most this share of the points in view. */
const MOST_OUTLIERS = 0.1;

/** All else lies within this share of the height that the outliers need. */
const REST = 0.25;

/** The newest share of the points in view, which is always shown in full. */
const NEWEST = 0.05;

/**
 * Returns the range of values in view, without a few that would flatten all others; `undefined` if there is no value.
 *
 * An outlier is shown in full while it is new. Once the series is back at its usual values, the range follows those, so that one flood does
 * not flatten the next quarter of an hour.
 */
export function softRange(frame: ChartFrame): ValueRange | undefined {
  const { columns } = frame;
  const [first, end] = rowsInView(frame);
  const ranges = columns.map((cells) => rangeOf(cells, first, end)).filter((range) => range !== undefined);
  if (ranges.length === 0) return undefined;
  return { low: Math.min(...ranges.map(({ low }) => low)), high: Math.max(...ranges.map(({ high }) => high)) };
}

/** Returns what is in view and beyond the axis: one outlier, the farthest, for each stretch that stays outside. */
export function outliersOf(frame: ChartFrame, { low, high }: ValueRange): readonly ChartOutlier[] {
  const [first, end] = rowsInView(frame);
  return frame.columns.flatMap((cells, column) => {
    const found: ChartOutlier[] = [];
    let isInside = true;
    for (let row = first; row < end; row += 1) {
      const value = cells[row];
      const at = frame.at[row];
      if (typeof value !== 'number' || at === undefined) continue;
      const isAbove = value > high;
      const isOutside = isAbove || value < low;
      const farthest = found.at(-1);
      if (isOutside && (isInside || farthest?.isAbove !== isAbove)) found.push({ at, column, isAbove, value });
      else if (isOutside && farthest && (isAbove ? value > farthest.value : value < farthest.value)) {
        found[found.length - 1] = { at, column, isAbove, value };
      }
      isInside = !isOutside;
    }
    return found;
  });
}

/** The line enters from the last row before the view. */
function rowsInView({ at, since, until }: ChartFrame): readonly [first: number, end: number] {
  const inView = at.findIndex((instant) => instant >= since);
  const beyond = at.findIndex((instant) => instant > until);
  return [Math.max(0, (inView < 0 ? at.length : inView) - 1), beyond < 0 ? at.length : beyond];
}

function rangeOf(cells: readonly Cell[], first: number, end: number): ValueRange | undefined {
  const values = cells.slice(first, end).filter((cell) => typeof cell === 'number');
  const whole = extent(values);
  if (whole === undefined || values.length < FEWEST) return whole;
  const newest = extent(values.slice(-Math.ceil(values.length * NEWEST))) ?? whole;
  return withoutOutliers(values, whole, newest);
}

/** Cuts the top or the bottom off, again and again, as long as few values are lost by it and much room is won. */
function withoutOutliers(values: readonly number[], whole: ValueRange, newest: ValueRange): ValueRange {
  const most = values.length * MOST_OUTLIERS;
  let range = whole;
  for (;;) {
    const { low, high } = range;
    const height = high - low;
    const above = extent(values.filter((value) => value >= low && value <= low + height * REST));
    const below = extent(values.filter((value) => value <= high && value >= high - height * REST));
    const next = [above && { low, high: above.high }, below && { low: below.low, high }].find((candidate): candidate is ValueRange => {
      if (candidate === undefined || candidate.high - candidate.low >= height) return false;
      const isNewestSeen = newest.low >= candidate.low && newest.high <= candidate.high;
      return isNewestSeen && values.filter((value) => value < candidate.low || value > candidate.high).length <= most;
    });
    if (next === undefined) return range;
    range = next;
  }
}

function extent(values: readonly number[]): ValueRange | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? undefined : { low, high };
}
