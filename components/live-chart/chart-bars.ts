import { html, nothing, type TemplateResult } from 'lit';
import { colorStyle } from './chart-parts.js';
import type { ChartThreshold, DrawnSeries } from './chart-series.js';
import type { ValueRange } from './y-range.js';

/** One category: its series, its latest value, and that value as text. */
export interface ChartBar {
  readonly series: DrawnSeries;
  readonly value: number | null | undefined;
  readonly text: string;
}

/** Renders a bar for each category: its name, the bar, its latest value, and the threshold that the value has reached. */
export function barsTemplate(
  bars: readonly ChartBar[],
  thresholds: readonly ChartThreshold[],
  bounds: { readonly yMin?: number | undefined; readonly yMax?: number | undefined },
): TemplateResult {
  const range = rangeOf(bars, thresholds, bounds);
  return html`<ul part="bars">
    ${bars.map((bar) => barTemplate(bar, limitsOf(thresholds, bar.series), range))}
  </ul>`;
}

/** Returns the range of all bars, which begins or ends at zero unless the author says otherwise. */
function rangeOf(
  bars: readonly ChartBar[],
  thresholds: readonly ChartThreshold[],
  { yMin, yMax }: { readonly yMin?: number | undefined; readonly yMax?: number | undefined },
): ValueRange {
  const values = [...bars.map(({ value }) => value ?? 0), ...thresholds.map(({ value }) => value), 0];
  const low = yMin ?? Math.min(...values);
  const high = yMax ?? Math.max(...values);
  return { low, high: high > low ? high : low + 1 };
}

function barTemplate({ series, value, text }: ChartBar, thresholds: readonly ChartThreshold[], range: ValueRange): TemplateResult {
  const reached = reachedOf(value, thresholds);
  const [from, to] = [0, value ?? 0].map((end) => shareOf(end, range)).sort((one, other) => one - other);
  return html`<li .style=${colorStyle(series)}>
    <span part="category">${series.label}</span>
    <span part="bar" aria-hidden="true" data-tone=${reached?.severity ?? (reached ? 'bad' : nothing)}>
      <span .style=${`inset-inline:${from}% ${100 - (to ?? 0)}%`}></span>
      ${thresholds.map(({ value: limit }) => html`<s .style=${`inset-inline-start:${shareOf(limit, range)}%`}></s>`)}
    </span>
    <span part="value"><b>${text}</b> ${reached?.label ? html`<small>${reached.label}</small>` : nothing}</span>
  </li>`;
}

/** Returns the thresholds that concern a series. */
export function limitsOf(thresholds: readonly ChartThreshold[], { field }: DrawnSeries): readonly ChartThreshold[] {
  return thresholds.filter(({ series }) => series === undefined || series === field);
}

/** Returns the highest threshold that a value has reached. */
export function reachedOf(value: number | null | undefined, thresholds: readonly ChartThreshold[]): ChartThreshold | undefined {
  const reached = thresholds.filter(({ value: limit }) => typeof value === 'number' && value >= limit);
  return reached.sort((one, other) => one.value - other.value).at(-1);
}

function shareOf(value: number, { low, high }: ValueRange): number {
  return Math.min(100, Math.max(0, ((value - low) / (high - low)) * 100));
}
