import type { LitElement, TemplateResult } from 'lit';
import { announce } from '../internal/announcer.js';
import { tooltipTemplate } from './chart-parts.js';
import type { ChartView, ChartWords } from './chart-words.js';
import type { ChartAnnotation, ChartCursor, ChartEngine } from './engine.js';
import type { Span } from './gaps.js';
import { panned, type Viewport, zoomed } from './viewport.js';

/** How many rows each key moves. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/** How many series, windows and zoom steps each key moves. */
const SERIES: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };
const PAGES: Readonly<Record<string, number>> = { PageUp: -1, PageDown: 1 };
const ZOOMS: Readonly<Record<string, number>> = { '+': 0.5, '=': 0.5, '-': 2 };

/** How many rows a key moves with Shift. */
const FAR = 10;

/** How near an annotation must be to be read with a point, as a share of the view. */
const NEAR = 0.01;

/** The shortest time between two announcements of points, in ms. */
const ANNOUNCED_EVERY = 400;

/** What a reader reads, and what it acts on. */
export interface ReaderStage {
  readonly view: () => ChartView;
  readonly engine: () => ChartEngine | undefined;
  readonly viewport: Viewport;
  /** From the oldest point to the present. */
  readonly bounds: () => Span;
}

/** Lets a person read a chart's points with the pointer and the keyboard. */
export class ChartReader {
  /** The row at the cursor. */
  cursor: ChartCursor | undefined;
  /** The instant of the keyboard's cursor or of the pinned tooltip, in epoch ms. */
  #readAt: number | undefined;
  #isPinned = false;
  /** The only series that the keyboard reads. */
  #column: number | undefined;
  #isDrawing = false;
  readonly #host: LitElement;
  readonly #words: ChartWords;
  readonly #stage: ReaderStage;

  constructor(host: LitElement, words: ChartWords, stage: ReaderStage) {
    this.#host = host;
    this.#words = words;
    this.#stage = stage;
  }

  /** The instant at the cursor, in epoch ms. */
  get at(): number | undefined {
    return this.cursor && this.#stage.view().frame.at[this.cursor.row];
  }

