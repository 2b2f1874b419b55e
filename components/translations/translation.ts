import type { Translation as LocalizeTranslation } from '@shoelace-style/localize';

/** The words of all elements in a language that may lack the newest ones. Those are shown in English. */
export type PartialTranslation = LocalizeTranslation & Partial<Translation>;

/** The words of all elements in one language. */
export interface Translation extends LocalizeTranslation {
  // All elements
  connecting: string;
  waiting: string;
  live: string;
  reconnecting: string;
  offline: string;
  paused: string;
  rejected: string;
  unconfirmed: string;
  failed: string;
  /** The element's source has ended. */
  ended: string;
  asOf: (time: string) => string;
  up: string;
  down: string;
  unchanged: string;

  // <live-counter>
  missed: (time: string) => string;
  sinceTime: (time: string) => string;
  wronglySetUp: string;
  counterAbove: (limit: string) => string;
  counterBelow: (limit: string) => string;
  /** For screen readers: `99+`. */
  counterMore: (limit: string) => string;
  counterLevel: (side: 'high' | 'low', isBad: boolean) => string;
  counterGoal: (percent: string, goal: string) => string;
  counterReached: (goal: string) => string;

  // <live-feed>
  /** `count` is the number as displayed: `3`, `99+`. */
  feedNew: (count: string) => string;
  /** The button for changes without new items, such as missed updates. */
  feedShow: string;
  /** `range` is a time range such as `12:01 – 12:02`. */
  feedMissed: (range: string) => string;
  feedEmpty: string;
  feedReload: string;
  feedOlder: string;
  feedOlderHidden: (count: string) => string;
  feedOlderFailed: string;
  feedOlderLoading: string;
  feedOldest: string;
  /** The end of a list of names that is cut: `City Map, Winter Poems, and 3 more`. */
  feedMore: (count: string) => string;
  /** The button that shows the items of a folded row. */
  feedShowAll: (count: string) => string;
  feedShowLess: string;
  /** The heading of items that have no date. */
  feedUndated: string;

  // <live-status>
  idle: string;
  polling: string;
  partial: string;
  stale: string;
  closed: string;
  statusUnavailable: string;
  statusReconnecting: string;
  statusRestored: string;
  statusIn: (seconds: number) => string;
  statusHeard: (age: string) => string;
  /** Why there is no connection, by the status's `reason` or a code of `probe()`; empty for an unknown one. */
  statusReason: (reason: string) => string;
  statusTransport: (kind: string) => string;
  statusAttempts: (count: number) => string;
  statusChannels: (confirmed: number, asked: number, heard: number) => string;
  statusOldHint: string;
  statusEndedHint: string;
  statusDetails: string;
  statusRetry: string;
  /** It is connected, but the page may show old content. */
  unknown: string;
  statusReconnect: string;
  statusReload: string;
  statusSignIn: string;
  statusCopy: string;
  statusCopied: string;
  /** The label of the text to copy by hand, where the browser refuses the clipboard. */
  statusCopyThis: string;
  statusData: (age: string) => string;
  statusPollEvery: (duration: string) => string;
  statusRefused: (count: number) => string;
  /** `range` is the time range of the last one. */
  statusGaps: (count: number, range: string) => string;
  statusDiscarded: (count: number) => string;

  // <live-chart>
  /** The accessible name of a chart without a label. */
  chart: string;
  chartLast: (duration: string) => string;
  chartNow: (now: string, peak: string, time: string) => string;
  /** The summary of a chart that may be old; `time` is the last value's. */
  chartWas: (last: string, time: string, peak: string, peakTime: string) => string;
  chartNoData: string;
  /** A stretch without data; both are clock times. */
  chartGap: (since: string, until: string) => string;
  /** What the shades of `variant="heat"` mean, for screen readers: from the lowest value to the highest. */
  chartShades: (low: string, high: string) => string;
  /** `3 more series not shown`. */
  chartLeftOut: (count: string) => string;
  chartEmpty: string;
  chartTable: string;
  chartTime: string;
  /** The button that follows the present again, and what it says to screen readers, which contains the word on it. */
  chartLive: string;
  chartFrozen: string;
  /** `age` is relative: `2 min. ago`. */
  chartLastPoint: (age: string) => string;
  /** The rows of a page of the table. */
  chartRows: (first: string, last: string, count: string) => string;
  chartNewer: string;
  chartOlder: string;
  chartRefresh: string;
  chartUnloaded: string;

