import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { expect } from 'storybook/test';
import '../../components/define/index.js';
import { sample } from '../code-sample.js';
import { expectState, settle } from '../expect-state.js';
import { shopParameters } from '../fake-shop.js';
import { networkChips } from '../network-chips.js';
import { page } from '../page.js';

const meta: Meta = {
  title: 'Welcome',
  tags: ['!autodocs'],
  afterEach: settle,
  parameters: shopParameters,
};
export default meta;

const SCRIPT = `
<script src="/cablegram.iife.js" defer></script>
<meta name="action-cable-url" content="/cable" />

<live-status></live-status> <live-pause></live-pause>
<live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today">1,204</live-counter>
`;

const roads = [
  ['which-element-when--which-element-when', 'Which element when', 'Every element in miniature, and what it is for.'],
  ['theming--themes', 'Theming', 'A dozen custom properties, four finished themes, and your own look.'],
  ['break-it--break-it', 'Break it', 'Cut the connection, and compare with the client that Rails ships.'],
  ['recipes--kpi-row', 'Recipes', 'Whole pieces of pages to copy: KPI row, status page, Rails view.'],
] as const;

/** What cablegram is, on one page: a dashboard that lives, the network to break it with, and the code to begin with. */
export const Welcome: StoryObj = {
  render: (_, { globals }) =>
    page(
      'Live data in any web page',
      html`Elements that follow a server speaking Action Cable.
        <strong>What a live element shows is right, or it says that it may not be.</strong>`,
      html`<div>
        ${networkChips(globals['network'], ['live', 'drop', 'half-open', 'gap', 'flood', 'signed-out', 'offline'])}
        <fake-shop>${dashboard()}</fake-shop>
      </div>`,
      html`<section>
        <h2>Begin with one script tag</h2>
        <p class="text">
          Copy <code>cablegram.iife.js</code> from the folder <code>dist/cdn</code> of the package. The content of an element is what your
          server rendered. It shows until the first live value, and it stays if JavaScript does not run.
        </p>
        ${sample(SCRIPT)}
      </section>`,
      html`<section>
        <h2>Where to go next</h2>
        <ul class="roads">
          ${roads.map(
            ([id, title, text]) =>
              html`<li>
                <a href="./?path=/story/${id}" target="_top"><strong>${title}</strong>${text}</a>
              </li>`,
          )}
        </ul>
      </section>`,
    ),
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-counter', 'live');
    await expectState(canvasElement, 'live-chart', 'live');
    await expect(canvasElement.querySelectorAll('live-progress').length).toBeGreaterThan(3);
  },
};

const kpis = [
  ['orders', 'Orders today', ''],
  ['revenue', 'Revenue today', 'EUR'],
  ['visitors', 'In the shop', ''],
  ['exports', 'Exports waiting', ''],
] as const;

/** The print shop: totals, a chart, what happens, jobs, quotes and the health of a server. */
function dashboard(): TemplateResult {
  return html`
    <div class="bar">
      <h2>Print shop</h2>
      <div class="line"><live-status with-details></live-status><live-pause></live-pause></div>
    </div>
    <div class="kpis">
      ${kpis.map(([metric, label, currency]) => {
        const params = JSON.stringify({ metric });
        return html`<div class="card">
          <live-counter channel="AnalyticsChannel" params=${params} label=${label} currency=${currency} with-delta></live-counter>
          <live-chart
            channel="AnalyticsChannel"
            params=${JSON.stringify({ metric: `${metric}_trend` })}
            label=${label}
            variant="sparkline"
            window="15m"
            aria-hidden="true"
          ></live-chart>
        </div>`;
      })}
    </div>
    <div class="split">
      <div class="card">
        <live-chart
          channel="AnalyticsChannel"
          params='{"metric":"rate"}'
          label="Orders per minute"
          window="15m"
          series='[{"field":"web","label":"Web"},{"field":"counter","label":"Counter"}]'
          thresholds='[{"value":20,"label":"limit 20"}]'
        ></live-chart>
      </div>
      <div class="card">
        <live-feed channel="ActivityChannel" label="Activity" max="6"></live-feed>
      </div>
    </div>
    <div class="thirds">
      <div class="card">
        <h3>Print exports</h3>
        <div class="stack">
          <live-progress channel="ExportChannel" entity="running" label="Field Notes" unit="pages"></live-progress>
          <live-progress channel="ExportChannel" entity="complete" label="Atlas of Rivers"></live-progress>
          <live-progress channel="ExportChannel" entity="failed" label="Winter Poems" unit="pages"></live-progress>
        </div>
      </div>
      <div class="card">
        <live-ticker channel="StockChannel" label="Quotes" layout="table" columns="symbol price percent" with-sparkline></live-ticker>
      </div>
      <div class="card">
        <h3>Server health</h3>
        <div class="stack">
          <live-progress variant="meter" layout="row" channel="ServerHealthChannel" field="cpu" high="85" label="CPU"></live-progress>
          <live-progress
            variant="meter"
            layout="row"
            channel="ServerHealthChannel"
            field="memory_used"
            max-field="memory_total"
            format="bytes"
            label="Memory"
          ></live-progress>
          <live-progress variant="meter" layout="row" channel="ServerHealthChannel" field="disk" high="85" label="Disk"></live-progress>
        </div>
      </div>
    </div>
  `;
}
