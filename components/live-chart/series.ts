import { addGap, type Span } from './gaps.js';

/** The value of one series at one instant: `null` if it is known to be missing, `undefined` if only other series have a value there. */
export type Cell = number | null | undefined;

/** Further facts about a point. */
export interface PointDetail {
  /** The value as decimal text, if the server sent it as text. */
  readonly text?: string | undefined;
  /** The identity of the datapoint. Two points of one series and one instant that have the same identity are one. */
  readonly id?: unknown;
}

/** How many instants are kept at most. */
const MOST_ROWS = 4096;

/** Up to this many rows, every row is kept. More are not distinguishable on a screen. */
const FULL = 1536;

/** The shortest distance between two rows, in ms. A double can hold it beside today's epoch ms. */
const TICK = 1 / 1024;

/**
 * Holds several series over shared rows in ascending order, as a chart engine needs them.
 *
 * Each point is kept: points of one series at one instant get separate rows, in the order of arrival, a thousandth of a millisecond apart,
 * because an engine needs ascending numbers. The arrays change in place, so that a flood creates no garbage. If `step` is set and there are many
 * rows already, each `step` of time keeps three rows: those of the lowest and the highest value, so that no spike disappears, and the newest.
 */
export class SeriesBuffer {
  /** The time of each row, in epoch ms, strictly ascending. */
  readonly at: number[] = [];
  readonly columns: Cell[][] = [];
  /** Ascending; none overlaps another. */
  readonly gaps: Span[] = [];
  /** In ms; 0 keeps every row. */
  step = 0;

  /** The instant of each row as the server sent it; several rows may have the same. */
  readonly #instants: number[] = [];
  readonly #details: (PointDetail | undefined)[][] = [];

  /** Adds one value. A late value goes to its place; a known point, by its identity, is replaced. */
  write(at: number, column: number, value: number | null, detail?: PointDetail): void {
    while (this.columns.length <= column) this.#addColumn();
    const row = this.#findById(at, column, detail?.id) ?? this.#findFree(at, column) ?? this.#insert(at);
    set(this.columns[column], row, value);
    set(this.#details[column], row, detail);
  }

  /** Returns further facts about a point. */
  detailOf(row: number, column: number): PointDetail | undefined {
    return this.#details[column]?.[row];
  }

  /** Adds a gap between two instants, and interrupts every line after its last point. */
  interrupt(gap: Span): void {
    addGap(this.gaps, gap);
    const last = this.#instants.at(-1);
    if (last === undefined) return;
    this.columns.forEach((cells, column) => {
      if (lastKnown(cells) !== null) this.write(last, column, null);
    });
  }

  /** Removes the points from one instant to another. */
  remove({ since, until }: Span): void {
    const first = this.#instants.findIndex((at) => at >= since);
    const end = this.#endOf(until);
    if (first >= 0 && end > first) this.#cut(first, end - first);
  }

  /** Removes rows older than `before`, except the row from which the line enters the view, and all but the newest `most` rows. */
  trim(before: number, most: number = MOST_ROWS): void {
    const { at, gaps } = this;
    let old = Math.max(0, at.length - most);
    while (old + 1 < at.length && (at[old + 1] ?? 0) <= before) old += 1;
    if (old > 0) this.#cut(0, old);
    const [first] = at;
    while (first !== undefined && gaps[0] && gaps[0].until < first) gaps.shift();
  }

  /** Arranges the columns anew: each takes the place of the one that it names; -1 is an empty one. */
  arrange(columns: readonly number[]): void {
    const empty = (): undefined[] => new Array<undefined>(this.at.length).fill(undefined);
    const cells = columns.map((column) => this.columns[column] ?? empty());
    const details = columns.map((column) => this.#details[column] ?? empty());
    this.columns.splice(0, Infinity, ...cells);
    this.#details.splice(0, Infinity, ...details);
  }

  clear(): void {
    this.#cut(0, this.at.length);
    this.columns.length = this.#details.length = this.gaps.length = 0;
  }

  #addColumn(): void {
    this.columns.push(new Array<Cell>(this.at.length).fill(undefined));
    this.#details.push(new Array<undefined>(this.at.length).fill(undefined));
  }

  /** Returns the first row after an instant. */
  #endOf(at: number): number {
    let row = this.#instants.length;
    while (row > 0 && (this.#instants[row - 1] ?? at) > at) row -= 1;
    return row;
  }

  #findById(at: number, column: number, id: unknown): number | undefined {
    if (id === undefined) return undefined;
    for (let row = this.#endOf(at) - 1; this.#instants[row] === at; row -= 1) {
      if (this.#details[column]?.[row]?.id === id) return row;
    }
    return undefined;
  }

  /** Returns the first row of an instant after which the series has no value. */
  #findFree(at: number, column: number): number | undefined {
    const end = this.#endOf(at);
    let row = end;
    while (this.#instants[row - 1] === at && this.columns[column]?.[row - 1] === undefined) row -= 1;
    return row < end ? row : undefined;
  }

  #insert(at: number): number {
    const end = this.#endOf(at);
    const row = end === this.at.length && this.#isStepFull(at) ? this.#fold() : this.#open(end);
    this.#instants[row] = at;
    this.at[row] = at;
    this.#spread(row);
    return row;
  }

  #open(row: number): number {
    for (const list of this.#lists()) list.splice(row, 0, undefined as never);
    return row;
  }

  /** Keeps the rows ascending, even if their instants are the same. */
  #spread(first: number): void {
    for (let row = first; row < this.at.length; row += 1) {
      const least = (this.at[row - 1] ?? -Infinity) + TICK;
      if ((this.at[row] ?? 0) < least) this.at[row] = least;
      else if (row > first) return;
    }
  }

  /** Returns whether the last three rows are in the same step as `at`, and none of them interrupts a line. */
  #isStepFull(at: number): boolean {
    const { step } = this;
    const first = this.at.length - 3;
    const oldest = this.#instants[first];
    if (step <= 0 || oldest === undefined || this.at.length < FULL || Math.floor(oldest / step) !== Math.floor(at / step)) return false;
    return !this.columns.some((cells) => cells.includes(null, first));
  }

  /** Merges the last three rows: moves each series' lowest and highest value into the first two, and clears the third. */
  #fold(): number {
    const first = this.at.length - 3;
    this.columns.forEach((cells, column) => {
      const details = this.#details[column] ?? [];
      const known = [first, first + 1, first + 2].filter((row) => typeof cells[row] === 'number');
      const byValue = [...known].sort((one, other) => Number(cells[one]) - Number(cells[other]));
      const kept = byValue.length > 2 ? known.filter((row) => row === byValue[0] || row === byValue.at(-1)) : known;
      const points = kept.map((row) => ({ cell: cells[row], detail: details[row] }));
      for (const place of [0, 1, 2]) {
        cells[first + place] = points[place]?.cell;
        details[first + place] = points[place]?.detail;
      }
    });
    return first + 2;
  }

  #cut(first: number, count: number): void {
    for (const list of this.#lists()) list.splice(first, count);
  }

  #lists(): readonly unknown[][] {
    return [this.at, this.#instants, ...this.columns, ...this.#details];
  }
}

function set<Item>(list: Item[] | undefined, index: number, item: Item): void {
  if (list) list[index] = item;
}

/** Returns the newest entry of a series, which may be a missing value. */
function lastKnown(cells: readonly Cell[]): Cell {
  for (let row = cells.length - 1; row >= 0; row -= 1) if (cells[row] !== undefined) return cells[row];
  return undefined;
}
