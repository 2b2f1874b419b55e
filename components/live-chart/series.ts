/** What one series has at one instant: a value, `null` where it is known to be missing, `undefined` where only other series spoke. */
export type Cell = number | null | undefined;

/** A stretch of time, in epoch ms. */
export interface Span {
  readonly since: number;
  readonly until: number;
}

/** How many instants, and how many gaps, are kept whatever comes. */
const MOST_ROWS = 4096;
const MOST_GAPS = 64;

/** The least difference between two instants, in ms; a double of today's epoch ms can hold it. */
const TICK = 1 / 1024;

/**
 * Holds several series over one ascending line of instants (epoch ms), as a chart engine wants them.
 *
 * The arrays are handed out as they are and change in place, so that a flood leaves no garbage. Of one `step` of time at most three instants
 * are kept: those of the lowest and the highest value, so that a spike never disappears, and the newest.
 */
export class SeriesBuffer {
  readonly at: number[] = [];
  readonly columns: Cell[][] = [];
  readonly gaps: Span[] = [];
  /** In ms; 0 keeps all. */
  step = 0;

  /** Writes one value; an instant that is already there is merged into, a late one is put where it belongs. */
  write(at: number, column: number, value: number | null): void {
    let row = this.at.length;
    while (row > 0 && Number(this.at[row - 1]) >= at) row -= 1;
    if (this.at[row] !== at) row = this.#insert(row, at);
    while (this.columns.length <= column) this.columns.push(new Array<Cell>(this.at.length).fill(undefined));
    const cells = this.columns[column];
    if (cells) cells[row] = value;
  }

  /** Tells where a value without a time of its own goes: at `at`, or just after what this series already has. */
  next(at: number, column: number): number {
    const last = this.at.at(-1) ?? -Infinity;
    if (at > last) return at;
    return this.columns[column]?.at(-1) === undefined ? last : last + TICK;
  }

  /** Remembers that nothing is known between two instants, and interrupts every line after its last point. */
  interrupt(gap: Span): void {
    this.gaps.push(gap);
    if (this.gaps.length > MOST_GAPS) this.gaps.shift();
    const last = this.at.at(-1);
    if (last !== undefined) this.columns.forEach((_, column) => this.write(last + TICK, column, null));
  }

  /** Forgets what is older than `before`, but for the last row, from which the line enters; and all but the newest `most` rows. */
  trim(before: number, most: number = MOST_ROWS): void {
    let old = Math.max(0, this.at.length - most);
    while (Number(this.at[old + 1]) <= before) old += 1;
    if (old > 0) for (const cells of [this.at, ...this.columns]) cells.splice(0, old);
    while (this.gaps[0] && this.gaps[0].until < Number(this.at[0])) this.gaps.shift();
  }

  clear(): void {
    this.at.length = this.columns.length = this.gaps.length = 0;
  }

  #insert(row: number, at: number): number {
    const first = row - 3;
    if (row === this.at.length && this.#isOneStep(first, at)) {
      for (const cells of this.columns) fold(cells, first);
      this.at[row - 1] = at;
      return row - 1;
    }
    this.at.splice(row, 0, at);
    for (const cells of this.columns) cells.splice(row, 0, undefined);
    return row;
  }

  /** Whether the three rows from `first` on lie in the step of `at`, and none of them interrupts a line. */
  #isOneStep(first: number, at: number): boolean {
    const { step } = this;
    const isFull = step > 0 && Math.floor(Number(this.at[first]) / step) === Math.floor(at / step);
    return isFull && !this.columns.some((cells) => cells.includes(null, first));
  }
}

/** Leaves of three cells the lowest and the highest in the first two, in the order they came. */
function fold(cells: Cell[], first: number): void {
  const known = cells.slice(first).filter((cell) => typeof cell === 'number');
  const low = Math.min(...known);
  const high = Math.max(...known);
  const [one, other] = known.indexOf(low) < known.indexOf(high) ? [low, high] : [high, low];
  cells.splice(first, 3, known.length > 0 ? one : undefined, known.length > 0 ? other : undefined, undefined);
}
