import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import '../../components/define/index.js';
import { expectState, settle } from '../expect-state.js';
import { shopParameters } from '../fake-shop.js';
import { page } from '../page.js';

const meta: Meta = {
  title: 'Which element when',
  tags: ['!autodocs'],
  afterEach: settle,
  parameters: shopParameters,
};
export default meta;

interface Row {
  readonly want: string;
  readonly take: string;
  readonly because: string;
  readonly miniature: TemplateResult;
}

const rows: readonly Row[] = [
  {
    want: 'One number that matters',
    take: 'live-counter',
    because: 'It rolls or flashes when it changes, keeps every digit, and says as of when it was right.',
    miniature: html`<live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today" with-delta
      >1,204</live-counter
    >`,
  },
  {
    want: 'How a number moved',
    take: 'live-chart',
    because: 'It draws the last minutes with gaps shown, and a sentence that sums them up. As a sparkline it fits a line of text.',
    miniature: html`<live-chart
      channel="AnalyticsChannel"
      params='{"metric":"rate"}'
      field="web"
      label="Orders per minute"
      variant="sparkline"
      window="15m"
    ></live-chart>`,
  },
  {
    want: 'What is happening',
    take: 'live-feed',
    because: 'Newest first. Nothing moves while a person reads; what is new waits behind a button.',
    miniature: html`<live-feed channel="ActivityChannel" label="Activity" max="2"></live-feed>`,
  },
  {
    want: 'How far a job is',
    take: 'live-progress',
    because: 'From queued to its end, with the reason if it failed. It never goes backwards, and a silent job does not look alive.',
    miniature: html`<live-progress channel="ExportChannel" entity="running" label="Field Notes" unit="pages"></live-progress>`,
  },
  {
    want: 'How full something is',
    take: 'live-progress',
    because: 'variant="meter" is a gauge with limits: memory, a queue, a disk.',
    miniature: html`<live-progress
      variant="meter"
      layout="row"
      channel="ServerHealthChannel"
      field="disk"
      high="85"
      label="Disk"
    ></live-progress>`,
  },
  {
    want: 'Prices',
    take: 'live-ticker',
    because: 'Exact in decimals, with change and percent, as a row, grid, table or tape.',
    miniature: html`<live-ticker
      channel="StockChannel"
      label="Quotes"
      layout="table"
      symbols="ACME GLBX"
      columns="symbol price percent"
    ></live-ticker>`,
  },
  {
    want: 'Something a person must see',
    take: 'live-notice',
    because: 'Notices come in a corner, can be read, and go. The button opens the list of those that were missed.',
    miniature: html`<live-notice channel="NoticeChannel" position="inline" max="1"></live-notice>`,
  },
  {
    want: 'Whether all this is live',
    take: 'live-status',
    because: 'One badge for the page: live, reconnecting in 3 s, offline, not signed in, and what to do.',
    miniature: html`<live-status with-details></live-status>`,
  },
  {
    want: 'To hold everything still',
    take: 'live-pause',
    because: 'People who read slowly need it (WCAG 2.2.2). It counts what waits, and goes on with the present.',
    miniature: html`<live-pause></live-pause>`,
  },
  {
    want: 'How often updates show',
    take: 'live-rate',
    because: 'In real time, at intervals, or by hand. The person chooses; nothing is left out.',
    miniature: html`<live-rate></live-rate>`,
  },
  {
    want: 'All controls at once',
    take: 'live-controls',
    because: 'Pause, rate, “Jump to live” and the status in one row that wraps.',
    miniature: html`<live-controls></live-controls>`,
  },
  {
    want: 'Another server, or another pause',
    take: 'live-connection',
    because: 'It gives its content a connection and a pause of its own. It renders no box.',
    miniature: html`<live-connection
      ><live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}'>312</live-counter> in the shop
      <live-pause without-text></live-pause
    ></live-connection>`,
  },
];

/** The elements by what a page wants to show, each alive. */
export const WhichElementWhen: StoryObj = {
  name: 'Which element when',
  render: () =>
    page(
      'Which element when',
      'Start from what the page should show. Each of these follows the same fake shop; break it with Network in the toolbar.',
      html`<fake-shop class="choice">
        <table>
          <thead>
            <tr>
              <th scope="col">You want to show</th>
              <th scope="col">Live</th>
              <th scope="col">Take</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ want, take, because, miniature }) =>
                html`<tr>
                  <th scope="row">${want}</th>
                  <td>${miniature}</td>
                  <td>
                    <a href="./?path=/docs/elements-${take}--docs" target="_top"><code>&lt;${take}></code></a>
                    <span>${because}</span>
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
      </fake-shop>`,
    ),
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-counter', 'live');
    await expectState(canvasElement, 'live-ticker', 'live');
  },
};
