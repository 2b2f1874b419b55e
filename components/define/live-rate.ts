import { define } from '../internal/define.js';
import { LiveRate } from '../live-rate/live-rate.js';

export type {} from '../internal/events.js';
export type {} from '../live-rate/live-rate.js';

define('live-rate', LiveRate);
