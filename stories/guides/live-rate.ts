import { html } from 'lit';
import '../../components/define/index.js';
import type { Guide, State } from './guide.js';

export const guide: Guide = {
  lead: 'A list from which a person chooses how often updates are shown: in real time, at intervals, or by hand.',
  usage: `
<live-rate></live-rate>

<!-- fewer choices, and one of them from the start -->
<live-rate rates="real-time 5s by-hand" rate="5s"></live-rate>`,
  dos: [
    'Offer it where numbers change faster than people read.',
    'Put it beside `<live-pause>`, or use `<live-controls>`, which has both.',
    'Set `rate` where a calm page is the better start.',
  ],
  donts: [
    'Do not use it to save data: everything is still received. `<live-pause mode="stop">` saves data.',
    'Do not offer many rates. Three or four are enough to choose from.',
  ],
  miniature: () =>
    html`<live-rate></live-rate> <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}'></live-counter> orders`,
  states: [
    { title: 'Real time', scene: 'live' },
    { title: 'Paused from elsewhere', scene: 'paused' },
    { title: 'Reconnecting', scene: 'reconnecting' },
  ] satisfies readonly State[],
  keys: [
    ['Tab', 'Moves to the list, and to the button that shows what waits.'],
    ['Arrow Up, Arrow Down', 'Choose a rate.'],
    ['Enter, Space', 'Open the list; show what waits.'],
  ],
  accessibility: [
    'It is a `select` of the browser, with the keys and the size that people know from their device.',
    'By hand, the button says how many updates wait, and nothing moves until it is pressed.',
  ],
  theming: `
live-rate::part(select) { border-radius: 99rem; }
live-rate:state(by-hand)::part(update) { font-weight: 700; }`,
};
