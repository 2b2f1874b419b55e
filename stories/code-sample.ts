import { css, type CSSResult, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

/** How long the button says that the code was copied, in ms. */
const SAID_FOR = 2_000;

/** What is coloured in a sample: comments, strings, tags and names, in this order. */
const TOKENS =
  /(?<comment><!--[\s\S]*?-->|\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<=^|\n)\s*#[^\n]*)|(?<string>"[^"]*"|'[^'\n]*')|(?<tag><\/?[\w-]+|\/?>|<%=?|%>)|(?<name>--[\w-]+|[\w-]+(?==["'{])|\b(?:import|from|class|def|end|const|if|return)\b)/g;

/** A sample of code that a person can copy. */
export class CodeSample extends LitElement {
  static override styles: CSSResult = css`
    :host {
      display: block;
      min-inline-size: 0;
      margin-block: 0.75rem 1.25rem;
    }

    figure {
      position: relative;
      margin: 0;
      direction: ltr;
      border: 1px solid light-dark(oklch(91.5% 0.006 265), oklch(29.5% 0.016 265));
      border-radius: 0.625rem;
      background: light-dark(oklch(98.4% 0.003 265), oklch(19% 0.013 265));
      color: light-dark(oklch(28% 0.02 265), oklch(92% 0.006 265));
    }

    figcaption {
      padding: 0.5rem 1rem 0;
      color: light-dark(oklch(45% 0.02 265), oklch(74% 0.012 265));
      font-size: 0.75rem;
      font-weight: 600;
    }

    pre {
      margin: 0;
      padding: 0.875rem 1rem;
      padding-inline-end: 5.5rem;
      overflow-x: auto;
      border-radius: inherit;
      text-align: start;
      font:
        0.8125rem/1.6 ui-monospace,
        'SF Mono',
        'Cascadia Mono',
        Menlo,
        Consolas,
        'DejaVu Sans Mono',
        monospace;
      tab-size: 2;
    }

    :is(pre, button):focus-visible {
      outline: 2px solid light-dark(oklch(52% 0.19 264), oklch(72% 0.14 264));
      outline-offset: 2px;
    }

    .comment {
      color: light-dark(oklch(50% 0.02 265), oklch(68% 0.014 265));
      font-style: italic;
    }

    .string {
      color: light-dark(oklch(47% 0.12 155), oklch(80% 0.13 157));
    }

    .tag {
      color: light-dark(oklch(48% 0.19 264), oklch(78% 0.12 264));
    }

    .name {
      color: light-dark(oklch(48% 0.18 320), oklch(80% 0.12 320));
    }

    button {
      position: absolute;
      inset-block-start: 0.5rem;
      inset-inline-end: 0.5rem;
      min-block-size: 1.75rem;
      padding: 0 0.75rem;
      border: 1px solid light-dark(oklch(88% 0.008 265), oklch(34% 0.018 265));
      border-radius: 99rem;
      background: light-dark(oklch(100% 0 0), oklch(23% 0.015 265));
      color: inherit;
      font: inherit;
      font-size: 0.75rem;
      cursor: pointer;
    }

    button:hover {
      border-color: currentColor;
    }
  `;

  /** The code. Blanks that all its lines begin with are removed. */
  @property() code = '';

  /** What the code is, above it, such as a file's name. */
  @property() caption = '';

  @state() private isCopied = false;

  readonly #onCopy = async (): Promise<void> => {
    await navigator.clipboard.writeText(dedent(this.code));
    this.isCopied = true;
    setTimeout(() => (this.isCopied = false), SAID_FOR);
  };

  protected override render(): TemplateResult {
    const { caption } = this;
    return html`<figure>
      ${caption ? html`<figcaption>${caption}</figcaption>` : nothing}
      <pre tabindex="0" role="group" aria-label=${caption || 'Code'}><code>${colour(dedent(this.code))}</code></pre>
      <button @click=${this.#onCopy} aria-live="polite">${this.isCopied ? 'Copied' : 'Copy'}</button>
    </figure>`;
  }
}

/** Shows a sample of code with its caption, such as a file's name. */
export function sample(code: string, caption = ''): TemplateResult {
  return html`<code-sample .code=${code} .caption=${caption}></code-sample>`;
}

/** Removes empty lines around a text and the blanks that all its lines begin with. */
export function dedent(text: string): string {
  const lines = text.replace(/^\s*\n|\s+$/g, '').split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(indent)).join('\n');
}

function colour(code: string): readonly (string | TemplateResult)[] {
  const pieces: (string | TemplateResult)[] = [];
  let end = 0;
  for (const match of code.matchAll(TOKENS)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? '';
    pieces.push(code.slice(end, match.index), html`<span class=${kind}>${match[0]}</span>`);
    end = match.index + match[0].length;
  }
  return [...pieces, code.slice(end)];
}

if (!customElements.get('code-sample')) customElements.define('code-sample', CodeSample);

declare global {
  interface HTMLElementTagNameMap {
    'code-sample': CodeSample;
  }
}
