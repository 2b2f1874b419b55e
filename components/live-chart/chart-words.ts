import { formatNumber, type NumberStyle } from '../format/number.js';
import { clockTime } from '../format/time.js';
import { LocalizeController } from '../internal/localize.js';
import type { DrawnSeries } from './chart-state.js';
import type { ChartFrame } from './engine.js';
import type { Cell } from './series.js';

/** Writes what a chart says, in the language of its host and as its `format` wants. */
export class ChartWords extends LocalizeController {
  /** How numbers are written. */
  style: NumberStyle | undefined;

  /** Writes a value with its unit. */
  value(value: Cell, unit: string, style: NumberStyle | undefined = this.style): string {
    if (value === null) return this.term('chartNoData');
    const text = formatNumber(value, { style, maximumFractionDigits: 2 }, this.lang());
    return unit && value !== undefined ? `${text}\u00a0${unit}` : text;
  }

  /** Writes an instant where instants are `step` ms apart: with seconds, if they matter. */
  time(at: number, step = 0): string {
    return clockTime(at, this.lang(), step < 60_000 ? {} : { second: undefined });
  }

  /** Sums up what the series do in view; `window` is in ms. */
  summary({ at, since }: ChartFrame, series: readonly DrawnSeries[], window: number | undefined): string {
    const texts = window ? [this.term('chartLast', formatNumber(window, { style: 'duration' }, this.lang()))] : [];
    for (const { label, unit, cells } of series) {
      let now: Cell;
      let peak = -1;
      cells.forEach((value, row) => {
        if (typeof value !== 'number' || Number(at[row]) < since) return;
        now = value;
        if (value >= (cells[peak] ?? -Infinity)) peak = row;
      });
      const time = this.time(Number(at[peak]) || 0, (window ?? 0) / 15);
      const said = this.term('chartNow', this.value(now, unit), this.value(cells[peak], unit), time);
      if (peak >= 0) texts.push(series.length > 1 ? `${label} ${said}` : said);
    }
    return texts.join(' · ');
  }
}
