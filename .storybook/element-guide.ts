import { html, nothing, type TemplateResult } from 'lit';
import '../components/define/index.js';
import { sample } from '../stories/code-sample.js';
import type {} from '../stories/fake-shop.js';
import { channelStates, type Guide, type State } from '../stories/guides/guide.js';
import { type Declaration, declarationOf, type Member, type Named } from './manifest.js';
import { inline } from '../stories/page.js';

const guides = import.meta.glob<{ readonly guide?: Guide }>(['../stories/guides/live-*.ts'], { eager: true });

/** Returns what was written for an element, if something was. */
export function guideOf(tag: string): Guide | undefined {
  return guides[`../stories/guides/${tag}.ts`]?.guide;
}

/** The head of an element's page: its name and what it is for. */
export function beforeControls(tag: string): TemplateResult {
  const guide = guideOf(tag);
  const { description = '' } = declarationOf(tag);
  return html`<header>
    <h1><code>&lt;${tag}></code></h1>
    <p class="lead">${guide?.lead ?? description.split('\n\n')[0]}</p>
  </header>`;
}

/** The rest of an element's page: its guide, as far as it was written, and its manifest. */
export function afterControls(tag: string): TemplateResult {
  const guide = guideOf(tag);
  const declaration = declarationOf(tag);
  return html`${guide ? renderGuide(guide) : nothing} ${renderTheming(declaration, guide)} ${renderApi(declaration)}`;
}

function renderGuide({ usage, server, dos, donts, miniature, states = channelStates, keys, accessibility }: Guide): TemplateResult {
  return html`
    <h2>Usage</h2>
    ${sample(usage, 'HTML')} ${server === undefined ? nothing : sample(server, 'Ruby, where something happens')}
    <h2>Do and don't</h2>
    <div class="pairs">${renderList('Do', 'do', dos)} ${renderList("Don't", 'dont', donts)}</div>
    <h2>All states</h2>
    <p class="text">Each has its own fake server. Choose another network in the toolbar, and all of them follow it.</p>
    <div class="states">${states.map((state) => renderState(state, miniature))}</div>
    <h2>Keyboard</h2>
    ${
      keys.length === 0
        ? html`<p class="text">It takes no focus.</p>`
        : renderTable(
            ['Key', 'What it does'],
            keys.map(([key, does]) => [html`<kbd>${key}</kbd>`, does]),
          )
    }
    <h2>Accessibility</h2>
    <ul class="notes">
      ${accessibility.map((note) => html`<li>${inline(note)}</li>`)}
    </ul>
  `;
}

function renderList(title: string, kind: string, lines: readonly string[]): TemplateResult {
  return html`<section class="card ${kind}">
    <h3>${title}</h3>
    <ul>
      ${lines.map((line) => html`<li>${inline(line)}</li>`)}
    </ul>
  </section>`;
}

function renderState(state: State, miniature: Guide['miniature']): TemplateResult {
  return html`<fake-shop scene=${state.scene} class="card">
    <h3>${state.title}</h3>
    ${miniature(state)}
  </fake-shop>`;
}

function renderTheming({ cssProperties = [], cssParts = [], cssStates = [] }: Declaration, guide: Guide | undefined): TemplateResult {
  return html`
    <h2>Theming</h2>
    <p class="text">
      The shared colours and sizes are on the page <a href="./?path=/story/theming--tokens" target="_top">Theming</a>. These are its own.
    </p>
    ${guide ? sample(guide.theming, 'CSS') : nothing} ${renderNames('Custom properties', cssProperties)}
    ${renderNames('Parts', cssParts, (name) => `::part(${name})`)} ${renderNames('States', cssStates, (name) => `:state(${name})`)}
  `;
}

function renderApi({ members = [], slots = [], events = [] }: Declaration): TemplateResult {
  const isPublic = ({ privacy = 'public', static: isStatic = false }: Member): boolean => privacy === 'public' && !isStatic;
  const fields = members.filter((member) => member.kind === 'field' && isPublic(member));
  const methods = members.filter((member) => member.kind === 'method' && isPublic(member));
  return html`
    <h2>API</h2>
    <h3>Attributes and properties</h3>
    ${renderTable(
      ['Attribute', 'Property', 'Type', 'Default', 'Meaning'],
      fields.map(({ name, attribute, type, parsedType, default: usual, description = '' }) => [
        attribute === undefined ? '' : html`<code>${attribute}</code>`,
        html`<code>${name}</code>`,
        html`<code>${shorten(parsedType?.text ?? type?.text ?? '')}</code>`,
        usual === undefined ? '' : html`<code>${usual}</code>`,
        inline(description),
      ]),
    )}
    ${renderNames('Slots', slots, (name) => (name === '' ? '(default)' : name))}
    ${renderNames(
      'Events',
      events.map(({ type, description = '', ...event }) => ({ ...event, description: `${description} (\`${type?.text ?? 'Event'}\`)` })),
    )}
    ${renderNames(
      'Methods',
      methods.map(({ parameters = [], ...method }) => ({
        ...method,
        name: `${method.name}(${parameters.map(({ name }) => name).join(', ')})`,
      })),
    )}
  `;
}

/** The longest type that fits a table, in characters. */
const LONGEST_TYPE = 90;

function shorten(type: string): string {
  return type.length > LONGEST_TYPE ? `${type.slice(0, LONGEST_TYPE)}…` : type;
}

function renderNames(title: string, all: readonly Named[], write = (name: string): string => name): TemplateResult {
  if (all.length === 0) return html``;
  const hasDefaults = all.some((named) => named.default !== undefined);
  return html`<h3>${title}</h3>
    ${renderTable(
      ['Name', ...(hasDefaults ? ['Default'] : []), 'Meaning'],
      all.map(({ name, default: usual = '', description = '' }) => [
        html`<code>${write(name)}</code>`,
        ...(hasDefaults ? [usual] : []),
        inline(description),
      ]),
    )}`;
}

type Cell = string | TemplateResult | readonly (string | TemplateResult)[];

function renderTable(heads: readonly string[], rows: readonly (readonly Cell[])[]): TemplateResult {
  return html`<div class="scrolled" tabindex="0" role="group" aria-label=${heads.join(', ')}>
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
