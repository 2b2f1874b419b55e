import { type Message, timeOf } from '../../src/index.js';
import { MOST_SERIES, visitValues } from './chart-state.js';
import { seedOf } from './seed.js';
import { SeriesBuffer } from './series.js';

/** How far ahead a server's clock may be, in ms; a point beyond it is put where it came, lest one typing error empties the chart. */
const FURTHEST_AHEAD = 86_400_000;

/** Which messages a chart takes. */
export interface ChartRecordOptions {
  /** The series an author asked for; empty: those that come. */
  readonly fields: readonly string[];
  readonly events: readonly string[];
  /** What happened until then is shown already, in epoch ms. */
  readonly asOf: number | undefined;
  /** How much time is in view, in ms. */
  readonly length: number | undefined;
  readonly maxPoints: number | undefined;
}

/** What is kept, in lengths of the window: a view that stands still stays whole for half a window. */
const KEPT = 1.5;

/** In how many steps a window is thinned when too much comes. */
const STEPS = 512;

/** Keeps what came for a chart: which series there are, their points, and how the server's clock stands to ours. */
export class ChartRecord {
  readonly buffer: SeriesBuffer = new SeriesBuffer();
  /** One for each column of the buffer. */
  fields: readonly string[] = [];
  /** The first series that came and is not shown, since there are too many. */
  leftOut: string | undefined;
  /** The server's clock less ours, less the shortest way from there to here, in ms. */
  ahead: number | undefined;
  /** Grows with each change. */
  version = 0;

  /** Takes what came, and forgets what is too old or too much to be shown. */
  take(messages: readonly Message[], options: ChartRecordOptions): void {
    const { buffer } = this;
    for (const message of messages) this.#add(message, options);
    if (options.length) {
      this.forget(Number(buffer.at.at(-1)), options.length);
      buffer.thin(options.length / STEPS);
    } else buffer.trimRows((options.maxPoints ?? 1) * Math.max(1, buffer.columns.length));
    this.version += 1;
  }

  /** Forgets what is too old to be shown when it is `now` on the server's clock. */
  forget(now: number, length: number): void {
    this.buffer.trim(now - KEPT * length);
  }

  /** Takes the first data from a table of the page, its columns in the order of `fields` where there are any. */
  sow(table: HTMLTableElement, fields: readonly string[]): void {
    const seed = seedOf(table);
    const columns = seed.fields.map((field, index) => this.columnOf(fields[index] ?? field));
    for (const { at, values } of seed.rows) {
      values.forEach((value, index) => {
        const column = columns[index] ?? -1;
        if (value !== undefined && column >= 0) this.buffer.write(at, column, value);
      });
    }
    this.version += 1;
  }

  /** Finds a series by its field, and begins it where there is room and `isNew` allows; -1 where there is none. */
  columnOf(field: string, isNew = true): number {
    const column = this.fields.indexOf(field);
    if (column >= 0 || !isNew) return column;
    if (this.fields.length < MOST_SERIES) return (this.fields = [...this.fields, field]).length - 1;
    this.leftOut ??= field;
    return -1;
  }

  /** Begins anew with these series. */
  begin(fields: readonly string[]): void {
    this.buffer.clear();
    this.fields = fields.slice(0, MOST_SERIES);
    this.version += 1;
  }

  #add(message: Message, options: ChartRecordOptions): void {
    if (message.type === 'gap') {
      const ahead = this.ahead ?? 0;
      return this.buffer.interrupt({ since: message.since + ahead, until: message.until + ahead });
    }
    if (message.type === 'snapshot') {
      this.buffer.clear();
      for (const part of message.messages) this.#add(part, options);
      return;
    }
    const { receivedAt } = message;
    let at = timeOf(message);
    if (at !== undefined && at - receivedAt > FURTHEST_AHEAD) at = undefined;
    if (at !== undefined && options.asOf !== undefined && at <= options.asOf) return;
    this.ahead = Math.max(this.ahead ?? -Infinity, (at ?? receivedAt) - receivedAt);
    visitValues(message, options.fields, options.events, (field, value, isDelta) => {
      const column = this.columnOf(field, value !== null);
      if (column < 0) return;
      const before = isDelta ? (this.buffer.columns[column]?.findLast((cell) => typeof cell === 'number') ?? 0) : 0;
      this.buffer.write(at ?? this.buffer.next(receivedAt, column), column, value === null ? null : value + before);
    });
  }
}
