import { html, type LitElement, type TemplateResult } from 'lit';
import { fractionDigits } from './chart-digits.js';
import type { ChartView, ChartWords } from './chart-words.js';

/** How many rows a page of the table has. */
const ROWS = 25;

/** A chart's data as a table in pages, newest row first. It does not change while it is read, until the person refreshes it. */
export class ChartTable {
  #page = 0;
  #view: ChartView;
  #digits: readonly number[];
  readonly #host: LitElement;
  readonly #words: ChartWords;
  readonly #current: () => ChartView;

  constructor(host: LitElement, words: ChartWords, current: () => ChartView) {
    this.#host = host;
    this.#words = words;
    this.#current = current;
    this.#view = copyOf(current());
    this.#digits = this.#view.series.map(({ cells }) => fractionDigits(cells));
  }

  /** Renders the page, and the buttons for the others. */
  template(): TemplateResult {
    const words = this.#words;
    const count = this.#view.frame.at.length;
    const last = Math.max(0, Math.ceil(count / ROWS) - 1);
    const first = this.#page * ROWS;
    const rows = Array.from({ length: Math.min(ROWS, count - first) }, (_, index) =>
      words.row(this.#view, count - 1 - first - index, this.#digits),
    );
    const label = words.term('chartTable');
    return html`<div part="table" role="region" tabindex="0" aria-label=${label}>
        <table>
          <thead>
            <tr>
              ${words.headings(this.#view).map((heading) => html`<th scope="col">${heading}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (cells) =>
                html`<tr>
                  ${cells.map((text) => html`<td>${text}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <div part="pages">
        <button type="button" ?disabled=${this.#page === 0} @click=${() => this.#turn(-1)}>${words.term('chartNewer')}</button>
        <span role="status">${words.rows(count === 0 ? 0 : first + 1, first + rows.length, count)}</span>
        <button type="button" ?disabled=${this.#page === last} @click=${() => this.#turn(1)}>${words.term('chartOlder')}</button>
        <button type="button" @click=${this.#refresh}>${words.term('chartRefresh')}</button>
      </div>`;
  }

  #turn(by: number): void {
    this.#page += by;
    this.#host.requestUpdate();
  }

  readonly #refresh = (): void => {
    this.#view = copyOf(this.#current());
    this.#digits = this.#view.series.map(({ cells }) => fractionDigits(cells));
    this.#page = 0;
    this.#host.requestUpdate();
  };
}

/** Copies a view, whose arrays otherwise change in place. */
function copyOf(view: ChartView): ChartView {
  const series = view.series.map((one) => {
    const texts = view.frame.at.map((_, row) => one.textAt(row));
    return { ...one, cells: [...one.cells], textAt: (row: number) => texts[row] };
  });
  return { ...view, series, frame: { ...view.frame, at: [...view.frame.at] } };
}
