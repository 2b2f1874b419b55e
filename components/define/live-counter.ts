import { define } from '../internal/define.js';
import { LiveCounter } from '../live-counter/live-counter.js';

export type {} from '../internal/events.js';
export type {} from '../live-counter/live-counter.js';

define('live-counter', LiveCounter);
