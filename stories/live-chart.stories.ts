import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { concat, from, NEVER } from 'rxjs';
import { html, nothing, type TemplateResult } from 'lit';
import '../components/define/index.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  label: string;
  window: string;
  maxPoints: number | undefined;
  unit: string;
  thresholds: string;
  staleAfter: string;
}

const series = [
  { field: 'web', label: 'Web' },
  { field: 'counter', label: 'Counter' },
];

const meta: Meta<Args> = {
  title: 'Elements/live-chart',
  component: 'live-chart',
  args: {
    scene: 'live',
    label: 'Orders per minute',
    window: '15m',
    maxPoints: undefined,
    unit: '',
    thresholds: '[{"value":20,"label":"limit 20"}]',
    staleAfter: '',
  },
  argTypes: {
    scene: sceneControl('live', 'paused', 'waiting', 'reconnecting', 'offline', 'refused', 'gap', 'missed', 'silent', 'storm'),
    label: { control: 'text', description: 'The label of the chart.', table: { category: 'attributes' } },
    window: { control: 'text' },
    maxPoints: { control: 'number', name: 'max-points' },
    thresholds: { control: 'text' },
    staleAfter: { control: 'text', name: 'stale-after' },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component:
          'Lines that follow a channel, with a sentence that summarizes them, a cursor for pointer and keyboard, and the data as a table.',
      },
    },
  },
  render: ({ scene, label, window, maxPoints, unit, thresholds, staleAfter }) => html`
    <fake-shop scene=${scene}>
      <div class="card wide">
        <live-chart
          channel="AnalyticsChannel"
          params='{"metric":"rate"}'
          label=${label || nothing}
          window=${window || nothing}
          max-points=${maxPoints ?? nothing}
          unit=${unit || nothing}
          series=${JSON.stringify(series)}
          thresholds=${thresholds || nothing}
          stale-after=${staleAfter || nothing}
        ></live-chart>
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** A quarter of an hour, and a new point each second. */
export const Live: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'live')) };

/** The view does not move while the page is paused. */
export const Paused: Story = {
  args: { scene: 'paused' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'paused')),
};

/** The channel is confirmed, and there is no point yet. */
export const Empty: Story = {
  args: { scene: 'waiting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'empty')),
};

/** The connection was lost: the line ends at the last known value. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'reconnecting')),
};

/** There is no network. */
export const Offline: Story = {
  args: { scene: 'offline' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'offline')),
};

/** The connection was lost for a moment: the gap is shaded, and the line is interrupted. */
export const Gap: Story = { args: { scene: 'gap', window: '20s' } };

/** Updates were missed and nothing was received since: the view is hatched up to now, and a note says as of when the data is right. */
export const InDoubt: Story = {
  name: 'In doubt after a gap',
  args: { scene: 'missed', window: '20s' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-chart', 'stale'), /as of/),
};

/** Fifty points a second, drawn once a frame. */
export const Storm: Story = {
  args: { scene: 'storm', window: '15s' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'live')),
};

/** Only the line, as high as a line of text. */
export const Sparkline: Story = {
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow line">
        <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today">1,204</live-counter>
        <live-chart
          channel="AnalyticsChannel"
          params='{"metric":"rate"}'
          field="web"
          label="Orders per minute"
          variant="sparkline"
          window="15m"
        ></live-chart>
      </div>
    </fake-shop>
  `,
};

