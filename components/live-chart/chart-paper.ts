import { html, nothing, svg, type TemplateResult } from 'lit';
import { colorStyle } from './chart-parts.js';
import { type ChartThreshold, type DrawnSeries, type Side, sideOf } from './chart-series.js';
import type { ChartFrame, ChartScale, ValueAxis } from './engine.js';
import { markerPath } from './series-style.js';
import { spanned } from './spanned.js';

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
  spansGaps: boolean,
): TemplateResult {
  const drawn = spansGaps ? series.map((one) => ({ ...one, cells: spanned(one.cells, frame) })) : series;
  const x = (at: number): number => ((at - frame.since) / (frame.until - frame.since)) * UNITS;
  const y = (value: number, side: Side): number => heightOf(value, scale[side] ?? scale.left);
  const limits = thresholds.map((threshold) => ({ ...threshold, top: y(threshold.value, sideOf(threshold, series)) }));
  const ends = thresholds.flatMap((threshold) => (threshold.to === undefined ? [] : y(threshold.to, sideOf(threshold, series))));
  return html`<div part="paper" aria-hidden="true" ?data-right=${scale.right !== undefined}>
    <svg viewBox="0 0 1000 1000" preserveAspectRatio="none">
      ${frame.gaps.map(({ since, until }) => bandTemplate(x(since), x(until)))}
      <path part="grid" d=${scale.left.ticks.map(({ at }) => `M0 ${y(at, 'left')}H${UNITS}`).join('')} />
      <path part="limits" d=${[...limits.map(({ top }) => top), ...ends].map((top) => `M0 ${top}H${UNITS}`).join('')} />
      <path part="grid" d=${(frame.annotations ?? []).map(({ at }) => `M${x(at)} 0V${UNITS}`).join('')} />
      <g>
        ${drawn.map((one) =>
          lineTemplate(
            one,
            pathOf(one, frame, x, (value) => y(value, one.axis)),
          ),
        )}
      </g>
    </svg>
    ${axisTemplate(scale.left, 'y', (at) => y(at, 'left'))}
    ${scale.right ? axisTemplate(scale.right, 'y2', (at) => y(at, 'right')) : nothing}
    ${scale.times.map(({ at, label }) => html`<span data-axis="x" .style=${`left:${percent(x(at))}`}>${label}</span>`)}
    ${limits.map(({ top, label }) => html`<span data-axis="limit" .style=${`top:${percent(top)}`}>${label}</span>`)}
    ${(frame.annotations ?? []).map(
      ({ at, label }) => html`<span data-axis="outlier" .style=${`left:${percent(x(at))};top:0`}>▾ ${label}</span>`,
    )}
    ${scale.outliers.map(
      ({ at, label, isAbove }) =>
        html`<span data-axis="outlier" .style=${`left:${percent(x(at))};top:${isAbove ? 0 : 100}%`}>${isAbove ? '▲' : '▼'} ${label}</span>`,
    )}
  </div>`;
}

/** Returns how far a value is from the top, in units. */
function heightOf(value: number, { low, high, isLog }: ValueAxis): number {
  const place = isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return (1 - place) * UNITS;
}

function percent(units: number): string {
  return `${units / (UNITS / 100)}%`;
}

function axisTemplate({ ticks }: ValueAxis, name: string, y: (at: number) => number): TemplateResult[] {
  return ticks.map(({ at, label }) => html`<span data-axis=${name} .style=${`top:${percent(y(at))}`}>${label}</span>`);
}

function bandTemplate(from: number, to: number): TemplateResult {
  const left = Math.max(0, from);
  return svg`<rect part="band" x=${left} y="0" width=${Math.max(0, Math.min(UNITS, to) - left)} height=${UNITS} />`;
}

function lineTemplate(series: DrawnSeries, d: string): TemplateResult {
  const dash = series.type === 'bar' ? '' : series.dash.join(' ');
  return svg`<path part="line" d=${d} stroke-dasharray=${dash} .style=${colorStyle(series)} />`;
}

/** Returns the path of a line, interrupted at missing values. A point without neighbours is a dot, and a bar a vertical line. */
function pathOf(
  { cells, type, marker }: DrawnSeries,
  { at, since }: ChartFrame,
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let last: string | undefined;
  let isDrawing = false;
  cells.forEach((value, row) => {
    const instant = at[row];
    if (value === undefined || instant === undefined) return;
    const height = value === null ? NaN : y(value);
    // A logarithmic axis has no place for zero.
    const isShown = Number.isFinite(height);
    const left = round(x(instant));
    if (isShown && type === 'bar') path += `M${left} ${round(Math.min(UNITS, Math.max(0, y(0))))}V${round(height)}`;
    else if (isShown && type === 'step' && isDrawing) path += `H${left}V${round(height)}`;
    else if (isShown) path += `${isDrawing ? 'L' : 'M'}${left} ${round(height)}${isDrawing ? '' : 'h0'}`;
    isDrawing = isShown;
    if (isShown && instant >= since) last = markerPath(marker, left, round(height), 4);
  });
  return type === 'bar' || marker === 'circle' ? path : path + (last ?? '');
}

function round(units: number): number {
  return Math.round(units * 100) / 100;
}
