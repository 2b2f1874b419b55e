import { registerTranslation } from '@shoelace-style/localize';
import './en.js';
import type { Translation } from './translation.js';

/** German. */
export const de: Translation = {
  $code: 'de',
  $name: 'Deutsch',
  $dir: 'ltr',

  // All elements
  connecting: 'Verbindet …',
  waiting: 'Noch nichts gehört',
  live: 'Live',
  reconnecting: 'Verbindet neu …',
  offline: 'Offline',
  paused: 'Angehalten',
  rejected: 'Nicht erlaubt',
  unconfirmed: 'Keine Antwort vom Server',
  failed: 'Nicht verbunden',
  asOf: (time) => `Stand ${time}`,
  up: 'gestiegen',
  down: 'gefallen',
  unchanged: 'unverändert',

  // <live-counter>
  missed: (time) => `Aktualisierungen fehlen seit ${time}`,
  since: (change, time) => `${change} seit ${time}`,

  // <live-pause>
  pauseUpdates: 'Live-Aktualisierung anhalten',
  pausedWaiting: (count) => (count === 1 ? '1 Aktualisierung wartet' : `${count} Aktualisierungen warten`),
};

registerTranslation(de);
