import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { userEvent } from 'storybook/test';
import '../components/define/index.js';
import '../components/translations/de.js';
import { expectState, expectText, settle } from './expect-state.js';
import type { PauseKind } from '../src/index.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  mode: PauseKind;
  label: string;
  withoutText: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/live-pause',
  component: 'live-pause',
  args: { scene: 'live', mode: 'freeze', label: '', withoutText: false },
  argTypes: {
    scene: sceneControl('live', 'paused', 'reconnecting', 'storm'),
    mode: { control: 'inline-radio', options: ['freeze', 'stop'] },
    withoutText: { control: 'boolean', name: 'without-text' },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component:
          'Pauses and resumes live updates. While paused, updates are received and counted; with `mode="stop"` nothing is received, which saves data.',
      },
    },
  },
  render: ({ scene, mode, label, withoutText }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <div class="bar">
          <live-pause mode=${mode === 'freeze' ? nothing : mode} label=${label || nothing} ?without-text=${withoutText}></live-pause>
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
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'live')) };

/** Pressed: the number does not change, and the button shows how many updates wait. */
export const Paused: Story = {
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-status', 'live');
    const button = canvasElement.querySelector('live-pause')?.shadowRoot?.querySelector('button');
    if (button) await userEvent.click(button);
    await expectState(canvasElement, 'live-pause', 'paused');
    await expectState(canvasElement, 'live-counter', 'paused');
  },
};

/** Pressed: nothing is received, which saves data. On resume, the number is updated, or shows since when it may be wrong. */
export const Stop: Story = {
  args: { mode: 'stop' },
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-status', 'live');
    const button = canvasElement.querySelector('live-pause')?.shadowRoot?.querySelector('button');
    if (button) await userEvent.click(button);
    const pause = await expectState(canvasElement, 'live-pause', 'stopped');
    await expectText(pause, 'Stopped · nothing is received');
    await expectState(canvasElement, 'live-counter', 'paused');
  },
};

/** A pause never hides a broken connection: the badge says what is wrong. */
export const PausedAndLost: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => {
    const button = canvasElement.querySelector('live-pause')?.shadowRoot?.querySelector('button');
    if (button) await userEvent.click(button);
    await expectState(canvasElement, 'live-status', 'reconnecting');
  },
};

/** Fifty times as many updates, and all of them wait. */
export const Storm: Story = { ...Paused, args: { scene: 'storm' } };

/** Only the button. */
export const WithoutText: Story = { args: { withoutText: true } };
