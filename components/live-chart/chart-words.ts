import { isolated } from '../format/isolated.js';
import { formatNumber, type NumberStyle } from '../format/number.js';
import { relativeTime } from '../format/time.js';
import { LocalizeController } from '../internal/localize.js';
import { exactTick, fractionDigits, significantDigits } from './chart-digits.js';
import { MOST_LEFT_OUT } from './chart-record.js';
import type { DrawnSeries } from './chart-series.js';
import { instantText, tickText, type TimeView } from './chart-time.js';
import type { Span } from './gaps.js';
import type { Measured } from './chart-values.js';
import type { ChartFrame } from './engine.js';

/** The view of a chart and its author's format. */
export interface ChartView extends TimeView {
  readonly frame: ChartFrame;
  readonly series: readonly DrawnSeries[];
  readonly format: NumberStyle | undefined;
}

/** Formats a chart's words and values in the language of its host. */
export class ChartWords extends LocalizeController {
  /** Formats a row: its time, then the value of each series, with as many digits as distinguish the values. */
  row(view: ChartView, row: number, digits: readonly number[] = view.series.map(({ cells }) => fractionDigits(cells))): string[] {
    const at = view.frame.at[row];
    const time = at === undefined ? '' : this.instant(at, view);
    return [time, ...view.series.map((series, column) => this.value(series, row, view.format, digits[column]))];
  }

  /** Names the columns of the table and of the CSV. */
  headings({ series }: ChartView): string[] {
    return [this.term('chartTime'), ...series.map(({ label }) => label)];
  }

  /** Names the rows that a page of the table shows: `1–25 of 312`. */
  rows(first: number, last: number, count: number): string {
    const [from = '', to = '', all = ''] = [first, last, count].map((number) => formatNumber(number, {}, this.lang()));
    return this.term('chartRows', from, to, all);
  }

  /** Formats a series' value in a row, with its unit; `needed` digits as in `written`. */
  value(
    series: DrawnSeries,
    row: number,
    style: NumberStyle | undefined,
    digits: number = fractionDigits(series.cells),
    needed?: number,
  ): string {
    const value = series.cells[row];
    return this.written(value === null ? null : (series.textAt(row) ?? value), series.unit, style, digits, needed);
  }

  /** Formats a value with its unit. A value that the server sent as text keeps its digits, unless far more than `needed`. */
  written(
    value: Measured | undefined,
    unit: string,
    style: NumberStyle | undefined,
    digits: number = fractionDigits([Number(value)]),
    needed: number = Infinity,
  ): string {
    if (value === null) return this.term('chartNoData');
    const [, sent] = typeof value === 'string' ? (/^[^.e]*\.?(\d*)$/i.exec(value) ?? []) : [];
    const isExact = sent !== undefined && (style === undefined || style === 'decimal');
    const isCut = isExact && sent.length > needed + 2;
    const options: Intl.NumberFormatOptions = isExact
      ? { minimumFractionDigits: isCut ? 0 : sent.length, maximumFractionDigits: isCut ? needed : sent.length }
      : { maximumFractionDigits: digits, maximumSignificantDigits: 3, roundingPriority: 'morePrecision' };
    return this.#withUnit(isExact || typeof value !== 'string' ? value : Number(value), unit, style, options);
  }

  /** Formats the value of a tick, `step` away from the next. */
  tick(value: number, step: number, style: NumberStyle | undefined): string {
    const exact = exactTick(value, step);
    const options = exact === 0 ? {} : { maximumSignificantDigits: significantDigits(exact, step) };
    return formatNumber(exact, { style: style === 'currency' ? 'decimal' : (style ?? 'compact'), options }, this.lang());
  }

  /** Formats an instant in view. */
  instant(at: number, view: TimeView): string {
    return instantText(at, view, this.lang());
  }

  /** Formats the instant of a tick, `step` ms from the next; `before` is the tick to its left. */
  timeTick(at: number, before: number | undefined, view: TimeView, step: number): string {
    return isolated(tickText(at, before, view, this.lang(), step));
  }

