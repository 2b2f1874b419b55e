import { html, nothing, svg, type TemplateResult } from 'lit';
import type { DrawnSeries } from './chart-series.js';
import type { ChartCursor } from './engine.js';
import { markerPath } from './series-style.js';

/** How many rows the table shows; the CSV contains all. */
const MOST_TABLE_ROWS = 200;

/** The distance between the tooltip and the cursor, in CSS pixels. */
const BESIDE = 12;

/** Renders the list of series, hidden if it says nothing new. The canvas reads its colours from the swatches. */
export function legendTemplate(series: readonly DrawnSeries[], isHidden: boolean): TemplateResult {
  return html`<ul part="legend" ?data-hidden=${isHidden || series.length < 2}>
    ${series.map((one) => itemTemplate(one))}
  </ul>`;
}

/** Renders the tooltip on the side of the cursor that has room; `width` is in CSS pixels. */
export function tooltipTemplate(
  { left, rows }: ChartCursor,
  width: number,
  time: string,
  series: readonly DrawnSeries[],
  valueOf: (series: DrawnSeries, row: number) => string,
): TemplateResult {
  const side = left > width / 2 ? `right:${width - left + BESIDE}px` : `left:${left + BESIDE}px`;
  return html`<div part="tooltip" aria-hidden="true" .style=${side}>
    ${time}
    <ul>
      ${series.map((one, index) => itemTemplate(one, html`<b>${valueOf(one, rows[index] ?? -1)}</b>`))}
    </ul>
  </div>`;
}

/** Renders rows as a table that does not update, newest row first. */
export function tableTemplate(headings: readonly string[], rows: readonly (readonly string[])[], label: string): TemplateResult {
  return html`<div part="table" role="region" tabindex="0" aria-label=${label}>
    <table>
      <tr>
        ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
      </tr>
      ${rows
        .slice(-MOST_TABLE_ROWS)
        .reverse()
        .map(
          (cells) =>
            html`<tr>
              ${cells.map((text) => html`<td>${text}</td>`)}
            </tr>`,
        )}
    </table>
  </div>`;
}

/** Returns the style for an author's own colour. Any value but a colour is dropped, because it could contain a second declaration. */
export function colorStyle({ color }: DrawnSeries): string {
  return color && CSS.supports('color', color) ? `--_series:${color}` : '';
}

function itemTemplate(series: DrawnSeries, value?: TemplateResult): TemplateResult {
  const { label, dash, type, marker, isFilled } = series;
  const isBar = type === 'bar';
  return html`<li .style=${colorStyle(series)}>
    <svg part="swatch" width="20" height="10" aria-hidden="true">
      <path ?data-filled=${isBar && isFilled} d=${isBar ? 'M4 1h12v8h-12z' : 'M0 5h20'} stroke-dasharray=${isBar ? '' : dash.join(' ')} />
      ${isBar || marker === 'circle' ? nothing : svg`<path data-marker d=${markerPath(marker, 10, 5, 3.5)} />`}
    </svg>
    ${label} ${value}
  </li>`;
}
