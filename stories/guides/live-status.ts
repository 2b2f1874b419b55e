import { html } from 'lit';
import '../../components/define/index.js';
import type { Guide, State } from './guide.js';

export const guide: Guide = {
  lead: 'One badge that says whether the page is live, and if not: why, since when, and what happens next.',
  usage: `
<live-status with-details></live-status>

<!-- a line at the top that is there only in trouble -->
<live-status variant="banner" hide-when="live paused"></live-status>`,
  dos: [
    'Put one on every page with live elements, where the eye starts.',
    'Use `variant="banner"` with `hide-when="live paused"` where the header has no room.',
    'Set `with-details` for people who run the page: it says what to do.',
  ],
  donts: [
    'Do not put one beside every element. Each element says itself as of when it is right.',
    'Do not hide it when the connection is lost: that is when it is needed.',
    'Do not write your own words over it. They say the same as the elements.',
  ],
  miniature: () => html`<live-status with-details grace="100ms"></live-status>`,
  states: [
    { title: 'Live', scene: 'live' },
    { title: 'Connecting', scene: 'dialling' },
    { title: 'Live by polling', scene: 'polling' },
    { title: 'Live in part', scene: 'partial' },
    { title: 'Reconnecting', scene: 'reconnecting' },
    { title: 'Unavailable', scene: 'unavailable' },
    { title: 'Offline', scene: 'offline' },
    { title: 'Not signed in', scene: 'refused' },
    { title: 'Paused', scene: 'paused' },
    { title: 'Closed', scene: 'closed' },
  ] satisfies readonly State[],
  keys: [
    ['Tab', 'Moves to "retry" and to the button of the details.'],
    ['Enter, Space', 'Reconnect at once; open or close the details.'],
  ],
  accessibility: [
    'A change of the status is announced once, politely, and not while it lasts less than the grace.',
    'Each status has its own shape: a filled dot, an open ring, a diamond, two bars, a square.',
    'The countdown is not read second by second.',
  ],
  theming: `
live-status::part(base) { border-radius: 0.25rem; }
live-status:state(reconnecting)::part(base) { outline: 1px solid currentColor; }`,
};