  // <live-notice>
  /** The label of the button and of the list. */
  notices: string;
  noticesUnread: (count: string) => string;
  /** The announcement of several notices at once. */
  noticesNew: (count: string) => string;
  noticesMore: (count: string) => string;
  noticesEmpty: string;
  /** Notices that the list no longer keeps. */
  noticesForgotten: (count: string) => string;
  /** `since` and `until` are clock times. */
  noticesMissed: (since: string, until: string) => string;
  noticeSeverity: (severity: 'info' | 'success' | 'warning' | 'danger') => string;
  noticeDismiss: string;
  noticesDismiss: string;
  noticesClose: string;
  noticesSystem: string;
  noticesBlocked: string;

  // <live-ticker>
  /** The accessible name of quotes without a label. */
  tickerQuotes: string;
  tickerSymbol: string;
  tickerPrice: string;
  tickerChange: string;
  tickerPercent: string;
  /** The heading of the sparklines, for screen readers. */
  tickerTrend: string;
  tickerEmpty: string;
  /** Beside a price, because a later one could not be read. */
  tickerUnread: string;
  tickerUpdated: (age: string) => string;
  tickerSession: (name: 'open' | 'closed' | 'halted' | 'delayed') => string;
  tickerDelayed: (duration: string) => string;
  tickerAbove: (limit: string) => string;
  tickerBelow: (limit: string) => string;
  /** The direction and the size of a change, in words: `up 1.2 percent`. */
  tickerMove: (direction: 'up' | 'down', amount: string) => string;
  tickerLeftOut: (count: string) => string;
  tickerPause: string;

  // <live-pause>
  pauseUpdates: string;
  stopped: string;
  /** What `stopped` means, as opposed to `paused`. */
  stoppedMeans: string;
  /** Some of several scopes are paused. */
  pausedPartly: string;
  /** `count` is the number as displayed. */
  pausedWaiting: (count: string) => string;
  /** Updates that are no longer kept, because too many wait. */
  pausedDropped: (count: string) => string;

  // <live-presence>
  /** The label of who is present. */
  presence: string;
  /** How many are here; `text` is the number as it is written. */
  presenceCount: (count: number, text: string) => string;
  presenceMore: (count: number, text: string) => string;
  presenceNobody: string;
  /** A member without a name. */
  presenceGuest: string;
  presenceUnsupported: string;

  // <live-rate>
  /** The accessible name of the list of rates. */
  rate: string;
  rateRealTime: string;
  rateEvery: (duration: string) => string;
  rateByHand: string;
  /** The button that shows what waits, if the rate is by hand. */
  rateUpdate: string;

  // <live-controls>
  /** The accessible name of the group. */
  controls: string;
  controlsJump: string;

  // <live-progress>
  /** The accessible name of a job or gauge without a label. */
  progress: string;
  /** The state of a job, such as `queued` or `succeeded`. */
  progressState: (state: string) => string;
  progressOf: (value: string, max: string) => string;
  progressStep: (step: number, count: number) => string;
  /** `duration` is coarse: `2 min`. */
  progressLeft: (duration: string) => string;
  progressSecondsLeft: string;
  progressPerSecond: (amount: string) => string;
  progressPerMinute: (amount: string) => string;
  progressSilent: (time: string) => string;
  /** The server's list does not have the job any more. */
  progressGone: string;
  /** The server has no job. */
  progressNone: string;
  progressCancel: string;
  progressRetry: string;
  progressDownload: string;
  /** How a gauge's value is beyond its bounds. */
  progressLevel: (side: 'high' | 'low', isBad: boolean) => string;
}
