import { html, nothing, svg, type TemplateResult } from 'lit';
import type { DrawnSeries } from './chart-series.js';
import type { ChartAnnotation, ChartCursor } from './engine.js';
import { markerPath } from './series-style.js';
import { supportsStyle } from '../internal/browser.js';

/** The distance between the tooltip and the cursor, in CSS pixels. */
const BESIDE = 12;

/** Renders the list of series, hidden if it says nothing new. The canvas reads its colours from the swatches. */
export function legendTemplate(series: readonly DrawnSeries[], isHidden: boolean): TemplateResult {
  return html`<ul part="legend" ?data-hidden=${isHidden || series.length < 2}>
    ${series.map((one) => itemTemplate(one))}
  </ul>`;
}

/** What a tooltip says besides the values. */
export interface TooltipOptions {
  readonly time: string;
  readonly isPinned: boolean;
  /** The series that the keyboard reads. */
  readonly column: number | undefined;
  readonly notes: readonly ChartAnnotation[];
}

/** Renders the tooltip on the side of the cursor that has room; `width` is in CSS pixels. */
export function tooltipTemplate(
  { left, rows }: ChartCursor,
  width: number,
  { time, isPinned, column, notes }: TooltipOptions,
  series: readonly DrawnSeries[],
  valueOf: (series: DrawnSeries, row: number) => string,
): TemplateResult {
  const side = left > width / 2 ? `right:${width - left + BESIDE}px` : `left:${left + BESIDE}px`;
  return html`<div part="tooltip" aria-hidden="true" ?data-pinned=${isPinned} .style=${side}>
    ${time}
    <ul>
      ${series.map((one, index) => itemTemplate(one, html`<b>${valueOf(one, rows[index] ?? -1)}</b>`, index === column))}
    </ul>
    ${notes.map(({ label }) => html`<div>▾ ${label}</div>`)}
  </div>`;
}

/** Returns the style for an author's own colour. Any value but a colour is dropped, because it could contain a second declaration. */
export function colorStyle({ color }: DrawnSeries): string {
  return color && supportsStyle('color', color) ? `--_series:${color}` : '';
}

function itemTemplate(series: DrawnSeries, value?: TemplateResult, isRead = false): TemplateResult {
  const { label, dash, type, marker, isFilled } = series;
  const isBar = type === 'bar';
  return html`<li ?data-read=${isRead} .style=${colorStyle(series)}>
    <svg part="swatch" width="20" height="10" aria-hidden="true">
      <path ?data-filled=${isBar && isFilled} d=${isBar ? 'M4 1h12v8h-12z' : 'M0 5h20'} stroke-dasharray=${isBar ? '' : dash.join(' ')} />
      ${isBar || marker === 'circle' ? nothing : svg`<path data-marker d=${markerPath(marker, 10, 5, 3.5)} />`}
    </svg>
    ${label} ${value}
  </li>`;
}
