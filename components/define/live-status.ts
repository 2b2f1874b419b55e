import { define } from '../internal/define.js';
import { LiveStatus } from '../live-status/live-status.js';

export type {} from '../internal/events.js';
export type {} from '../live-status/live-status.js';

define('live-status', LiveStatus);
