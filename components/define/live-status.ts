import { define } from '../internal/define.js';
import { LiveStatus } from '../live-status/live-status.js';

define('live-status', LiveStatus);
