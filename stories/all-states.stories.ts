import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, waitFor } from 'storybook/test';
import { html, nothing, type TemplateResult } from 'lit';
import '../components/define/index.js';
import { expectState, settle } from './expect-state.js';
import { type Scene, shopParameters } from './fake-shop.js';

/** What a row's elements get besides their channel: `stale-after`, or parameters that are no JSON. */
interface Settings {
  readonly staleAfter?: string;
  readonly params?: string;
}

const scenes: readonly (readonly [scene: Scene, title: string, settings?: Settings])[] = [
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
  ['missed', 'Missed: nothing was received since the gap'],
  ['silent', 'Stale: older than `stale-after`', { staleAfter: '2s' }],
  ['waiting', 'Reported error: wrongly set up', { params: '{metric: orders}' }],
  ['storm', 'Storm'],
];

const meta: Meta = {
  title: 'All states of all elements',
  tags: ['!autodocs'],
  afterEach: settle,
  // Its picture would be 1.4 MB; each element has pictures of its own.
  parameters: { ...shopParameters, pictures: false },
};
export default meta;

/** Every element in every state, side by side. Each row has its own server. */
export const AllStates: StoryObj = {
  name: 'All states',
  render: () => html`<div>${scenes.map(([scene, title, settings]) => renderRow(scene, title, settings))}</div>`,
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, '[scene="live"] live-status', 'live');
    await expectState(canvasElement, '[scene="reconnecting"] live-status', 'reconnecting');
    await expectState(canvasElement, '[scene="refused"] live-status', 'failed');
    for (const tag of ['live-counter', 'live-feed', 'live-chart']) {
      await expectState(canvasElement, `[scene="silent"] ${tag}`, 'stale');
      await expectState(canvasElement, `${tag}[params^="{metric"]`, 'failed');
    }
    // A feed stays live, because a row of it says what was missed.
    for (const tag of ['live-counter', 'live-chart']) await expectState(canvasElement, `[scene="missed"] ${tag}`, 'stale');
    const feed = await expectState(canvasElement, '[scene="missed"] live-feed', 'live');
    await waitFor(() => expect(feed.textContent).toMatch(/updates missed/));
  },
};

function renderRow(scene: Scene, title: string, { staleAfter, params }: Settings = {}): TemplateResult {
  // A short grace, so that `unavailable` is shown within a second.
  const grace = scene === 'unavailable' ? '100ms' : nothing;
  const age = staleAfter ?? nothing;
  const paramsOf = (metric: string): string => params ?? JSON.stringify({ metric });
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
          <live-counter
            channel="AnalyticsChannel"
            params=${paramsOf('orders')}
            stale-after=${age}
            label="Orders today"
            with-delta
          ></live-counter>
        </div>
        <div class="card">
          <live-counter
            channel="AnalyticsChannel"
            params=${paramsOf('visitors')}
            stale-after=${age}
            label="In the shop"
            with-delta
          ></live-counter>
        </div>
        <div class="card">
          <live-progress channel="ExportChannel" entity="running" label="Field Notes" unit="pages"></live-progress>
        </div>
      </div>
      <div class="card">
        <live-feed channel="ActivityChannel" params=${params ?? nothing} stale-after=${age} label="Activity" max="3"></live-feed>
      </div>
      <div class="card">
        <live-ticker channel="StockChannel" label="Quotes" layout="table" columns="symbol price percent" with-sparkline></live-ticker>
      </div>
      <div class="card">
        <live-chart
          channel="AnalyticsChannel"
          params=${paramsOf('rate')}
          stale-after=${age}
          label="Orders per minute"
          field="web counter"
          window="15m"
        ></live-chart>
      </div>
    </div>
  </fake-shop>`;
}
