import { html } from 'lit';
import '../../components/define/index.js';
import type { Guide, State } from './guide.js';

export const guide: Guide = {
  lead: 'Gives its content a connection and a pause of its own. It renders no box, and most pages need none.',
  usage: `
<live-connection url="wss://example.com/cable" transports="cable polling" poll-every="5s" when-hidden="pause">
  <live-status></live-status>
  <live-counter channel="OrdersChannel" snapshot="/orders.json">1,204</live-counter>
</live-connection>`,
  dos: [
    'Use it for another server, for a fallback to polling, or for a part of the page with its own pause.',
    'Give each channel a `snapshot` where polling is among the transports: it is what polling asks for.',
    'Set `when-hidden="follow"` around `<live-notice>`, so that a hidden page stays live.',
  ],
  donts: [
    'Do not wrap every element. All elements that name the same address share one socket anyhow.',
    'Do not put a token into the URL. Set `getToken` as a property.',
  ],
  miniature: () =>
    html`<live-status></live-status>
      <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today"></live-counter>`,
  states: [
    { title: 'Connected', scene: 'live' },
    { title: 'Reconnecting', scene: 'reconnecting' },
    { title: 'Failed', scene: 'refused' },
    { title: 'Paused', scene: 'paused' },
  ] satisfies readonly State[],
  keys: [],
  accessibility: ['It renders nothing, and changes nothing for screen readers. Its states are there for your style sheets.'],
  theming: `
live-connection:state(reconnecting) .toolbar { opacity: 0.6; }
live-connection:state(failed) { --live-color-accent: crimson; }`,
};
