import { html, nothing } from 'lit';
import '../../components/define/index.js';
import type { Guide } from './guide.js';

export const guide: Guide = {
  lead: 'What happens, newest first. Nothing moves while a person reads: what is new waits behind a button that counts it.',
  usage: `
<live-feed channel="ActivityChannel" snapshot="/activity.json" key="id" max="50" label="Activity">
  <template slot="item">
    <article>
      <a href="{{url}}">{{actor}}</a> {{verb}} {{object}}
      <time datetime="{{at}}"></time>
    </article>
  </template>
</live-feed>`,
  server: `
ActionCable.server.broadcast("activity", {
  event: "order_shipped",
  data: { id: order.id, actor: user.name, verb: "shipped", object: order.title, url: order_path(order), at: Time.current }
})`,
  dos: [
    'Give each item an identity (`key`), so that a repeated message updates its item.',
    'Render the latest items inside the element. They are ordinary children: your style sheets and Turbo Streams apply.',
    'Set a `snapshot`, so that what was missed is fetched.',
  ],
  donts: [
    'Do not put HTML into messages: every payload is shown as text.',
    'Do not use it as a log of thousands of lines. `max` bounds it, at 50 by default.',
    'Do not scroll it by script. It keeps the place of the person who reads.',
  ],
  miniature: ({ staleAfter, params }) => html`
    <live-feed
      channel="ActivityChannel"
      params=${params ?? nothing}
      label="Activity"
      max="3"
      stale-after=${staleAfter ?? nothing}
    ></live-feed>
  `,
  keys: [
    ['Tab', 'Moves to the button of new items, and to the links of an item.'],
    ['Page Down, Page Up', 'Move from item to item.'],
    ['Ctrl + Home, Ctrl + End', 'Leave the feed: to what is before it, or after it.'],
  ],
  accessibility: [
    'The list is a `feed` of articles that are numbered, as the ARIA pattern asks.',
    'New items are not announced one by one. `announce="polite"` says how many there are, at most every ten seconds.',
    'What was missed is a row of the list, so that it is read in its place.',
  ],
  theming: `
live-feed {
  --live-feed-gap: 0.5rem;
  --live-feed-pill-background: black;
  --live-feed-pill-color: white;
}
live-feed > article { border-inline-start: 3px solid var(--live-color-accent); }`,
};
