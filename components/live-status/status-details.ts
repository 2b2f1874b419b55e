import { html, nothing, type TemplateResult } from 'lit';
import type { LocalizeController } from '../internal/localize.js';
import { glyphTemplate } from '../internal/note.js';

/** How far copying the diagnostics has come. `refused`: the browser refuses the clipboard, so the person copies the text by hand. */
export type Copying = 'none' | 'done' | 'refused';

/** What the details show, and what their buttons do. */
export interface Details {
  readonly lines: readonly (string | TemplateResult)[];
  readonly copying: Copying;
  /** The text to copy by hand. */
  readonly text: string;
  readonly onToggle: (event: ToggleEvent) => void;
  readonly onCopy: () => void;
  readonly onReconnect: () => void;
}

/**
 * Draws the button that opens the details, and the details.
 *
 * The browser's own popover brings Escape, a press outside, and the focus back to the button.
 */
export function detailsTemplate(
  { lines, copying, text, onToggle, onCopy, onReconnect }: Details,
  words: LocalizeController,
): TemplateResult {
  const name = words.term('statusDetails');
  return html`<button part="details-button" type="button" popovertarget="details" aria-label=${name}>${glyphTemplate('more')}</button>
    <div id="details" part="details" role="group" aria-label=${name} popover @toggle=${onToggle}>
      <ul part="facts">
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>
      ${
        copying === 'refused'
          ? html`<label part="copy-text">${words.term('statusCopyThis')}<textarea readonly rows="4" .value=${text}></textarea></label>`
          : nothing
      }
      <div part="actions">
        <button part="reconnect" type="button" @click=${onReconnect}>${words.term('statusReconnect')}</button>
        <button part="copy" type="button" @click=${onCopy}>${words.term(copying === 'done' ? 'statusCopied' : 'statusCopy')}</button>
      </div>
    </div>`;
}
