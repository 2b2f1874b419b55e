import { html, nothing } from 'lit';
import '../../components/define/index.js';
import type { Guide } from './guide.js';

export const guide: Guide = {
  lead: 'One number that follows a channel. It keeps every digit, shows what changed, and says as of when it was right.',
  usage: `
<live-counter
  channel="AnalyticsChannel"
  params='{"metric":"orders"}'
  snapshot="/orders.json"
  label="Orders today"
  stale-after="30s"
  with-delta
>1,204</live-counter>`,
  server: `
ActionCable.server.broadcast("analytics:orders", { value: Order.today.count, timestamp: Time.current.iso8601(3) })`,
  dos: [
    'Render the current number inside the element. It shows until the first live value, and without JavaScript.',
    'Send the total, not the change. If only changes are sent, use `{increment: 1}` together with a `snapshot`.',
    'Set `stale-after` if the server sends regularly, so that silence is seen.',
    'Put it into a sentence: without `label` it is as large as the text around it.',
  ],
  donts: [
    'Do not format the number on the server and again with `format`: send the bare number.',
    'Do not send money as a JSON number with many digits. Send decimals as text: "12.50".',
    'Do not announce a number that changes every second. `announce="polite"` is for rare changes.',
  ],
  miniature: ({ staleAfter, params }) => html`
    <live-counter
      channel="AnalyticsChannel"
      params=${params ?? '{"metric":"visitors"}'}
      label="In the shop"
      stale-after=${staleAfter ?? nothing}
      with-delta
      >312</live-counter
    >
  `,
  keys: [
    ['Tab', 'Moves to the reason of a doubt, if there is one. The number itself takes no focus.'],
    ['Enter, Space', 'Shows the full reason.'],
    ['Escape', 'Hides the reason.'],
  ],
  accessibility: [
    'The number is text. Rolling digits are hidden from screen readers, which read the number as a whole.',
    'A direction is a triangle, a colour, and a word for screen readers.',
    'An old number is dimmed and has a note; both are read.',
    'With reduced motion, or when many numbers change at once, the text changes without a roll.',
  ],
  theming: `
live-counter {
  --live-counter-font-size: 3rem;
  --live-counter-font-weight: 300;
  --live-up-color: var(--live-color-accent);
}
live-counter::part(label) { text-transform: uppercase; }
live-counter:state(stale)::part(value) { text-decoration: underline dotted; }`,
};
