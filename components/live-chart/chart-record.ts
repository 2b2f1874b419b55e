import { decode, type Message, readPath, timeOf } from '../../src/index.js';
import { isRendered } from '../internal/as-of.js';
import { MOST_SERIES, namesIn } from './chart-series.js';
import { type Body, type Measured, visitValues } from './chart-values.js';
import type { ChartFrame } from './engine.js';
import type { Seed } from './seed.js';
import { SeriesBuffer } from './series.js';

/** How far ahead of ours a server's clock may be, in ms. A point beyond it is left out, or one typing error would empty the chart. */
const FURTHEST_AHEAD = 86_400_000;

/** Into how many steps a window is divided, each of which keeps three points. */
const STEPS = 512;

/** How much time is in view if the author says nothing, in ms. */
const WINDOW = 300_000;

/** Which messages a chart takes, and how much of them it shows. */
export interface ChartRecordOptions {
  /** Names of events, separated by spaces. */
  readonly event: string;
  /** What happened until then is shown already, in epoch ms. */
  readonly asOf?: number | undefined;
  /** How much time is in view, in ms. */
  readonly window?: number | undefined;
  readonly maxPoints?: number | undefined;
}

/** Returns how much time is in view, in ms; `undefined` if points are counted and all that is kept is in view. */
export function windowOf({ window, maxPoints }: ChartRecordOptions): number | undefined {
  if (window !== undefined && window > 0) return window;
  return maxPoints ? undefined : WINDOW;
}

/** Keeps what came for a chart: which series there are, their points, and how the server's clock differs from ours. */
export class ChartRecord {
  readonly buffer: SeriesBuffer = new SeriesBuffer();
  /** One for each column of the buffer. */
  fields: readonly string[] = [];
  /** The server's clock minus ours, minus the shortest way from there to here, in ms. */
  ahead: number | undefined;
  /** Since when nothing is known, in epoch ms by our clock, if no value came since a gap. */
  doubtSince: number | undefined;
  #asked: readonly string[] = [];
  /** When the server was last heard before the link was lost, if nothing came since. */
  #lostAt: number | undefined;
  #edge = 0;

  /** Begins anew with these series; with none, those that come. */
  begin(fields: readonly string[]): void {
    this.buffer.clear();
    this.fields = this.#asked = fields.slice(0, MOST_SERIES);
    this.ahead = this.doubtSince = this.#lostAt = undefined;
    this.#edge = 0;
  }

  /** Takes what came, and forgets what is too old or too much to be shown; returns whether any of it is for the chart. */
  take(messages: readonly Message[], options: ChartRecordOptions): boolean {
    const { buffer } = this;
    const window = windowOf(options);
    buffer.step = (window ?? 0) / STEPS;
    const events = namesIn(options.event);
    let isTaken = false;
    for (const message of messages) isTaken = this.#takeOne(message, events, options.asOf) || isTaken;
    const last = buffer.at.at(-1);
    if (last !== undefined) buffer.trim(window === undefined ? -Infinity : last - window, options.maxPoints);
    return isTaken;
  }

