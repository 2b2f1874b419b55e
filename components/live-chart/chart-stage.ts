import { html, nothing, type TemplateResult } from 'lit';
import { type Note, noteTemplate } from '../internal/note.js';
import type { ChartWords } from './chart-words.js';

/** A button of the toolbar. */
export interface ToolbarButton {
  readonly text: string;
  readonly onClick: () => void;
  /** Whether what the button opens is open. */
  readonly isOpen?: boolean;
}

/** Renders the toolbar, with the page's own buttons. */
export function toolbarTemplate(buttons: readonly ToolbarButton[]): TemplateResult {
  return html`<div part="toolbar">
    <slot name="toolbar"></slot>
    ${buttons.map(
      ({ text, onClick, isOpen }) =>
        html`<button type="button" aria-expanded=${isOpen === undefined ? nothing : String(isOpen)} @click=${onClick}>${text}</button>`,
    )}
  </div>`;
}

/** Renders what stands in the corner over the newest points: why they may be old, and the button back to the present. */
export function cornerTemplate(
  note: Note | undefined,
  isFrozen: boolean,
  words: ChartWords,
  onLive: () => void,
): TemplateResult | typeof nothing {
  if (!note && !isFrozen) return nothing;
  return html`<div part="corner">
    ${note && noteTemplate(note, 'note')}
    ${
      isFrozen
        ? html`<button type="button" part="live-button" title=${words.term('chartFrozen')} @click=${onLive}>
            ${words.term('chartLive')} <span aria-hidden="true">▸</span>
          </button>`
        : nothing
    }
  </div>`;
}
