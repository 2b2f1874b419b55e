import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import '../components/define/index.js';
import type { LiveFeed } from '../components/index.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  label: string;
  max: number;
  order: LiveFeed['order'];
  insert: LiveFeed['insert'];
  withoutLabel: boolean;
}

/** What the server put into the page. */
const rendered: TemplateResult = html`
  <article class="item">
    <p><b>Iris Vos</b> ordered <i>City Map</i></p>
    <span class="quiet">this morning</span>
  </article>
  <article class="item">
    <p><b>Noor Amari</b> shipped <i>Winter Poems</i></p>
    <span class="quiet">yesterday</span>
  </article>
`;

const meta: Meta<Args> = {
  title: 'Elements/live-feed',
  component: 'live-feed',
  args: { scene: 'live', label: 'Activity', max: 6, order: 'newest-first', insert: 'auto', withoutLabel: false },
  argTypes: {
    scene: sceneControl('live', 'paused', 'waiting', 'reconnecting', 'offline', 'refused', 'gap', 'storm'),
    label: { control: 'text', description: 'What the list is called.', table: { category: 'attributes' } },
    order: { control: 'inline-radio', options: ['newest-first', 'newest-last'] },
    insert: { control: 'inline-radio', options: ['auto', 'pill', 'immediate'] },
    withoutLabel: { control: 'boolean', name: 'without-label' },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component:
          'A list of what happens. Its items are its own children, of the server, of a Turbo Stream or of a channel; nothing moves under the eye of a reader.',
      },
    },
  },
  render: ({ scene, label, max, order, insert, withoutLabel }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-feed
          channel="ActivityChannel"
          label=${label || nothing}
          max=${max}
          order=${order}
          insert=${insert}
          ?without-label=${withoutLabel}
        ></live-feed>
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** Something happens every few seconds; each new item settles in. */
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'live')) };

/** Nothing new is shown while the page is paused; it comes in order on resume. */
export const Paused: Story = {
  args: { scene: 'paused' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'paused')),
};

/** Confirmed, and nothing has happened yet. */
export const Empty: Story = {
  args: { scene: 'waiting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'empty')),
};

/** The first connection is not made yet. */
export const Connecting: Story = { args: { scene: 'dialling' } };

/** The link was lost: what is there stays, and says that it may be old. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'reconnecting')),
};

/** There is no network. */
export const Offline: Story = {
  args: { scene: 'offline' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'offline')),
};

/** The link was away for a moment: a row says from when to when nothing could be known. */
export const Gap: Story = { args: { scene: 'gap', max: 12 } };

/** Twenty items a second: none is animated, and the oldest go. */
export const Storm: Story = {
  args: { scene: 'storm' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'live')),
};

/** A button counts what is new, and nothing comes unasked. */
export const Pill: Story = {
  args: { insert: 'pill' },
  render: ({ scene, label, insert }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow"><live-feed channel="ActivityChannel" label=${label} insert=${insert}>${rendered}</live-feed></div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-feed', 'pending'), /\d+ new/),
};

/** As a log: the newest below. */
export const Log: Story = { args: { order: 'newest-last', label: 'Log' } };

/** Items that the server rendered stay, and new ones are made by a template of the page's own. */
export const WithTemplate: Story = {
  render: ({ scene, label, max }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-feed channel="ActivityChannel" label=${label} max=${max}>
          <template slot="item">
            <article class="item">
              <p><b>{{actor}}</b> {{verb}} <i>{{object}}</i></p>
              <time class="quiet" datetime="{{at}}"></time>
            </article>
          </template>
          ${rendered}
        </live-feed>
      </div>
    </fake-shop>
  `,
};
