import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { UPDATE_STORY_ARGS } from 'storybook/internal/core-events';
import { addons } from 'storybook/preview-api';
import '../../components/define/index.js';
import { tokens } from '../../components/internal/tokens.styles.js';
import { dedent, sample } from '../code-sample.js';
import { expectState, settle } from '../expect-state.js';
import { shopParameters } from '../fake-shop.js';
import { page } from '../page.js';
import { scoped, styles, type Theme, themes } from '../themes.js';

interface Args {
  theme: Theme['name'];
}

const meta: Meta<Args> = {
  title: 'Theming',
  tags: ['!autodocs'],
  args: { theme: 'product' },
  argTypes: { theme: { control: 'inline-radio', options: themes.map(({ name }) => name) } },
  afterEach: settle,
  parameters: shopParameters,
};
export default meta;

type Story = StoryObj<Args>;

/** A dashboard in four finished themes, each a style sheet to paste. */
export const Themes: Story = {
  render: ({ theme: chosen }, { id }) => {
    const theme = themes.find(({ name }) => name === chosen) ?? themes[0];
    return page(
      'Four finished themes',
      'An element brings no card, no background and no font of its own. A theme is a dozen custom properties on any ancestor.',
      html`<div>
        <div class="chips" role="group" aria-label="Theme">
          ${themes.map(
            ({ name, title }) =>
              html`<button class="chip" aria-pressed=${name === chosen} @click=${() => choose(id, name)}>${title}</button>`,
          )}
        </div>
        <p class="text">${theme?.about}</p>
        <fake-shop class="stage" data-theme=${chosen}>${dashboard()}</fake-shop>
      </div>`,
      html`<section>
        <h2>Its style sheet</h2>
        ${sample(theme?.elements ?? '')}
        ${
          theme?.page
            ? html`<h2>The cards around it</h2>
                <p class="text">They belong to the page of this story.</p>
                ${sample(theme.page)}`
            : ''
        }
      </section>`,
    );
  },
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-counter', 'live');
    await expectState(canvasElement, 'live-chart', 'live');
  },
};

export const Plain: Story = { ...Themes, args: { theme: 'plain' }, tags: ['!dev'] };
export const Terminal: Story = { ...Themes, args: { theme: 'terminal' }, tags: ['!dev'] };
export const Print: Story = { ...Themes, args: { theme: 'print' }, tags: ['!dev'] };

function choose(storyId: string, theme: Theme['name']): void {
  addons.getChannel().emit(UPDATE_STORY_ARGS, { storyId, updatedArgs: { theme } });
}

/** One public property, with the default that the elements fall back to. */
interface Token {
  readonly name: string;
  readonly value: string;
}

/** Read from the style sheet of the elements, so that this page never differs from it. */
const all: readonly Token[] = [...tokens.cssText.matchAll(/var\((?<name>--live-[\w-]+), (?<value>.+)\);/g)].map(({ groups }) => ({
  name: groups?.['name'] ?? '',
  value: groups?.['value'] ?? '',
}));

const purposes: Readonly<Record<string, string>> = {
  '--live-color-ink': 'Figures and headings. By default the colour of the page.',
  '--live-color-ink-2': 'Labels and notes.',
  '--live-color-ink-3': 'The quietest text: units, times.',
  '--live-color-surface': 'What floats above the page: tooltips, notices, lists.',
  '--live-color-line': 'Lines and borders.',
  '--live-color-track': 'The empty part of bars, and quiet badges.',
  '--live-color-accent': 'What can be pressed, the focus ring, what runs.',
  '--live-color-ok': 'Live, done, up.',
  '--live-color-warn': 'May be old, or close to a limit.',
  '--live-color-bad': 'Failed, refused, down.',
  '--live-tint': 'How strongly a colour tints the background of a badge.',
  '--live-text-xs': 'Times, units, headings of columns.',
  '--live-text-s': 'Labels and notes.',
  '--live-text-m': 'Rows of feeds and tables.',
  '--live-radius': 'Corners of small things.',
  '--live-radius-m': 'Corners of boxes.',
  '--live-duration-quick': 'Colours and hover.',
  '--live-duration-settle': 'A row that settles, a bar that grows.',
};

