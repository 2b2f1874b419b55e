import { compareChart, compareCounters, compareFeed } from './compare-scenes.js';
import { compareDispatch, compareIdle, compareWire } from './compare-clients.js';
import { compareWeight } from './compare-weight.js';
import type { Setting } from './bench-page.js';
import type { Table } from './figures.js';

/** One part of `npm run bench`. */
export interface Comparison {
  readonly name: string;
  readonly title: string;
  readonly how: string;
  /** How long five rounds take, about. */
  readonly minutes: number;
  readonly measure: (setting: Setting) => Promise<readonly Table[]>;
}

/** All parts, in the order of the document. */
export const comparisons: readonly Comparison[] = [
  {
    name: 'wire',
    title: 'From the wire to the handler',
    how: `A server on the same machine streams 40,000 frames over one WebSocket to one channel, as fast as the page takes them. The figure is the page's
processor time for each frame, from the socket to the handler, divided by that of a WebSocket with \`JSON.parse\` and a \`Map\` of handlers.
centrifuge speaks its own protocol, so its frames are a little different; they carry the same body. \`bodies$\` delivers what the server sent, as the
other clients do. \`messages$\` also decodes each body and keeps track of what was missed.`,
    minutes: 2,
    measure: compareWire,
  },
  {
    name: 'dispatch',
    title: 'From the frame to the right handler',
    how: `The same clients with a socket that exists only in the page, so that nothing but their own work is measured: 50,000 frames are handed to the client,
to one channel, then to 500 channels in turns.`,
    minutes: 3,
    measure: compareDispatch,
  },
  {
    name: 'idle',
    title: 'A quiet connection',
    how: `One connection with 200 channels to which nothing is sent but the server's heartbeat (every 3 s for Action Cable, every 25 s for centrifuge).
The heap is what the channels take after garbage collection. The processor time is what the whole page takes in 7 s of quiet. Both clients that detect a
silent server, cablegram and @anycable/web, need a timer for that.`,
    minutes: 5,
    measure: compareIdle,
  },
  {
    name: 'chart',
    title: 'A chart',
    how: `A line of the newest 1,000 points, drawn once a frame, while points arrive at 1,000 and at 5,000 a second. Chart.js has no animation, no parsing
and no point markers. By hand means a line on a canvas with four labels. All get their points from the same channel. No task may take longer than 50 ms of
processor time: the last column shows the longest in any round.`,
    minutes: 4,
    measure: compareChart,
  },
  {
    name: 'feed',
    title: 'A feed',
    how: `1,000 items a second are put on top of a list of 50. By hand means a small Lit element with a keyed \`repeat\`. Turbo prepends a
\`<turbo-stream>\` for each item, and the page removes the oldest items, because Turbo does not limit a list. Only live-feed also keeps the reader's place,
counts what is new, and survives reconnection.`,
    minutes: 2,
    measure: compareFeed,
  },
  {
    name: 'counters',
    title: 'Counters',
    how: `50 counters get 1,000 values a second. By hand means a text node and one \`Intl.NumberFormat\`, written once a frame, without animation. number-flow
rolls its digits; its second row has the animation switched off. Its documentation advises it for values that change now and then, not for every frame. live-counter marks each change; its second row has the effect
switched off.`,
    minutes: 3,
    measure: compareCounters,
  },
  {
    name: 'weight',
    title: 'Weight',
    how: `What a page downloads before anything runs: minified and gzipped (level 9), dependencies included, made by each bundler with its defaults. The
row of a client holds what opens a connection and follows a channel.`,
    minutes: 1,
    measure: compareWeight,
  },
];
