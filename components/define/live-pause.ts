import { define } from '../internal/define.js';
import { LivePause } from '../live-pause/live-pause.js';

export type {} from '../internal/events.js';
export type {} from '../live-pause/live-pause.js';

define('live-pause', LivePause);
