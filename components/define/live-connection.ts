import { define } from '../internal/define.js';
import { LiveConnection } from '../live-connection/live-connection.js';

define('live-connection', LiveConnection);
