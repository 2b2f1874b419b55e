import { define } from '../internal/define.js';
import { LiveNotice } from '../live-notice/live-notice.js';

export type {} from '../internal/events.js';
export type {} from '../live-notice/live-notice.js';

define('live-notice', LiveNotice);
