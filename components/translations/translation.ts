import type { Translation as LocalizeTranslation } from '@shoelace-style/localize';

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
  asOf: (time: string) => string;
  up: string;
  down: string;
  unchanged: string;

  // <live-counter>
  missed: (time: string) => string;
  sinceTime: (time: string) => string;
  wronglySetUp: string;

  // <live-feed>
  /** `count` is a number as it is shown: `3`, `99+`. */
  feedNew: (count: string) => string;
  /** `range` is a span of time, as `12:01 – 12:02`. */
  feedMissed: (range: string) => string;
  feedEmpty: string;

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
  /** Why it is not connected, by a reason of the status or a code of `probe()`; empty for one that is not known. */
  statusReason: (reason: string) => string;
  statusTransport: (kind: string) => string;
  statusAttempts: (count: number) => string;
  statusChannels: (confirmed: number, asked: number, heard: number) => string;
  statusOldHint: string;
  statusEndedHint: string;
  statusDetails: string;
  statusRetry: string;

  // <live-chart>
  /** The name of a chart without a label. */
  chart: string;
  chartLast: (duration: string) => string;
  chartNow: (now: string, peak: string, time: string) => string;
  /** Of a chart that may be old; `time` is that of the last value. */
  chartWas: (last: string, time: string, peak: string, peakTime: string) => string;
  chartNoData: string;
  chartEmpty: string;
  chartTable: string;
  chartTime: string;

  // <live-pause>
  pauseUpdates: string;
  stopped: string;
  /** What it means to be stopped, rather than paused. */
  stoppedMeans: string;
  pausedWaiting: (count: number) => string;
}
