import { html, type TemplateResult } from 'lit';
import type { LocalizeController } from '../internal/localize.js';
import type { DrawnSeries } from './chart-state.js';
import { instantText, valueText, type ChartFormat } from './chart-words.js';
import type { SeriesBuffer } from './series.js';

/** How many rows one page of the table shows. */
export const ROWS_A_PAGE = 25;

/** A table as it was when somebody asked for it: texts, newest row first. */
export interface TableSnapshot {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Takes everything that is recorded as texts. */
export function tableOf({ at, columns }: SeriesBuffer, series: readonly DrawnSeries[], format: ChartFormat): TableSnapshot {
  return {
    headings: [format.words.term('chartTime'), ...series.map(({ label }) => label)],
    rows: at
      .map((instant, row) => [
        instantText(instant, format, true),
        ...series.map(({ unit }, column) => valueText(columns[column]?.[row], unit, format)),
      ])
      .reverse(),
  };
}

/** Renders one page of a table that stands still, with the buttons that turn pages and take it anew. */
export function tableTemplate(
  { headings, rows }: TableSnapshot,
  page: number,
  words: LocalizeController,
  caption: string,
  onTurn: (page: number) => void,
  onRefresh: () => void,
): TemplateResult {
  const from = page * ROWS_A_PAGE;
  const until = Math.min(from + ROWS_A_PAGE, rows.length);
  return html`
    <div>
      <div part="table" role="region" tabindex="0" aria-label=${caption}>
        <table>
          <thead>
            <tr>
              ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.slice(from, until).map(
              ([first, ...others]) =>
                html`<tr>
                  <th scope="row">${first}</th>
                  ${others.map((text) => html`<td>${text}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <div part="pages">
        <button type="button" ?disabled=${page === 0} @click=${() => onTurn(page - 1)}>${words.term('chartNewer')}</button>
        <span>${words.term('chartRows', Math.min(from + 1, until), until, rows.length)}</span>
        <button type="button" ?disabled=${until >= rows.length} @click=${() => onTurn(page + 1)}>${words.term('chartOlder')}</button>
        <button type="button" @click=${onRefresh}>${words.term('chartRefresh')}</button>
      </div>
    </div>
  `;
}
