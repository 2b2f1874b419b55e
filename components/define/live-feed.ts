import { define } from '../internal/define.js';
import { LiveFeed } from '../live-feed/live-feed.js';

export type {} from '../internal/events.js';
export type {} from '../live-feed/live-feed.js';

define('live-feed', LiveFeed);
