import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import '../components/define/index.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  label: string;
  window: string;
  maxPoints: number | undefined;
  unit: string;
  thresholds: string;
  staleAfter: string;
}

const series = [
  { field: 'web', label: 'Web' },
  { field: 'counter', label: 'Counter' },
];

const meta: Meta<Args> = {
  title: 'Elements/live-chart',
  component: 'live-chart',
  args: {
    scene: 'live',
    label: 'Orders per minute',
    window: '15m',
    maxPoints: undefined,
    unit: '',
    thresholds: '[{"value":20,"label":"limit 20"}]',
    staleAfter: '',
  },
  argTypes: {
    scene: sceneControl('live', 'paused', 'waiting', 'reconnecting', 'offline', 'refused', 'gap', 'missed', 'silent', 'storm'),
    label: { control: 'text', description: 'The label of the chart.', table: { category: 'attributes' } },
    window: { control: 'text' },
    maxPoints: { control: 'number', name: 'max-points' },
    thresholds: { control: 'text' },
    staleAfter: { control: 'text', name: 'stale-after' },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component:
          'Lines that follow a channel, with a sentence that summarizes them, a cursor for pointer and keyboard, and the data as a table.',
      },
    },
  },
  render: ({ scene, label, window, maxPoints, unit, thresholds, staleAfter }) => html`
    <fake-shop scene=${scene}>
      <div class="card wide">
        <live-chart
          channel="AnalyticsChannel"
          params='{"metric":"rate"}'
          label=${label || nothing}
          window=${window || nothing}
          max-points=${maxPoints ?? nothing}
          unit=${unit || nothing}
          series=${JSON.stringify(series)}
          thresholds=${thresholds || nothing}
          stale-after=${staleAfter || nothing}
        ></live-chart>
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** A quarter of an hour, and a new point each second. */
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'live')) };

/** The view does not move while the page is paused. */
export const Paused: Story = {
  args: { scene: 'paused' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'paused')),
};

/** The channel is confirmed, and there is no point yet. */
export const Empty: Story = {
  args: { scene: 'waiting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'empty')),
};

/** The connection was lost: the line ends at the last known value. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'reconnecting')),
};

/** There is no network. */
export const Offline: Story = {
  args: { scene: 'offline' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'offline')),
};

/** The connection was lost for a moment: the gap is shaded, and the line is interrupted. */
export const Gap: Story = { args: { scene: 'gap', window: '20s' } };

/** Updates were missed and nothing was received since: the view is hatched up to now, and a note says as of when the data is right. */
export const InDoubt: Story = {
  name: 'In doubt after a gap',
  args: { scene: 'missed', window: '20s' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-chart', 'stale'), /as of/),
};

/** Fifty points a second, drawn once a frame. */
export const Storm: Story = {
  args: { scene: 'storm', window: '15s' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'live')),
};

/** Only the line, as high as a line of text. */
export const Sparkline: Story = {
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow line">
        <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today">1,204</live-counter>
        <live-chart
          channel="AnalyticsChannel"
          params='{"metric":"rate"}'
          field="web"
          label="Orders per minute"
          variant="sparkline"
          window="15m"
        ></live-chart>
      </div>
    </fake-shop>
  `,
};

/** A spike that is over: the edge marks its peak with the value, and all other values keep their height. */
export const AfterAFlood: Story = {
  render: () =>
    tableStory(
      'Orders per minute',
      3_000,
      Array.from({ length: 300 }, (_, index) => (index > 100 && index < 108 ? 5_000 : 12 + (index % 7))),
    ),
};

/** Small values have as many digits as they need to differ. */
export const SmallValues: Story = {
  render: () =>
    tableStory(
      'Error rate',
      3_000,
      Array.from({ length: 60 }, (_, index) => 0.001 + 0.0028 * Math.abs(Math.sin(index / 9))),
    ),
};

/** Several values in one second: each is kept. */
export const OneSecond: Story = { render: () => tableStory('Queue', 0, [1, 99, 3, 4, 5]) };

/** Several days in view: the first tick of each day has its date. */
export const SeveralDays: Story = {
  render: () =>
    tableStory(
      'Visitors',
      3_600_000,
      Array.from({ length: 60 }, (_, index) => 40 + 30 * Math.sin(index / 4)),
      '3d',
    ),
};

/** A chart of the page's own table, its values `step` ms apart up to now. */
function tableStory(label: string, step: number, values: readonly number[], window = '15m'): TemplateResult {
  const now = Date.now();
  const time = (index: number): string => new Date(now - (values.length - 1 - index) * step).toISOString();
  return html`<div class="card wide">
    <live-chart label=${label} window=${window}>
      <table>
        <tr>
          <th>Time</th>
          <th data-field="value">${label}</th>
        </tr>
        ${values.map(
          (value, index) =>
            html`<tr>
              <td><time datetime=${time(index)}>${time(index)}</time></td>
              <td><data value=${value}>${value}</data></td>
            </tr>`,
        )}
      </table>
    </live-chart>
  </div>`;
}
