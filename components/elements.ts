import { LiveConnection } from './live-connection/live-connection.js';
import { LiveCounter } from './live-counter/live-counter.js';
import { LiveFeed } from './live-feed/live-feed.js';
import { LivePause } from './live-pause/live-pause.js';
import { LiveStatus } from './live-status/live-status.js';

/**
 * The list of elements, by the name behind the prefix: what `defineAll`, `cablegram/define` and the script tag register. A new element needs its
 * folder, its module in `define/`, and a line here.
 *
 * The provider comes first, so that it is there when the others look for it. The chart, which weighs as much as all the rest, is added by
 * `index.ts`, since the script tag loads it only when a page has one.
 */
export const elements: Readonly<Record<string, CustomElementConstructor>> = {
  connection: LiveConnection,
  counter: LiveCounter,
  feed: LiveFeed,
  pause: LivePause,
  status: LiveStatus,
};