/** Every token with its value in both schemes. */
export const Tokens: Story = {
  render: () =>
    page(
      'Tokens',
      html`Set any of these on <code>:root</code>, or on the part of a page that should differ. The defaults follow
        <code>color-scheme</code>, and text keeps a contrast of at least 4.5:1 in both schemes.`,
      html`<section>
        <h2>Colours</h2>
        <ul class="swatches">
          ${all.filter(({ name }) => name.includes('-color-')).map(renderSwatch)}
        </ul>
      </section>`,
      html`<section>
        <h2>Sizes and times</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">Property</th>
              <th scope="col">Default</th>
              <th scope="col">Looks like</th>
              <th scope="col">Used for</th>
            </tr>
          </thead>
          <tbody>
            ${all
              .filter(({ name }) => !name.includes('-color-'))
              .map(
                ({ name, value }) =>
                  html`<tr>
                    <th scope="row"><code>${name}</code></th>
                    <td>${value}</td>
                    <td>${renderSize(name, value)}</td>
                    <td>${purposes[name]}</td>
                  </tr>`,
              )}
          </tbody>
        </table>
        <p class="text">Each element adds a few of its own, such as <code>--live-counter-font-size</code>. Its page lists them.</p>
      </section>`,
    ),
};

function renderSwatch({ name, value }: Token): TemplateResult {
  const colour = value === 'currentColor' ? 'CanvasText' : value;
  return html`<li class="card">
    <div class="pair" aria-hidden="true">
      <span style="color-scheme: only light; background: ${colour}"></span
      ><span style="color-scheme: only dark; background: ${colour}"></span>
    </div>
    <code>${name}</code>
    <p>${purposes[name]}</p>
  </li>`;
}

function renderSize(name: string, value: string): TemplateResult {
  if (name.includes('-text-')) return html`<span style="font-size: ${value}">1,204 orders</span>`;
  if (name.includes('-radius')) return html`<span class="corner" style="border-radius: ${value}"></span>`;
  if (name.includes('tint'))
    return html`<span class="corner" style="background: color-mix(in oklch, var(--accent) ${value}, transparent)"></span>`;
  return html``;
}

const HOST = `
/* What the page has already */
:root {
  --brand: light-dark(#b8410e, #ff9d6b);
  --success: light-dark(#2c6e49, #7ddba6);
  --warning: light-dark(#8a5a00, #f3c969);
  --danger: light-dark(#a4161a, #ff8f8f);
  --corner: 2px;
}`;

const MAPPING = `
:root {
  --live-color-accent: var(--brand);
  --live-color-ok: var(--success);
  --live-color-warn: var(--warning);
  --live-color-bad: var(--danger);
  --live-radius: var(--corner);
}`;

/** A page whose colours are its own, before and after five lines. */
export const YourOwnLook: Story = {
  name: 'Your own look',
  render: () =>
    page(
      'Your own look, in five lines',
      'A page that has colours of its own maps them once. Face, size and text colour are inherited without any line.',
      html`<section class="pairs">
        ${[
          ['Before', 'host'],
          ['After', 'host mapped'],
        ].map(
          ([title, classes]) =>
            html`<div>
              <h2>${title}</h2>
              <fake-shop class="stage ${classes}">${hostPage()}</fake-shop>
            </div>`,
        )}
      </section>`,
      html`<section>
        <h2>The five lines</h2>
        ${sample(MAPPING)}
        <p class="text">The page of this example:</p>
        ${sample(HOST)}
      </section>`,
      html`<section>
        <h2>Parts and states</h2>
        <p class="text">
          What no property covers, <code>::part()</code> reaches. States are selectors, so that a page can mark what may be old in its own
          way.
        </p>
        ${sample(PARTS)}
        <fake-shop class="stage parts" scene="silent">
          <div class="kpis">
            <div class="card">
              <live-counter class="hero" channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today"></live-counter>
            </div>
            <div class="card">
              <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}' label="In the shop" stale-after="2s"></live-counter>
            </div>
          </div>
        </fake-shop>
      </section>`,
    ),
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-counter', 'live');
    await expectState(canvasElement, '.parts live-counter[stale-after]', 'stale');
  },
};

