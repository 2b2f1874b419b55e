import { define } from '../internal/define.js';
import { LiveChart } from '../live-chart/live-chart.js';

export type {} from '../internal/events.js';
export type {} from '../live-chart/live-chart.js';

define('live-chart', LiveChart);
