import { decode, type Message, readPath, type ReceivedMessage, timeOf } from '../../src/index.js';
import { isAddressed } from '../internal/addressed.js';
import { isRendered } from '../internal/as-of.js';
import { MOST_SERIES, namesIn } from './chart-series.js';
import { type Measured, visitValues } from './chart-values.js';
import type { ChartAnnotation, ChartFrame } from './engine.js';
import type { Seed } from './seed.js';
import type { Span } from './gaps.js';
import { SeriesBuffer } from './series.js';

/** How far ahead of ours a server's clock may be, in ms. Later points are dropped, because one wrong instant would empty the chart. */
const FURTHEST_AHEAD = 86_400_000;

/** How many steps a window has. Each step keeps three points. */
const STEPS = 512;

/** How many rows a step takes, and how many rows are kept at most if the page retains more than the view. */
const ROWS_PER_STEP = 3;
const MOST_ROWS = 16_384;

/** How many series that are left out are counted. */
export const MOST_LEFT_OUT = 1_000;

/** How many annotations are kept. */
const MOST_ANNOTATIONS = 64;

/** The default window, in ms. */
const WINDOW = 300_000;

/** Selects the messages that a chart takes, and how much of them it shows. */
export interface ChartRecordOptions {
  /** Names of events, separated by spaces. */
  readonly event: string;
  /** Until when the page already shows everything, in epoch ms. */
  readonly asOf?: number | undefined;
  /** How much time is in view, in ms. */
  readonly window?: number | undefined;
  readonly maxPoints?: number | undefined;
  /** How long points are kept, in ms, if longer than the view. */
  readonly retain?: number | undefined;
  /** How far the view is behind the present, in ms. */
  readonly delay?: number | undefined;
  /** Names of events that are annotations, separated by spaces. */
  readonly annotations?: string;
  /** What the view shows while it stands still. */
  readonly frozen?: Span | undefined;
}

/** The newest value of a series. */
export interface LatestValue {
  readonly at: number;
  readonly value: Measured;
}

/** Returns how much time is in view, in ms; `undefined` if `max-points` limits the view instead. */
export function windowOf({ window, maxPoints }: ChartRecordOptions): number | undefined {
  if (window !== undefined && window > 0) return window;
  return maxPoints ? undefined : WINDOW;
}

/** Keeps a chart's data: its series, their points, and the offset between the server's clock and ours. */
export class ChartRecord {
  readonly buffer: SeriesBuffer = new SeriesBuffer();
  /** The newest value of each column, also if it is no longer in the buffer. */
  latest: (LatestValue | undefined)[] = [];
  /** One field for each column of the buffer. */
  fields: readonly string[] = [];
  /** The server's clock minus ours, minus the shortest latency seen, in ms. */
  ahead: number | undefined;
  /** Since when nothing is known, in epoch ms by our clock, if no value has arrived since a gap. */
  doubtSince: number | undefined;
  /** What happened beside the values, oldest first. */
  annotations: readonly ChartAnnotation[] = [];
  /** Called with each new value that is the newest of its series, oldest first. Only the last value of a snapshot counts. */
  onValue: ((field: string, value: number, at: number) => void) | undefined;
  #asked: readonly string[] = [];
  #leftOut = new Set<string>();
  /** When the last message arrived before the connection was lost, if nothing has arrived since. */
  #lostAt: number | undefined;
  #edge = 0;

  /** The series that are left out because there are too many, the first ones first. */
  get leftOut(): ReadonlySet<string> {
    return this.#leftOut;
  }

  /** Starts over with these fields; without fields, with the series that arrive. */
  begin(fields: readonly string[]): void {
    this.buffer.clear();
    this.latest = [];
    this.annotations = [];
    this.fields = this.#asked = fields.slice(0, MOST_SERIES);
    this.#leftOut = new Set(fields.slice(MOST_SERIES));
    this.ahead = this.doubtSince = this.#lostAt = undefined;
    this.#edge = 0;
  }

