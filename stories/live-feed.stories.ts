import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, waitFor } from 'storybook/test';
import { html, nothing, type TemplateResult } from 'lit';
import '../components/define/index.js';
import type { LiveFeed } from '../components/index.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type FakeShop, type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  label: string;
  max: number;
  order: LiveFeed['order'];
  insert: LiveFeed['insert'];
  withoutLabel: boolean;
}

/** Items that the server rendered. */
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

/** A sanitizer for browsers without one: keeps the words alone. */
const withoutMarkup = (text: string): Text => document.createTextNode(text.replaceAll(/<script.*?<\/script>|<[^>]*>/g, ''));

/** The address of a snapshot with a list inside. */
const envelope = `data:application/json,${encodeURIComponent(
  JSON.stringify({
    seq: 92,
    items: [
      { id: 91, actor: 'Mei Lin', verb: 'ordered', object: 'Winter Poems' },
      { id: 92, actor: 'Ruth Okafor', verb: 'shipped', object: 'City Map' },
    ],
  }),
)}`;

const meta: Meta<Args> = {
  title: 'Elements/live-feed',
  component: 'live-feed',
  args: { scene: 'live', label: 'Activity', max: 6, order: 'newest-first', insert: 'auto', withoutLabel: false },
  argTypes: {
    scene: sceneControl('live', 'paused', 'waiting', 'reconnecting', 'offline', 'refused', 'gap', 'storm'),
    label: { control: 'text', description: 'The name of the list.', table: { category: 'attributes' } },
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
          'A list of events. Its items are its children: from the server, from a Turbo Stream or framework, or from a channel. Nothing moves while a person reads.',
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

/** An item arrives every few seconds and settles in. */
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'live')) };

/** The page is paused: new items wait and are shown in order on resume. */
export const Paused: Story = {
  args: { scene: 'paused' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'paused')),
};

/** The channel is confirmed, and nothing has happened yet. */
export const Empty: Story = {
  args: { scene: 'waiting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'empty')),
};

/** The first connection is still being made. */
export const Connecting: Story = { args: { scene: 'dialling' } };

/** The connection was lost: the items stay, and a note says as of when they were current. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'reconnecting')),
};

/** There is no network. */
export const Offline: Story = {
  args: { scene: 'offline' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'offline')),
};

/** The connection was lost for a moment: a row says which updates were missed. */
export const Gap: Story = { args: { scene: 'gap', max: 12 } };

/** Missed updates without new items wait behind the button too. */
export const GapBehindTheButton: Story = {
  name: 'A gap behind the button',
  args: { scene: 'gap', insert: 'pill' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'pending')),
};

/** Twenty items a second: none is animated, and the oldest are removed. */
export const Storm: Story = {
  args: { scene: 'storm' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'live')),
};

// Stands for Turbo's own element, which the catalogue does not load.
if (!customElements.get('turbo-cable-stream-source')) customElements.define('turbo-cable-stream-source', class extends HTMLElement {});

/** A feed that Turbo fills, but whose stream the server refuses. Turbo itself shows no sign of it. */
export const FilledByTurbo: Story = {
  name: 'Filled by Turbo, refused',
  render: ({ label }) => html`
    <div class="card narrow">
      <turbo-cable-stream-source
        .subscription=${{
          identifier: 'orders',
          consumer: {
            connection: { monitor: {} },
            subscriptions: { guarantor: { pendingSubscriptions: [] }, findAll: () => [] },
          },
        }}
      ></turbo-cable-stream-source>
      <live-feed id="orders" label=${label}>${rendered}</live-feed>
    </div>
  `,
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'rejected')),
};

