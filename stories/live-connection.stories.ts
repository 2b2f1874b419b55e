import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../components/define/index.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  paused: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/live-connection',
  component: 'live-connection',
  args: { scene: 'live', paused: false },
  argTypes: {
    scene: sceneControl('live', 'waiting', 'reconnecting', 'offline', 'refused', 'storm'),
    paused: { control: 'boolean' },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: { component: 'Provides a connection to the elements inside it, which can be paused together. It renders no box.' },
    },
  },
  render: ({ scene, paused }) => html`
    <fake-shop scene=${scene} ?paused=${paused}>
      <div class="bar">
        <h2>Print shop</h2>
        <div class="line"><live-status with-details></live-status><live-pause without-text></live-pause></div>
      </div>
      <div class="cards">
        <div class="card">
          <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today" with-delta>1,204</live-counter>
        </div>
        <div class="card">
          <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}' label="In the shop" with-delta>312</live-counter>
        </div>
        <div class="card">
          <live-counter channel="AnalyticsChannel" params='{"metric":"exports"}' label="Exports waiting" with-delta>7</live-counter>
        </div>
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** All elements inside share one connection. */
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'fake-shop', 'connected')) };

/** Paused by the page, with the attribute `paused`. */
export const Paused: Story = {
  args: { paused: true },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'fake-shop', 'paused')),
};

/** All elements inside say that their data may be old, and the badge says what happens next. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'fake-shop', 'reconnecting')),
};

/** The server refuses people who are not signed in. */
export const Refused: Story = {
  args: { scene: 'refused' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'fake-shop', 'failed')),
};

/** Two connections on one page, each with its own pause. */
export const TwoScopes: Story = {
  render: () => html`
    <div>
      ${[7, 11].map(
        (seed) =>
          html`<fake-shop seed=${seed}>
            <div class="card narrow">
              <div class="bar"><live-status></live-status><live-pause without-text></live-pause></div>
              <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today">1,204</live-counter>
            </div>
          </fake-shop>`,
      )}
    </div>
  `,
};

/** Transports by attributes: a real connection that polls each channel's `snapshot`. The dot shows the transport. */
export const LadderByAttributes: Story = {
  parameters: { controls: { disable: true } },
  render: () => html`
    <live-connection transports="polling" poll-every="5s" when-hidden="pause">
      <div class="shop">
        <div class="card narrow">
          <div class="bar"><live-status with-details></live-status><live-pause without-text></live-pause></div>
          <live-counter
            channel="AnalyticsChannel"
            params='{"metric":"orders"}'
            label="Orders today"
            snapshot='data:application/json,{"value":1204}'
          ></live-counter>
        </div>
      </div>
    </live-connection>
  `,
  play: async ({ canvasElement }) => {
    await expectText(await expectState(canvasElement, 'live-counter', 'live'), '1,204');
    await expectState(canvasElement, 'live-connection', 'connected');
  },
};
