import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
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
      description: 'Which number of the shop the counter follows, in `params`.',
      table: { category: 'the story' },
    },
    label: { control: 'text', description: 'The label of the number.', table: { category: 'attributes' } },
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
          'A number that follows a channel. It shows the content that the server rendered until the first message. If the number may be old or wrong, a note says so, and as of when it was right.',
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

const states: readonly (readonly [scene: Scene, title: string, staleAfter?: string])[] = [
  ['live', 'Live'],
  ['waiting', 'Waiting: nothing heard yet'],
  ['silent', 'Stale: older than `stale-after`', '2s'],
  ['gap', 'Missed: back after a gap'],
  ['paused', 'Paused'],
  ['reconnecting', 'Reconnecting'],
  ['offline', 'Offline'],
  ['partial', 'Rejected: the server refused the channel'],
];

function stateRow(scene: Scene, title: string, staleAfter?: string): TemplateResult {
  return html`<fake-shop scene=${scene}>
    <h2>${title}</h2>
    <div class="row">
      <div class="card">
        <live-counter
          channel="AnalyticsChannel"
          params='{"metric":"visitors"}'
          label="In the shop"
          stale-after=${staleAfter ?? nothing}
          with-delta
          >312</live-counter
        >
      </div>
      <p>
        <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}' stale-after=${staleAfter ?? nothing}>312</live-counter>
        people are in the shop.
      </p>
    </div>
  </fake-shop>`;
}

function sentence(scene: Scene): TemplateResult {
  return html`
    <fake-shop scene=${scene}>
      <p>
        <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}'>312</live-counter> people are in the shop, and
        <live-counter channel="AnalyticsChannel" params='{"metric":"exports"}'>7</live-counter> exports wait.
      </p>
    </fake-shop>
  `;
}

function cards(counters: readonly TemplateResult[]): TemplateResult {
  return html`<fake-shop scene="waiting"
    ><div class="cards">${counters.map((counter) => html`<div class="card">${counter}</div>`)}</div></fake-shop
  >`;
}

/** A new number arrives each second, and its digits roll. */
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'live')) };

/** The number does not change while the page is paused. New values wait. */
export const Paused: Story = {
  args: { scene: 'paused' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'paused')),
};

/** The server confirmed the channel and has sent nothing yet. The rendered number is shown. */
export const Waiting: Story = {
  args: { scene: 'waiting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'waiting')),
};

/** Neither the page nor a message has a number yet. */
export const Empty: Story = {
  args: { scene: 'waiting', content: '' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-counter', 'waiting'), /Nothing heard yet/),
};

/** The server rendered the number an hour ago, and `stale-after` is one minute: the counter shows its age at once. */
export const AsOf: Story = {
  name: 'As of',
  args: { scene: 'waiting', staleAfter: '1m', asOf: new Date(Date.now() - 3_600_000).toISOString() },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-counter', 'stale'), /as of/),
};

/** The connection was lost. The last number stays, one step greyer, with its age. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-counter', 'reconnecting'), /as of/),
};

/** There is no network. */
export const Offline: Story = {
  args: { scene: 'offline' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'offline')),
};

/** The connection works, but the number is older than `stale-after`. */
export const Stale: Story = {
  args: { scene: 'silent', staleAfter: '2s' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-counter', 'stale'), /as of/),
};

/** Fifty numbers a second: the counter renders once a frame, with as much motion as the page's motion budget allows. */
export const Storm: Story = {
  args: { scene: 'storm' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'live')),
};

/** Money: the cents are smaller. */
export const Currency: Story = {
  args: { metric: 'revenue', label: 'Revenue today', format: 'currency', currency: 'EUR', content: '€48,207.50' },
};

/** Without a label the counter is a part of the sentence: it takes the size and the colour of the text, and nothing jumps. */
export const InText: Story = {
  name: 'In running text',
  render: ({ scene }) => sentence(scene),
};

/** In a sentence, words after the number say as of when it was right. Hover, focus or tap them for the reason. */
export const InTextReconnecting: Story = {
  name: 'In running text, reconnecting',
  args: { scene: 'reconnecting' },
  render: ({ scene }) => sentence(scene),
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-counter', 'reconnecting'), /as of/),
};

/** Every state side by side, with a label and in a sentence. */
export const States: Story = {
  render: () => html`${states.map(([scene, title, staleAfter]) => stateRow(scene, title, staleAfter))}`,
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, '[scene="live"] live-counter', 'live');
    await expectState(canvasElement, '[scene="waiting"] live-counter', 'waiting');
    await expectState(canvasElement, '[scene="silent"] live-counter', 'stale');
    await expectState(canvasElement, '[scene="partial"] live-counter', 'rejected');
  },
};

