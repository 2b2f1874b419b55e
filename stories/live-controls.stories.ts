import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../components/define/index.js';
import '../components/translations/de.js';
import { expectState, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  withoutPause: boolean;
  withoutRate: boolean;
  withoutJump: boolean;
  withoutStatus: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/live-controls',
  component: 'live-controls',
  args: { scene: 'live', withoutPause: false, withoutRate: false, withoutJump: false, withoutStatus: false },
  argTypes: {
    scene: sceneControl('live', 'paused', 'reconnecting', 'unavailable', 'refused', 'partial', 'storm'),
    withoutPause: { control: 'boolean', name: 'without-pause' },
    withoutRate: { control: 'boolean', name: 'without-rate' },
    withoutJump: { control: 'boolean', name: 'without-jump' },
    withoutStatus: { control: 'boolean', name: 'without-status' },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component:
          'Pause, rate, "Jump to live" and the status of the connection in one row, which wraps from 240 px on. Each has a slot; the default slot takes more controls.',
      },
    },
  },
  render: ({ scene, withoutPause, withoutRate, withoutJump, withoutStatus }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <div class="bar">
          <live-controls
            ?without-pause=${withoutPause}
            ?without-rate=${withoutRate}
            ?without-jump=${withoutJump}
            ?without-status=${withoutStatus}
          ></live-controls>
        </div>
        <live-feed channel="ActivityChannel" label="Activity" insert="pill" max="5"></live-feed>
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** Everything is live. */
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'live')) };

/** Paused: the words beside the button say how many updates wait, and the status returns if the connection breaks. */
export const Paused: Story = {
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-feed', 'live');
    const pause = canvasElement.querySelector('live-controls')?.shadowRoot?.querySelector('[part="pause"]');
    const button = pause?.shadowRoot?.querySelector('button');
    if (button) await userEvent.click(button);
    await expectState(canvasElement, 'live-feed', 'paused');
  },
};

/** Items wait in the feed, so that "Jump to live" is on offer. */
export const Behind: Story = {
  play: async ({ canvasElement }) => {
    const controls = await expectState(canvasElement, 'live-controls', 'behind');
    const jump = controls.shadowRoot?.querySelector('[part="jump"]');
    await waitFor(() => expect(jump?.ariaDisabled).toBe('false'));
  },
};

/** The connection is lost. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => {
    const status = canvasElement.querySelector('live-controls')?.shadowRoot?.querySelector('[part="status"]');
    await waitFor(() => expect(status?.matches(':state(reconnecting)')).toBe(true));
  },
};

/** Each part has its slot. Whatever else the page puts inside stands before the status. */
export const Slots: Story = {
  render: () => html`
    <fake-shop>
      <div class="card narrow">
        <live-controls without-jump>
          <live-rate slot="rate" rates="real-time 10s"></live-rate>
          <button type="button">Export</button>
        </live-controls>
      </div>
    </fake-shop>
  `,
};

/** In the narrowest place that it is made for. */
export const Narrow: Story = {
  render: () => html`
    <fake-shop>
      <div style="inline-size: 240px" class="card"><live-controls></live-controls></div>
    </fake-shop>
  `,
};
