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
  ended: 'Beendet',
  asOf: (time) => `Stand ${time}`,
  up: 'gestiegen',
  down: 'gefallen',
  unchanged: 'unverändert',

  // <live-counter>
  missed: (time) => `Aktualisierungen fehlen seit ${time}`,
  sinceTime: (time) => `seit ${time}`,
  wronglySetUp: 'Falsch eingerichtet',
  counterAbove: (limit) => `über ${limit}`,
  counterBelow: (limit) => `unter ${limit}`,
  counterMore: (limit) => `mehr als ${limit}`,
  counterLevel: (side, isBad) => `${isBad ? 'Sehr ' : ''}${side === 'high' ? (isBad ? 'hoch' : 'Hoch') : isBad ? 'niedrig' : 'Niedrig'}`,
  counterGoal: (percent, goal) => `${percent} von ${goal}`,
  counterReached: (goal) => `Ziel von ${goal} erreicht`,

  // <live-feed>
  feedNew: (count) => `${count} neu`,
  feedShow: 'Neues zeigen',
  feedMissed: (range) => `Aktualisierungen fehlen: ${range}`,
  feedEmpty: 'Noch nichts',
  feedReload: 'Neu laden',
  feedOlder: 'Ältere zeigen',
  feedOlderHidden: (count) => (count === '1' ? '1 älterer Eintrag nicht gezeigt' : `${count} ältere Einträge nicht gezeigt`),
  feedOlderFailed: 'Ältere Einträge konnten nicht geladen werden',
  feedOlderLoading: 'Lädt…',
  feedOldest: 'Keine älteren Einträge',
  feedMore: (count) => `${count} weitere`,
  feedShowAll: (count) => `Alle ${count} zeigen`,
  feedShowLess: 'Weniger zeigen',
  feedUndated: 'Ohne Datum',

  // <live-status>
  idle: 'Nicht in Gebrauch',
  polling: 'Live durch Abfragen',
  partial: 'Teilweise live',
  stale: 'Veraltet',
  closed: 'Beendet',
  statusUnavailable: 'Keine Live-Aktualisierung',
  statusReconnecting: 'Verbindet neu',
  statusRestored: 'wieder verbunden',
  statusIn: (seconds) => `in ${seconds} s`,
  statusHeard: (age) => `zuletzt gehört ${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) => (count === 1 ? '1 Fehlversuch' : `${count} Fehlversuche`),
  statusChannels: (confirmed, asked, heard) => `${confirmed} von ${asked} Kanälen bestätigt, Daten von ${heard}`,
  statusOldHint: 'Was hier steht, kann veraltet sein.',
  statusEndedHint: 'Was hier steht, wird nicht mehr aktualisiert.',
  statusDetails: 'Einzelheiten der Verbindung',
  statusRetry: 'wiederholen',
  unknown: 'Vielleicht veraltet',
  statusReconnect: 'Jetzt neu verbinden',
  statusReload: 'Neu laden',
  statusSignIn: 'Anmelden',
  statusCopy: 'Diagnose kopieren',
  statusCopied: 'Kopiert',
  statusCopyThis: 'Diesen Text kopieren',
  statusData: (age) => `letzte Daten ${age}`,
  statusPollEvery: (duration) => `fragt alle ${duration}`,
  statusRefused: (count) => (count === 1 ? '1 Kanal abgelehnt' : `${count} Kanäle abgelehnt`),
  statusGaps: (count, range) =>
    count === 1 ? `Aktualisierungen verpasst ${range}` : `${count}-mal Aktualisierungen verpasst, zuletzt ${range}`,
  statusDiscarded: (count) => (count === 1 ? '1 Nachricht war nicht lesbar' : `${count} Nachrichten waren nicht lesbar`),

  // <live-chart>
  chart: 'Diagramm',
  chartLast: (duration) => `letzte ${duration}`,
  chartNow: (now, peak, time) => `jetzt ${now}, höchstens ${peak} um ${time}`,
  chartWas: (last, time, peak, peakTime) => `zuletzt ${last} um ${time}, höchstens ${peak} um ${peakTime}`,
  chartNoData: 'keine Daten',
  chartGap: (since, until) => `keine Daten ${since} – ${until}`,
  chartShades: (low, high) => `von ${low}, blass, bis ${high}, kräftig`,
  chartLeftOut: (count) => (count === '1' ? 'eine weitere Reihe wird nicht gezeigt' : `${count} weitere Reihen werden nicht gezeigt`),
  chartEmpty: 'Noch keine Daten',
  chartTable: 'Tabelle',
  chartTime: 'Zeit',
  chartLive: 'Live',
  chartFrozen: 'Die Ansicht steht still. Zurück zur Gegenwart',
  chartLastPoint: (age) => `letzter Punkt ${age}`,
  chartRows: (first, last, count) => `${first} – ${last} von ${count}`,
  chartNewer: 'Neuere',
  chartOlder: 'Ältere',
  chartRefresh: 'Aktualisieren',
  chartUnloaded: 'Die Zeichnung konnte nicht geladen werden',

  // <live-notice>
  notices: 'Meldungen',
  noticesUnread: (count) => `${count} ungelesen`,
  noticesNew: (count) => `${count} neue Meldungen`,
  noticesMore: (count) => `${count} weitere`,
  noticesEmpty: 'Keine Meldungen',
  noticesForgotten: (count) =>
    count === '1' ? '1 ältere Meldung wird nicht mehr aufbewahrt' : `${count} ältere Meldungen werden nicht mehr aufbewahrt`,
  noticesMissed: (since, until) => `Zwischen ${since} und ${until} können Meldungen fehlen`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: 'Verwerfen',
  noticesDismiss: 'Alle verwerfen',
  noticesClose: 'Schließen',
  noticesSystem: 'Benachrichtigen, während diese Seite verborgen ist',
  noticesBlocked: 'Der Browser blockiert Benachrichtigungen dieser Website',

  // <live-ticker>
  tickerQuotes: 'Kurse',
  tickerSymbol: 'Symbol',
  tickerPrice: 'Kurs',
  tickerChange: 'Änderung',
  tickerPercent: 'Änderung in %',
  tickerTrend: 'Letzte Kurse',
  tickerEmpty: 'Noch keine Kurse',
  tickerUnread: 'vielleicht veraltet',
  tickerUpdated: (age) => `aktualisiert ${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `Um ${duration} verzögert`,
  tickerAbove: (limit) => `über ${limit}`,
  tickerBelow: (limit) => `unter ${limit}`,
  tickerMove: (direction, amount) => `${amount} ${direction === 'up' ? 'im Plus' : 'im Minus'}`,
  tickerLeftOut: (count) => `${count} weitere werden nicht gezeigt`,
  tickerPause: 'Laufband anhalten',

  // <live-pause>
  pauseUpdates: 'Live-Aktualisierung anhalten',
  stopped: 'Gestoppt',
  stoppedMeans: 'es wird nichts empfangen',
  pausedPartly: 'Teilweise angehalten',
  pausedWaiting: (count) => `${count} wartend`,
  pausedDropped: (count) => `${count} verworfen`,

  // <live-presence>
  presence: 'Jetzt hier',
  presenceCount: (_count, text) => `${text} hier`,
  presenceMore: (_count, text) => `${text} weitere`,
  presenceNobody: 'Niemand hier',
  presenceGuest: 'Gast',
  presenceUnsupported: 'Anwesenheit ist nicht verfügbar',

  // <live-rate>
  rate: 'Aktualisierung',
  rateRealTime: 'Echtzeit',
  rateEvery: (duration) => `Alle ${duration}`,
  rateByHand: 'Von Hand',
  rateUpdate: 'Jetzt aktualisieren',

  // <live-controls>
  controls: 'Live-Aktualisierung',
  controlsJump: 'Zum Neuesten',

  // <live-progress>
  progress: 'Fortschritt',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value} von ${max}`,
  progressStep: (step, count) => `Schritt ${step} von ${count}`,
  progressLeft: (duration) => `noch etwa ${duration}`,
  progressSecondsLeft: 'noch wenige Sekunden',
  progressPerSecond: (amount) => `${amount}/s`,
  progressPerMinute: (amount) => `${amount}/min`,
  progressSilent: (time) => `Keine Aktualisierung seit ${time}`,
  progressGone: 'Der Server kennt ihn nicht mehr',
  progressNone: 'Kein Auftrag',
  progressCancel: 'Abbrechen',
  progressRetry: 'Wiederholen',
  progressDownload: 'Herunterladen',
  progressLevel: (side, isBad) => `${isBad ? 'sehr ' : ''}${side === 'high' ? 'hoch' : 'niedrig'}`,
};

registerTranslation(de);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'Nicht angemeldet',
  token_expired: 'Abgemeldet',
  'signed-out': 'Abgemeldet',
  invalid_request: 'Der Server lehnt diese Seite ab',
  'unsupported-protocol': 'Der Server verwendet eine andere Protokollversion',
  'invalid-url': 'Die Adresse des Servers ist falsch',
  refused: 'Der Server ist nicht erreichbar',
  closed: 'Die Verbindung ging verloren',
  silent: 'Der Server schweigt',
  'no-welcome': 'Der Server antwortet nicht',
  server_restart: 'Der Server startet neu',
  'captive-portal': 'Statt der Live-Daten antwortet eine Webseite, vielleicht die Anmeldung des Netzes',
  'wrong-path': 'Der Server hat unter dieser Adresse keine Live-Daten',
  'origin-or-upgrade': 'Der Server lehnt diese Seite ab',
  'server-error': 'Der Server hat ein Problem',
  'token-refused': 'Nicht angemeldet',
  'no-confirmation': 'Der Server bestätigt einen Kanal nicht',
  'no-snapshot': 'Ein Kanal bekommt keine Daten',
  rejected: 'Der Server lehnt einen Kanal ab',
  unsupported: 'Der Server verwendet eine andere Protokollversion',
  'insecure-url': 'Die Adresse des Servers ist nicht sicher',
  deaf: 'Der Server sendet keine Aktualisierungen mehr',
  'other-user': 'Jetzt ist eine andere Person angemeldet',
  unread: 'Der Server liest nicht mehr, was diese Seite sendet',
  remote: 'Der Server hat die Verbindung beendet',
};

const sessions = {
  open: 'Markt geöffnet',
  closed: 'Markt geschlossen',
  halted: 'Handel ausgesetzt',
  delayed: 'Verzögert',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: 'Abfragen' };

const jobStates: Readonly<Record<string, string>> = {
  queued: 'Wartet',
  running: 'Läuft',
  paused: 'Auftrag angehalten',
  cancelling: 'Wird abgebrochen …',
  succeeded: 'Fertig',
  failed: 'Fehlgeschlagen',
  cancelled: 'Abgebrochen',
  lost: 'Verloren',
};

const severities = { info: 'Hinweis', success: 'Erfolg', warning: 'Warnung', danger: 'Fehler' } as const;
