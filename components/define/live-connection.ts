import { define } from '../internal/define.js';
import { LiveConnection } from '../live-connection/live-connection.js';

export type {} from '../internal/events.js';
export type {} from '../live-connection/live-connection.js';

define('live-connection', LiveConnection);
