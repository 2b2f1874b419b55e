import type { Freshness } from '../internal/freshness.js';
import { isAway, isMoving } from './chart-note.js';
import type { ChartRecord } from './chart-record.js';
import { viewOf } from './chart-view.js';
import type { ChartBand } from './engine.js';
import type { Span } from './series.js';

/** What decides where a chart is in time. Durations are ms, instants epoch ms. */
export interface Present {
  readonly now: number;
  readonly freshness: Freshness;
  readonly window: number | undefined;
  readonly maxPoints: number | undefined;
  readonly step: number;
  readonly frozen: Span | undefined;
}

/** Keeps which stretch of time a chart shows: its right edge is the present on the server's clock, and stands still where no present is known. */
export class ChartTimeline {
  view: Span = { since: 0, until: 1 };
  readonly #record: ChartRecord;
  #edge = 0;

  constructor(record: ChartRecord) {
    this.#record = record;
  }

  /** Moves the right edge to the present, unless time stands still here, and forgets what is too old. */
  advance({ now, freshness, window, maxPoints, step, frozen }: Present): void {
    const { buffer, ahead = 0 } = this.#record;
    if (isMoving(freshness)) this.#edge = now + ahead;
    if (window) this.#record.forget(this.#edge, window);
    const last = buffer.at.at(-1) ?? now;
    const edge = window || isAway(freshness) ? Math.max(this.#edge, last) : last;
    this.view = frozen ?? viewOf(buffer, { window, maxPoints, edge, step });
  }

  /** The stretches without data, the running one too: since the server was last heard, where the link is down. */
  bands(freshness: Freshness, heardAt: number | undefined, label: string): readonly ChartBand[] {
    const { buffer, ahead = 0 } = this.#record;
    const bands = buffer.gaps.map((gap) => ({ ...gap, label }));
    const isRunning = heardAt !== undefined && isAway(freshness) && buffer.at.length > 0;
    return isRunning ? [...bands, { since: heardAt + ahead, until: this.view.until, label: '' }] : bands;
  }
}