  /** Names a stretch without data: `no data 10:02–10:05`. */
  gap({ since, until }: Span, view: TimeView): string {
    return this.term('chartGap', this.instant(since, view), this.instant(until, view));
  }

  /** Says how old the last point is: `last point 2 min. ago`. */
  lastPoint(at: number, now: number): string {
    return this.term('chartLastPoint', relativeTime(at, now, this.lang(), 'short'));
  }

  /** Says that a series has crossed a threshold, for screen readers. */
  crossing(series: DrawnSeries, value: number, isAbove: boolean, limit: string, style: NumberStyle | undefined): string {
    return `${series.label} ${this.written(value, series.unit, style)}, ${this.term(isAbove ? 'tickerAbove' : 'tickerBelow', limit)}`;
  }

  /** Summarizes the series in view. `window` is in ms; `isCurrent` is whether the last values are current, if the view is not frozen. */
  summary(view: ChartView, window: number | undefined, isCurrent: boolean, isFrozen = false): string {
    const range = (): string => isolated(`${this.instant(view.since, view)} – ${this.instant(view.until, view)}`);
    const last = (ms: number): string => this.term('chartLast', isolated(formatNumber(ms, { style: 'duration' }, this.lang())));
    const texts = isFrozen ? [range()] : window ? [last(window)] : [];
    for (const series of view.series) {
      const said = this.#sentence(view, series, isCurrent && !isFrozen);
      if (said) texts.push(view.series.length > 1 ? `${isolated(series.label)} ${said}` : said);
    }
    return texts.join(' · ');
  }

  /** Says how many series are not shown: `3 more series not shown`; nothing if there are none. */
  leftOut(count: number): string {
    const most = count < MOST_LEFT_OUT ? '' : '+';
    return count === 0 ? '' : this.term('chartLeftOut', `${formatNumber(count, {}, this.lang())}${most}`);
  }

  #sentence(view: ChartView, series: DrawnSeries, isCurrent: boolean): string {
    const { frame, format } = view;
    const rows = rowsOf(series, frame);
    if (rows === undefined) return '';
    const digits = fractionDigits(series.cells);
    // A sentence needs no more digits than tell the values apart. The table has all of them.
    const value = (row: number): string => isolated(this.value(series, row, format, digits, digits));
    const time = (row: number): string => isolated(this.instant(frame.at[row] ?? 0, view));
    const { last, lastValue, peak } = rows;
    if (isCurrent) return this.term('chartNow', value(last), value(peak), time(peak));
    return this.term('chartWas', value(lastValue), time(lastValue), value(peak), time(peak));
  }

  #withUnit(value: number | string | undefined, unit: string, style: NumberStyle | undefined, options: Intl.NumberFormatOptions): string {
    if (style === 'bytes' || style === 'duration') return formatNumber(value, { style, unit: unit || undefined }, this.lang());
    if (style === 'currency') return formatNumber(value, { style, currency: unit }, this.lang());
    const text = formatNumber(value, { style, options }, this.lang());
    return unit && value !== undefined ? `${text}\u00a0${unit}` : text;
  }
}

/** Returns the rows in view of a series' last entry (which may be a missing value), its last value, and the newest of its highest values. */
interface SeriesRows {
  readonly last: number;
  readonly lastValue: number;
  readonly peak: number;
}

function rowsOf({ cells }: DrawnSeries, { at, since, until }: ChartFrame): SeriesRows | undefined {
  let rows: SeriesRows | undefined;
  cells.forEach((value, row) => {
    const instant = at[row] ?? since;
    if (value === undefined || instant < since || instant > until) return;
    if (value === null) rows &&= { ...rows, last: row };
    else rows = { last: row, lastValue: row, peak: rows && (cells[rows.peak] ?? -Infinity) > value ? rows.peak : row };
  });
  return rows;
}
