import { define } from '../internal/define.js';
import { LiveTicker } from '../live-ticker/live-ticker.js';

export type {} from '../internal/events.js';
export type {} from '../live-ticker/live-ticker.js';

define('live-ticker', LiveTicker);
