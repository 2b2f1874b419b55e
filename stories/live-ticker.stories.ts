import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import { html, nothing } from 'lit';
import '../components/define/index.js';
import type { LiveTicker } from '../components/index.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  label: string;
  symbols: string;
  layout: LiveTicker['layout'];
  columns: string;
  sort: string;
  baseline: string;
  flash: LiveTicker['flash'];
  upColor: LiveTicker['upColor'];
  market: string;
  withAge: boolean;
  withSparkline: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/live-ticker',
  component: 'live-ticker',
  args: {
    scene: 'live',
    label: 'Quotes',
    symbols: '',
    layout: 'row',
    columns: '',
    sort: '',
    baseline: 'previous-close',
    flash: 'background',
    upColor: 'auto',
    market: '',
    withAge: false,
    withSparkline: false,
  },
  argTypes: {
    scene: sceneControl('live', 'paused', 'waiting', 'dialling', 'reconnecting', 'offline', 'refused', 'gap', 'storm', 'silent'),
    label: { control: 'text', description: 'The name of the list.', table: { category: 'attributes' } },
    symbols: { control: 'text' },
    layout: { control: 'inline-radio', options: ['row', 'grid', 'table', 'tape'] },
    columns: { control: 'text' },
    sort: { control: 'select', options: ['', 'symbol', 'price descending', 'change descending', 'percent descending'] },
    baseline: { control: 'select', options: ['previous-close', 'open', 'last', '100'] },
    flash: { control: 'inline-radio', options: ['background', 'digits', 'none'] },
    upColor: { control: 'inline-radio', options: ['auto', 'green', 'red'], name: 'up-color' },
    market: { control: 'select', options: ['', 'open', 'closed', 'halted', 'delayed'] },
    withAge: { control: 'boolean', name: 'with-age' },
    withSparkline: { control: 'boolean', name: 'with-sparkline' },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component:
          'Quotes as a row, a grid, a table or a tape. Changes are computed exactly, the digits that have changed are marked, and a symbol that falls silent says so.',
      },
    },
  },
  render: ({ scene, label, symbols, layout, columns, sort, baseline, flash, upColor, market, withAge, withSparkline }) => html`
    <fake-shop scene=${scene}>
      <div class="card">
        <live-ticker
          channel="StockChannel"
          label=${label || nothing}
          symbols=${symbols || nothing}
          layout=${layout}
          columns=${columns || nothing}
          sort=${sort || nothing}
          baseline=${baseline}
          flash=${flash}
          up-color=${upColor}
          market=${market || nothing}
          ?with-age=${withAge}
          ?with-sparkline=${withSparkline}
        ></live-ticker>
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** A line that wraps. */
export const Row: Story = {
  args: { withAge: true, market: 'open' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-ticker', 'live')),
};

/** A box for each symbol, with the line of its last prices. */
export const Grid: Story = {
  args: { layout: 'grid', withSparkline: true },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-ticker', 'live'), /ACME/),
};

/** A table. Its headings sort it, by mouse and by keyboard. */
export const Table: Story = {
  args: { layout: 'table', withSparkline: true, sort: 'percent descending' },
  play: async ({ canvasElement }) => {
    const ticker = await expectState(canvasElement, 'live-ticker', 'live');
    await expect(ticker.shadowRoot?.querySelectorAll('tbody tr')).toHaveLength(5);
  },
};

/** A tape that moves. It pauses by its button, and while the pointer or the focus is on it; with reduced motion it is scrolled by hand. */
export const Tape: Story = { args: { layout: 'tape', label: '' } };

/** Only the digits that have changed are coloured. */
export const Digits: Story = { args: { layout: 'table', flash: 'digits' } };

/** A rise is red, as readers of Chinese, Japanese and Korean expect. */
export const RedUp: Story = {
  args: { upColor: 'red', layout: 'table', columns: 'symbol price percent' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-ticker', 'red-up')),
};

/** The market is closed. */
export const Closed: Story = { args: { layout: 'table', market: 'closed' } };

/** Quotes that the server rendered, and a limit for one of them. Their content is what the page shows without JavaScript. */
export const Rendered: Story = {
  render: ({ scene, label }) => html`
    <fake-shop scene=${scene}>
      <div class="card">
        <live-ticker channel="StockChannel" label=${label} layout="table" delay="15m">
          <live-quote symbol="ACME" name="Acme Paper" price="190.50" previous-close="190.03" currency="EUR" above="190"
            >ACME 190.50
          </live-quote>
          <live-quote symbol="GLBX" name="Globex Ink" price="48.10" previous-close="48.26" currency="EUR">GLBX 48.10 </live-quote>
        </live-ticker>
      </div>
    </fake-shop>
  `,
};

/** The page names the symbols: each has its row before its first quote. */
export const Waiting: Story = {
  args: { scene: 'waiting', layout: 'table', symbols: 'ACME GLBX INTC' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-ticker', 'waiting'), 'Nothing heard yet'),
};

/** The first connection is still being made. */
export const Connecting: Story = { args: { scene: 'dialling' } };

/** The page is paused. */
export const Paused: Story = {
  args: { scene: 'paused', layout: 'table' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-ticker', 'paused')),
};

/** The connection was lost: the last prices stay, a step greyer, and a note says as of when they were right. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting', layout: 'table' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-ticker', 'reconnecting')),
};

/** There is no network. */
export const Offline: Story = {
  args: { scene: 'offline', layout: 'grid' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-ticker', 'offline')),
};

/** The connection was lost for a while: each symbol is marked until its next quote. */
export const Gap: Story = { args: { scene: 'gap', layout: 'table' } };

/** Nothing is quoted any more: each symbol says how long ago. */
export const Stale: Story = {
  args: { scene: 'silent', layout: 'table' },
  render: ({ scene, label, layout }) => html`
    <fake-shop scene=${scene}>
      <div class="card"><live-ticker channel="StockChannel" label=${label} layout=${layout} stale-after="1s"></live-ticker></div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-ticker', 'partial')),
};

/** Fifty quotes a second for each symbol: at most three marks a second. */
export const Storm: Story = {
  args: { scene: 'storm', layout: 'table', withSparkline: true },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-ticker', 'live')),
};

/** In a narrow box, the change in money and the lines are left out. */
export const Narrow: Story = {
  args: { layout: 'table', withSparkline: true },
  render: ({ scene, label, layout, withSparkline }) => html`
    <fake-shop scene=${scene}>
      <div class="card" style="inline-size: 15rem">
        <live-ticker channel="StockChannel" label=${label} layout=${layout} ?with-sparkline=${withSparkline}></live-ticker>
      </div>
    </fake-shop>
  `,
};
