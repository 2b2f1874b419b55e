import { html, type TemplateResult } from 'lit';
import type { DrawnSeries } from './chart-series.js';
import type { ChartCursor } from './engine.js';

/** How many rows the table shows; the CSV has all. */
const MOST_TABLE_ROWS = 200;

/** How far the words at the cursor stay from it, in CSS pixels. */
const BESIDE = 12;

/** Renders the list of series, whose swatches give the canvas its colours. */
export function legendTemplate(series: readonly DrawnSeries[]): TemplateResult {
  return html`<ul part="legend" ?data-one=${series.length < 2}>
    ${series.map((one) => itemTemplate(one))}
  </ul>`;
}

/** Renders the words at the cursor, on the side where there is room; `width` is in CSS pixels. */
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

/** Renders rows as a table that stands still, newest row first. */
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

/** Sets an author's own colour by CSSOM, which a strict CSP allows. Anything but a colour could hold a second declaration, and is left out. */
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
