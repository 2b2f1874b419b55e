import { define } from '../internal/define.js';
import { LiveProgress } from '../live-progress/live-progress.js';

export type {} from '../internal/events.js';
export type {} from '../live-progress/live-progress.js';

define('live-progress', LiveProgress);
