import { define, defineElements } from '../internal/define.js';
import { LiveControls } from '../live-controls/live-controls.js';
import { LivePause } from '../live-pause/live-pause.js';
import { LiveRate } from '../live-rate/live-rate.js';
import { LiveStatus } from '../live-status/live-status.js';

export type {} from '../internal/events.js';
export type {} from '../live-controls/live-controls.js';

// The controls consist of these elements.
defineElements({ pause: LivePause, rate: LiveRate, status: LiveStatus });
define('live-controls', LiveControls);
