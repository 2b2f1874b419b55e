import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import '../components/define/index.js';
import type { LiveProgress } from '../components/index.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  entity: string;
  label: string;
  layout: LiveProgress['layout'];
  unit: string;
  staleAfter: string;
  withEta: boolean;
  withRate: boolean;
  cancelAction: string;
  retryAction: string;
  content: string;
}

/** The exports of the fake shop, by id. */
const entities = ['running', 'unknown', 'queued', 'paused', 'cancelling', 'complete', 'failed', 'cancelled', 'silent'];

const meta: Meta<Args> = {
  title: 'Elements/live-progress',
  component: 'live-progress',
  args: {
    scene: 'live',
    entity: 'running',
    label: 'Field Notes',
    layout: 'stacked',
    unit: 'pages',
    staleAfter: '1m',
    withEta: true,
    withRate: false,
    cancelAction: 'cancel',
    retryAction: 'retry',
    content: '',
  },
  argTypes: {
    scene: sceneControl('live', 'paused', 'waiting', 'reconnecting', 'offline', 'refused', 'silent', 'storm', 'gap'),
    entity: { control: 'select', options: entities, description: 'Which export of the shop the element follows.' },
    label: { control: 'text', table: { category: 'attributes' } },
    layout: { control: 'inline-radio', options: ['stacked', 'row'] },
    unit: { control: 'text' },
    staleAfter: { control: 'text', name: 'stale-after' },
    withEta: { control: 'boolean', name: 'with-eta' },
    withRate: { control: 'boolean', name: 'with-rate' },
    cancelAction: { control: 'text', name: 'cancel-action' },
    retryAction: { control: 'text', name: 'retry-action' },
    content: { control: 'text', description: 'What the server rendered inside the element.', table: { category: 'the story' } },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component:
          'The progress of a job, or a gauge. It shows how far the job is, its state and its end, never goes backwards, keeps an end, and says since when a job has been silent.',
      },
    },
  },
  render: ({ scene, content, ...rest }) => html`
    <fake-shop scene=${scene}><div class="card narrow">${progress(rest, content)}</div></fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

function progress(args: Partial<Omit<Args, 'scene' | 'content'>>, content = ''): TemplateResult {
  const { entity = '', label = '', layout, unit = '', staleAfter = '', withEta, withRate, cancelAction = '', retryAction = '' } = args;
  return html`<live-progress
    channel="ExportChannel"
    entity=${entity || nothing}
    label=${label || nothing}
    layout=${layout ?? nothing}
    unit=${unit || nothing}
    stale-after=${staleAfter || nothing}
    cancel-action=${cancelAction || nothing}
    retry-action=${retryAction || nothing}
    ?with-eta=${withEta}
    ?with-rate=${withRate}
    >${content}</live-progress
  >`;
}

/** The job runs. The rest of time appears once the rate is stable. */
export const Running: Story = {
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-progress', 'job-running')),
};

/** The job runs, and nobody knows how far it is. The bar has no value for screen readers either. */
export const Indeterminate: Story = {
  args: { entity: 'unknown' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-progress', 'indeterminate')),
};

/** The job has succeeded. The link comes from the `url` of the body, and its scheme is checked. */
export const Complete: Story = {
  args: { entity: 'complete' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-progress', 'job-succeeded'), /Complete.*Download/),
};

/** The job has failed. The button asks to run it again. */
export const Failed: Story = {
  args: { entity: 'failed' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-progress', 'job-failed'), /out of paper.*Retry/),
};

/** Nothing was heard of the job for two seconds (`stale-after`). */
export const Lost: Story = {
  args: { entity: 'silent', staleAfter: '2s' },
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-progress', 'job-lost'), /No update since/),
};

/** The server has sent nothing yet. The bar takes the values of the `<progress>` that it rendered. */
export const Rendered: Story = {
  args: { scene: 'waiting' },
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-progress channel="ExportChannel" label="Field Notes" unit="pages"
          ><progress value="196" max="330">59%</progress></live-progress
        >
      </div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-progress', 'waiting'), /196 of 330 pages/),
};

/** The connection is lost: the last progress stays, hatched, with its age. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-progress', 'reconnecting')),
};

/** The steps of a job. The progress of a body is that of the step which it names. */
export const Steps: Story = {
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-progress
          channel="ExportChannel"
          entity="steps"
          label="Field Notes"
          steps='["Collect", {"name": "render", "label": "Rendering"}, "Upload"]'
        ></live-progress>
      </div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-progress', 'live'), /Step 2 of 3.*Rendering/),
};

function meters(layout: LiveProgress['layout']): TemplateResult {
  return html`
    <live-progress
      variant="meter"
      layout=${layout}
      channel="ServerHealthChannel"
      field="cpu"
      low="85"
      high="95"
      label="CPU"
    ></live-progress>
    <live-progress
      variant="meter"
      layout=${layout}
      channel="ServerHealthChannel"
      field="memory_used"
      max-field="memory_total"
      format="bytes"
      label="Memory"
    ></live-progress>
    <live-progress
      variant="meter"
      layout=${layout}
      channel="ServerHealthChannel"
      field="disk"
      low="85"
      high="95"
      label="Disk"
    ></live-progress>
  `;
}

/** Gauges of a server's health, as HTML's `<meter>`: `low`, `high` and `optimum` decide what is a warning. */
export const Gauges: Story = {
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <div class="cards">
        <div class="card column">${meters('row')}</div>
        <div class="card column">${meters('stacked')}</div>
      </div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => expectText(await expectState(canvasElement, 'live-progress', 'live'), /CPU.*%/),
};

/** Every state of a job, told by glyph, word and colour. */
export const AllStates: Story = {
  name: 'All states',
  render: ({ scene }) => html`
    <fake-shop scene=${scene}>
      <div class="cards">
        ${entities.map((entity) => {
          const staleAfter = entity === 'silent' ? '2s' : '1h';
          const asks = { cancelAction: 'cancel', retryAction: 'retry', withEta: true, unit: 'pages' };
          return html`<div class="card">${progress({ entity, label: 'Field Notes', staleAfter, ...asks })}</div>`;
        })}
        <div class="card"><live-progress channel="SilentChannel" label="Field Notes"></live-progress></div>
      </div>
    </fake-shop>
  `,
  play: async ({ canvasElement }) => {
    for (const state of ['queued', 'running', 'paused', 'cancelling', 'succeeded', 'failed', 'cancelled', 'lost'])
      await expectState(canvasElement, `live-progress:state(job-${state})`, `job-${state}`);
  },
};
