import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { userEvent } from 'storybook/test';
import '../components/define/index.js';
import type { LiveStatus } from '../components/index.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  variant: NonNullable<LiveStatus['variant']>;
  grace: string;
  staleAfter: string;
  hideWhen: string;
  withDetails: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/live-status',
  component: 'live-status',
  args: { scene: 'live', variant: 'badge', grace: '1s', staleAfter: '', hideWhen: '', withDetails: false },
  argTypes: {
    scene: sceneControl('live', 'paused', 'waiting', 'reconnecting', 'offline', 'unavailable', 'refused', 'partial', 'dialling'),
    variant: { control: 'inline-radio', options: ['dot', 'badge', 'banner'] },
    grace: { control: 'text' },
    staleAfter: { control: 'text', name: 'stale-after' },
    hideWhen: { control: 'text', name: 'hide-when' },
    withDetails: { control: 'boolean', name: 'with-details' },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component: 'Says where the connection stands: live, or what is wrong and what happens next. Alone on a page it dials by itself.',
      },
    },
  },
  render: ({ scene, variant, grace, staleAfter, hideWhen, withDetails }) => {
    const status = html`<live-status
      variant=${variant}
      grace=${grace || nothing}
      stale-after=${staleAfter || nothing}
      hide-when=${hideWhen || nothing}
      ?with-details=${withDetails}
      >${scene === 'refused' ? html`<a slot="action" href="#sign-in">sign in</a>` : nothing}</live-status
    >`;
    return html`<fake-shop scene=${scene}>
      <div class="card wide">
        <div class="bar">
          <h2>Print shop</h2>
          ${variant === 'banner' ? nothing : status}
        </div>
        ${variant === 'banner' ? status : nothing}
        <p class="quiet">
          <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}'>1,204</live-counter> orders today and
          <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}'>312</live-counter> people in the shop
        </p>
      </div>
    </fake-shop>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** The link is open and the server beats. */
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'live')) };

/** Somebody paused the page: the link is well. */
export const Paused: Story = {
  args: { scene: 'paused' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-status', 'paused'), /Paused/),
};

/** Every channel was confirmed, and none has said anything yet. */
export const Waiting: Story = {
  args: { scene: 'waiting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'waiting')),
};

/** The first dial is not answered yet; for three graces that is no trouble. */
export const Connecting: Story = {
  args: { scene: 'dialling' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'connecting')),
};

/** The link was lost more than a second ago, and is dialled again when the countdown is over, or now. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-status', 'reconnecting'), /Reconnecting in \d s/),
};

/** The link was lost, and the browser says that there is no network. */
export const Offline: Story = {
  args: { scene: 'offline' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'offline')),
};

/** Three tries have failed, and ten graces passed: nothing works, and it is still tried. The banner says since when and why, as far as is known. */
export const Unavailable: Story = {
  args: { scene: 'unavailable', variant: 'banner', grace: '100ms', withDetails: true },
  play: async ({ canvasElement }) => {
    const element = await expectState(canvasElement, 'live-status', 'unavailable');
    await expectText(element, /Live updates unavailable\s*since .*The server cannot be reached/);
  },
};

/** The server lets nobody in who is not signed in; the page's own link says where to go. */
export const NotSignedIn: Story = {
  args: { scene: 'refused' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-status', 'failed'), /Not signed in/),
};

/** One of two channels was refused; the other goes on. */
export const Partial: Story = {
  args: { scene: 'partial' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-status', 'partial'), /Live in part/),
};

/** Nothing was heard for longer than `stale-after`, though the link is open. */
export const Stale: Story = {
  args: { scene: 'mute', staleAfter: '1s' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'stale')),
};

/** The messages come from a transport that asks again and again. */
export const Polling: Story = {
  args: { scene: 'polling' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'polling')),
};

/** The page itself closed the connection. */
export const Closed: Story = {
  args: { scene: 'closed' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'closed')),
};

/** Why it is as it is: transport, reason, failed tries, age of the last message, channels. */
export const WithDetails: Story = {
  args: { scene: 'reconnecting', withDetails: true },
  play: async ({ canvasElement }) => {
    const element = await expectState(canvasElement, 'live-status', 'reconnecting');
    const button = element.shadowRoot?.querySelector<HTMLElement>('[part="details-button"]');
    if (button) await userEvent.click(button);
    await expectText(element, /The (connection was lost|server cannot be reached)/);
  },
};

/** A glyph alone, with its words for those who listen and under the pointer. */
export const Dot: Story = { args: { variant: 'dot' } };

/** Across the page, with a sentence on what the trouble means; hidden while all is well. */
export const Banner: Story = {
  args: { scene: 'reconnecting', variant: 'banner', hideWhen: 'live' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-status', 'reconnecting'), /may be out of date/),
};

/** Colours of the host's own. */
export const Themed: Story = {
  render: () => html`
    <fake-shop>
      <style>
        .brand {
          --live-color-ok: light-dark(oklch(45% 0.17 300), oklch(80% 0.12 300));
          --live-tint: 18%;
          --live-text-s: 0.9375rem;
        }
      </style>
      <div class="brand"><live-status></live-status></div>
    </fake-shop>
  `,
};
