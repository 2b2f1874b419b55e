import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { LocalizeController } from '../internal/localize.js';
import { glyphTemplate } from '../internal/note.js';
import { type Column, COLUMNS, type Sort } from './quote-order.js';
import { type Mark, type QuoteView, UNKNOWN, type Way } from './quote-view.js';
import { SPARKLINE_HEIGHT, SPARKLINE_WIDTH } from './sparkline.js';

/** What of the quotes is shown. */
export interface TickerLook {
  readonly columns: readonly Column[];
  readonly withSparkline: boolean;
  readonly words: LocalizeController;
}

/** Renders quotes as a list. Screen readers get one sentence for each. */
export function listTemplate(views: readonly QuoteView[], look: TickerLook, label: string): TemplateResult {
  return html`<div part="list" role="list" aria-label=${label}>
    ${views.map((view) => guard([view, look], () => itemTemplate(view, look)))}
  </div>`;
}

/** Renders quotes as a table with headings that sort. */
export function tableTemplate(
  views: readonly QuoteView[],
  look: TickerLook,
  { label, sort, onSort }: { readonly label: string; readonly sort: Sort | undefined; readonly onSort: (column: Column) => void },
): TemplateResult {
  const { words, columns, withSparkline } = look;
  return html`<table part="table" aria-label=${label}>
    <thead part="head">
      <tr>
        ${columns.map((column) => {
          const direction = sort?.column === column ? (sort.isDescending ? 'descending' : 'ascending') : undefined;
          return html`<th scope="col" data-column=${column} aria-sort=${direction ?? nothing}>
            <button part="sort" type="button" @click=${() => onSort(column)}>
              ${words.term(HEADINGS[column])}<span part="arrow" aria-hidden="true">${direction === 'ascending' ? '↑' : '↓'}</span>
            </button>
          </th>`;
        })}
        ${withSparkline ? html`<th scope="col" data-column="sparkline"><span part="for-listeners">${words.term('tickerTrend')}</span></th>` : nothing}
      </tr>
    </thead>
    <tbody>
      ${views.map((view) => guard([view, look], () => rowTemplate(view, look)))}
    </tbody>
  </table>`;
}

/** Renders quotes on a tape that moves. They stand on it twice, so that it has no end; screen readers get the first. */
export function tapeTemplate(
  views: readonly QuoteView[],
  look: TickerLook,
  { label, isPaused, onPause }: { readonly label: string; readonly isPaused: boolean; readonly onPause: () => void },
): TemplateResult {
  const { words } = look;
  const name = words.term('tickerPause');
  // The title alone is the name: beside an equal aria-label, screen readers would read it again as the description.
  return html`<button part="pause" type="button" aria-pressed=${isPaused} title=${name} @click=${onPause}>
      <svg part="glyph" viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">
        <path d=${isPaused ? 'M3.5 1.8v8.4L10.3 6z' : 'M3.2 2h1.9v8H3.2zM6.9 2h1.9v8H6.9z'} />
      </svg>
    </button>
    <div part="tape" role="group" aria-label=${label} tabindex="0" ?data-paused=${isPaused}>
      <div part="track">
        ${listTemplate(views, look, label)}
        <div part="copy" aria-hidden="true" inert>${listTemplate(views, look, label)}</div>
      </div>
    </div>`;
}

const HEADINGS = { symbol: 'tickerSymbol', price: 'tickerPrice', change: 'tickerChange', percent: 'tickerPercent' } as const;

function itemTemplate(view: QuoteView, look: TickerLook): TemplateResult {
  const { columns, withSparkline } = look;
  const { sentence, way, isOld } = view;
  return html`<div part="quote" role="listitem" data-direction=${way ?? nothing} ?data-old=${isOld}>
    <span part="for-listeners">${sentence}</span>
    <span part="line" aria-hidden="true"
      >${COLUMNS.filter((column) => columns.includes(column)).map((column) => cell(view, column, look))}${
        withSparkline ? sparklineTemplate(view) : nothing
      }</span
    >
  </div>`;
}

function rowTemplate(view: QuoteView, look: TickerLook): TemplateResult {
  const { columns, withSparkline } = look;
  const { way, isOld } = view;
  return html`<tr part="quote" data-direction=${way ?? nothing} ?data-old=${isOld}>
    ${columns.map((column) =>
      column === 'symbol' ? html`<th scope="row">${cell(view, column, look)}</th>` : html`<td>${cell(view, column, look)}</td>`,
    )}${withSparkline ? html`<td>${sparklineTemplate(view)}</td>` : nothing}
  </tr>`;
}

function cell(view: QuoteView, column: Column, { columns, words }: TickerLook): TemplateResult {
  const { symbol, name, price, changedFrom, changedTo, change, percent, way } = view;
  switch (column) {
    case 'symbol':
      return html`<span part="symbol"
        ><span part="code">${symbol}</span>${name === undefined ? nothing : html`<span part="name">${name}</span>`}${marksTemplate(
          view,
        )}</span
      >`;
    case 'price':
      return html`<span part="price"
        >${price.slice(0, changedFrom)}<span part="changed">${price.slice(changedFrom, changedTo)}</span>${price.slice(changedTo)}</span
      >`;
    case 'change':
      return html`<span part="change"
        >${columns.includes('percent') ? nothing : directionTemplate(way, words)}<span>${change}</span></span
      >`;
    case 'percent':
      // A dash needs no second one beside it.
      return html`<span part="percent"
        >${way === 'unchanged' && percent === UNKNOWN ? nothing : directionTemplate(way, words)}<span>${percent}</span></span
      >`;
    default:
      return column satisfies never;
  }
}

/** Renders the direction as a glyph and as a word for screen readers. */
function directionTemplate(way: Way | undefined, words: LocalizeController): TemplateResult | typeof nothing {
  return way === undefined ? nothing : html`${glyphTemplate(way)}<span part="for-listeners">${words.term(way)} </span>`;
}

function marksTemplate({ marks }: QuoteView): TemplateResult | typeof nothing {
  return marks.length === 0 ? nothing : html`<span part="marks">${marks.map(markTemplate)}</span>`;
}

/** Renders a word with its glyph. */
export function markTemplate({ type, glyph, text }: Mark): TemplateResult {
  return html`<span part="mark ${type}" data-tone=${type === 'doubt' ? 'warn' : nothing}
    >${glyphTemplate(glyph)}<span>${text}</span></span
  >`;
}

function sparklineTemplate({ sparkline }: QuoteView): TemplateResult {
  return html`<svg part="sparkline" viewBox="0 0 ${SPARKLINE_WIDTH} ${SPARKLINE_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    <path d=${sparkline} />
  </svg>`;
}
