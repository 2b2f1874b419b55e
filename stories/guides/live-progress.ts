import { html, nothing } from 'lit';
import '../../components/define/index.js';
import { channelStates, type Guide } from './guide.js';

export const guide: Guide = {
  lead: 'The progress of a job from queued to its end, or a gauge. It never goes backwards, and a silent job does not look alive.',
  usage: `
<live-progress
  channel="ExportChannel"
  params='{"id":42}'
  snapshot="/exports/42.json"
  label="Field Notes"
  unit="pages"
  stale-after="1m"
  with-eta
  cancel-action="cancel"
>
  <progress value="196" max="330">59%</progress>
</live-progress>`,
  server: `
ExportChannel.broadcast_to(export, { current: 196, total: 330, status: "running", timestamp: Time.current.iso8601(3) })`,
  dos: [
    'Send counts (`current` of `total`), not only a percentage: people read "196 of 330 pages".',
    'Set `stale-after` to the longest time between two messages. A job that raised often sends nothing more.',
    'Set a `snapshot`: a page that is opened after the end then shows the end.',
  ],
  donts: [
    'Do not use it for a share of a whole that goes up and down. That is `variant="meter"`.',
    'Do not invent a percentage. Without `progress` and `total` the bar moves and claims nothing.',
    'Do not remove it at the end: the end is what the person waited for.',
  ],
  miniature: ({ staleAfter, title, scene, params }) => html`
    <live-progress
      channel="ExportChannel"
      params=${params ?? nothing}
      entity=${scene === 'live' ? (jobs[title] ?? 'running') : 'running'}
      label="Field Notes"
      unit="pages"
      steps=${jobs[title] === 'steps' ? '["collect", "render", "upload"]' : nothing}
      stale-after=${staleAfter ?? nothing}
    ></live-progress>
  `,
  states: [
    ...['Running', 'Queued', 'Unknown length', 'In steps', 'Job paused', 'Cancelling', 'Complete', 'Failed', 'Cancelled'].map((title) => ({
      title,
      scene: 'live' as const,
    })),
    ...channelStates.filter(({ scene }) => scene !== 'live'),
  ],
  keys: [
    ['Tab', 'Moves to Cancel, Try again and Download, as far as they are there.'],
    ['Enter, Space', 'Press the button.'],
  ],
  accessibility: [
    'The bar is a `progressbar`, or a `meter`. Its text is what people see: "196 of 330 pages, Binding".',
    'Only the end of a job is announced. `announce="quarters"` adds 25, 50 and 75 percent.',
    'Each state has a shape and a word as well as a colour.',
  ],
  theming: `
live-progress {
  --live-progress-height: 0.75rem;
  --live-progress-color: rebeccapurple;
  --live-progress-track-color: lavender;
}
live-progress:state(job-failed)::part(note) { font-weight: 700; }`,
};

/** The job of the fake shop for each title. */
const jobs: Readonly<Record<string, string>> = {
  Queued: 'queued',
  'Unknown length': 'unknown',
  'In steps': 'steps',
  'Job paused': 'paused',
  Cancelling: 'cancelling',
  Complete: 'complete',
  Failed: 'failed',
  Cancelled: 'cancelled',
};
