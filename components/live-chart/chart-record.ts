import { type Message, timeOf } from '../../src/index.js';
import { isRendered } from '../internal/as-of.js';
import { MOST_SERIES, namesIn, visitValues } from './chart-state.js';
import type { ChartFrame } from './engine.js';
import { seedOf } from './seed.js';
import { SeriesBuffer } from './series.js';

/** How far ahead a server's clock may be, in ms; a point beyond it is put where it came, lest one typing error empties the chart. */
const FURTHEST_AHEAD = 86_400_000;

/** In how many steps a window is kept. */
const STEPS = 512;

/** How much time is in view where the author says nothing, in ms. */
const WINDOW = 300_000;

/** Which messages a chart takes, and how much of them it shows. */
export interface ChartRecordOptions {
  /** Names of events, with spaces between. */
  readonly event: string;
  /** What happened until then is shown already, in epoch ms. */
  readonly asOf?: number | undefined;
  /** How much time is in view, in ms. */
  readonly window?: number | undefined;
  readonly maxPoints?: number | undefined;
}

/** Tells how much time is in view, in ms; all that is kept, where points are counted. */
export function windowOf({ window, maxPoints }: ChartRecordOptions): number | undefined {
  return window ?? (maxPoints ? undefined : WINDOW);
}

/** Keeps what came for a chart: which series there are, their points, and how the server's clock stands to ours. */
export class ChartRecord {
  readonly buffer: SeriesBuffer = new SeriesBuffer();
  /** One for each column of the buffer. */
  fields: readonly string[] = [];
  /** The server's clock less ours, less the shortest way from there to here, in ms. */
  ahead: number | undefined;
  #asked: readonly string[] = [];
  #edge = 0;

  /** Begins anew with these series; with none, those that come. */
  begin(fields: readonly string[]): void {
    this.buffer.clear();
    this.fields = this.#asked = fields.slice(0, MOST_SERIES);
  }

  /** Takes what came, and forgets what is too old or too much to be shown; returns whether any of it is for the chart. */
  take(messages: readonly Message[], options: ChartRecordOptions): boolean {
    const { buffer } = this;
    const window = windowOf(options);
    buffer.step = (window ?? 0) / STEPS;
    const added = messages.map((message) => this.#add(message, namesIn(options.event), options.asOf));
    buffer.trim(Number(buffer.at.at(-1)) - (window ?? Infinity), options.maxPoints);
    return added.includes(true);
  }

  /** Takes the first data from a table of the page, its columns in the order of the series that were asked for. */
  sow(table: HTMLTableElement): void {
    const { fields, rows } = seedOf(table);
    const columns = fields.map((field, index) => this.#columnOf(this.#asked[index] ?? field));
    for (const { at, values } of rows) {
      columns.forEach((column, index) => {
        const value = values[index];
        if (value !== undefined && column >= 0) this.buffer.write(at, column, value);
      });
    }
  }

  /**
   * Tells what is in view, up to the present on the server's clock; what is older is forgotten.
   *
   * `now` is `undefined` where time stands still. Without a window the view ends with the last point. While the link is down, `heardAt` is
   * when the server was last heard; since then a gap runs on.
   */
  frame(now: number | undefined, options: ChartRecordOptions, heardAt: number | undefined): ChartFrame {
    const { buffer, ahead = 0 } = this;
    const { at, columns, gaps } = buffer;
    const window = windowOf(options);
    if (now !== undefined) this.#edge = now + ahead;
    if (window) buffer.trim(this.#edge - window, options.maxPoints);
    const last = at.at(-1) ?? Date.now();
    const until = window || heardAt ? Math.max(this.#edge, last) : last;
    const since = window ? until - window : Math.min(at[0] ?? until, until - 1000);
    return { since, until, at, columns, gaps: heardAt && at.length > 0 ? [...gaps, { since: heardAt + ahead, until }] : gaps };
  }

  #add(message: Message, events: readonly string[], asOf?: number): boolean {
    const { buffer, ahead = 0 } = this;
    if (message.type === 'gap') {
      buffer.interrupt({ since: message.since + ahead, until: message.until + ahead });
      return false;
    }
    if (message.type === 'snapshot') {
      buffer.clear();
      // It holds all there is, also what the server rendered.
      const added = message.messages.map((part) => this.#add(part, events));
      return added.length === 0 || added.includes(true);
    }
    const { receivedAt } = message;
    let at = timeOf(message);
    if (at !== undefined) {
      if (isRendered(at, asOf)) return false;
      if (at - receivedAt > FURTHEST_AHEAD) at = undefined;
      else this.ahead = Math.max(this.ahead ?? -Infinity, at - receivedAt);
    }
    let isAdded = false;
    visitValues(message, this.#asked, events, (field, value) => {
      isAdded = true;
      const column = this.#columnOf(field);
      if (column >= 0) buffer.write(at ?? buffer.next(receivedAt, column), column, value);
    });
    return isAdded;
  }

  /** Finds a series by its field, and begins it where there is room; -1 where there is none. */
  #columnOf(field: string): number {
    const column = this.fields.indexOf(field);
    if (column >= 0 || this.fields.length >= MOST_SERIES) return column;
    this.fields = [...this.fields, field];
    return this.fields.length - 1;
  }
}
