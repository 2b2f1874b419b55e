import type { DrawnSeries } from './chart-state.js';
import { rowAt } from './chart-view.js';
import { instantText, lengthText, valueText, type ChartFormat } from './chart-words.js';
import type { Cell, SeriesBuffer, Span } from './series.js';

/** One point of a series, at epoch ms. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** What one series did in view. */
export interface SeriesSummary {
  readonly now: Point;
  readonly lowest: Point;
  readonly peak: Point;
}

/** What a chart says of itself: in short for the eye, in full for those who cannot see it. */
export interface Summary {
  readonly short: string;
  readonly full: string;
}

/** How many series the short summary speaks of. */
const MOST_SHORT = 2;

/** How often the summary changes for the eye, and for those who listen, in ms. */
export const SEEN_EVERY = 500;
const HEARD_EVERY = 10_000;

/** A summary that changes no faster than people read or listen. */
export class PacedSummary {
  short = '';
  full = '';
  /** Whether there was no time to sum up the last change. */
  isOld = false;
  #seenAt = -Infinity;
  #heardAt = -Infinity;

  /** Sums up anew where it is time to; an empty one may change at once. `now` is epoch ms. */
  update(now: number, isEmpty: boolean, sumUp: () => Summary): void {
    this.isOld = now - this.#seenAt < SEEN_EVERY;
    if (this.isOld) return;
    const { short, full } = sumUp();
    this.short = short;
    if (!isEmpty) this.#seenAt = now;
    if (now - this.#heardAt < HEARD_EVERY) return;
    this.full = full;
    if (!isEmpty) this.#heardAt = now;
  }
}

/** Sums up one series in view, or tells `undefined` where it has no point there. */
export function summarize(at: readonly number[], cells: readonly Cell[], view: Span): SeriesSummary | undefined {
  let now: Point | undefined;
  let lowest: Point | undefined;
  let peak: Point | undefined;
  for (let row = rowAt(at, view.since); row < at.length && Number(at[row]) <= view.until; row += 1) {
    const value = cells[row];
    if (typeof value !== 'number') continue;
    now = { at: Number(at[row]), value };
    if (lowest === undefined || value < lowest.value) lowest = now;
    if (peak === undefined || value >= peak.value) peak = now;
  }
  return now && lowest && peak && { now, lowest, peak };
}

/** Says what the series do in view: all in full, and in short the two that rose highest. `window` is in ms. */
export function summaryOf(
  { at, columns }: SeriesBuffer,
  series: readonly DrawnSeries[],
  view: Span,
  window: number | undefined,
  format: ChartFormat,
): Summary {
  const { words } = format;
  const texts = series.flatMap(({ label, unit }, column) => {
    const summary = summarize(at, columns[column] ?? [], view);
    if (!summary) return [];
    const { now, lowest, peak } = summary;
    const said = (point: Point): [string, string] => [valueText(point.value, unit, format), instantText(point.at, format)];
    const short = (series.length > 1 ? `${label} ` : '') + words.term('chartNow', said(now)[0], ...said(peak));
    return [{ peak: peak.value, short, full: `${short}, ${words.term('chartLowest', ...said(lowest))}` }];
  });
  const highest = [...texts].sort((one, other) => other.peak - one.peak).slice(0, MOST_SHORT);
  const last = window ? [words.term('chartLast', lengthText(window, words.lang()))] : [];
  const shorts = texts.filter((text) => highest.includes(text)).map(({ short }) => short);
  return {
    short: [...(shorts.length > 1 ? [] : last), ...shorts].join(' · '),
    full: [...last, ...texts.map(({ full }) => full), words.term('chartKeys')].join('. '),
  };
}
