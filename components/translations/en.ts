import { registerTranslation } from '@shoelace-style/localize';
import type { Translation } from './translation.js';

/** English. It is the fallback for words that another language lacks. */
export const en: Translation = {
  $code: 'en',
  $name: 'English',
  $dir: 'ltr',

  // All elements
  connecting: 'Connecting…',
  waiting: 'Nothing heard yet',
  live: 'Live',
  reconnecting: 'Reconnecting…',
  offline: 'Offline',
  paused: 'Paused',
  rejected: 'Not allowed',
  unconfirmed: 'No answer from the server',
  failed: 'Not connected',
  ended: 'Ended',
  asOf: (time) => `as of ${time}`,
  up: 'up',
  down: 'down',
  unchanged: 'unchanged',

  // <live-counter>
  missed: (time) => `updates missed since ${time}`,
  sinceTime: (time) => `since ${time}`,
  wronglySetUp: 'Wrongly set up',
  counterAbove: (limit) => `above ${limit}`,
  counterBelow: (limit) => `below ${limit}`,
  counterMore: (limit) => `more than ${limit}`,
  counterLevel: (side, isBad) => (isBad ? `Very ${side}` : side === 'high' ? 'High' : 'Low'),
  counterGoal: (percent, goal) => `${percent} of ${goal}`,
  counterReached: (goal) => `Goal of ${goal} reached`,

  // <live-feed>
  feedNew: (count) => `${count} new`,
  feedShow: 'Show updates',
  feedMissed: (range) => `updates missed ${range}`,
  feedEmpty: 'Nothing yet',
  feedReload: 'Reload',
  feedOlder: 'Show older',
  feedOlderHidden: (count) => (count === '1' ? '1 older item not shown' : `${count} older items not shown`),
  feedOlderFailed: 'Older items could not be loaded',
  feedOlderLoading: 'Loading…',
  feedOldest: 'No older items',
  feedMore: (count) => `${count} more`,
  feedShowAll: (count) => `Show all ${count}`,
  feedShowLess: 'Show less',
  feedUndated: 'No date',

  // <live-status>
  idle: 'Not in use',
  polling: 'Live by polling',
  partial: 'Live in part',
  stale: 'Stale',
  closed: 'Closed',
  statusUnavailable: 'Live updates unavailable',
  statusReconnecting: 'Reconnecting',
  statusRestored: 'connection restored',
  statusIn: (seconds) => `in ${seconds} s`,
  statusHeard: (age) => `last heard ${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) => (count === 1 ? '1 failed try' : `${count} failed tries`),
  statusChannels: (confirmed, asked, heard) => `${confirmed} of ${asked} channels confirmed, data from ${heard}`,
  statusOldHint: 'What you see may be out of date.',
  statusEndedHint: 'What you see is no longer updated.',
  statusDetails: 'Connection details',
  statusRetry: 'retry',
  unknown: 'May be old',
  statusReconnect: 'Reconnect now',
  statusReload: 'Reload',
  statusSignIn: 'Sign in',
  statusCopy: 'Copy diagnostics',
  statusCopied: 'Copied',
  statusCopyThis: 'Copy this text',
  statusData: (age) => `last data ${age}`,
  statusPollEvery: (duration) => `asks every ${duration}`,
  statusRefused: (count) => (count === 1 ? '1 channel refused' : `${count} channels refused`),
  statusGaps: (count, range) => (count === 1 ? `updates missed ${range}` : `updates missed ${count} times, last ${range}`),
  statusDiscarded: (count) => (count === 1 ? '1 message could not be read' : `${count} messages could not be read`),

  // <live-chart>
  chart: 'Chart',
  chartLast: (duration) => `last ${duration}`,
  chartNow: (now, peak, time) => `now ${now}, peak ${peak} at ${time}`,
  chartWas: (last, time, peak, peakTime) => `last value ${last} at ${time}, peak ${peak} at ${peakTime}`,
  chartNoData: 'no data',
  chartGap: (since, until) => `no data ${since} – ${until}`,
  chartShades: (low, high) => `from ${low}, pale, to ${high}, strong`,
  chartLeftOut: (count) => `${count} more series not shown`,
  chartEmpty: 'No data yet',
  chartTable: 'Table',
  chartTime: 'Time',
  chartLive: 'Live',
  chartFrozen: 'The view stands still. Back to the present',
  chartLastPoint: (age) => `last point ${age}`,
  chartRows: (first, last, count) => `${first} – ${last} of ${count}`,
  chartNewer: 'Newer',
  chartOlder: 'Older',
  chartRefresh: 'Refresh',
  chartUnloaded: 'The drawing could not be loaded',

  // <live-notice>
  notices: 'Notices',
  noticesUnread: (count) => `${count} unread`,
  noticesNew: (count) => `${count} new notices`,
  noticesMore: (count) => `${count} more`,
  noticesEmpty: 'No notices',
  noticesForgotten: (count) => (count === '1' ? '1 older notice is no longer kept' : `${count} older notices are no longer kept`),
  noticesMissed: (since, until) => `Some notices between ${since} and ${until} may be missing`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: 'Dismiss',
  noticesDismiss: 'Dismiss all',
  noticesClose: 'Close',
  noticesSystem: 'Notify me while this page is hidden',
  noticesBlocked: 'The browser blocks notifications of this site',

  // <live-ticker>
  tickerQuotes: 'Quotes',
  tickerSymbol: 'Symbol',
  tickerPrice: 'Price',
  tickerChange: 'Change',
  tickerPercent: 'Change in %',
  tickerTrend: 'Last prices',
  tickerEmpty: 'No quotes yet',
  tickerUnread: 'may be old',
  tickerUpdated: (age) => `updated ${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `Delayed by ${duration}`,
  tickerAbove: (limit) => `above ${limit}`,
  tickerBelow: (limit) => `below ${limit}`,
  tickerMove: (direction, amount) => `${direction} ${amount}`,
  tickerLeftOut: (count) => `${count} more not shown`,
  tickerPause: 'Pause the tape',

  // <live-pause>
  pauseUpdates: 'Pause live updates',
  stopped: 'Stopped',
  stoppedMeans: 'nothing is received',
  pausedPartly: 'Partly paused',
  pausedWaiting: (count) => `${count} waiting`,
  pausedDropped: (count) => `${count} dropped`,

  // <live-presence>
  presence: 'Here now',
  presenceCount: (_count, text) => `${text} here`,
  presenceMore: (_count, text) => `${text} more`,
  presenceNobody: 'Nobody here',
  presenceGuest: 'Guest',
  presenceUnsupported: 'Presence is not available',

  // <live-rate>
  rate: 'Update rate',
  rateRealTime: 'Real time',
  rateEvery: (duration) => `Every ${duration}`,
  rateByHand: 'By hand',
  rateUpdate: 'Update now',

  // <live-controls>
  controls: 'Live updates',
  controlsJump: 'Jump to live',

  // <live-progress>
  progress: 'Progress',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value} of ${max}`,
  progressStep: (step, count) => `Step ${step} of ${count}`,
  progressLeft: (duration) => `about ${duration} left`,
  progressSecondsLeft: 'a few seconds left',
  progressPerSecond: (amount) => `${amount}/s`,
  progressPerMinute: (amount) => `${amount}/min`,
  progressSilent: (time) => `No update since ${time}`,
  progressGone: 'The server no longer knows it',
  progressNone: 'No job',
  progressCancel: 'Cancel',
  progressRetry: 'Retry',
  progressDownload: 'Download',
  progressLevel: (side, isBad) => (isBad ? `very ${side}` : side),
};

registerTranslation(en);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'Not signed in',
  token_expired: 'Signed out',
  'signed-out': 'Signed out',
  invalid_request: 'The server refuses this page',
  'unsupported-protocol': 'The server uses another protocol version',
  'invalid-url': 'The address of the server is wrong',
  refused: 'The server cannot be reached',
  closed: 'The connection was lost',
  silent: 'The server fell silent',
  'no-welcome': 'The server did not answer in time',
  server_restart: 'The server restarts',
  deaf: 'The server no longer sends updates',
  'other-user': 'Another person is signed in now',
  unread: 'The server no longer reads what this page sends',
  'captive-portal': 'A web page answers instead of the live data, perhaps the sign-in of the network',
  remote: 'The server ended the connection',
};

const sessions = {
  open: 'Market open',
  closed: 'Market closed',
  halted: 'Trading halted',
  delayed: 'Delayed',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-sent events', polling: 'Polling' };

const jobStates: Readonly<Record<string, string>> = {
  queued: 'Queued',
  running: 'Running',
  paused: 'Job paused',
  cancelling: 'Cancelling…',
  succeeded: 'Complete',
  failed: 'Failed',
  cancelled: 'Cancelled',
  lost: 'Lost',
};

const severities = { info: 'Information', success: 'Success', warning: 'Warning', danger: 'Error' } as const;