const PARTS = `
live-counter.hero::part(value) {
  font-size: 4rem;
  font-weight: 300;
}
.card:has(live-counter:state(stale)) {
  border-style: dashed;
}`;

const host = new CSSStyleSheet();
host.replaceSync(
  [
    scoped(HOST, '.host'),
    scoped(MAPPING, '.mapped'),
    dedent(`
      .host { font-family: Georgia, 'DejaVu Serif', serif; --page: light-dark(#fffaf3, #1d1612); --card: light-dark(#fff, #261d18);
              --line: light-dark(#ecdccb, #47362b); --ink: light-dark(#2e1f14, #f7ece2); --ink-2: light-dark(#6b5443, #cdb7a5); }
      .shop.page fake-shop.host.stage .card { border-radius: var(--corner); }
      .host .cta { padding: 0.5rem 1rem; border: 0; border-radius: var(--corner); background: var(--brand); color: light-dark(#fff, #2b1206); font: inherit; font-weight: 700; }
    `),
    scoped(PARTS.replaceAll(/^(live-counter|\.card)/gm, '.parts $1'), ''),
  ].join('\n'),
);
document.adoptedStyleSheets.push(host);
if (styles.styleSheet) document.adoptedStyleSheets.push(styles.styleSheet);

function hostPage(): TemplateResult {
  return html`<div class="bar">
      <h3>Harbour Bakery</h3>
      <live-status></live-status>
    </div>
    <div class="stack">
      <div class="card">
        <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Loaves today" with-delta></live-counter>
      </div>
      <div class="card"><live-progress channel="ExportChannel" entity="running" label="Morning batch" unit="loaves"></live-progress></div>
      <div class="card"><live-feed channel="ActivityChannel" label="Counter" max="2"></live-feed></div>
      <div class="line"><button class="cta">Open the counter</button> <live-pause></live-pause></div>
    </div>`;
}

function dashboard(): TemplateResult {
  return html`
    <div class="bar">
      <h2>Print shop</h2>
      <div class="line"><live-status with-details></live-status><live-pause></live-pause></div>
    </div>
    <div class="kpis">
      <div class="card">
        <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today" with-delta></live-counter>
      </div>
      <div class="card">
        <live-counter
          channel="AnalyticsChannel"
          params='{"metric":"revenue"}'
          label="Revenue today"
          currency="EUR"
          with-delta
        ></live-counter>
      </div>
      <div class="card">
        <live-counter channel="AnalyticsChannel" params='{"metric":"exports"}' label="Exports waiting" with-delta></live-counter>
      </div>
    </div>
    <div class="split">
      <div class="card">
        <live-chart
          channel="AnalyticsChannel"
          params='{"metric":"rate"}'
          label="Orders per minute"
          window="15m"
          series='[{"field":"web","label":"Web"},{"field":"counter","label":"Counter"}]'
        ></live-chart>
      </div>
      <div class="card"><live-feed channel="ActivityChannel" label="Activity" max="5"></live-feed></div>
    </div>
    <div class="thirds">
      <div class="card">
        <h3>Exports</h3>
        <div class="stack">
          <live-progress channel="ExportChannel" entity="running" label="Field Notes" unit="pages"></live-progress>
          <live-progress channel="ExportChannel" entity="failed" label="Winter Poems" unit="pages"></live-progress>
        </div>
      </div>
      <div class="card">
        <live-ticker
          channel="StockChannel"
          label="Quotes"
          layout="table"
          symbols="ACME GLBX INTC"
          columns="symbol price percent"
          with-sparkline
        ></live-ticker>
      </div>
    </div>
  `;
}