/** Series and thresholds as children: a step by an axis of its own, a band, and a limit. */
export const Children: Story = {
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <div class="card wide">
        <live-chart channel="AnalyticsChannel" params='{"metric":"rate"}' label="Orders per minute" window="15m">
          <live-series field="web" label="Web" unit="/min"></live-series>
          <live-series field="counter" label="Counter" type="step" axis="right" unit="/min"></live-series>
          <live-threshold value="16" to="20" label="busy" severity="warn"></live-threshold>
          <live-threshold value="24" label="limit 24"></live-threshold>
        </live-chart>
      </div>
    </fake-shop>
  `,
};

/** Twelve series differ by dashes, markers and the labels at the ends of their lines, also without colour. */
export const TwelveSeries: Story = {
  render: () => {
    const names = ['Ana', 'Bo', 'Cleo', 'Dev', 'Eli', 'Fay', 'Gus', 'Hana', 'Ivo', 'Jun', 'Kim', 'Lou'];
    return tablesStory(
      'Pages per minute',
      names.map((name, place) => ({
        name,
        values: Array.from({ length: 60 }, (_, index) => Math.round(20 + 10 * place + 8 * Math.sin(index / (4 + place)))),
      })),
      15_000,
    );
  },
};

/** Bars over time, side by side, filled and hollow. */
export const BarSeries: Story = {
  render: () => {
    const values = (size: number): number[] =>
      Array.from({ length: 15 }, (_, index) => Math.round(size + size * Math.sin(index / (2 + size / 9))));
    const series = [
      { name: 'Orders', values: values(9) },
      { name: 'Returns', values: values(3) },
    ];
    return tablesStory(
      'Orders and returns',
      series,
      60_000,
      html`<live-series field="Orders" type="bar"></live-series><live-series field="Returns" type="bar"></live-series>`,
    );
  },
};

/** The latest value of each category as a bar. The threshold that it has reached is named. */
export const Categories: Story = {
  render: () => html`
    <fake-shop scene="live">
      <div class="card narrow">
        <live-chart channel="AnalyticsChannel" params='{"metric":"rate"}' label="Orders per minute" variant="bars" unit="/min">
          <live-series field="web" label="Web"></live-series>
          <live-series field="counter" label="Counter"></live-series>
          <live-threshold value="10" label="busy" severity="warn"></live-threshold>
        </live-chart>
      </div>
    </fake-shop>
  `,
};

/** A strip of cells for each series: the stronger, the higher the highest value of that time. The scale says between which values. */
export const Heat: Story = {
  render: () => {
    const wave = (place: number): number[] =>
      Array.from({ length: 60 }, (_, index) =>
        Math.max(0, Math.round(50 + 42 * Math.sin(index / 7 + place) + 8 * Math.sin(index * place))),
      );
    const series = ['Press 1', 'Press 2', 'Binding', 'Packing'].map((name, place) => ({ name, values: wave(place) }));
    return tablesStory(
      'Load',
      series,
      15_000,
      html`<live-threshold value="80" label="busy"></live-threshold>`,
      '15m',
      'linear',
      'heat',
      '%',
    );
  },
};

/** The strip while the connection is lost: what was missed is hatched. */
export const HeatWithAGap: Story = {
  name: 'Heat with a gap',
  render: () => html`
    <fake-shop scene="gap">
      <div class="card wide">
        <live-chart
          channel="AnalyticsChannel"
          params='{"metric":"rate"}'
          label="Orders per minute"
          variant="heat"
          window="20s"
        ></live-chart>
      </div>
    </fake-shop>
  `,
};

/** With `span-gaps`, lines go on over values that the server says are missing. */
export const SpanGaps: Story = {
  render: () => {
    const now = Date.now();
    const bodies = Array.from({ length: 60 }, (_, index) => ({
      cpu: index % 15 > 4 && index % 15 < 10 ? null : Math.round(50 + 30 * Math.sin(index / 8)),
      at: now - (59 - index) * 5_000,
    }));
    return html`<div class="card wide">
      <live-chart .source=${concat(from([bodies]), NEVER)} label="CPU" unit="%" span-gaps></live-chart>
    </div>`;
  },
};

/** The bounds of both axes are fixed. */
export const BothAxesBounded: Story = {
  render: () =>
    tablesStory(
      'Load and temperature',
      [
        { name: 'Load', values: Array.from({ length: 60 }, (_, index) => Math.round(50 + 30 * Math.sin(index / 8))) },
        { name: 'Temperature', values: Array.from({ length: 60 }, (_, index) => Math.round(40 + 5 * Math.sin(index / 5))) },
      ],
      15_000,
      html`<live-series field="Load" unit="%"></live-series><live-series field="Temperature" unit="°C" axis="right"></live-series>`,
      '15m',
      'linear',
      undefined,
      '',
      { 'y-min': 0, 'y-max': 100, 'y2-min': 20, 'y2-max': 60 },
    ),
};

/**
 * Drag to zoom, with Shift to move; a press pins the tooltip. The view stands still meanwhile, and "Live" or Escape returns to the present. Both
 * charts are of one group.
 */
export const Group: Story = {
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <div class="card wide">
        <live-chart channel="AnalyticsChannel" params='{"metric":"rate"}' field="web" label="Web" window="15m" group="orders"></live-chart>
      </div>
      <div class="card wide">
        <live-chart
          channel="AnalyticsChannel"
          params='{"metric":"rate"}'
          field="counter"
          label="Counter"
          window="15m"
          group="orders"
        ></live-chart>
      </div>
    </fake-shop>
  `,
};