  /**
   * Takes other fields, and keeps the points of those that stay. Returns `false` if none stays, or if the fields were not named before; the
   * caller then begins anew.
   */
  reshape(fields: readonly string[]): boolean {
    const next = fields.slice(0, MOST_SERIES);
    const isSame = next.join('\n') === this.#asked.join('\n');
    if (!isSame && !next.some((field) => this.#asked.includes(field))) return false;
    if (fields.length > 0) this.#leftOut = new Set(fields.slice(MOST_SERIES));
    if (isSame) return true;
    const columns = next.map((field) => this.fields.indexOf(field));
    this.buffer.arrange(columns);
    this.latest = columns.map((column) => this.latest[column]);
    this.fields = this.#asked = next;
    return true;
  }

  /** Takes messages, and drops points that are too old or too many to show. Returns whether the chart could use any message. */
  take(messages: readonly Message[], options: ChartRecordOptions): boolean {
    const { buffer } = this;
    const window = windowOf(options);
    const kept = Math.max(window ?? 0, options.retain ?? 0);
    buffer.step = window === undefined ? 0 : Math.max(window / STEPS, (kept * ROWS_PER_STEP) / MOST_ROWS);
    const events = namesIn(options.event);
    let isTaken = false;
    for (const message of messages) isTaken = this.#takeOne(message, events, options) || isTaken;
    const last = buffer.at.at(-1);
    if (last !== undefined) this.#trim(last, options);
    return isTaken;
  }

  /** Drops points that are neither in view nor retained. A view that stands still keeps its points, up to the most rows that are kept. */
  #trim(edge: number, options: ChartRecordOptions): void {
    const { maxPoints, retain = 0, delay = 0, frozen } = options;
    const window = windowOf(options);
    const before = window === undefined ? -Infinity : edge - delay - Math.max(window, retain);
    if (frozen) this.buffer.trim(Math.min(before, frozen.since), MOST_ROWS);
    else this.buffer.trim(before, maxPoints ?? (retain > 0 ? MOST_ROWS : undefined));
  }

  /** Takes data from the page's table, its columns in the order of the declared series. It replaces points of the same time. */
  sow({ fields, rows }: Seed): void {
    const columns = fields.map((field, index) => this.#columnOf(this.#asked[index] ?? field));
    const instants = rows.map(({ at }) => at);
    if (rows.length > 0) this.buffer.remove({ since: Math.min(...instants), until: Math.max(...instants) });
    this.#reportOnlyNewest(() => {
      for (const { at, values } of rows) {
        columns.forEach((column, index) => {
          const value = values[index];
          if (value !== undefined && column >= 0) this.#write(at, column, value);
        });
      }
    });
  }

  /**
   * Returns the view, up to the present by the server's clock, and drops older points.
   *
   * `now` is `undefined` while time stands still. Without a window, the view ends with the last point. `lostAt` is when the last message arrived
   * if the connection is lost. From then, or from a gap that no value ended, a gap extends to the edge.
   */
  frame(now: number | undefined, options: ChartRecordOptions, lostAt: number | undefined): ChartFrame {
    const { buffer, ahead = 0 } = this;
    const { at, columns, gaps } = buffer;
    const window = windowOf(options);
    this.#lostAt ??= lostAt;
    const doubtSince = this.doubtSince ?? lostAt;
    if (now !== undefined) this.#edge = now + ahead;
    if (window) this.#trim(this.#edge, options);
    const last = at.at(-1) ?? Date.now();
    const edge = window || doubtSince !== undefined ? Math.max(this.#edge, last) : last;
    const until = edge - (window ? (options.delay ?? 0) : 0);
    const since = window ? until - window : Math.min(at[0] ?? until, until - 1000);
    const isRunning = doubtSince !== undefined && at.length > 0;
    const live = { since, until };
    const shown = options.frozen ?? live;
    const isCut = at.length >= MOST_ROWS && at[0] !== undefined && at[0] > shown.since;
    const allGaps = [
      ...(isCut ? [{ since: shown.since, until: at[0] ?? 0 }] : []),
      ...gaps,
      ...(isRunning ? [{ since: doubtSince + ahead, until: edge }] : []),
    ];
    return { since: shown.since, until: shown.until, live, at, columns, gaps: allGaps, annotations: this.annotations };
  }

  #takeOne(message: Message, events: readonly string[], options: ChartRecordOptions): boolean {
    if (message.type === 'snapshot') return this.#takeSnapshot(message.messages, events, options);
    if (message.type === 'gap') {
      this.#interrupt(message.since, message.until);
      this.doubtSince ??= message.since;
      return false;
    }
    return this.#takeBody(message, events, options, options.asOf);
  }

