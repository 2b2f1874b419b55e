import { registerTranslation } from '@shoelace-style/localize';
import { plural } from '../format/plural.js';
import './en.js';
import type { PartialTranslation } from './translation.js';

/** Dutch. */
export const nl: PartialTranslation = {
  $code: 'nl',
  $name: 'Nederlands',
  $dir: 'ltr',

  // All elements
  connecting: 'Verbinden…',
  waiting: 'Nog niets ontvangen',
  live: 'Live',
  reconnecting: 'Opnieuw verbinden…',
  offline: 'Offline',
  paused: 'Gepauzeerd',
  rejected: 'Niet toegestaan',
  unconfirmed: 'Geen antwoord van de server',
  failed: 'Niet verbonden',
  ended: 'Beëindigd',
  asOf: (time) => `stand van ${time}`,
  up: 'gestegen',
  down: 'gedaald',
  unchanged: 'ongewijzigd',

  // <live-counter>
  missed: (time) => `updates gemist sinds ${time}`,
  sinceTime: (time) => `sinds ${time}`,
  wronglySetUp: 'Verkeerd ingesteld',
  counterAbove: (limit) => `boven ${limit}`,
  counterBelow: (limit) => `onder ${limit}`,
  counterMore: (limit) => `meer dan ${limit}`,
  counterLevel: (side, isBad) => (side === 'high' ? (isBad ? 'Zeer hoog' : 'Hoog') : isBad ? 'Zeer laag' : 'Laag'),
  counterGoal: (percent, goal) => `${percent} van ${goal}`,
  counterReached: (goal) => `Doel van ${goal} bereikt`,

  // <live-feed>
  feedNew: (count) => `${count} nieuw`,
  feedShow: 'Updates tonen',
  feedMissed: (range) => `updates gemist: ${range}`,
  feedEmpty: 'Nog niets',
  feedReload: 'Opnieuw laden',
  feedOlder: 'Oudere tonen',
  feedOlderHidden: (count) => plural('nl', count, { one: `${count} ouder item niet getoond`, other: `${count} oudere items niet getoond` }),
  feedOlderFailed: 'Oudere items konden niet worden geladen',
  feedOlderLoading: 'Laden…',
  feedOldest: 'Geen oudere items',
  feedMore: (count) => `${count} meer`,
  feedShowAll: (count) => `Alle ${count} tonen`,
  feedShowLess: 'Minder tonen',
  feedUndated: 'Zonder datum',

  // <live-status>
  idle: 'Niet in gebruik',
  polling: 'Live via polling',
  partial: 'Gedeeltelijk live',
  stale: 'Verouderd',
  closed: 'Gesloten',
  statusUnavailable: 'Live-updates niet beschikbaar',
  statusReconnecting: 'Opnieuw verbinden',
  statusRestored: 'verbinding hersteld',
  statusIn: (seconds) => `over ${seconds} s`,
  statusHeard: (age) => `laatste signaal ${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) => plural('nl', count, { one: `${count} mislukte poging`, other: `${count} mislukte pogingen` }),
  statusChannels: (confirmed, asked, heard) => `${confirmed} van ${asked} kanalen bevestigd, gegevens van ${heard}`,
  statusOldHint: 'Wat u ziet, kan verouderd zijn.',
  statusEndedHint: 'Wat u ziet, wordt niet meer bijgewerkt.',
  statusDetails: 'Details van de verbinding',
  statusRetry: 'opnieuw proberen',
  unknown: 'Mogelijk verouderd',
  statusReconnect: 'Nu opnieuw verbinden',
  statusReload: 'Opnieuw laden',
  statusSignIn: 'Aanmelden',
  statusCopy: 'Diagnose kopiëren',
  statusCopied: 'Gekopieerd',
  statusCopyThis: 'Kopieer deze tekst',
  statusData: (age) => `laatste gegevens ${age}`,
  statusPollEvery: (duration) => `vraagt elke ${duration}`,
  statusRefused: (count) => plural('nl', count, { one: `${count} kanaal geweigerd`, other: `${count} kanalen geweigerd` }),
  statusGaps: (count, range) => (count === 1 ? `updates gemist ${range}` : `${count} keer updates gemist, laatst ${range}`),
  statusDiscarded: (count) => plural('nl', count, { one: `${count} bericht was onleesbaar`, other: `${count} berichten waren onleesbaar` }),

  // <live-chart>
  chart: 'Grafiek',
  chartLast: (duration) => `laatste ${duration}`,
  chartNow: (now, peak, time) => `nu ${now}, hoogste ${peak} om ${time}`,
  chartWas: (last, time, peak, peakTime) => `laatste waarde ${last} om ${time}, hoogste ${peak} om ${peakTime}`,
  chartNoData: 'geen gegevens',
  chartGap: (since, until) => `geen gegevens ${since} – ${until}`,
  chartShades: (low, high) => `van ${low}, bleek, tot ${high}, krachtig`,
  chartLeftOut: (count) => plural('nl', count, { one: `nog ${count} reeks niet getoond`, other: `nog ${count} reeksen niet getoond` }),
  chartEmpty: 'Nog geen gegevens',
  chartTable: 'Tabel',
  chartTime: 'Tijd',
  chartLive: 'Live',
  chartFrozen: 'De weergave staat stil. Terug naar het heden',
  chartLastPoint: (age) => `laatste punt ${age}`,
  chartRows: (first, last, count) => `${first} – ${last} van ${count}`,
  chartNewer: 'Nieuwere',
  chartOlder: 'Oudere',
  chartRefresh: 'Vernieuwen',
  chartUnloaded: 'De grafiek kan niet worden geladen',

  // <live-notice>
  notices: 'Meldingen',
  noticesUnread: (count) => `${count} ongelezen`,
  noticesNew: (count) => plural('nl', count, { one: `${count} nieuwe melding`, other: `${count} nieuwe meldingen` }),
  noticesMore: (count) => `nog ${count}`,
  noticesEmpty: 'Geen meldingen',
  noticesForgotten: (count) =>
    plural('nl', count, {
      one: `${count} oudere melding wordt niet meer bewaard`,
      other: `${count} oudere meldingen worden niet meer bewaard`,
    }),
  noticesMissed: (since, until) => `Er kunnen meldingen tussen ${since} en ${until} ontbreken`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: 'Verwijderen',
  noticesDismiss: 'Alle verwijderen',
  noticesClose: 'Sluiten',
  noticesSystem: 'Melding tonen als deze pagina verborgen is',
  noticesBlocked: 'De browser blokkeert meldingen van deze site',

  // <live-ticker>
  tickerQuotes: 'Koersen',
  tickerSymbol: 'Symbool',
  tickerPrice: 'Koers',
  tickerChange: 'Verschil',
  tickerPercent: 'Verschil in %',
  tickerTrend: 'Laatste koersen',
  tickerEmpty: 'Nog geen koersen',
  tickerUnread: 'mogelijk verouderd',
  tickerUpdated: (age) => `bijgewerkt ${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `${duration} vertraagd`,
  tickerAbove: (limit) => `boven ${limit}`,
  tickerBelow: (limit) => `onder ${limit}`,
  tickerMove: (direction, amount) => `${amount} ${direction === 'up' ? 'gestegen' : 'gedaald'}`,
  tickerLeftOut: (count) => `nog ${count} niet getoond`,
  tickerPause: 'Lichtkrant pauzeren',

  // <live-pause>
  pauseUpdates: 'Live-updates pauzeren',
  stopped: 'Gestopt',
  stoppedMeans: 'er wordt niets ontvangen',
  pausedPartly: 'Deels gepauzeerd',
  pausedWaiting: (count) => `${count} in de wacht`,
  pausedDropped: (count) => `${count} vervallen`,

  // <live-presence>
  presence: 'Nu hier',
  presenceCount: (_count, text) => `${text} hier`,
  presenceMore: (_count, text) => `nog ${text}`,
  presenceNobody: 'Niemand hier',
  presenceGuest: 'Gast',
  presenceUnsupported: 'Aanwezigheid is niet beschikbaar',

  // <live-rate>
  rate: 'Updatefrequentie',
  rateRealTime: 'Realtime',
  rateEvery: (duration) => `Elke ${duration}`,
  rateByHand: 'Handmatig',
  rateUpdate: 'Nu bijwerken',

  // <live-controls>
  controls: 'Live-updates',
  controlsJump: 'Naar live',

  // <live-progress>
  progress: 'Voortgang',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value} van ${max}`,
  progressStep: (step, count) => `Stap ${step} van ${count}`,
  progressLeft: (duration) => `nog ongeveer ${duration}`,
  progressSecondsLeft: 'nog een paar seconden',
  progressPerSecond: (amount) => `${amount}/s`,
  progressPerMinute: (amount) => `${amount}/min`,
  progressSilent: (time) => `Geen update sinds ${time}`,
  progressGone: 'De server kent deze taak niet meer',
  progressNone: 'Geen taak',
  progressCancel: 'Annuleren',
  progressRetry: 'Opnieuw proberen',
  progressDownload: 'Downloaden',
  progressLevel: (side, isBad) => `${isBad ? 'zeer ' : ''}${side === 'high' ? 'hoog' : 'laag'}`,
};

registerTranslation(nl);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'Niet aangemeld',
  token_expired: 'Afgemeld',
  'signed-out': 'Afgemeld',
  invalid_request: 'De server weigert deze pagina',
  'unsupported-protocol': 'De server gebruikt een andere protocolversie',
  'invalid-url': 'Het adres van de server is onjuist',
  refused: 'De server is niet bereikbaar',
  closed: 'De verbinding is verbroken',
  silent: 'De server reageert niet meer',
  'no-welcome': 'De server antwoordde niet op tijd',
  server_restart: 'De server start opnieuw op',
  'captive-portal': 'In plaats van de live-gegevens antwoordt een webpagina, misschien de aanmelding van het netwerk',
  'wrong-path': 'De server heeft op dit adres geen live-gegevens',
  'origin-or-upgrade': 'De server weigert deze pagina',
  'server-error': 'De server heeft een probleem',
  'token-refused': 'Niet aangemeld',
  'no-confirmation': 'De server bevestigt een kanaal niet',
  'no-snapshot': 'Een kanaal krijgt geen gegevens',
  rejected: 'De server weigert een kanaal',
  unsupported: 'De server gebruikt een andere protocolversie',
  'insecure-url': 'Het adres van de server is niet veilig',
  deaf: 'De server stuurt geen updates meer',
  'other-user': 'Er is nu iemand anders aangemeld',
  unread: 'De server leest niet meer wat deze pagina stuurt',
  remote: 'De server heeft de verbinding beëindigd',
};

const sessions = {
  open: 'Markt geopend',
  closed: 'Markt gesloten',
  halted: 'Handel stilgelegd',
  delayed: 'Vertraagd',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: 'Polling' };

const jobStates: Readonly<Record<string, string>> = {
  queued: 'In wachtrij',
  running: 'Bezig',
  paused: 'Taak gepauzeerd',
  cancelling: 'Annuleren…',
  succeeded: 'Voltooid',
  failed: 'Mislukt',
  cancelled: 'Geannuleerd',
  lost: 'Verloren',
};

const severities = { info: 'Informatie', success: 'Gelukt', warning: 'Waarschuwing', danger: 'Fout' } as const;