  /** Takes data from a table of the page, its columns in the order of the series that were asked for. It replaces what came in its time. */
  sow({ fields, rows }: Seed): void {
    const columns = fields.map((field, index) => this.#columnOf(this.#asked[index] ?? field));
    const instants = rows.map(({ at }) => at);
    if (rows.length > 0) this.buffer.remove({ since: Math.min(...instants), until: Math.max(...instants) });
    for (const { at, values } of rows) {
      columns.forEach((column, index) => {
        const value = values[index];
        if (value !== undefined && column >= 0) this.#write(at, column, value);
      });
    }
  }

  /**
   * Returns what is in view, up to the present on the server's clock; what is older is forgotten.
   *
   * `now` is `undefined` while time stands still. Without a window the view ends with the last point. `lostAt` is when the server was last
   * heard if the link is down; since then, or since a gap that no value ended, a gap runs on to the edge.
   */
  frame(now: number | undefined, options: ChartRecordOptions, lostAt: number | undefined): ChartFrame {
    const { buffer, ahead = 0 } = this;
    const { at, columns, gaps } = buffer;
    const window = windowOf(options);
    this.#lostAt ??= lostAt;
    const doubtSince = this.doubtSince ?? lostAt;
    if (now !== undefined) this.#edge = now + ahead;
    if (window) buffer.trim(this.#edge - window, options.maxPoints);
    const last = at.at(-1) ?? Date.now();
    const until = window || doubtSince !== undefined ? Math.max(this.#edge, last) : last;
    const since = window ? until - window : Math.min(at[0] ?? until, until - 1000);
    const isRunning = doubtSince !== undefined && at.length > 0;
    return { since, until, at, columns, gaps: isRunning ? [...gaps, { since: doubtSince + ahead, until }] : gaps };
  }

  #takeOne(message: Message, events: readonly string[], asOf?: number): boolean {
    if (message.type === 'snapshot') return this.#takeSnapshot(message.messages, events);
    if (message.type === 'gap') {
      this.#interrupt(message.since, message.until);
      this.doubtSince ??= message.since;
      return false;
    }
    return this.#takeBody(message, events, asOf);
  }

  /** A list is the whole history, also of what the server rendered; a single body is one value more, after a time of which nothing is known. */
  #takeSnapshot(messages: readonly Message[], events: readonly string[]): boolean {
    const bodies = messages.flatMap((message) => (message.type === 'gap' || message.type === 'snapshot' ? [] : membersOf(message)));
    const [only] = bodies;
    if (bodies.length > 0 && !bodies.some((body) => this.#isMeasured(body, events))) return false;
    if (only && bodies.length === 1 && this.buffer.at.length > 0) {
      const since = this.doubtSince ?? this.#lostAt;
      if (since !== undefined) this.#interrupt(since, only.receivedAt);
    } else {
      this.buffer.clear();
    }
    this.doubtSince = this.#lostAt = undefined;
    for (const body of bodies) this.#takeBody(body, events);
    return true;
  }

  #isMeasured(body: Body, events: readonly string[]): boolean {
    let isMeasured = false;
    visitValues(body, this.#asked, events, () => (isMeasured = true));
    return isMeasured;
  }

  #takeBody(message: Body, events: readonly string[], asOf?: number): boolean {
    const members = membersOf(message);
    if (members.length !== 1 || members[0] !== message) {
      return members.reduce((isTaken, member) => this.#takeBody(member, events, asOf) || isTaken, false);
    }
    const { receivedAt } = message;
    const at = timeOf(message);
    if (at !== undefined) {
      if (isRendered(at, asOf) || at - receivedAt > FURTHEST_AHEAD) return false;
      this.ahead = Math.max(this.ahead ?? -Infinity, at - receivedAt);
    }
    let isTaken = false;
    const id = identityOf(message);
    // The clock of a server that is known to differ places what it sends without a time, too.
    visitValues(message, this.#asked, events, (field, value) => {
      const column = this.#columnOf(field);
      if (column >= 0) this.#write(at ?? receivedAt + (this.ahead ?? 0), column, value, id);
      isTaken = true;
    });
    if (isTaken) this.doubtSince = this.#lostAt = undefined;
    return isTaken;
  }

  #write(at: number, column: number, value: Measured, id?: unknown): void {
    const text = typeof value === 'string' ? value : undefined;
    const detail = text === undefined && id === undefined ? undefined : { text, id };
    this.buffer.write(at, column, value === null ? null : Number(value), detail);
  }

  /** Moves a gap to the server's clock. */
  #interrupt(since: number, until: number): void {
    const { ahead = 0 } = this;
    this.buffer.interrupt({ since: since + ahead, until: until + ahead });
  }

  /** Finds a series by its field, and begins it if there is room; -1 if there is none. */
  #columnOf(field: string): number {
    const column = this.fields.indexOf(field);
    if (column >= 0 || this.fields.length >= MOST_SERIES) return column;
    this.fields = [...this.fields, field];
    return this.fields.length - 1;
  }
}

/** A list that comes as one body is that many bodies. */
function membersOf(message: Body): readonly Body[] {
  if (message.type !== 'unknown' || !Array.isArray(message.body)) return [message];
  return message.body.flatMap((member: unknown) => {
    const decoded = decode(member, message.receivedAt);
    return decoded.type === 'gap' || decoded.type === 'snapshot' || Array.isArray(member) ? [] : [decoded];
  });
}

function identityOf({ body }: Body): unknown {
  const id = readPath(body, 'id') ?? readPath(body, 'data.id');
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}