  /** Takes a snapshot. A list is the whole history and replaces it; a single body adds one value after a gap. */
  #takeSnapshot(messages: readonly Message[], events: readonly string[], options: ChartRecordOptions): boolean {
    const bodies = messages.flatMap((message) => (message.type === 'gap' || message.type === 'snapshot' ? [] : membersOf(message)));
    const [only] = bodies;
    if (bodies.length > 0 && !bodies.some((body) => this.#isMeasured(body, events))) return false;
    if (only && bodies.length === 1 && this.buffer.at.length > 0) {
      const since = this.doubtSince ?? this.#lostAt;
      if (since !== undefined) this.#interrupt(since, only.receivedAt);
    } else {
      this.buffer.clear();
      this.latest = [];
    }
    this.doubtSince = this.#lostAt = undefined;
    this.#reportOnlyNewest(() => {
      for (const body of bodies) this.#takeBody(body, events, options);
    });
    return true;
  }

  #isMeasured(body: ReceivedMessage, events: readonly string[]): boolean {
    let isMeasured = false;
    visitValues(body, this.#asked, events, () => (isMeasured = true));
    return isMeasured;
  }

  #takeBody(message: ReceivedMessage, events: readonly string[], options: ChartRecordOptions, asOf?: number): boolean {
    const members = membersOf(message);
    if (members.length !== 1 || members[0] !== message) {
      return members.reduce((isTaken, member) => this.#takeBody(member, events, options, asOf) || isTaken, false);
    }
    const { receivedAt } = message;
    const at = timeOf(message);
    const isAnnotation = Boolean(options.annotations) && isAddressed(message, { event: options.annotations ?? '' });
    if (at !== undefined) {
      if (isRendered(at, asOf) || at - receivedAt > FURTHEST_AHEAD) return false;
      // An annotation may be of long ago, so it says nothing about the server's clock.
      if (!isAnnotation) this.ahead = Math.max(this.ahead ?? -Infinity, at - receivedAt);
    }
    let isTaken = false;
    const id = identityOf(message);
    // If the server's clock is known to differ, values without a time are placed by it too.
    visitValues(message, this.#asked, events, (field, value) => {
      const column = this.#columnOf(field);
      if (column >= 0) this.#write(at ?? receivedAt + (this.ahead ?? 0), column, value, id);
      isTaken = true;
    });
    if (isTaken) this.doubtSince = this.#lostAt = undefined;
    if (isAnnotation) this.#annotate({ at: at ?? receivedAt + (this.ahead ?? 0), label: labelOf(message) });
    return isAnnotation || isTaken;
  }

  /** Notes an event that the page wants to see beside the values, once. */
  #annotate(annotation: ChartAnnotation): void {
    if (this.annotations.some(({ at, label }) => at === annotation.at && label === annotation.label)) return;
    const sorted = [...this.annotations, annotation].sort((one, other) => one.at - other.at);
    this.annotations = sorted.slice(-MOST_ANNOTATIONS);
  }

  /** Takes a history, and reports only the newest value of each series. */
  #reportOnlyNewest(take: () => void): void {
    const { onValue } = this;
    this.onValue = undefined;
    try {
      take();
    } finally {
      this.onValue = onValue;
    }
    this.fields.forEach((field, column) => this.#report(field, column));
  }

  /** Reports the newest value of a series. */
  #report(field: string, column: number): void {
    const { at, value } = this.latest[column] ?? {};
    if (at !== undefined && value !== undefined && value !== null) this.onValue?.(field, Number(value), at);
  }

  #write(at: number, column: number, value: Measured, id?: unknown): void {
    const text = typeof value === 'string' ? value : undefined;
    const detail = text === undefined && id === undefined ? undefined : { text, id };
    this.buffer.write(at, column, value === null ? null : Number(value), detail);
    if (at >= (this.latest[column]?.at ?? -Infinity)) this.latest[column] = { at, value };
    else return;
    this.#report(this.fields[column] ?? '', column);
  }

  /** Converts a gap to the server's clock. */
  #interrupt(since: number, until: number): void {
    const { ahead = 0 } = this;
    this.buffer.interrupt({ since: since + ahead, until: until + ahead });
  }

  /** Returns the column of a field, and adds it if there is room; -1 if there is none, and the field is left out. */
  #columnOf(field: string): number {
    const column = this.fields.indexOf(field);
    if (column >= 0) return column;
    if (this.fields.length >= MOST_SERIES) {
      if (this.#leftOut.size < MOST_LEFT_OUT) this.#leftOut.add(field);
      return -1;
    }
    this.fields = [...this.fields, field];
    return this.fields.length - 1;
  }
}

/** Returns the bodies of a message: each item of a list is one body. */
function membersOf(message: ReceivedMessage): readonly ReceivedMessage[] {
  if (message.type !== 'unknown' || !Array.isArray(message.body)) return [message];
  return message.body.flatMap((member: unknown) => {
    const decoded = decode(member, message.receivedAt);
    return decoded.type === 'gap' || decoded.type === 'snapshot' || Array.isArray(member) ? [] : [decoded];
  });
}

function identityOf({ body }: ReceivedMessage): unknown {
  const id = readPath(body, 'id') ?? readPath(body, 'data.id');
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

/** Returns what an event says about itself, else its name in words. */
function labelOf(message: ReceivedMessage): string {
  const data = message.type === 'event' ? (message.data ?? message.body) : message.body;
  const text = ['label', 'title', 'message', 'name', 'text'].map((key) => readPath(data, key)).find((value) => typeof value === 'string');
  const name = message.type === 'event' ? message.event : readPath(message.body, 'type');
  const words = typeof text === 'string' && text ? text : String(name).replace(/[_.]+/g, ' ');
  return words.length > MOST_LABEL ? `${words.slice(0, MOST_LABEL)}…` : words;
}

/** The longest label of an annotation, in characters. */
const MOST_LABEL = 60;
