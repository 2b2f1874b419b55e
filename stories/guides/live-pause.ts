import { html } from 'lit';
import '../../components/define/index.js';
import type { Guide, State } from './guide.js';

export const guide: Guide = {
  lead: 'A button that holds everything around it still, counts what waits, and goes on with the present.',
  usage: `
<live-pause></live-pause>

<!-- for one part of the page only -->
<live-connection>
  <live-pause without-text></live-pause>
  <live-feed channel="ActivityChannel"></live-feed>
</live-connection>`,
  dos: [
    'Offer one on every page with moving data. WCAG 2.2.2 asks for it.',
    'Place it before the data, so that the keyboard reaches it first.',
    'Use `mode="stop"` on mobile networks: it receives nothing meanwhile.',
  ],
  donts: [
    'Do not pause for the person without a word. Set `paused` on the `<live-connection>`, and the button shows it.',
    'Do not use it to disconnect. The connection stays, and the badge says so.',
  ],
  miniature: () =>
    html`<live-pause></live-pause> <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}'></live-counter> orders`,
  states: [
    { title: 'Running', scene: 'live' },
    { title: 'Paused', scene: 'paused' },
    { title: 'Reconnecting', scene: 'reconnecting' },
  ] satisfies readonly State[],
  keys: [
    ['Tab', 'Moves to the button.'],
    ['Enter, Space', 'Pause, or resume.'],
  ],
  accessibility: [
    'It is a toggle button: its name stays the same, and its pressed state says whether updates are paused.',
    'The count of what waits is shown, but not announced with each message.',
    'It is at least 24 by 24 px, and `--live-pause-size` makes it larger.',
  ],
  theming: `
live-pause { --live-pause-size: 2.75rem; }
live-pause:state(paused)::part(button) { background: gold; }`,
};
