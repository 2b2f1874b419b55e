import { html, type TemplateResult } from 'lit';
import { styles } from './page.styles.js';

/** A page of the catalogue with its heading and its first sentence. */
export function page(title: string, lead: TemplateResult | string, ...sections: readonly TemplateResult[]): TemplateResult {
  return html`<main class="shop page">
    <header>
      <h1>${title}</h1>
      <p class="lead">${lead}</p>
    </header>
    ${sections}
  </main>`;
}

/** Writes text whose `code` is marked as in Markdown. */
export function inline(text: string): readonly (string | TemplateResult)[] {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));
}

if (styles.styleSheet) document.adoptedStyleSheets.push(styles.styleSheet);