/** The page set `params` to something that is not JSON. The author reads why in the console, in a `live-error` event, and here. */
export const WronglySetUp: Story = {
  name: 'Wrongly set up',
  render: () => html`
    <fake-shop scene="waiting">
      <div class="card narrow">
        <live-counter channel="AnalyticsChannel" params="{metric: orders}" label="Orders today">1,204</live-counter>
      </div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-counter', 'error'), /Wrongly set up/),
};

/** Long numbers keep every digit. They get smaller, then they wrap; nothing is cut. */
export const LongNumbers: Story = {
  name: 'Long and small numbers',
  render: () =>
    cards([
      html`<live-counter label="Beyond 2⁵³" value="9007199254740993"></live-counter>`,
      html`<live-counter label="Decimal text" value="12345678901234567890.25"></live-counter>`,
      html`<live-counter label="Small" value="0.0004"></live-counter>`,
      html`<live-counter label="A small share" value="0.0004" format="percent"></live-counter>`,
      html`<live-counter label="Less than a millisecond" value="0.5" format="duration"></live-counter>`,
      html`<live-counter label="Text" value="open"></live-counter>`,
    ]),
};

/** `warn-at` and `danger-at`: a glyph, a word and a colour. Low numbers are bad if `danger-at` is the lower of the two. */
export const Thresholds: Story = {
  render: () =>
    cards([
      html`<live-counter label="CPU, fine" value="42" unit="percent" warn-at="80" danger-at="95"></live-counter>`,
      html`<live-counter label="CPU, high" value="85" unit="percent" warn-at="80" danger-at="95"></live-counter>`,
      html`<live-counter label="CPU, very high" value="97" unit="percent" warn-at="80" danger-at="95"></live-counter>`,
      html`<live-counter label="Seats left, low" value="12" warn-at="20" danger-at="5"></live-counter>`,
      html`<live-counter label="Seats left, very low" value="4" warn-at="20" danger-at="5"></live-counter>`,
      html`<p>The load is <live-counter value="97" danger-at="95"></live-counter> now.</p>`,
    ]),
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, '[value="85"]', 'warn');
    await expectState(canvasElement, '[value="4"]', 'danger');
  },
};

/** `goal`: how far the number is, in whole percent, and that it is there. 99.9% are not complete. */
export const Goal: Story = {
  render: () =>
    cards([
      html`<live-counter label="Orders today" value="84" goal="200"></live-counter>`,
      html`<live-counter label="Almost" value="199.9" goal="200"></live-counter>`,
      html`<live-counter label="Revenue" value="10250.5" goal="10000" currency="EUR"></live-counter>`,
    ]),
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, '[currency]', 'reached'), /Goal of €10,000.00 reached/),
};

/** `min`, `max` and `max-digits` limit what is displayed, and words or a plus say so. */
export const Bounds: Story = {
  render: () =>
    cards([
      html`<live-counter label="Above the highest" value="120" max="100"></live-counter>`,
      html`<live-counter label="Below the lowest" value="-3" min="0"></live-counter>`,
      html`<live-counter label="Unread" value="140" max-digits="2"></live-counter>`,
    ]),
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, '[max="100"]', 'clamped'), /above 100/),
};

/** What the page puts around the number, and a sign on every change. */
export const Affixes: Story = {
  name: 'Prefix, suffix and sign',
  render: () =>
    cards([
      html`<live-counter label="Visitors" value="312"><span slot="prefix">~</span></live-counter>`,
      html`<live-counter label="Rating" value="4.7"><small slot="suffix">&nbsp;of 5</small></live-counter>`,
      html`<live-counter label="Against yesterday" value="12" sign-display="exceptZero"></live-counter>`,
    ]),
};

/** The change over the last hour, which slides. */
export const DeltaOverAWindow: Story = {
  name: 'Change over a window',
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}' label="In the shop" delta-window="1h">312</live-counter>
      </div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-counter', 'live'), /since/),
};

/** `hide-zero` hides a zero that is certain. One that may be old is shown, with its age. */
export const HideZero: Story = {
  name: 'Hidden zero',
  render: () =>
    cards([
      html`<live-counter label="Unread" value="0" hide-zero></live-counter>`,
      html`<live-counter label="Unread" value="3" hide-zero></live-counter>`,
    ]),
  play: async ({ canvasElement }) => void (await expectState(canvasElement, '[value="0"]', 'zero')),
};

/** The page's own words for a state. */
export const OwnWords: Story = {
  name: 'Own words for a state',
  args: { scene: 'waiting' },
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today"
          ><em slot="loading">One moment …</em><em slot="empty">No orders yet today</em
          ><small slot="offline">We keep trying to reach the shop.</small></live-counter
        >
      </div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'replaced')),
};

/** Units, sizes and durations. `unit` may be any text; for `bytes` and `duration` it is the unit of the value. */
export const Units: Story = {
  render: () =>
    cards([
      html`<live-counter label="Speed" value="88" unit="kilometer-per-hour"></live-counter>`,
      html`<live-counter label="Requests" value="1204" unit="req/s"></live-counter>`,
      html`<live-counter label="Disk, sent in megabytes" value="2048" format="bytes" unit="megabyte"></live-counter>`,
      html`<live-counter label="Uptime, sent in seconds" value="360015" format="duration" unit="second"></live-counter>`,
      html`<live-counter label="Views" value="1234567" format="compact"></live-counter>`,
      html`<live-counter label="Share" value="0.42" format="percent"></live-counter>`,
    ]),
};

/** `Intl` knows no currency "US$" and no format "percnt". The number is still shown, with its unit, and a warning is logged. */
export const RefusedFormats: Story = {
  name: 'Refused formats',
  render: () =>
    cards([
      html`<live-counter label='currency="US$"' value="5" currency="US$"></live-counter>`,
      html`<live-counter label='format="percnt"' value="0.42" format=${'percnt' as 'percent'}></live-counter>`,
    ]),
};

/** Each counter uses the nearest `lang` for its own words and for parsing the number that the server rendered. */
export const Languages: Story = {
  render: () =>
    cards(
      (['en', 'de', 'fr', 'de-CH', 'hi', 'ar-EG', 'ja'] as const).map(
        (lang) =>
          html`<live-counter
            lang=${lang}
            dir=${lang.startsWith('ar') ? 'rtl' : 'ltr'}
            label=${lang}
            value="1234567.5"
            currency="EUR"
          ></live-counter>`,
      ),
    ),
};

/** Twelve counters in the storm: the motion budget keeps the page calm. */
export const ManyInAStorm: Story = {
  // How many of them move depends on the speed of the machine.
  parameters: { pictures: false },
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
