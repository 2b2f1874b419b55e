import type { SeriesBuffer, Span } from './series.js';

/** What decides which part of the record is in view. Durations are ms, instants epoch ms. */
export interface ViewOptions {
  readonly window: number | undefined;
  readonly maxPoints: number | undefined;
  /** Where the present is on the server's clock. */
  readonly edge: number;
  /** What the edge is rounded up to, so that all points move by the same whole pixel. */
  readonly step: number;
}

/** Tells which stretch of time is in view: the last `window` before the edge, and at most the last `maxPoints` of any series. */
export function viewOf(buffer: SeriesBuffer, { window, maxPoints, edge, step }: ViewOptions): Span {
  const last = buffer.at.at(-1) ?? edge;
  const until = window === undefined ? Math.max(edge, last) : Math.ceil(Math.max(edge, last) / step) * step;
  const since = window === undefined ? (buffer.at[0] ?? until - 60_000) : until - window;
  return { since: Math.min(Math.max(since, startOf(buffer, maxPoints)), until - 1), until };
}

/** When the first of the last `most` points came, of the series that has the most of them. */
function startOf({ at, columns }: SeriesBuffer, most: number | undefined): number {
  if (most === undefined) return -Infinity;
  const counts = columns.map(() => 0);
  for (let row = at.length - 1; row >= 0; row -= 1) {
    for (const [column, cells] of columns.entries()) {
      if (cells[row] !== undefined && (counts[column] = (counts[column] ?? 0) + 1) >= most) return Number(at[row]);
    }
  }
  return -Infinity;
}

/** The first row that is not before an instant. */
export function rowAt(at: readonly number[], instant: number): number {
  let from = 0;
  let to = at.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (Number(at[middle]) < instant) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The row of one series that is nearest to an instant and says anything of it, be it that it is missing; -1 where there is none. */
export function nearestRow({ at, columns }: SeriesBuffer, column: number, instant: number): number {
  const cells = columns[column] ?? [];
  let after = rowAt(at, instant);
  let before = after - 1;
  while (before >= 0 && cells[before] === undefined) before -= 1;
  while (after < at.length && cells[after] === undefined) after += 1;
  if (after >= at.length) return before;
  return before >= 0 && instant - Number(at[before]) <= Number(at[after]) - instant ? before : after;
}

/** The row of a point so many points further on in one series, inside the view; the outermost where there are not so many. */
export function rowFurther({ at, columns }: SeriesBuffer, column: number, row: number, points: number, view: Span): number {
  const cells = columns[column] ?? [];
  const direction = Math.sign(points);
  let found = row;
  let left = Math.abs(points);
  for (let next = row + direction; left > 0 && Number(at[next]) >= view.since && Number(at[next]) <= view.until; next += direction) {
    if (typeof cells[next] !== 'number') continue;
    found = next;
    left -= 1;
  }
  return found;
}
