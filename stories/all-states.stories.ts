import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import '../components/define/index.js';
import { expectState, settle } from './expect-state.js';
import { type Scene, shopParameters } from './fake-shop.js';

const scenes: readonly (readonly [scene: Scene, title: string])[] = [
  ['live', 'Live'],
  ['paused', 'Paused'],
  ['waiting', 'Waiting'],
  ['dialling', 'Connecting'],
  ['reconnecting', 'Reconnecting'],
  ['offline', 'Offline'],
  ['unavailable', 'Unavailable'],
  ['partial', 'Live in part'],
  ['refused', 'Refused'],
  ['gap', 'Back after a gap'],
  ['storm', 'Storm'],
];

const meta: Meta = {
  title: 'All states of all elements',
  tags: ['!autodocs'],
  afterEach: settle,
  parameters: shopParameters,
};
export default meta;

/** Every element in every state, side by side. Each row has its own server. */
export const AllStates: StoryObj = {
  name: 'All states',
  render: () => html`<div>${scenes.map(([scene, title]) => renderRow(scene, title))}</div>`,
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, '[scene="live"] live-status', 'live');
    await expectState(canvasElement, '[scene="reconnecting"] live-status', 'reconnecting');
    await expectState(canvasElement, '[scene="refused"] live-status', 'failed');
  },
};

function renderRow(scene: Scene, title: string): TemplateResult {
  // A short grace, so that `unavailable` is shown within a second.
  const grace = scene === 'unavailable' ? '100ms' : nothing;
  return html`<fake-shop scene=${scene}>
    <div class="bar">
      <h2>${title}</h2>
      <div class="line">
        <live-status variant="dot" grace=${grace}></live-status><live-status grace=${grace} with-details></live-status
        ><live-pause></live-pause>
      </div>
    </div>
    <live-status variant="banner" grace=${grace} hide-when="live paused"></live-status>
    <div class="row">
      <div class="column">
        <div class="card">
          <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today" with-delta></live-counter>
        </div>
        <div class="card">
          <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}' label="In the shop" with-delta></live-counter>
        </div>
        <div class="card">
          <live-progress channel="ExportChannel" entity="running" label="Field Notes" unit="pages"></live-progress>
        </div>
      </div>
      <div class="card"><live-feed channel="ActivityChannel" label="Activity" max="3"></live-feed></div>
      <div class="card">
        <live-chart
          channel="AnalyticsChannel"
          params='{"metric":"rate"}'
          label="Orders per minute"
          field="web counter"
          window="15m"
        ></live-chart>
      </div>
    </div>
  </fake-shop>`;
}
