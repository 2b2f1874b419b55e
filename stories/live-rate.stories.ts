import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { userEvent } from 'storybook/test';
import '../components/define/index.js';
import '../components/translations/de.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  rates: string;
  rate: string;
  label: string;
}

const meta: Meta<Args> = {
  title: 'Elements/live-rate',
  component: 'live-rate',
  args: { scene: 'live', rates: '', rate: '', label: '' },
  argTypes: { scene: sceneControl('live', 'storm', 'reconnecting', 'polling') },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component:
          'How often the elements around it show updates: in real time, at intervals, or by hand. At intervals, all elements change together, and no update is left out.',
      },
    },
  },
  render: ({ scene, rates, rate, label }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <div class="bar">
          <live-rate rates=${rates || nothing} rate=${rate || nothing} label=${label || nothing}></live-rate>
          <live-status></live-status>
        </div>
        <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today">1,204</live-counter>
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** Updates are shown as they arrive. */
export const RealTime: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'live')) };

/** All elements of the scope change together, every five seconds, and stay live. */
export const EveryFiveSeconds: Story = {
  args: { rate: '5s' },
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-rate', 'paced');
    await expectState(canvasElement, 'live-counter', 'live');
  },
};

/** Nothing changes until the person presses the button, which counts what waits. */
export const ByHand: Story = {
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-status', 'live');
    const select = canvasElement.querySelector('live-rate')?.shadowRoot?.querySelector('select');
    if (select) await userEvent.selectOptions(select, 'by-hand');
    const rate = await expectState(canvasElement, 'live-rate', 'by-hand');
    await expectText(rate, /Update now · \d+ waiting/);
    await expectState(canvasElement, 'live-counter', 'paused');
  },
};

/** Fifty times as many updates, shown once a second. */
export const Storm: Story = { args: { scene: 'storm', rate: '1s' } };

/** The rates that the page offers. */
export const Rates: Story = { args: { rates: 'real-time 10s 1m 15m' } };
