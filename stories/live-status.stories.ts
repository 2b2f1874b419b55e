import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { userEvent } from 'storybook/test';
import '../components/define/index.js';
import type { LiveStatus } from '../components/index.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';
import { TurboLink } from './turbo-link.js';

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
    variant: { control: 'inline-radio', options: ['dot', 'badge', 'banner', 'toast'] },
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
        component:
          'Shows the status of the connection: live, or what is wrong and what happens next. It keeps the connection open by itself.',
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

/** The connection is open and the server sends data. */
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'live')) };

/** The person paused the page, and the connection works. */
export const Paused: Story = {
  args: { scene: 'paused' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-status', 'paused'), /Paused/),
};

/** Every channel is confirmed, and none has sent data yet. */
export const Waiting: Story = {
  args: { scene: 'waiting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'waiting')),
};

/** The first connection attempt is under way. For three graces that is no trouble. */
export const Connecting: Story = {
  args: { scene: 'dialling' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'connecting')),
};

/** The connection was lost more than a second ago. It reconnects when the countdown is over, or when the person retries. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-status', 'reconnecting'), /Reconnecting in \d s/),
};

/** The connection was lost, and the browser reports that there is no network. */
export const Offline: Story = {
  args: { scene: 'offline' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'offline')),
};

/** After three failed attempts and ten graces, no transport works, and reconnecting continues. The banner says since when and, if known, why. */
export const Unavailable: Story = {
  args: { scene: 'unavailable', variant: 'banner', grace: '100ms', withDetails: true },
  play: async ({ canvasElement }) => {
    const element = await expectState(canvasElement, 'live-status', 'unavailable');
    await expectText(element, /Live updates unavailable\s*since .*The server cannot be reached/);
  },
};

/** The server refuses people who are not signed in. The page's own link leads to the sign-in. */
export const NotSignedIn: Story = {
  args: { scene: 'refused' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-status', 'failed'), /Not signed in/),
};

/** The server refused one of two channels; the other works. */
export const Partial: Story = {
  args: { scene: 'partial' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-status', 'partial'), /Live in part/),
};

/** The server was silent for longer than `stale-after`, although the connection is open. */
export const Stale: Story = {
  args: { scene: 'mute', staleAfter: '1s' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'stale')),
};

/** The messages arrive by polling. */
export const Polling: Story = {
  args: { scene: 'polling' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'polling')),
};

/** The page closed the connection. */
export const Closed: Story = {
  args: { scene: 'closed' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'closed')),
};

/** The details: transport, reason, failed attempts, age of the last message, channels. */
export const WithDetails: Story = {
  args: { scene: 'reconnecting', withDetails: true },
  play: async ({ canvasElement }) => {
    const element = await expectState(canvasElement, 'live-status', 'reconnecting');
    const button = element.shadowRoot?.querySelector<HTMLElement>('[part="details-button"]');
    if (button) await userEvent.click(button);
    await expectText(element, /The (connection was lost|server cannot be reached)/);
  },
};

/** Only the glyph. The words are for screen readers and appear on hover. */
export const Dot: Story = { args: { variant: 'dot' } };

/** Across the page, with a sentence on what the trouble means. Hidden while everything works. */
export const Banner: Story = {
  args: { scene: 'reconnecting', variant: 'banner', hideWhen: 'live' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-status', 'reconnecting'), /may be out of date/),
};

/** The page's own colours. */
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

/** A small box at the bottom of the window, which is there only while something is wrong. */
export const Toast: Story = {
  args: { scene: 'reconnecting', variant: 'toast' },
  play: async ({ canvasElement }) => {
    const status = await expectState(canvasElement, 'live-status', 'reconnecting');
    await expectText(status, 'Reconnecting');
  },
};

/** Every badge that watches Turbo follows all sources of the page, so that each of these stories has a page of its own. */
function watchingTurbo(link: TurboLink): TemplateResult {
  return html`<fake-shop>
    <div class="card wide">
      <div class="bar">
        <h2>Orders</h2>
        <live-status watch="turbo"></live-status>
      </div>
      <turbo-cable-stream-source .subscription=${link.subscription}></turbo-cable-stream-source>
    </div>
  </fake-shop>`;
}

/** Turbo's own sources instead of a connection: the badge says how they stand with the server, and opens no socket. */
export const WatchingTurbo: Story = {
  tags: ['!autodocs'],
  render: () => watchingTurbo(new TurboLink()),
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-status', 'live')),
};

/** Turbo lost the server for two seconds. It repairs nothing, so the page may be old until Turbo renders it again. */
export const OldAfterTurbosLoss: Story = {
  name: "Old after Turbo's loss",
  tags: ['!autodocs'],
  render: () => {
    const link = new TurboLink();
    setTimeout(() => (link.isOpen = false), 1_000);
    setTimeout(() => (link.isOpen = true), 3_000);
    return watchingTurbo(link);
  },
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-status', 'reconnecting');
    await expectText(await expectState(canvasElement, 'live-status', 'unknown'), /May be old/);
  },
};
