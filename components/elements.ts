import { LiveConnection } from './live-connection/live-connection.js';
import { LiveControls } from './live-controls/live-controls.js';
import { LiveCounter } from './live-counter/live-counter.js';
import { LiveFeed } from './live-feed/live-feed.js';
import { LiveNotice } from './live-notice/live-notice.js';
import { LivePause } from './live-pause/live-pause.js';
import { LivePresence } from './live-presence/live-presence.js';
import { LiveProgress } from './live-progress/live-progress.js';
import { LiveRate } from './live-rate/live-rate.js';
import { LiveStatus } from './live-status/live-status.js';
import { LiveTicker } from './live-ticker/live-ticker.js';

/**
 * All elements but the chart, by their names after the prefix. `defineAll`, `cablegram/define` and the script tag register them. A new element
 * needs its folder, its module in `define/`, and a line here.
 *
 * The provider comes first, so that it exists when the other elements look for it. `index.ts` adds the chart, because the script tag loads the
 * chart only when a page has one.
 */
export const elements: Readonly<Record<string, CustomElementConstructor>> = {
  connection: LiveConnection,
  controls: LiveControls,
  counter: LiveCounter,
  feed: LiveFeed,
  notice: LiveNotice,
  pause: LivePause,
  presence: LivePresence,
  progress: LiveProgress,
  rate: LiveRate,
  status: LiveStatus,
  ticker: LiveTicker,
};
