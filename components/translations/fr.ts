import { registerTranslation } from '@shoelace-style/localize';
import { plural } from '../format/plural.js';
import './en.js';
import type { PartialTranslation } from './translation.js';

/** French. A narrow no-break space (`\u202f`) stands before high punctuation. */
export const fr: PartialTranslation = {
  $code: 'fr',
  $name: 'Français',
  $dir: 'ltr',

  // All elements
  connecting: 'Connexion…',
  waiting: 'Rien reçu pour l’instant',
  live: 'En direct',
  reconnecting: 'Reconnexion…',
  offline: 'Hors ligne',
  paused: 'En pause',
  rejected: 'Non autorisé',
  unconfirmed: 'Aucune réponse du serveur',
  failed: 'Non connecté',
  ended: 'Terminé',
  asOf: (time) => `mise à jour\u202f: ${time}`,
  up: 'en hausse',
  down: 'en baisse',
  unchanged: 'inchangé',

  // <live-counter>
  missed: (time) => `mises à jour manquées depuis ${time}`,
  sinceTime: (time) => `depuis ${time}`,
  wronglySetUp: 'Mal configuré',
  counterAbove: (limit) => `supérieur à ${limit}`,
  counterBelow: (limit) => `inférieur à ${limit}`,
  counterMore: (limit) => `plus de ${limit}`,
  counterLevel: (side, isBad) => (side === 'high' ? (isBad ? 'Très élevé' : 'Élevé') : isBad ? 'Très bas' : 'Bas'),
  counterGoal: (percent, goal) => `${percent} de ${goal}`,
  counterReached: (goal) => `Objectif de ${goal} atteint`,

  // <live-feed>
  feedNew: (count) => plural('fr', count, { one: `${count} nouveauté`, other: `${count} nouveautés` }),
  feedShow: 'Afficher les nouveautés',
  feedMissed: (range) => `mises à jour manquées\u202f: ${range}`,
  feedEmpty: 'Rien pour l’instant',
  feedReload: 'Recharger',
  feedOlder: 'Afficher les plus anciens',
  feedOlderHidden: (count) =>
    plural('fr', count, { one: `${count} élément plus ancien non affiché`, other: `${count} éléments plus anciens non affichés` }),
  feedOlderFailed: 'Les éléments plus anciens n’ont pas pu être chargés',
  feedOlderLoading: 'Chargement…',
  feedOldest: 'Aucun élément plus ancien',
  feedMore: (count) => plural('fr', count, { one: `${count} autre`, other: `${count} autres` }),
  feedShowAll: (count) => `Tout afficher (${count})`,
  feedShowLess: 'Afficher moins',
  feedUndated: 'Sans date',

  // <live-status>
  idle: 'Inutilisé',
  polling: 'En direct par interrogation',
  partial: 'En partie en direct',
  stale: 'Obsolète',
  closed: 'Fermé',
  statusUnavailable: 'Mises à jour en direct indisponibles',
  statusReconnecting: 'Reconnexion',
  statusRestored: 'connexion rétablie',
  statusIn: (seconds) => `dans ${seconds}\u00a0s`,
  statusHeard: (age) => `dernier signal ${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) => plural('fr', count, { one: `${count} tentative échouée`, other: `${count} tentatives échouées` }),
  statusChannels: (confirmed, asked, heard) => `Canaux confirmés\u202f: ${confirmed} sur ${asked}, avec données\u202f: ${heard}`,
  statusOldHint: 'Ce que vous voyez n’est peut-être plus à jour.',
  statusEndedHint: 'Ce que vous voyez n’est plus mis à jour.',
  statusDetails: 'Détails de la connexion',
  statusRetry: 'réessayer',
  unknown: 'Peut-être obsolète',
  statusReconnect: 'Se reconnecter maintenant',
  statusReload: 'Recharger',
  statusSignIn: 'Se connecter',
  statusCopy: 'Copier le diagnostic',
  statusCopied: 'Copié',
  statusCopyThis: 'Copiez ce texte',
  statusData: (age) => `dernières données ${age}`,
  statusPollEvery: (duration) => `interrogation toutes les ${duration}`,
  statusRefused: (count) => plural('fr', count, { one: `${count} canal refusé`, other: `${count} canaux refusés` }),
  statusGaps: (count, range) =>
    count === 1 ? `mises à jour manquées ${range}` : `mises à jour manquées ${count} fois, la dernière ${range}`,
  statusDiscarded: (count) => plural('fr', count, { one: `${count} message illisible`, other: `${count} messages illisibles` }),

  // <live-chart>
  chart: 'Graphique',
  chartLast: (duration) => `période\u202f: ${duration}`,
  chartNow: (now, peak, time) => `maintenant ${now}, maximum ${peak} à ${time}`,
  chartWas: (last, time, peak, peakTime) => `dernière valeur ${last} à ${time}, maximum ${peak} à ${peakTime}`,
  chartNoData: 'aucune donnée',
  chartGap: (since, until) => `aucune donnée ${since} – ${until}`,
  chartShades: (low, high) => `de ${low}, pâle, à ${high}, soutenu`,
  chartLeftOut: (count) => plural('fr', count, { one: `${count} autre série non affichée`, other: `${count} autres séries non affichées` }),
  chartEmpty: 'Pas encore de données',
  chartTable: 'Tableau',
  chartTime: 'Heure',
  chartLive: 'Direct',
  chartFrozen: 'La vue est figée. Revenir au présent',
  chartLastPoint: (age) => `dernier point ${age}`,
  chartRows: (first, last, count) => `${first} – ${last} sur ${count}`,
  chartNewer: 'Plus récentes',
  chartOlder: 'Plus anciennes',
  chartRefresh: 'Actualiser',
  chartUnloaded: 'Le tracé n’a pas pu être chargé',

  // <live-notice>
  notices: 'Notifications',
  noticesUnread: (count) => plural('fr', count, { one: `${count} non lue`, other: `${count} non lues` }),
  noticesNew: (count) => plural('fr', count, { one: `${count} nouvelle notification`, other: `${count} nouvelles notifications` }),
  noticesMore: (count) => plural('fr', count, { one: `${count} autre`, other: `${count} autres` }),
  noticesEmpty: 'Aucune notification',
  noticesForgotten: (count) =>
    plural('fr', count, {
      one: `${count} notification plus ancienne n’est plus conservée`,
      other: `${count} notifications plus anciennes ne sont plus conservées`,
    }),
  noticesMissed: (since, until) => `Des notifications entre ${since} et ${until} peuvent manquer`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: 'Ignorer',
  noticesDismiss: 'Tout ignorer',
  noticesClose: 'Fermer',
  noticesSystem: 'Me notifier quand cette page est masquée',
  noticesBlocked: 'Le navigateur bloque les notifications de ce site',

  // <live-ticker>
  tickerQuotes: 'Cours',
  tickerSymbol: 'Symbole',
  tickerPrice: 'Cours',
  tickerChange: 'Variation',
  tickerPercent: 'Variation en %',
  tickerTrend: 'Derniers cours',
  tickerEmpty: 'Pas encore de cours',
  tickerUnread: 'peut-être obsolète',
  tickerUpdated: (age) => `mis à jour ${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `Différé de ${duration}`,
  tickerAbove: (limit) => `au-dessus de ${limit}`,
  tickerBelow: (limit) => `au-dessous de ${limit}`,
  tickerMove: (direction, amount) => `en ${direction === 'up' ? 'hausse' : 'baisse'} de ${amount}`,
  tickerLeftOut: (count) => plural('fr', count, { one: `${count} autre non affiché`, other: `${count} autres non affichés` }),
  tickerPause: 'Arrêter le défilement',

  // <live-pause>
  pauseUpdates: 'Suspendre les mises à jour en direct',
  stopped: 'Arrêté',
  stoppedMeans: 'rien n’est reçu',
  pausedPartly: 'En pause partielle',
  pausedWaiting: (count) => `${count} en attente`,
  pausedDropped: (count) => plural('fr', count, { one: `${count} abandonnée`, other: `${count} abandonnées` }),

  // <live-presence>
  presence: 'Ici maintenant',
  presenceCount: (_count, text) => `${text} ici`,
  presenceMore: (_count, text) => `${text} de plus`,
  presenceNobody: 'Personne ici',
  presenceGuest: 'Invité',
  presenceUnsupported: 'La présence n’est pas disponible',

  // <live-rate>
  rate: 'Fréquence de mise à jour',
  rateRealTime: 'Temps réel',
  rateEvery: (duration) => `Toutes les ${duration}`,
  rateByHand: 'À la demande',
  rateUpdate: 'Actualiser',

  // <live-controls>
  controls: 'Mises à jour en direct',
  controlsJump: 'Revenir au direct',

  // <live-progress>
  progress: 'Progression',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value} sur ${max}`,
  progressStep: (step, count) => `Étape ${step} sur ${count}`,
  progressLeft: (duration) => `encore ${duration} environ`,
  progressSecondsLeft: 'encore quelques secondes',
  progressPerSecond: (amount) => `${amount}/s`,
  progressPerMinute: (amount) => `${amount}/min`,
  progressSilent: (time) => `Aucune mise à jour depuis ${time}`,
  progressGone: 'Le serveur ne connaît plus cette tâche',
  progressNone: 'Aucune tâche',
  progressCancel: 'Annuler',
  progressRetry: 'Réessayer',
  progressDownload: 'Télécharger',
  progressLevel: (side, isBad) => `${isBad ? 'très ' : ''}${side === 'high' ? 'élevé' : 'bas'}`,
};

registerTranslation(fr);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'Vous n’êtes pas connecté à votre compte',
  token_expired: 'Votre session a expiré',
  'signed-out': 'Votre session a expiré',
  invalid_request: 'Le serveur refuse cette page',
  'unsupported-protocol': 'Le serveur utilise une autre version du protocole',
  'invalid-url': 'L’adresse du serveur est incorrecte',
  refused: 'Le serveur est injoignable',
  closed: 'La connexion a été perdue',
  silent: 'Le serveur ne répond plus',
  'no-welcome': 'Le serveur n’a pas répondu à temps',
  server_restart: 'Le serveur redémarre',
  'captive-portal': 'Une page web répond à la place des données en direct, peut-être la page de connexion du réseau',
  'wrong-path': 'Le serveur n’a pas de données en direct à cette adresse',
  'origin-or-upgrade': 'Le serveur refuse cette page',
  'server-error': 'Le serveur a rencontré un problème',
  'token-refused': 'Vous n’êtes pas connecté à votre compte',
  'no-confirmation': 'Le serveur ne confirme pas un canal',
  'no-snapshot': 'Un canal ne reçoit pas de données',
  rejected: 'Le serveur refuse un canal',
  unsupported: 'Le serveur utilise une autre version du protocole',
  'insecure-url': 'L’adresse du serveur n’est pas sécurisée',
  deaf: 'Le serveur n’envoie plus de mises à jour',
  'other-user': 'Une autre personne utilise maintenant cette session',
  unread: 'Le serveur ne lit plus ce que cette page envoie',
  remote: 'Le serveur a mis fin à la connexion',
};

const sessions = {
  open: 'Marché ouvert',
  closed: 'Marché fermé',
  halted: 'Cotation suspendue',
  delayed: 'Différé',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: 'Interrogation' };

const jobStates: Readonly<Record<string, string>> = {
  queued: 'En file d’attente',
  running: 'En cours',
  paused: 'Tâche en pause',
  cancelling: 'Annulation…',
  succeeded: 'Terminé',
  failed: 'Échec',
  cancelled: 'Annulé',
  lost: 'Perdu',
};

const severities = { info: 'Information', success: 'Succès', warning: 'Avertissement', danger: 'Erreur' } as const;
