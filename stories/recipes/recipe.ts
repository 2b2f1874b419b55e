import { html, nothing, type TemplateResult } from 'lit';
import { sample } from '../code-sample.js';
import '../fake-shop.js';
import { page } from '../page.js';

/** A piece of a page. Its HTML and CSS are what the catalogue shows, and what a person pastes. Only URLs of snapshots are expressions. */
export interface Recipe {
  readonly name: string;
  readonly title: string;
  readonly lead: string;
  readonly html: TemplateResult;
  readonly css: string;
  /** What else belongs to it, such as the view of a server, by the name of its file. */
  readonly files?: Readonly<Record<string, string>>;
}

const applied = new Set<string>();

/** Shows a recipe alive, with its source. */
export function renderRecipe(recipe: Recipe): TemplateResult {
  applyStyles(recipe);
  const files = { ...recipe.files, [recipe.files ? 'HTML that the browser gets' : 'HTML']: sourceOf(recipe.html), CSS: recipe.css };
  return page(
    recipe.title,
    recipe.lead,
    html`<fake-shop class="stage recipe-${recipe.name}">${playable(recipe.html)}</fake-shop>`,
    html`<section>
      <h2>Source</h2>
      <p class="text">
        The colours <code>--ink</code>, <code>--line</code>, <code>--card</code> and <code>--tint</code> are those of the page around it.
      </p>
      ${Object.entries(files).map(([caption, code]) => sample(code, caption))}
    </section>`,
  );
}

/** The fake shop sends each new subscriber its state, so no snapshot is fetched. */
function playable(template: TemplateResult): TemplateResult {
  return { ...template, values: template.values.map(() => nothing) };
}

function sourceOf({ strings, values }: TemplateResult): string {
  return strings.reduce((source, part, index) => `${source}"${String(values[index - 1])}"${part}`);
}

function applyStyles({ name, css }: Recipe): void {
  if (applied.has(name)) return;
  applied.add(name);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.shop.page .recipe-${name} { ${css} }`);
  document.adoptedStyleSheets.push(sheet);
}
