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
  since: (change: string, time: string) => string;

  // <live-pause>
  pauseUpdates: string;
  pausedWaiting: (count: number) => string;
}
