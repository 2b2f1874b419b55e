import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../components/define/index.js';
import { expectState, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  variant: 'faces' | 'count';
  label: string;
}

const meta: Meta<Args> = {
  title: 'Elements/live-presence',
  component: 'live-presence',
  args: { scene: 'live', variant: 'faces', label: '' },
  argTypes: { scene: sceneControl('live', 'reconnecting', 'refused', 'dialling') },
  afterEach: settle,
  parameters: shopParameters,
  render: ({ scene, variant, label }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-presence channel="WorkshopChannel" variant=${variant} label=${label || nothing}></live-presence>
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** Five faces, and how many more are here. */
export const Faces: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-presence', 'live')) };

/** The number alone. */
export const Count: Story = { ...Faces, args: { variant: 'count', label: 'In the workshop' } };

/** The connection is lost: everybody stays, hollow, with the time. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-presence', 'reconnecting')),
};
