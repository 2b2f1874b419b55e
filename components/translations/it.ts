import { registerTranslation } from '@shoelace-style/localize';
import { plural } from '../format/plural.js';
import './en.js';
import type { PartialTranslation } from './translation.js';

/** Italian. */
export const it: PartialTranslation = {
  $code: 'it',
  $name: 'Italiano',
  $dir: 'ltr',

  // All elements
  connecting: 'Connessione…',
  waiting: 'Ancora nulla ricevuto',
  live: 'In diretta',
  reconnecting: 'Riconnessione…',
  offline: 'Offline',
  paused: 'In pausa',
  rejected: 'Non consentito',
  unconfirmed: 'Nessuna risposta dal server',
  failed: 'Non connesso',
  ended: 'Terminato',
  asOf: (time) => `aggiornamento: ${time}`,
  up: 'in aumento',
  down: 'in calo',
  unchanged: 'invariato',

  // <live-counter>
  missed: (time) => `aggiornamenti persi da ${time}`,
  sinceTime: (time) => `da ${time}`,
  wronglySetUp: 'Configurazione errata',
  counterAbove: (limit) => `sopra ${limit}`,
  counterBelow: (limit) => `sotto ${limit}`,
  counterMore: (limit) => `più di ${limit}`,
  counterLevel: (side, isBad) => (side === 'high' ? (isBad ? 'Molto alto' : 'Alto') : isBad ? 'Molto basso' : 'Basso'),
  counterGoal: (percent, goal) => `${percent} di ${goal}`,
  counterReached: (goal) => `Obiettivo di ${goal} raggiunto`,

  // <live-feed>
  feedNew: (count) => `${count} novità`,
  feedShow: 'Mostra novità',
  feedMissed: (range) => `aggiornamenti persi: ${range}`,
  feedEmpty: 'Ancora nulla',
  feedReload: 'Ricarica',
  feedOlder: 'Mostra precedenti',
  feedOlderHidden: (count) =>
    plural('it', count, { one: `${count} elemento precedente non mostrato`, other: `${count} elementi precedenti non mostrati` }),
  feedOlderFailed: 'Impossibile caricare gli elementi precedenti',
  feedOlderLoading: 'Caricamento…',
  feedOldest: 'Nessun elemento precedente',
  feedMore: (count) => plural('it', count, { one: `${count} altro`, other: `altri ${count}` }),
  feedShowAll: (count) => `Mostra tutti (${count})`,
  feedShowLess: 'Mostra meno',
  feedUndated: 'Senza data',

  // <live-status>
  idle: 'Non in uso',
  polling: 'In diretta tramite polling',
  partial: 'In diretta in parte',
  stale: 'Non aggiornato',
  closed: 'Chiuso',
  statusUnavailable: 'Aggiornamenti in diretta non disponibili',
  statusReconnecting: 'Riconnessione',
  statusRestored: 'connessione ripristinata',
  statusIn: (seconds) => `tra ${seconds} s`,
  statusHeard: (age) => `ultimo segnale ${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) => plural('it', count, { one: `${count} tentativo fallito`, other: `${count} tentativi falliti` }),
  statusChannels: (confirmed, asked, heard) => `Canali confermati: ${confirmed} di ${asked}; con dati: ${heard}`,
  statusOldHint: 'Ciò che si vede potrebbe non essere aggiornato.',
  statusEndedHint: 'Ciò che si vede non viene più aggiornato.',
  statusDetails: 'Dettagli della connessione',
  statusRetry: 'riprova',
  unknown: 'Forse non aggiornato',
  statusReconnect: 'Riconnetti ora',
  statusReload: 'Ricarica',
  statusSignIn: 'Accedi',
  statusCopy: 'Copia diagnostica',
  statusCopied: 'Copiato',
  statusCopyThis: 'Copiare questo testo',
  statusData: (age) => `ultimi dati ${age}`,
  statusPollEvery: (duration) => `richiesta ogni ${duration}`,
  statusRefused: (count) => plural('it', count, { one: `${count} canale rifiutato`, other: `${count} canali rifiutati` }),
  statusGaps: (count, range) => (count === 1 ? `aggiornamenti persi ${range}` : `aggiornamenti persi ${count} volte, l’ultima ${range}`),
  statusDiscarded: (count) => plural('it', count, { one: `${count} messaggio illeggibile`, other: `${count} messaggi illeggibili` }),

  // <live-chart>
  chart: 'Grafico',
  chartLast: (duration) => `periodo: ${duration}`,
  chartNow: (now, peak, time) => `ora ${now}, massimo ${peak} alle ${time}`,
  chartWas: (last, time, peak, peakTime) => `ultimo valore ${last} alle ${time}, massimo ${peak} alle ${peakTime}`,
  chartNoData: 'nessun dato',
  chartGap: (since, until) => `nessun dato ${since} – ${until}`,
  chartShades: (low, high) => `da ${low}, chiaro, a ${high}, intenso`,
  chartLeftOut: (count) => plural('it', count, { one: `un’altra serie non mostrata`, other: `altre ${count} serie non mostrate` }),
  chartEmpty: 'Ancora nessun dato',
  chartTable: 'Tabella',
  chartTime: 'Ora',
  chartLive: 'Diretta',
  chartFrozen: 'La vista è ferma. Torna al presente',
  chartLastPoint: (age) => `ultimo punto ${age}`,
  chartRows: (first, last, count) => `${first} – ${last} di ${count}`,
  chartNewer: 'Più recenti',
  chartOlder: 'Meno recenti',
  chartRefresh: 'Aggiorna',
  chartUnloaded: 'Impossibile caricare il grafico',

  // <live-notice>
  notices: 'Notifiche',
  noticesUnread: (count) => plural('it', count, { one: `${count} non letta`, other: `${count} non lette` }),
  noticesNew: (count) => plural('it', count, { one: `${count} nuova notifica`, other: `${count} nuove notifiche` }),
  noticesMore: (count) => plural('it', count, { one: `un’altra`, other: `altre ${count}` }),
  noticesEmpty: 'Nessuna notifica',
  noticesForgotten: (count) =>
    plural('it', count, {
      one: `${count} notifica meno recente non viene più conservata`,
      other: `${count} notifiche meno recenti non vengono più conservate`,
    }),
  noticesMissed: (since, until) => `Potrebbero mancare notifiche tra ${since} e ${until}`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: 'Ignora',
  noticesDismiss: 'Ignora tutte',
  noticesClose: 'Chiudi',
  noticesSystem: 'Avvisami quando questa pagina è nascosta',
  noticesBlocked: 'Il browser blocca le notifiche di questo sito',

  // <live-ticker>
  tickerQuotes: 'Quotazioni',
  tickerSymbol: 'Simbolo',
  tickerPrice: 'Prezzo',
  tickerChange: 'Variazione',
  tickerPercent: 'Variazione in %',
  tickerTrend: 'Ultimi prezzi',
  tickerEmpty: 'Ancora nessuna quotazione',
  tickerUnread: 'forse non aggiornato',
  tickerUpdated: (age) => `aggiornato ${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `In ritardo di ${duration}`,
  tickerAbove: (limit) => `sopra ${limit}`,
  tickerBelow: (limit) => `sotto ${limit}`,
  tickerMove: (direction, amount) => `in ${direction === 'up' ? 'rialzo' : 'ribasso'} di ${amount}`,
  tickerLeftOut: (count) => plural('it', count, { one: `un’altra non mostrata`, other: `altre ${count} non mostrate` }),
  tickerPause: 'Ferma il nastro',

  // <live-pause>
  pauseUpdates: 'Metti in pausa gli aggiornamenti in diretta',
  stopped: 'Fermato',
  stoppedMeans: 'non si riceve nulla',
  pausedPartly: 'In pausa in parte',
  pausedWaiting: (count) => `${count} in attesa`,
  pausedDropped: (count) => plural('it', count, { one: `${count} scartato`, other: `${count} scartati` }),

  // <live-presence>
  presence: 'Qui adesso',
  presenceCount: (_count, text) => `${text} qui`,
  presenceMore: (_count, text) => `altri ${text}`,
  presenceNobody: 'Nessuno qui',
  presenceGuest: 'Ospite',
  presenceUnsupported: 'La presenza non è disponibile',

  // <live-rate>
  rate: 'Frequenza di aggiornamento',
  rateRealTime: 'Tempo reale',
  rateEvery: (duration) => `Ogni ${duration}`,
  rateByHand: 'Manuale',
  rateUpdate: 'Aggiorna ora',

  // <live-controls>
  controls: 'Aggiornamenti in diretta',
  controlsJump: 'Vai alla diretta',

  // <live-progress>
  progress: 'Avanzamento',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value} di ${max}`,
  progressStep: (step, count) => `Passaggio ${step} di ${count}`,
  progressLeft: (duration) => `ancora ${duration} circa`,
  progressSecondsLeft: 'ancora pochi secondi',
  progressPerSecond: (amount) => `${amount}/s`,
  progressPerMinute: (amount) => `${amount}/min`,
  progressSilent: (time) => `Nessun aggiornamento da ${time}`,
  progressGone: 'Il server non conosce più questa attività',
  progressNone: 'Nessuna attività',
  progressCancel: 'Annulla',
  progressRetry: 'Riprova',
  progressDownload: 'Scarica',
  progressLevel: (side, isBad) => `${isBad ? 'molto ' : ''}${side === 'high' ? 'alto' : 'basso'}`,
};

registerTranslation(it);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'Accesso non effettuato',
  token_expired: 'La sessione è scaduta',
  'signed-out': 'La sessione è scaduta',
  invalid_request: 'Il server rifiuta questa pagina',
  'unsupported-protocol': 'Il server usa un’altra versione del protocollo',
  'invalid-url': 'L’indirizzo del server è errato',
  refused: 'Il server non è raggiungibile',
  closed: 'La connessione è stata persa',
  silent: 'Il server non risponde più',
  'no-welcome': 'Il server non ha risposto in tempo',
  server_restart: 'Il server si sta riavviando',
  'captive-portal': 'Al posto dei dati in diretta risponde una pagina web, forse quella di accesso alla rete',
  'wrong-path': 'Il server non ha dati in diretta a questo indirizzo',
  'origin-or-upgrade': 'Il server rifiuta questa pagina',
  'server-error': 'Il server ha un problema',
  'token-refused': 'Accesso non effettuato',
  'no-confirmation': 'Il server non conferma un canale',
  'no-snapshot': 'Un canale non riceve dati',
  rejected: 'Il server rifiuta un canale',
  unsupported: 'Il server usa un’altra versione del protocollo',
  'insecure-url': 'L’indirizzo del server non è sicuro',
  deaf: 'Il server non invia più aggiornamenti',
  'other-user': 'Ora ha effettuato l’accesso un’altra persona',
  unread: 'Il server non legge più ciò che questa pagina invia',
  remote: 'Il server ha chiuso la connessione',
};

const sessions = {
  open: 'Mercato aperto',
  closed: 'Mercato chiuso',
  halted: 'Contrattazione sospesa',
  delayed: 'In ritardo',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: 'Polling' };

const jobStates: Readonly<Record<string, string>> = {
  queued: 'In coda',
  running: 'In corso',
  paused: 'Attività in pausa',
  cancelling: 'Annullamento…',
  succeeded: 'Completato',
  failed: 'Non riuscito',
  cancelled: 'Annullato',
  lost: 'Perso',
};

const severities = { info: 'Informazione', success: 'Operazione riuscita', warning: 'Avviso', danger: 'Errore' } as const;