/** A spike that is over: the edge marks its peak with the value, and all other values keep their height. */
export const AfterAFlood: Story = {
  render: () =>
    tableStory(
      'Orders per minute',
      3_000,
      Array.from({ length: 300 }, (_, index) => (index > 100 && index < 108 ? 5_000 : 12 + (index % 7))),
    ),
};

/** Small values have as many digits as they need to differ. */
export const SmallValues: Story = {
  render: () =>
    tableStory(
      'Error rate',
      3_000,
      Array.from({ length: 60 }, (_, index) => 0.001 + 0.0028 * Math.abs(Math.sin(index / 9))),
    ),
};

/** Several values in one second: each is kept. */
export const OneSecond: Story = { render: () => tableStory('Queue', 0, [1, 99, 3, 4, 5]) };

/** A logarithmic axis: each power of ten is as high as the others. Zero has no place on it and is marked at the edge. */
export const Logarithmic: Story = {
  render: () =>
    tableStory(
      'Latency in ms',
      3_000,
      Array.from({ length: 200 }, (_, index) => (index === 60 ? 0 : 10 ** (1 + 3 * Math.abs(Math.sin(index / 30))))),
      '15m',
      'log',
    ),
};

/** Events of the channel as annotations, and a view that moves at a constant speed. */
export const Annotations: Story = {
  render: () => html`
    <fake-shop scene="live">
      <div class="card wide">
        <live-chart
          channel="PressChannel"
          label="Press speed"
          window="2m"
          annotations="deploy"
          scrolling="smooth"
          y-soft-max="40"
        ></live-chart>
      </div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, 'live-chart', 'waiting');
    const shop = canvasElement.querySelector('fake-shop');
    const now = Date.now();
    for (let second = 110; second >= 0; second -= 1) {
      shop?.send('PressChannel', { value: Math.round(20 + 9 * Math.sin(second / 9)), timestamp: now - second * 1000 });
      if (second === 80 || second === 30) {
        shop?.send('PressChannel', { event: 'deploy', data: { message: `v2.${100 - second}`, created_at: now - second * 1000 } });
      }
    }
    await expectState(canvasElement, 'live-chart', 'live');
  },
};

/** Several days in view: the first tick of each day has its date. */
export const SeveralDays: Story = {
  render: () =>
    tableStory(
      'Visitors',
      3_600_000,
      Array.from({ length: 60 }, (_, index) => 40 + 30 * Math.sin(index / 4)),
      '3d',
    ),
};

/** A chart of one series in the page's own table, its values `step` ms apart up to now. */
function tableStory(label: string, step: number, values: readonly number[], window = '15m', scale = 'linear'): TemplateResult {
  return tablesStory(label, [{ name: 'value', values }], step, undefined, window, scale);
}

/** A chart of the page's own table with several series, their values `step` ms apart up to now. */
function tablesStory(
  label: string,
  series: readonly { readonly name: string; readonly values: readonly number[] }[],
  step: number,
  children?: TemplateResult,
  window = '15m',
  scale = 'linear',
  variant?: string,
  unit = '',
  bounds: Readonly<Record<string, number>> = {},
): TemplateResult {
  const now = Date.now();
  const count = series[0]?.values.length ?? 0;
  const time = (index: number): string => new Date(now - (count - 1 - index) * step).toISOString();
  return html`<div class="card wide">
    <live-chart
      label=${label}
      window=${window}
      y-scale=${scale}
      variant=${variant ?? nothing}
      unit=${unit}
      y-min=${bounds['y-min'] ?? nothing}
      y-max=${bounds['y-max'] ?? nothing}
      y2-min=${bounds['y2-min'] ?? nothing}
      y2-max=${bounds['y2-max'] ?? nothing}
    >
      ${children}
      <table>
        <tr>
          <th>Time</th>
          ${series.map(({ name }) => html`<th data-field=${name}>${name === 'value' ? label : name}</th>`)}
        </tr>
        ${Array.from(
          { length: count },
          (_, index) =>
            html`<tr>
              <td><time datetime=${time(index)}>${time(index)}</time></td>
              ${series.map(({ values }) => html`<td><data value=${values[index] ?? ''}>${values[index]}</data></td>`)}
            </tr>`,
        )}
      </table>
    </live-chart>
  </div>`;
}
