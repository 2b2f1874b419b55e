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
  since: (change, time) => `${change} since ${time}`,

  // <live-pause>
  pauseUpdates: 'Pause live updates',
  pausedWaiting: (count) => (count === 1 ? '1 update waiting' : `${count} updates waiting`),
};

registerTranslation(en);
