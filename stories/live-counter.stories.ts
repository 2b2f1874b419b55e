import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../components/define/index.js';
import type { LiveCounter } from '../components/index.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  metric: 'orders' | 'revenue' | 'visitors' | 'exports';
  label: string;
  format: LiveCounter['format'];
  currency: string;
  effect: LiveCounter['effect'];
  staleAfter: string;
  asOf: string;
  withDelta: boolean;
  withoutLabel: boolean;
  content: string;
}

const labels = { orders: 'Orders today', revenue: 'Revenue today', visitors: 'In the shop', exports: 'Exports waiting' };

const meta: Meta<Args> = {
  title: 'Elements/live-counter',
  component: 'live-counter',
  args: {
    scene: 'live',
    metric: 'orders',
    label: 'Orders today',
    format: undefined,
    currency: '',
    effect: 'auto',
    staleAfter: '',
    asOf: '',
    withDelta: true,
    withoutLabel: false,
    content: '1,204',
  },
  argTypes: {
    scene: sceneControl('live', 'paused', 'waiting', 'reconnecting', 'offline', 'refused', 'silent', 'storm'),
    metric: {
      control: 'inline-radio',
      options: Object.keys(labels),
      description: 'Which number of the shop is followed, in `params`.',
      table: { category: 'the story' },
    },
    label: { control: 'text', description: 'What the number is called.', table: { category: 'attributes' } },
    format: { control: 'select', options: [undefined, 'decimal', 'compact', 'percent', 'currency', 'bytes', 'duration'] },
    currency: { control: 'text' },
    effect: { control: 'inline-radio', options: ['auto', 'roll', 'flash', 'none'] },
    staleAfter: { control: 'text', name: 'stale-after' },
    asOf: { control: 'text', name: 'as-of', description: 'When the server rendered the content, in ISO 8601.' },
    withDelta: { control: 'boolean', name: 'with-delta' },
    withoutLabel: { control: 'boolean', name: 'without-label' },
    content: { control: 'text', description: 'What the server rendered inside the element.', table: { category: 'the story' } },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component:
          'A number that follows a channel. What the server rendered stands until the first message; what may be old says how old it is.',
      },
    },
  },
  render: ({ scene, metric, label, format, currency, effect, staleAfter, asOf, withDelta, withoutLabel, content }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-counter
          channel="AnalyticsChannel"
          params=${JSON.stringify({ metric })}
          label=${label || nothing}
          format=${format ?? nothing}
          currency=${currency || nothing}
          effect=${effect}
          stale-after=${staleAfter || nothing}
          as-of=${asOf || nothing}
          ?with-delta=${withDelta}
          ?without-label=${withoutLabel}
          >${content || nothing}</live-counter
        >
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** A new number comes each second; its digits roll. */
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'live')) };

/** The number stands still while the page is paused; what comes waits. */
export const Paused: Story = {
  args: { scene: 'paused' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'paused')),
};

/** Confirmed, and nothing heard yet: the server's own number stands. */
export const Waiting: Story = {
  args: { scene: 'waiting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'waiting')),
};

/** Neither the server nor a message has brought a number yet. */
export const Empty: Story = {
  args: { scene: 'waiting', content: '' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-counter', 'waiting'), /Nothing heard yet/),
};

/** What the server rendered an hour ago, on a page that keeps nothing for longer than a minute: it says so at once. */
export const AsOf: Story = {
  name: 'As of',
  args: { scene: 'waiting', staleAfter: '1m', asOf: new Date(Date.now() - 3_600_000).toISOString() },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-counter', 'stale'), /as of/),
};

/** The link was lost: the last number stays, one step greyer, with its age. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-counter', 'reconnecting'), /as of/),
};

/** There is no network. */
export const Offline: Story = {
  args: { scene: 'offline' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'offline')),
};

/** The link is well, but the number is older than `stale-after`. */
export const Stale: Story = {
  args: { scene: 'silent', staleAfter: '2s' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-counter', 'stale'), /as of/),
};

/** Fifty numbers a second: shown once a frame, with as much motion as the page can bear. */
export const Storm: Story = {
  args: { scene: 'storm' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'live')),
};

/** Money: the cents step back. */
export const Currency: Story = {
  args: { metric: 'revenue', label: 'Revenue today', format: 'currency', currency: 'EUR', content: '€48,207.50' },
};

/** In running text, without a label, it takes the size and the colour of the line. */
export const InText: Story = {
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <p>
        <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}'>312</live-counter> people are in the shop, and
        <live-counter channel="AnalyticsChannel" params='{"metric":"exports"}'>7</live-counter> exports wait.
      </p>
    </fake-shop>
  `,
};

/** Twelve at once in the storm: the motion budget keeps the page calm. */
export const ManyInAStorm: Story = {
  args: { scene: 'storm' },
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <div class="cards">
        ${Array.from({ length: 3 }, () =>
          Object.entries(labels).map(
            ([metric, label]) =>
              html`<div class="card">
                <live-counter channel="AnalyticsChannel" params=${JSON.stringify({ metric })} label=${label} maximum-fraction-digits="0"
                  >0</live-counter
                >
              </div>`,
          ),
        )}
      </div>
    </fake-shop>
  `,
};
