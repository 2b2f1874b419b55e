import { html, type TemplateResult } from 'lit';
import { UPDATE_GLOBALS } from 'storybook/internal/core-events';
import { addons } from 'storybook/preview-api';
import { type Network, networks } from './network.js';

/** Buttons that set the network of the toolbar, for pages on which a reader should try it. */
export function networkChips(current: unknown, offered: readonly Network[]): TemplateResult {
  const chosen = current === 'story' ? 'live' : current;
  return html`<div class="chips" role="group" aria-label="Network">
    ${offered.map(
      (network) =>
        html`<button class="chip" aria-pressed=${network === chosen} title=${networks[network].right ?? ''} @click=${() => choose(network)}>
          ${networks[network].title}
        </button>`,
    )}
  </div>`;
}

function choose(network: Network): void {
  addons.getChannel().emit(UPDATE_GLOBALS, { globals: { network } });
}
