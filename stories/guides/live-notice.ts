import { html } from 'lit';
import '../../components/define/index.js';
import type { Guide, State } from './guide.js';

export const guide: Guide = {
  lead: 'Messages that a person should see: they come, can be read, and go. A button keeps the list of those that were missed.',
  usage: `
<live-connection when-hidden="follow">
  <live-notice channel="JobOrdersChannel" event="job_order_created" with-title-count with-system></live-notice>
</live-connection>`,
  server: `
ActionCable.server.broadcast("job_orders", {
  event: "job_order_created",
  data: { id: order.id, title: order.title, message: order.customer.name, url: order_path(order), severity: "info" }
})`,
  dos: [
    'Place the button where people look for it, in the header, say. The notices find their corner by `position`.',
    'Use `severity="danger"` only for what a person must act on: it stays until it is dismissed.',
    'Give notices an `id`. The same notice then comes once, also on a second device.',
  ],
  donts: [
    'Do not use it for every event of a stream. That is a feed.',
    'Do not rely on a notice alone: put what matters on the page as well.',
    'Do not ask for system notifications when the page opens. The switch in the list asks.',
  ],
  miniature: () => html`<live-notice channel="NoticeChannel" position="inline" max="2"></live-notice>`,
  states: [
    { title: 'Live', scene: 'live' },
    { title: 'Nothing yet', scene: 'waiting' },
    { title: 'Paused', scene: 'paused' },
    { title: 'Reconnecting', scene: 'reconnecting' },
    { title: 'Offline', scene: 'offline' },
    { title: 'Not signed in', scene: 'refused' },
  ] satisfies readonly State[],
  keys: [
    ['Tab', 'Moves to the button, then to the notices.'],
    ['Enter, Space', 'Open the list.'],
    ['Escape', 'Dismisses the notice that has the focus, or closes the list.'],
  ],
  accessibility: [
    'Screen readers hear one sentence for each burst, at most every ten seconds: the newest of the most serious.',
    'A notice never goes while a person points at it or has the focus in it.',
    'A severity is a shape and a word as well as a colour. There is no sound.',
  ],
  theming: `
live-notice {
  --live-notice-inset: 1.5rem;
  --live-notice-width: 24rem;
}
live-notice::part(count) { font-weight: 700; }`,
};