/** New items wait behind a button that counts them. */
export const Pill: Story = {
  args: { insert: 'pill' },
  render: ({ scene, label, insert }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow"><live-feed channel="ActivityChannel" label=${label} insert=${insert}>${rendered}</live-feed></div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-feed', 'pending'), /\d+ new/),
};

/** Selected text holds the feed still, as the pointer and the focus do: new items wait behind the button until the selection is gone. */
export const SelectionHeld: Story = {
  name: 'Held by a selection',
  play: async ({ canvasElement }) => {
    const feed = await expectState(canvasElement, 'live-feed', 'live');
    const [first] = feed.querySelectorAll('article');
    if (first) getSelection()?.selectAllChildren(first);
    await expectText(await expectState(canvasElement, 'live-feed', 'pending'), /\d+ new/);
    await expect(feed.querySelector('article:not([hidden])')).toBe(first);
  },
};

/** The snapshot is an object around the list. The feed finds the items in it. */
export const SnapshotInAnEnvelope: Story = {
  name: 'A snapshot in an envelope',
  args: { scene: 'waiting' },
  render: ({ scene, label, max }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow"><live-feed channel="ActivityChannel" snapshot=${envelope} label=${label} max=${max}></live-feed></div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => {
    const feed = await expectState(canvasElement, 'live-feed', 'live');
    await waitFor(() => expect(feed.querySelectorAll('article')).toHaveLength(2));
  },
};

/** An item that arrives late takes its place by its time. It does not appear as the newest. */
export const LateItem: Story = {
  name: 'An item that arrives late',
  args: { scene: 'waiting' },
  play: async ({ canvasElement }) => {
    const feed = await expectState(canvasElement, 'live-feed', 'waiting');
    const shop = canvasElement.querySelector<FakeShop>('fake-shop');
    for (const [id, actor, minutes] of [
      [1, 'Ana Duarte', 9],
      [3, 'Mei Lin', 1],
      [2, 'Omar Haddad', 5],
    ] as const) {
      shop?.send('ActivityChannel', { id, actor, verb: 'ordered', object: 'City Map', at: Date.now() - minutes * 60_000 });
    }
    const names = (): string[] => [...feed.querySelectorAll('article')].map((item) => item.textContent.trim().split(' ')[0] ?? '');
    await waitFor(() => expect(names()).toEqual(['Mei', 'Omar', 'Ana']));
  },
};

/** A log shows the newest item at the bottom. */
export const Log: Story = { args: { order: 'newest-last', label: 'Log' } };

/** Items from the server stay, and the page's template creates the new ones. */
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

/** A body, and how many minutes ago it happened. */
type Happened = readonly [minutes: number, body: object];

/** The address of a snapshot whose items happened so many minutes ago. It stays the same for a minute, so that a new setting fetches nothing. */
function listOf(...bodies: readonly Happened[]): string {
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const items = bodies.map(([minutes, body], index) => ({ id: index + 1, at: now - minutes * 60_000, ...body }));
  return `data:application/json,${encodeURIComponent(JSON.stringify({ items }))}`;
}

const ordered = (actor: string, object: string): object => ({ actor, verb: 'ordered', object });

/** Renders a feed whose items stand in groups. */
function groupedBy(groupBy: string, items: readonly Happened[]): (args: Args) => TemplateResult {
  return ({ scene, label, max, order }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-feed
          channel="ActivityChannel"
          snapshot=${listOf(...items)}
          label=${label}
          max=${max}
          order=${order}
          group-by=${groupBy}
        ></live-feed>
      </div>
    </fake-shop>
  `;
}

const byDayItems: readonly Happened[] = [
  [24 * 60 + 3, ordered('Ana Duarte', 'City Map')],
  [24 * 60 + 1, ordered('Omar Haddad', 'Winter Poems')],
  [0, ordered('Mei Lin', 'Field Notes')],
  [0, ordered('Ruth Okafor', 'City Map')],
];

/** A heading stands before the items of each day, in the time zone of the element. */
export const ByDay: Story = {
  name: 'Grouped by day',
  args: { scene: 'waiting', max: 12 },
  render: groupedBy('day', byDayItems),
  play: async ({ canvasElement }) => {
    const feed = await expectState(canvasElement, 'live-feed', 'live');
    await waitFor(() =>
      expect([...feed.querySelectorAll('[data-live-day]')].map((heading) => heading.textContent)).toEqual(['Today', 'Yesterday']),
    );
  },
};

const foldedItems: readonly Happened[] = [
  [9, ordered('Omar Haddad', 'Winter Poems')],
  [8, ordered('Ana Duarte', 'City Map')],
  [6, ordered('Ana Duarte', 'Field Notes')],
  [5, ordered('Ana Duarte', 'Winter Poems')],
  [4, ordered('Ana Duarte', 'Harbour Print')],
  [1, ordered('Mei Lin', 'City Map')],
];

/** Items of one person that follow each other are one row, with a button that shows them. */
export const Folded: Story = {
  name: 'Folded into rows',
  args: { scene: 'waiting', max: 12 },
  render: groupedBy('actor,verb', foldedItems),
  play: async ({ canvasElement }) => {
    const feed = await expectState(canvasElement, 'live-feed', 'live');
    await waitFor(() => expect(feed.querySelector('[data-live-run]')?.textContent).toContain('Show all 4'));
  },
};

const conditionsAndListsItems: readonly Happened[] = [
  [7, { actor: 'Ana Duarte', express: false, lines: [{ quantity: 2, title: 'City Map' }] }],
  [
    2,
    {
      actor: 'Mei Lin',
      express: true,
      lines: [
        { quantity: 1, title: 'Poems' },
        { quantity: 40, title: 'Notes' },
      ],
    },
  ],
];

/** A template with conditions and a list. */
export const ConditionsAndLists: Story = {
  name: 'A template with conditions and a list',
  args: { scene: 'waiting' },
  render: ({ scene, label, max }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-feed channel="ActivityChannel" snapshot=${listOf(...conditionsAndListsItems)} label=${label} max=${max}>
          <template slot="item">
            <article class="item">
              <p>
                <b>{{actor}}</b>:
                <span live-each="lines"><i>{{quantity}} × {{title}}</i>, </span>
                <span live-if="express">express</span><span live-if="!express">by post</span>
              </p>
              <time class="quiet" datetime="{{at}}"></time>
            </article>
          </template>
        </live-feed>
      </div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => {
    const feed = await expectState(canvasElement, 'live-feed', 'live');
    await waitFor(() => expect(feed.querySelectorAll('i')).toHaveLength(3));
  },
};

const fromHtmlItems: readonly Happened[] = [
  [5, { html: '<p><b>Ana Duarte</b> ordered <i>City Map</i></p><script>alert(1)</script>' }],
  [1, { html: '<p onclick="alert(1)"><b>Mei Lin</b> shipped <i>Winter Poems</i></p>' }],
];

/** HTML from the server passes the browser's sanitizer, else the page's. What could run is gone. */
export const FromHtml: Story = {
  name: 'HTML from the server',
  args: { scene: 'waiting' },
  render: ({ scene, label, max }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-feed
          channel="ActivityChannel"
          snapshot=${listOf(...fromHtmlItems)}
          label=${label}
          max=${max}
          payload="html"
          .sanitizer=${withoutMarkup}
        ></live-feed>
      </div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => {
    const feed = await expectState(canvasElement, 'live-feed', 'live');
    await waitFor(() => expect(feed.querySelectorAll('article')).toHaveLength(2));
    await expect(feed.querySelector('script, [onclick]')).toBe(null);
  },
};

/** A button shows older items: first those that the page hides, then those of the server. */
export const OlderItems: Story = {
  name: 'Older items',
  args: { scene: 'waiting', max: 1 },
  render: ({ scene, label, max }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow"><live-feed channel="ActivityChannel" label=${label} max=${max} load-more>${rendered}</live-feed></div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => {
    const feed = await expectState(canvasElement, 'live-feed', 'waiting');
    await expectText(feed, /1 older item not shown/);
  },
};

/** The page gives the feed a height: the feed scrolls by itself. */
export const WithHeight: Story = {
  args: { scene: 'storm', max: 20 },
  render: ({ scene, label, max }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow"><live-feed channel="ActivityChannel" label=${label} max=${max} style="block-size: 12rem"></live-feed></div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'overflowing')),
};

/** In a narrow feed, the note gets its own line and is not cut. */
export const Narrow: Story = {
  args: { scene: 'reconnecting' },
  render: ({ scene, label, max }) => html`
    <fake-shop scene=${scene}>
      <div class="card" style="inline-size: 15rem"><live-feed channel="ActivityChannel" label=${label} max=${max}></live-feed></div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'reconnecting')),
};

/** More items from the server than the feed shows: those beyond `max` are hidden, and the page still owns them. */
export const BeyondTheLimit: Story = {
  args: { scene: 'waiting', max: 1 },
  render: ({ scene, label, max }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow"><live-feed channel="ActivityChannel" label=${label} max=${max}>${rendered}</live-feed></div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => {
    const feed = await expectState(canvasElement, 'live-feed', 'waiting');
    await expect([...feed.querySelectorAll('article')].map((item) => item.hidden)).toEqual([false, true]);
  },
};

/** Screen readers announce how many items are new, at most every ten seconds. */
export const Announced: Story = {
  render: ({ scene, label, max }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow"><live-feed channel="ActivityChannel" label=${label} max=${max} announce="polite"></live-feed></div>
    </fake-shop>
  `,
};
