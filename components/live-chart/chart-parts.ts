import { html, type TemplateResult } from 'lit';
import type { DrawnSeries } from './chart-series.js';
import type { ChartCursor } from './engine.js';

/** How many rows the table shows; the CSV contains all. */
const MOST_TABLE_ROWS = 200;

/** The distance between the tooltip and the cursor, in CSS pixels. */
const BESIDE = 12;

/** Renders the list of series. The canvas reads its colours from the swatches. */
export function legendTemplate(series: readonly DrawnSeries[]): TemplateResult {
  return html`<ul part="legend" ?data-one=${series.length < 2}>
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
  const { label, dash } = series;
  return html`<li .style=${colorStyle(series)}>
    <svg part="swatch" width="18" height="8" aria-hidden="true"><path d="M0 4h18" stroke-dasharray=${dash.join(' ')} /></svg>
    ${label} ${value}
  </li>`;
}
