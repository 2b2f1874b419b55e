import type { LitElement, ReactiveController } from 'lit';
import { nearestRow, rowAt, rowFurther } from './chart-view.js';
import type { Cell, SeriesBuffer, Span } from './series.js';

/** What a chart shows of itself to its cursor. */
export interface CursorScene {
  readonly buffer: SeriesBuffer;
  readonly view: Span;
  /** Where the plot begins and how wide it is, in CSS pixels of the stage. */
  readonly box: { readonly left: number; readonly width: number } | undefined;
}

/** The point of one series at the cursor. */
export interface Reading {
  readonly at: number;
  readonly value: Cell;
}

/** What is read at the cursor. */
export interface Read {
  /** One for each series. */
  readonly readings: readonly Reading[];
  /** Where the cursor stands, in epoch ms. */
  readonly at: number;
  /** The series that the keyboard reads. */
  readonly column: number | undefined;
  /** Whether the cursor is in the later half, so that its words find room before it. */
  readonly isLate: boolean;
}

/**
 * Follows pointer and keyboard over a chart.
 *
 * A pointer that hovers moves nothing but itself. The keyboard and a click freeze the view, and data goes on being recorded.
 */
export class CursorController implements ReactiveController {
  /** The view that stands still. */
  frozen: Span | undefined;
  /** The series that the keyboard reads. */
  column = 0;
  /** Whether the keyboard leads. */
  isReading = false;
  #left: number | undefined;
  #at: number | undefined;
  readonly #host: LitElement;
  readonly #scene: () => CursorScene;
  readonly #onRead: (read: Read) => void;

  constructor(host: LitElement, scene: () => CursorScene, onRead: (read: Read) => void) {
    this.#host = host;
    this.#scene = scene;
    this.#onRead = onRead;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.leave();
  }

  /** What is read now: of each series the point nearest to the cursor; `undefined` without a cursor. */
  read(): Read | undefined {
    const { buffer, view } = this.#scene();
    const instant = this.#at ?? this.#hovered();
    if (instant === undefined || buffer.at.length === 0) return undefined;
    const readings = buffer.columns.map((cells, column) => {
      const row = nearestRow(buffer, column, instant);
      const at = buffer.at[row] ?? Infinity;
      return { at, value: at < view.since || at > view.until ? undefined : cells[row] };
    });
    const lead = this.isReading ? readings[this.column] : nearest(readings, instant);
    if (!lead) return undefined;
    const isLate = lead.at - view.since > (view.until - view.since) / 2;
    return { readings, at: lead.at, column: this.isReading ? this.column : undefined, isLate };
  }

  /** Follows the present again. */
  leave(): void {
    this.frozen = this.#at = this.#left = undefined;
    this.isReading = false;
    this.#host.requestUpdate();
  }

  readonly onPointerMove = (event: PointerEvent): void => {
    if (!this.frozen) this.#point(event);
  };

  readonly onPointerLeave = (): void => {
    if (!this.frozen) this.leave();
  };

  /** A click pins the cursor, another one lets it go; a finger does not move before. */
  readonly onClick = (event: MouseEvent): void => {
    if (this.frozen) return this.leave();
    this.#point(event);
    this.#freeze(this.#hovered());
  };

  readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const points = event.shiftKey ? 10 : 1;
    switch (event.key) {
      case 'ArrowLeft':
        this.#step(-points);
        break;
      case 'ArrowRight':
        this.#step(points);
        break;
      case 'Home':
        this.#step(-Infinity);
        break;
      case 'End':
        this.#step(Infinity);
        break;
      case 'ArrowUp':
        this.#turn(-1);
        break;
      case 'ArrowDown':
        this.#turn(1);
        break;
      case 'Escape':
      case 'l':
      case 'L':
        if (!this.frozen) return;
        this.leave();
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  #point({ currentTarget, clientX }: MouseEvent): void {
    this.#left = clientX - (currentTarget as Element).getBoundingClientRect().left;
    this.#host.requestUpdate();
  }

  #hovered(): number | undefined {
    const { view, box } = this.#scene();
    if (this.#left === undefined || !box?.width) return undefined;
    const share = (this.#left - box.left) / box.width;
    return view.since + Math.min(Math.max(share, 0), 1) * (view.until - view.since);
  }

  #freeze(at: number | undefined): void {
    this.frozen ??= this.#scene().view;
    this.#at = at;
    this.#host.requestUpdate();
  }

  /** The first key only begins to read, at the newest point in view, or at the oldest. */
  #step(points: number): void {
    const { buffer, view } = this.#scene();
    const from = this.isReading ? nearestRow(buffer, this.column, this.#at ?? view.until) : rowAt(buffer.at, view.until + 1);
    const row = rowFurther(buffer, this.column, from, this.isReading || points === -Infinity ? points : -1, view);
    if (this.isReading || row !== from) this.#read(buffer.at[row]);
  }

  #turn(columns: number): void {
    const { buffer, view } = this.#scene();
    const count = buffer.columns.length;
    if (count > 0) this.column = (this.column + columns + count) % count;
    this.#read(buffer.at[nearestRow(buffer, this.column, this.#at ?? view.until)]);
  }

  #read(at: number | undefined): void {
    if (at === undefined) return;
    this.isReading = true;
    this.#freeze(at);
    const read = this.read();
    if (read) this.#onRead(read);
  }
}

/** The reading nearest to an instant that says anything of it. */
function nearest(readings: readonly Reading[], instant: number): Reading | undefined {
  const said = readings.filter(({ value }) => value !== undefined);
  return said.sort((one, other) => Math.abs(one.at - instant) - Math.abs(other.at - instant))[0];
}
