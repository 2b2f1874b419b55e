import { define } from '../internal/define.js';
import { LivePresence } from '../live-presence/live-presence.js';

export type {} from '../internal/events.js';
export type {} from '../live-presence/live-presence.js';

define('live-presence', LivePresence);
