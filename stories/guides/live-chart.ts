import { html, nothing } from 'lit';
import '../../components/define/index.js';
import type { Guide } from './guide.js';

export const guide: Guide = {
  lead: 'The last minutes of one or more measures, with gaps shown as gaps, and a sentence that sums them up.',
  usage: `
<live-chart
  channel="AnalyticsChannel"
  params='{"metric":"rate"}'
  snapshot="/rate.json"
  label="Orders per minute"
  window="15m"
  series='[{"field":"web","label":"Web"},{"field":"counter","label":"Counter"}]'
  thresholds='[{"value":20,"label":"limit 20"}]'
></live-chart>`,
  server: `
ActionCable.server.broadcast("analytics:rate", { web: 14, counter: 6, timestamp: Time.current.iso8601(3) })`,
  dos: [
    'Send a `timestamp` with each value, so that a late message lands in its place.',
    'Give it a `snapshot` with the history, an array with the oldest first. Else the line begins when the page opens.',
    'Use `variant="sparkline"` beside a number: it is as high as a line of text.',
  ],
  donts: [
    'Do not show more than four series: they are told apart by dash and colour, and a fifth repeats them.',
    'Do not use it for bars, pies or categories. It draws time series only.',
    'Do not aggregate in the page what the server can: 2,000 points are drawn well, two million are not.',
  ],
  miniature: ({ staleAfter, params, scene }) => html`
    <live-chart
      channel="AnalyticsChannel"
      params=${params ?? '{"metric":"rate"}'}
      field="web counter"
      label="Orders per minute"
      window=${scene === 'gap' || scene === 'missed' ? '20s' : '15m'}
      stale-after=${staleAfter ?? nothing}
    ></live-chart>
  `,
  keys: [
    ['Tab', 'Moves to the plot, and to the buttons Table, PNG and CSV.'],
    ['Arrow Left, Arrow Right', 'Move from point to point; with Shift, ten at a time.'],
    ['Home, End', 'Move to the first and the last point.'],
    ['Escape', 'Leaves the points.'],
  ],
  accessibility: [
    'The sentence above the plot says the last value and the peak of each series. It is the accessible description.',
    'The same data is a table, with one press. It holds still while it is read.',
    'Series differ by dash as well as by colour, also in forced colours and on paper.',
  ],
  theming: `
live-chart {
  --live-series-1: rebeccapurple;
  --live-series-2: teal;
  --live-chart-aspect-ratio: 21 / 9;
  --live-chart-min-block-size: 8rem;
}
live-chart::part(legend) { display: none; }`,
};
