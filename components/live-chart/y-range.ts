import type { AxisOptions, ChartFrame, ChartOutlier } from './engine.js';
import type { Cell } from './series.js';

/** The lowest and the highest value of an axis. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** A series with fewer points in view has no outliers. */
const FEWEST = 20;

/** The largest share of the points in view that may be outliers. */
const MOST_OUTLIERS = 0.1;

/** Without outliers, the values must fit into this share of the height. */
const REST = 0.25;

/** The newest share of the points in view, which is always in range. */
const NEWEST = 0.05;

/**
 * Returns the range of the values in view, without a few outliers that would flatten all others; `undefined` if there is no value.
 *
 * An outlier is in range while it is new. Once the series is back at its usual values, the range follows those, so that one spike does not
 * flatten the rest of the view.
 */
export function softRange(frame: ChartFrame, isMeasured: (value: number) => boolean = () => true): ValueRange | undefined {
  const { columns } = frame;
  const [first, end] = rowsInView(frame);
  const ranges = columns.map((cells) => rangeOf(cells, first, end, isMeasured)).filter((range) => range !== undefined);
  if (ranges.length === 0) return undefined;
  return { low: Math.min(...ranges.map(({ low }) => low)), high: Math.max(...ranges.map(({ high }) => high)) };
}

/** Returns whether a logarithmic axis can show a value. */
export function isPositive(value: number): boolean {
  return value > 0;
}

/** Returns the range of a logarithmic axis: whole powers of ten around the values. */
export function logRange(values: ValueRange | undefined, { lowest, highest, softLowest, softHighest }: AxisOptions): ValueRange {
  const ends = [values?.low, values?.high, softLowest, softHighest].filter((value) => value !== undefined && value > 0) as number[];
  const least = ends.length > 0 ? Math.min(...ends) : 1;
  const most = ends.length > 0 ? Math.max(...ends) : 10;
  const low = 10 ** Math.floor(Math.log10(least));
  const high = 10 ** Math.ceil(Math.log10(most));
  return { low: lowest && lowest > 0 ? lowest : low, high: highest && highest > 0 ? highest : high > low ? high : 10 * low };
}

/** Returns the outliers in view: for each stretch beyond the axis, the farthest value. */
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

/** Returns the last row before the view, from which the line enters. */
function rowsInView({ at, since, until }: ChartFrame): readonly [first: number, end: number] {
  const inView = at.findIndex((instant) => instant >= since);
  const beyond = at.findIndex((instant) => instant > until);
  return [Math.max(0, (inView < 0 ? at.length : inView) - 1), beyond < 0 ? at.length : beyond];
}

function rangeOf(cells: readonly Cell[], first: number, end: number, isMeasured: (value: number) => boolean): ValueRange | undefined {
  const values = cells.slice(first, end).filter((cell) => typeof cell === 'number' && isMeasured(cell)) as number[];
  const whole = extent(values);
  if (whole === undefined || values.length < FEWEST) return whole;
  const newest = extent(values.slice(-Math.ceil(values.length * NEWEST))) ?? whole;
  return withoutOutliers(values, whole, newest);
}

/** Narrows the range at the top or the bottom repeatedly, as long as this excludes few values and gains much room. */
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
