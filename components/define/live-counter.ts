import { define } from '../internal/define.js';
import { LiveCounter } from '../live-counter/live-counter.js';

define('live-counter', LiveCounter);
