import { html } from 'lit';
import '../../components/define/index.js';
import type { Guide, State } from './guide.js';

export const guide: Guide = {
  lead: 'Who is here: the faces of those who are present in a channel of AnyCable, or their number.',
  usage: `
<live-connection url="/cable" transports="anycable">
  <live-presence channel="RoomChannel" params='{"id":7}' presence-id="user-42" info='{"name":"Ann Berg"}'></live-presence>
</live-connection>`,
  dos: ['Use an id that is the same in all pages of a person, so that the person is shown once.'],
  donts: ['Do not trust names and pictures: every client sets its own `info`.'],
  miniature: () => html`<live-presence channel="WorkshopChannel"></live-presence>`,
  states: [
    { title: 'Live', scene: 'live' },
    { title: 'Connecting', scene: 'dialling' },
    { title: 'Reconnecting', scene: 'reconnecting' },
    { title: 'Refused', scene: 'refused' },
    { title: 'No presence', scene: 'without-presence' },
  ] satisfies readonly State[],
  keys: [],
  accessibility: ['The faces are a list with the full names.', 'What may be old is hollow, and says since when.'],
  theming: `live-presence {
  --live-presence-size: 2.5rem;
}`,
};
