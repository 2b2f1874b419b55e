// The provider first, so that it is there when the others look for it.
import './live-connection.js';
import './live-chart.js';
import './live-counter.js';
import './live-feed.js';
import './live-pause.js';
import './live-status.js';
