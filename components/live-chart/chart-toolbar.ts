import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { LocalizeController } from '../internal/localize.js';

/** What the toolbar of a chart does. */
export interface ToolbarDeeds {
  readonly toggleTable: () => void;
  readonly saveImage: () => void;
  readonly saveCsv: () => void;
}

const TABLE = 'M2.5 3.5h11v9h-11zM2.5 7h11M6.5 3.5v9';
const IMAGE = 'M2.5 3.5h11v9h-11zM4.5 10.5l2.5-3 2 2 1.5-1.5 1.5 2.5';
const CSV = 'M8 2.5v7.5M5 7.5l3 3 3-3M3 13.5h10';

/** Renders the one toolbar of a chart. */
export function toolbarTemplate(words: LocalizeController, isTableOpen: boolean, deeds: ToolbarDeeds): TemplateResult {
  return html`<div part="toolbar">
    <button
      type="button"
      aria-label=${words.term('chartTable')}
      title=${words.term('chartTable')}
      aria-expanded=${isTableOpen ? 'true' : 'false'}
      @click=${deeds.toggleTable}
    >
      ${icon(TABLE)}
    </button>
    <button type="button" aria-label=${words.term('chartImage')} title=${words.term('chartImage')} @click=${deeds.saveImage}>
      ${icon(IMAGE)}
    </button>
    <button type="button" aria-label=${words.term('chartCsv')} title=${words.term('chartCsv')} @click=${deeds.saveCsv}>${icon(CSV)}</button>
  </div>`;
}

/** Renders the piece of line that stands for a series. */
export function swatchTemplate(dash: readonly number[]): TemplateResult {
  return html`<svg part="swatch" width="18" height="8" aria-hidden="true"><path d="M0 4h18" stroke-dasharray=${dash.join(' ')} /></svg>`;
}

function icon(path: string): TemplateResult {
  return html`<svg width="16" height="16" viewBox="0 0 16 16" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    ${svg`<path d=${path} />` satisfies SVGTemplateResult}
  </svg>`;
}
