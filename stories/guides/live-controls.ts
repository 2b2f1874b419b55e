import { html } from 'lit';
import '../../components/define/index.js';
import type { Guide, State } from './guide.js';

export const guide: Guide = {
  lead: 'All controls of live updates in one row: pause, rate, “Jump to live”, and the status of the connection.',
  usage: `
<live-controls></live-controls>

<!-- without the rate, and with a control of the page's own -->
<live-controls without-rate>
  <button type="button">Export</button>
</live-controls>`,
  dos: [
    'Put one at the head of a page with live data. It is all that such a page needs.',
    'Leave out what the page does not need, with `without-rate` or `without-jump`.',
    'Replace a control by its slot: `<live-pause slot="pause" mode="stop">`.',
  ],
  donts: [
    'Do not leave the pause out, unless the page has another one. WCAG 2.2.2 asks for it.',
    'Do not repeat it for every part of a page. Use `for`, or `scope="page"`.',
  ],
  miniature: () => html`<live-controls></live-controls>`,
  states: [
    { title: 'Live', scene: 'live' },
    { title: 'Paused', scene: 'paused' },
    { title: 'Reconnecting', scene: 'reconnecting' },
    { title: 'Unavailable', scene: 'unavailable' },
    { title: 'Not signed in', scene: 'refused' },
    { title: 'Live in part', scene: 'partial' },
  ] satisfies readonly State[],
  keys: [
    ['Tab', 'Moves from control to control.'],
    ['Enter, Space', 'Press a button.'],
    ['Arrow Up, Arrow Down', 'Choose a rate.'],
  ],
  accessibility: [
    'The row is a group with a name, so that screen readers say what the controls are for.',
    '“Jump to live” is there only while something is behind.',
    'The row wraps from 240 px on, and no control is smaller than 24 by 24 px.',
  ],
  theming: `
live-controls::part(base) { gap: 1rem; }
live-controls:state(behind)::part(jump) { font-weight: 700; }`,
};
