import { html, svg, type TemplateResult } from 'lit';
import { colorStyle } from './chart-parts.js';
import type { ChartThreshold, DrawnSeries } from './chart-series.js';
import type { ChartFrame, ChartScale } from './engine.js';
import type { Cell } from './series.js';

/** The units of the drawing in each direction. The browser stretches them to the width of the page. */
const UNITS = 1000;

/**
 * Renders the chart for print.
 *
 * A canvas has the size and the colours of the screen, and no script runs once the browser knows the width of the page. So lines are vectors
 * that stretch, and labels are text beside them.
 */
export function paperTemplate(
  frame: ChartFrame,
  series: readonly DrawnSeries[],
  thresholds: readonly ChartThreshold[],
  scale: ChartScale,
): TemplateResult {
  const x = (at: number): number => ((at - frame.since) / (frame.until - frame.since)) * UNITS;
  const y = (value: number): number => (1 - (value - scale.low) / (scale.high - scale.low)) * UNITS;
  const percent = (units: number): string => `${units / (UNITS / 100)}%`;
  return html`<div part="paper" aria-hidden="true">
    <svg viewBox="0 0 1000 1000" preserveAspectRatio="none">
      ${frame.gaps.map(({ since, until }) => bandTemplate(x(since), x(until)))}
      <path part="grid" d=${scale.values.map(({ at }) => `M0 ${y(at)}H${UNITS}`).join('')} />
      <path part="limits" d=${thresholds.map(({ value }) => `M0 ${y(value)}H${UNITS}`).join('')} />
      <g>${series.map((one) => lineTemplate(one, pathOf(frame.at, one.cells, x, y)))}</g>
    </svg>
    ${scale.values.map(({ at, label }) => html`<span data-axis="y" .style=${`top:${percent(y(at))}`}>${label}</span>`)}
    ${scale.times.map(({ at, label }) => html`<span data-axis="x" .style=${`left:${percent(x(at))}`}>${label}</span>`)}
    ${thresholds.map(({ value, label }) => html`<span data-axis="limit" .style=${`top:${percent(y(value))}`}>${label}</span>`)}
    ${scale.outliers.map(
      ({ at, label, isAbove }) =>
        html`<span data-axis="outlier" .style=${`left:${percent(x(at))};top:${isAbove ? 0 : 100}%`}>${isAbove ? '▲' : '▼'} ${label}</span>`,
    )}
  </div>`;
}

function bandTemplate(from: number, to: number): TemplateResult {
  const left = Math.max(0, from);
  return svg`<rect part="band" x=${left} y="0" width=${Math.max(0, Math.min(UNITS, to) - left)} height=${UNITS} />`;
}

function lineTemplate(series: DrawnSeries, d: string): TemplateResult {
  return svg`<path part="line" d=${d} stroke-dasharray=${series.dash.join(' ')} .style=${colorStyle(series)} />`;
}

/** Returns the path of a line, interrupted at missing values. A point without neighbours is a dot. */
function pathOf(at: readonly number[], cells: readonly Cell[], x: (at: number) => number, y: (value: number) => number): string {
  let path = '';
  let isDrawing = false;
  cells.forEach((value, row) => {
    const instant = at[row];
    if (value === undefined || instant === undefined) return;
    if (value !== null) path += `${isDrawing ? 'L' : 'M'}${round(x(instant))} ${round(y(value))}${isDrawing ? '' : 'h0'}`;
    isDrawing = value !== null;
  });
  return path;
}

function round(units: number): number {
  return Math.round(units * 100) / 100;
}
