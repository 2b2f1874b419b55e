import { html, type TemplateResult } from 'lit';
import type { DrawnSeries } from './chart-state.js';
import type { ChartWords } from './chart-words.js';
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
  { left, row, rows }: ChartCursor,
  width: number,
  at: readonly number[],
  series: readonly DrawnSeries[],
  words: ChartWords,
): TemplateResult {
  const side = left > width / 2 ? `right:${width - left + BESIDE}px` : `left:${left + BESIDE}px`;
  return html`<div part="tooltip" aria-hidden="true" .style=${side}>
    ${words.time(Number(at[row]))}
    <ul>
      ${series.map((one, index) => itemTemplate(one, html`<b>${words.value(one.cells[rows[index] ?? -1], one.unit)}</b>`))}
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

/** An author's own colour goes by CSSOM, which a strict CSP allows; what is more than a colour would be more than one declaration. */
function itemTemplate({ label, dash, color }: DrawnSeries, value?: TemplateResult): TemplateResult {
  return html`<li .style=${color && CSS.supports('color', color) ? `--_series:${color}` : ''}>
    <svg part="swatch" width="18" height="8" aria-hidden="true"><path d="M0 4h18" stroke-dasharray=${dash.join(' ')} /></svg>
    ${label} ${value}
  </li>`;
}
