/** What one series has at one instant: a value, `null` where it is known to be missing, `undefined` where only other series spoke. */
export type Cell = number | null | undefined;

/** A stretch of time, in epoch ms. */
export interface Span {
  readonly since: number;
  readonly until: number;
}

/** How many rows are kept as they came; above it, rows are thinned to three for each step of time. */
const MOST_ROWS = 4096;

/** How many gaps are remembered. */
const MOST_GAPS = 64;

/** The least difference between two instants of one series, in ms; a double of today's epoch ms can hold it. */
const TICK = 1 / 1024;

/**
 * Holds several series over one ascending line of instants (epoch ms), as a chart engine wants them.
 *
 * The arrays are handed out as they are and change in place. Bounded: `trim` forgets what is old, `thin` keeps the lowest and the highest
 * value of each step, so that a spike never disappears.
 */
export class SeriesBuffer {
  readonly at: number[] = [];
  readonly columns: Cell[][] = [];
  readonly gaps: Span[] = [];

  /** Writes one value; an instant that is already there is merged into, a late one is put where it belongs. */
  write(at: number, column: number, value: number | null): void {
    let row = this.at.length;
    while (row > 0 && Number(this.at[row - 1]) >= at) row -= 1;
    if (this.at[row] !== at) this.#insert(row, at);
    while (this.columns.length <= column) this.columns.push(new Array<Cell>(this.at.length).fill(undefined));
    const cells = this.columns[column];
    if (cells) cells[row] = value;
  }

  /** Tells where a value without a time of its own goes: at `at`, or just after what this series already has. */
  next(at: number, column: number): number {
    const last = this.at.at(-1);
    if (last === undefined || at > last) return at;
    return this.columns[column]?.at(-1) === undefined ? last : last + TICK;
  }

  /** Remembers that nothing is known between two instants, and interrupts every line after its last point. */
  interrupt(gap: Span): void {
    this.gaps.push(gap);
    if (this.gaps.length > MOST_GAPS) this.gaps.shift();
    const last = this.at.at(-1);
    if (last !== undefined) this.columns.forEach((_, column) => this.write(last + TICK, column, null));
  }

  /** Forgets what is older than `before`, but for the last row, from which the line enters. */
  trim(before: number): void {
    let old = 0;
    while (Number(this.at[old + 1]) <= before) old += 1;
    if (old > 0) this.#remove(0, old);
    while (this.gaps[0] && this.gaps[0].until < before) this.gaps.shift();
  }

  /** Keeps the newest `most` rows, and up to as many older ones. */
  trimRows(most: number): void {
    if (this.at.length > 2 * most) this.#remove(0, this.at.length - most);
  }

  /** Once there are too many rows, keeps for each `step` ms the lowest and the highest value, and a missing one where any was missing. */
  thin(step: number): void {
    if (this.at.length <= MOST_ROWS) return;
    const at: number[] = [];
    const columns: Cell[][] = this.columns.map(() => []);
    for (let from = 0, to = 0; from < this.at.length; from = to) {
      const bucket = Math.floor(Number(this.at[from]) / step);
      while (to < this.at.length && Math.floor(Number(this.at[to]) / step) === bucket) to += 1;
      const cells = this.columns.map((column) => column.slice(from, to));
      const rows = cells.some((column) => column.includes(null)) ? 3 : 2;
      const thinned = to - from > rows;
      at.push(...(thinned ? [...this.at.slice(from, from + rows - 1), Number(this.at[to - 1])] : this.at.slice(from, to)));
      cells.forEach((column, index) => columns[index]?.push(...(thinned ? extremes(column, rows) : column)));
    }
    this.at.splice(0, Infinity, ...at);
    this.columns.splice(0, Infinity, ...columns);
  }

  clear(): void {
    this.at.length = this.columns.length = this.gaps.length = 0;
  }

  #insert(row: number, at: number): void {
    if (row === this.at.length) {
      this.at.push(at);
      for (const cells of this.columns) cells.push(undefined);
    } else {
      this.at.splice(row, 0, at);
      for (const cells of this.columns) cells.splice(row, 0, undefined);
    }
  }

  #remove(from: number, count: number): void {
    this.at.splice(from, count);
    for (const cells of this.columns) cells.splice(from, count);
  }
}

/** The lowest and the highest of some cells, in the order they came; where anything was missing, `null` after them. */
function extremes(cells: readonly Cell[], rows: number): Cell[] {
  let low: number | undefined;
  let high: number | undefined;
  let rising = true;
  for (const value of cells) {
    if (typeof value !== 'number') continue;
    if (low === undefined || value < low) {
      low = value;
      rising = false;
    }
    if (high === undefined || value > high) {
      high = value;
      rising = true;
    }
  }
  const found = rising ? [low, high] : [high, low];
  return rows === 2 ? found : cells.includes(null) ? [...found, null] : [found[0], undefined, found[1]];
}
