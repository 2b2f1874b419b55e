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
  sinceTime: (time) => `seit ${time}`,
  wronglySetUp: 'Falsch eingerichtet',

  // <live-feed>
  feedNew: (count) => `${count} neu`,
  feedAnnounced: (count) => (count === 1 ? '1 neuer Eintrag' : `${count} neue Einträge`),
  feedMissed: (range) => `Aktualisierungen fehlen: ${range}`,
  feedReload: 'neu laden',
  feedEmpty: 'Noch nichts',

  // <live-status>
  statusPolling: 'Live durch Abfragen',
  statusPartial: 'Teilweise live',
  statusStale: 'Veraltet',
  statusReconnecting: 'Verbindet neu',
  statusIdle: 'Nicht in Gebrauch',
  statusClosed: 'Beendet',
  statusRestored: 'wieder verbunden',
  statusIn: (seconds) => `in ${seconds} s`,
  statusHeard: (age) => `zuletzt gehört ${age}`,
  statusHeld: (count) => (count === 1 ? '1 wartet' : `${count} warten`),
  statusChannels: (count, state) =>
    `${count} ${{ confirmed: 'bestätigt', waiting: 'angefragt', unconfirmed: 'unbeantwortet', rejected: 'abgelehnt' }[state]}`,
  statusSpoken: (heard, confirmed) => (heard < confirmed ? `bisher Daten von ${heard} aus ${confirmed}` : ''),
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusOldHint: 'Was hier steht, kann veraltet sein.',
  statusPartialHint: 'Teile dieser Seite werden nicht aktualisiert.',
  statusOfflineHint: 'Was hier steht, kann veraltet sein. Es geht weiter, sobald das Netz da ist.',
  statusEndedHint: 'Was hier steht, wird nicht mehr aktualisiert.',
  statusSignInHint: 'Bitte neu anmelden; bis dahin wird hier nichts aktualisiert.',
  statusSince: (state, time) => `${state} seit ${time}`,
  statusNever: 'noch nichts',
  statusDetails: 'Einzelheiten der Verbindung',
  statusLabels: (row) => labels[row],
  statusNow: 'jetzt',
  statusRetry: 'wiederholen',
  statusReconnect: 'Jetzt neu verbinden',
  statusSignIn: 'anmelden',
  statusCopy: 'Diagnose kopieren',
  statusCopied: 'Kopiert',
  statusCopyByHand: 'Kopieren ist hier nicht erlaubt; der Text steht unten.',

  // <live-chart>
  chartLast: (duration) => `letzte ${duration}`,
  chartNow: (now, peak, time) => `jetzt ${now}, höchstens ${peak} um ${time}`,
  chartLowest: (lowest, time) => `mindestens ${lowest} um ${time}`,
  chartNoData: 'keine Daten',
  chartEmpty: 'Noch keine Daten',
  chartLastPoint: (time) => `letzter Wert ${time}`,
  chartKeys: 'Pfeiltasten lesen die Werte.',
  chartToLive: 'Zurück zu live',
  chartTable: 'Als Tabelle zeigen',
  chartTime: 'Zeit',
  chartRefresh: 'Auffrischen',
  chartRows: (from, until, total) => `${from}–${until} von ${total}`,
  chartNewer: 'Neuere',
  chartOlder: 'Ältere',
  chartImage: 'Als Bild speichern',
  chartCsv: 'Als CSV speichern',

  // <live-pause>
  pauseUpdates: 'Live-Aktualisierung anhalten',
  pausedWaiting: (count) => (count === 1 ? '1 Aktualisierung wartet' : `${count} Aktualisierungen warten`),
};

registerTranslation(de);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'Nicht angemeldet',
  token_expired: 'Abgemeldet',
  invalid_request: 'Der Server lehnt diese Seite ab',
  'unsupported-protocol': 'Der Server spricht eine andere Version',
  'invalid-url': 'Die Adresse des Servers ist falsch',
  offline: 'Kein Netz',
  refused: 'Der Server ist nicht erreichbar',
  closed: 'Die Verbindung ging verloren',
  silent: 'Der Server schweigt',
  'no-welcome': 'Der Server antwortet nicht',
  server_restart: 'Der Server startet neu',
  remote: 'Der Server hat die Verbindung beendet',
  idle_timeout: 'Der Server hat die Verbindung beendet',
  requested: 'Eine neue Verbindung wurde verlangt',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: 'Abfragen' };

const labels = {
  state: 'Zustand',
  transport: 'Weg',
  heard: 'Zuletzt gehört',
  reason: 'Grund',
  attempt: 'Fehlversuche',
  next: 'Nächster Versuch',
  channels: 'Kanäle',
} as const;
