import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { userEvent } from 'storybook/test';
import '../components/define/index.js';
import { expectState, settle } from './expect-state.js';
import { type Scene, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  label: string;
  withoutText: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/live-pause',
  component: 'live-pause',
  args: { scene: 'live', label: '', withoutText: false },
  argTypes: {
    scene: { control: 'select', options: ['live', 'paused', 'reconnecting', 'storm'] },
    withoutText: { control: 'boolean', name: 'without-text' },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component: 'Freezes what is live around it, and shows the present again. What comes meanwhile is received and counted.',
      },
    },
  },
  render: ({ scene, label, withoutText }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <div class="bar">
          <live-pause label=${label || nothing} ?without-text=${withoutText}></live-pause>
          <live-status></live-status>
        </div>
        <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today">1,204</live-counter>
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** Nothing is held back. */
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'live')) };

/** Pressed: the number stands still, and the button says how many updates wait. */
export const Paused: Story = {
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-status', 'live');
    const button = canvasElement.querySelector('live-pause')?.shadowRoot?.querySelector('button');
    if (button) await userEvent.click(button);
    await expectState(canvasElement, 'live-pause', 'paused');
    await expectState(canvasElement, 'live-counter', 'paused');
  },
};

/** Paused never hides a broken connection: the badge says what is wrong. */
export const PausedAndLost: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => {
    const button = canvasElement.querySelector('live-pause')?.shadowRoot?.querySelector('button');
    if (button) await userEvent.click(button);
    await expectState(canvasElement, 'live-status', 'reconnecting');
  },
};

/** Fifty times as many updates, which all wait. */
export const Storm: Story = { ...Paused, args: { scene: 'storm' } };

/** The button alone. */
export const WithoutText: Story = { args: { withoutText: true } };