  /** Takes the cursor's position. The engine also reports it at each drawing, so only a change requests an update. */
  readonly onCursor = (cursor: ChartCursor | undefined): void => {
    if (isSameCursor(cursor, this.cursor)) return;
    this.cursor = cursor;
    if (!this.#isDrawing) this.#host.requestUpdate();
  };

  /** Draws during an update of the host, keeps the cursor at its instant, and requests a further update only if the render was before it. */
  draw(engine: ChartEngine): void {
    const before = this.cursor;
    this.#isDrawing = true;
    engine.draw(this.#stage.view().frame);
    if (this.#readAt !== undefined) engine.point(this.#readAt);
    this.#isDrawing = false;
    if (this.#host.isUpdatePending || isSameCursor(before, this.cursor)) return;
    void this.#host.updateComplete.then(() => this.#host.requestUpdate());
  }

  /** Moves from point to point with the arrow keys and announces each, moves and zooms the view, pins, and returns to the present. */
  readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.#does(event)) return;
    event.preventDefault();
  };

  /** Pins the tooltip at an instant; the second time, near the same place, lets it go. */
  pin(at: number): void {
    const { since, until } = this.#stage.view().frame;
    const isSame = this.#isPinned && this.#readAt !== undefined && Math.abs(this.#readAt - at) < (until - since) * NEAR;
    this.release();
    if (isSame) return;
    this.#isPinned = true;
    this.#readAt = nearest(this.#stage.view().frame.at, at);
    this.#stage.viewport.hold('pin');
    this.#stage.engine()?.point(this.#readAt);
  }

  /** Moves the cursor as another chart of the group does. */
  point(at: number | undefined): void {
    if (this.#isPinned) return;
    this.#readAt = at;
    if (at === undefined) this.#stage.engine()?.release();
    this.#stage.engine()?.point(at);
  }

  /** Lets the cursor follow the pointer, unless the tooltip is pinned. */
  readonly onPointerMove = (): void => {
    if (this.#isPinned || this.#readAt === undefined) return;
    this.#readAt = undefined;
    this.#stage.engine()?.release();
    this.#stage.viewport.release('cursor');
  };

  readonly leave = (): void => {
    if (!this.#isPinned) this.release();
  };

  /** Removes the cursor of the keyboard and the pinned tooltip. */
  release(): void {
    this.#isPinned = false;
    this.#readAt = this.#column = undefined;
    const { engine, viewport } = this.#stage;
    engine()?.point(undefined);
    viewport.release('pin');
    viewport.release('cursor');
  }

  /** Renders the tooltip; `width` is the plot's, in CSS pixels. */
  tooltip(width: number): TemplateResult | undefined {
    const view = this.#stage.view();
    const { at, cursor } = this;
    if (!cursor || at === undefined) return undefined;
    const options = { time: this.#words.instant(at, view), isPinned: this.#isPinned, column: this.#column, notes: notesAt(view, at) };
    return tooltipTemplate(cursor, width, options, view.series, (series, row) => this.#words.value(series, row, view.format));
  }

  /** Does what a key is for. Returns whether it is for anything. */
  #does({ key, shiftKey }: KeyboardEvent): boolean {
    const { viewport, view, bounds } = this.#stage;
    const { frame, series } = view();
    const step = STEPS[key];
    if (key === 'Escape' || key === 'l' || key === 'L') {
      if (viewport.span === undefined && this.#readAt === undefined) return false;
      this.release();
      viewport.follow();
    } else if (step !== undefined) this.#move(step * (shiftKey ? FAR : 1));
    else if (SERIES[key] !== undefined) {
      if (series.length < 2) return false;
      const first = this.#column === undefined ? (SERIES[key] > 0 ? -1 : series.length) : this.#column;
      this.#column = (first + SERIES[key] + series.length) % series.length;
      this.#move(0);
    } else if (PAGES[key] !== undefined) viewport.show(panned(frame, PAGES[key] * (frame.until - frame.since), bounds()));
    else if (ZOOMS[key] !== undefined) viewport.show(zoomed(frame, ZOOMS[key], this.#readAt ?? frame.until, bounds()));
    else if (key === 'Enter' && this.#readAt !== undefined) {
      this.#isPinned = !this.#isPinned;
      viewport[this.#isPinned ? 'hold' : 'release']('pin');
      this.#host.requestUpdate();
    } else return false;
    return true;
  }

  /** Moves the cursor by so many points, of the chosen series only if there is one, and announces it. */
  #move(step: number): void {
    const { frame, series } = this.#stage.view();
    const cells = this.#column === undefined ? undefined : series[this.#column]?.cells;
    const rows = [...frame.at.keys()].filter(
      (row) => Number(frame.at[row]) >= frame.since && Number(frame.at[row]) <= frame.until && (!cells || cells[row] !== undefined),
    );
    const here = this.#readAt === undefined ? rows.length : rows.findIndex((row) => Number(frame.at[row]) >= Number(this.#readAt));
    const row = rows[Math.max(0, Math.min((here < 0 ? rows.length : here) + step, rows.length - 1))];
    if (row === undefined) return;
    this.#readAt = frame.at[row];
    this.#stage.viewport.hold('cursor');
    this.#stage.engine()?.point(this.#readAt);
    this.#host.requestUpdate();
    this.#say(row);
  }

  #say(row: number): void {
    const view = this.#stage.view();
    const [time = '', ...values] = this.#words.row(view, row);
    const said = values.flatMap((value, column) => {
      if (this.#column === undefined ? values.length > 1 && view.series[column]?.cells[row] === undefined : column !== this.#column)
        return [];
      return `${view.series[column]?.label ?? ''} ${value}`;
    });
    const notes = notesAt(view, view.frame.at[row] ?? 0).map(({ label }) => label);
    announce([...said, time, ...notes].join(', '), { from: this.#host, every: ANNOUNCED_EVERY });
  }
}

/** Returns the annotations near an instant. */
function notesAt({ frame }: ChartView, at: number): readonly ChartAnnotation[] {
  const near = (frame.until - frame.since) * NEAR;
  return (frame.annotations ?? []).filter((annotation) => Math.abs(annotation.at - at) <= near);
}

function nearest(instants: readonly number[], at: number): number {
  return instants.reduce((best, instant) => (Math.abs(instant - at) < Math.abs(best - at) ? instant : best), instants[0] ?? at);
}

function isSameCursor(one: ChartCursor | undefined, other: ChartCursor | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.left === other.left && one.row === other.row && one.rows.every((row, column) => row === other.rows[column]);
}
