import { registerTranslation } from '@shoelace-style/localize';
import type { Translation } from './translation.js';

/** English, which every language that lacks a word falls back to. */
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
  asOf: (time) => `as of ${time}`,
  up: 'up',
  down: 'down',
  unchanged: 'unchanged',

  // <live-counter>
  missed: (time) => `updates missed since ${time}`,
  sinceTime: (time) => `since ${time}`,
  wronglySetUp: 'Wrongly set up',

  // <live-feed>
  feedNew: (count) => `${count} new`,
  feedAnnounced: (count) => (count === 1 ? '1 new item' : `${count} new items`),
  feedMissed: (range) => `updates missed ${range}`,
  feedReload: 'reload',
  feedEmpty: 'Nothing yet',

  // <live-status>
  statusPolling: 'Live by polling',
  statusPartial: 'Live in part',
  statusStale: 'Stale',
  statusReconnecting: 'Reconnecting',
  statusIdle: 'Not in use',
  statusClosed: 'Closed',
  statusRestored: 'connection restored',
  statusIn: (seconds) => `in ${seconds} s`,
  statusHeard: (age) => `last heard ${age}`,
  statusHeld: (count) => `${count} waiting`,
  statusChannels: (count, state) =>
    `${count} ${{ confirmed: 'confirmed', waiting: 'asked for', unconfirmed: 'not answered', rejected: 'refused' }[state]}`,
  statusSpoken: (heard, confirmed) => (heard < confirmed ? `data from ${heard} of ${confirmed} so far` : ''),
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusOldHint: 'What you see may be out of date.',
  statusPartialHint: 'Some parts of this page get no updates.',
  statusOfflineHint: 'What you see may be out of date. Updates return with the network.',
  statusEndedHint: 'What you see is no longer updated.',
  statusSignInHint: 'Sign in again; until then nothing here is updated.',
  statusSince: (state, time) => `${state} since ${time}`,
  statusNever: 'nothing yet',
  statusDetails: 'Connection details',
  statusLabels: (row) => labels[row],
  statusNow: 'now',
  statusRetry: 'retry',
  statusReconnect: 'Reconnect now',
  statusSignIn: 'sign in',
  statusCopy: 'Copy diagnostics',
  statusCopied: 'Copied',
  statusCopyByHand: 'Copying is not allowed here; the text is below.',

  // <live-chart>
  chartLast: (duration) => `last ${duration}`,
  chartNow: (now, peak, time) => `now ${now}, peak ${peak} at ${time}`,
  chartLowest: (lowest, time) => `lowest ${lowest} at ${time}`,
  chartNoData: 'no data',
  chartEmpty: 'No data yet',
  chartLastPoint: (time) => `last point ${time}`,
  chartKeys: 'Arrow keys read the points.',
  chartToLive: 'Back to live',
  chartTable: 'Show as a table',
  chartTime: 'Time',
  chartRefresh: 'Refresh',
  chartRows: (from, until, total) => `${from}–${until} of ${total}`,
  chartNewer: 'Newer',
  chartOlder: 'Older',
  chartImage: 'Save as an image',
  chartCsv: 'Save as CSV',

  // <live-pause>
  pauseUpdates: 'Pause live updates',
  pausedWaiting: (count) => (count === 1 ? '1 update waiting' : `${count} updates waiting`),
};

registerTranslation(en);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'Not signed in',
  token_expired: 'Signed out',
  invalid_request: 'The server refuses this page',
  'unsupported-protocol': 'The server speaks another version',
  'invalid-url': 'The address of the server is wrong',
  offline: 'No network',
  refused: 'The server cannot be reached',
  closed: 'The connection was lost',
  silent: 'The server fell silent',
  'no-welcome': 'The server did not answer in time',
  server_restart: 'The server restarts',
  remote: 'The server ended the connection',
  idle_timeout: 'The server ended the connection',
  requested: 'A new connection was asked for',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-sent events', polling: 'Polling' };

const labels = {
  state: 'State',
  transport: 'Transport',
  heard: 'Last heard',
  reason: 'Reason',
  attempt: 'Failed tries',
  next: 'Next try',
  channels: 'Channels',
} as const;
