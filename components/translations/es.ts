import { registerTranslation } from '@shoelace-style/localize';
import { plural } from '../format/plural.js';
import './en.js';
import type { PartialTranslation } from './translation.js';

/** Spanish. */
export const es: PartialTranslation = {
  $code: 'es',
  $name: 'Español',
  $dir: 'ltr',

  // All elements
  connecting: 'Conectando…',
  waiting: 'Aún no se ha recibido nada',
  live: 'En directo',
  reconnecting: 'Reconectando…',
  offline: 'Sin conexión',
  paused: 'En pausa',
  rejected: 'No permitido',
  unconfirmed: 'El servidor no responde',
  failed: 'No conectado',
  ended: 'Finalizado',
  asOf: (time) => `actualización: ${time}`,
  up: 'al alza',
  down: 'a la baja',
  unchanged: 'sin cambios',

  // <live-counter>
  missed: (time) => `faltan actualizaciones desde ${time}`,
  sinceTime: (time) => `desde ${time}`,
  wronglySetUp: 'Mal configurado',
  counterAbove: (limit) => `superior a ${limit}`,
  counterBelow: (limit) => `inferior a ${limit}`,
  counterMore: (limit) => `más de ${limit}`,
  counterLevel: (side, isBad) => (side === 'high' ? (isBad ? 'Muy alto' : 'Alto') : isBad ? 'Muy bajo' : 'Bajo'),
  counterGoal: (percent, goal) => `${percent} de ${goal}`,
  counterReached: (goal) => `Objetivo de ${goal} alcanzado`,

  // <live-feed>
  feedNew: (count) => plural('es', count, { one: `${count} novedad`, other: `${count} novedades` }),
  feedShow: 'Mostrar novedades',
  feedMissed: (range) => `faltan actualizaciones: ${range}`,
  feedEmpty: 'Aún no hay nada',
  feedReload: 'Recargar',
  feedOlder: 'Mostrar anteriores',
  feedOlderHidden: (count) =>
    plural('es', count, { one: `${count} elemento anterior sin mostrar`, other: `${count} elementos anteriores sin mostrar` }),
  feedOlderFailed: 'No se han podido cargar los elementos anteriores',
  feedOlderLoading: 'Cargando…',
  feedOldest: 'No hay elementos anteriores',
  feedMore: (count) => `${count} más`,
  feedShowAll: (count) => `Mostrar los ${count}`,
  feedShowLess: 'Mostrar menos',
  feedUndated: 'Sin fecha',

  // <live-status>
  idle: 'Sin usar',
  polling: 'En directo por sondeo',
  partial: 'En directo en parte',
  stale: 'Desactualizado',
  closed: 'Cerrado',
  statusUnavailable: 'Actualizaciones en directo no disponibles',
  statusReconnecting: 'Reconectando',
  statusRestored: 'conexión restablecida',
  statusIn: (seconds) => `en ${seconds} s`,
  statusHeard: (age) => `última señal ${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) => plural('es', count, { one: `${count} intento fallido`, other: `${count} intentos fallidos` }),
  statusChannels: (confirmed, asked, heard) => `Canales confirmados: ${confirmed} de ${asked}; con datos: ${heard}`,
  statusOldHint: 'Es posible que lo que ve no esté actualizado.',
  statusEndedHint: 'Lo que ve ya no se actualiza.',
  statusDetails: 'Detalles de la conexión',
  statusRetry: 'reintentar',
  unknown: 'Puede estar desactualizado',
  statusReconnect: 'Reconectar ahora',
  statusReload: 'Recargar',
  statusSignIn: 'Iniciar sesión',
  statusCopy: 'Copiar diagnóstico',
  statusCopied: 'Copiado',
  statusCopyThis: 'Copie este texto',
  statusData: (age) => `últimos datos ${age}`,
  statusPollEvery: (duration) => `consulta cada ${duration}`,
  statusRefused: (count) => plural('es', count, { one: `${count} canal rechazado`, other: `${count} canales rechazados` }),
  statusGaps: (count, range) =>
    count === 1 ? `actualizaciones perdidas ${range}` : `actualizaciones perdidas ${count} veces, la última ${range}`,
  statusDiscarded: (count) =>
    plural('es', count, { one: `no se pudo leer ${count} mensaje`, other: `no se pudieron leer ${count} mensajes` }),

  // <live-chart>
  chart: 'Gráfico',
  chartLast: (duration) => `período: ${duration}`,
  chartNow: (now, peak, time) => `ahora ${now}, máximo ${peak} a las ${time}`,
  chartWas: (last, time, peak, peakTime) => `último valor ${last} a las ${time}, máximo ${peak} a las ${peakTime}`,
  chartNoData: 'sin datos',
  chartGap: (since, until) => `sin datos ${since} – ${until}`,
  chartShades: (low, high) => `de ${low}, pálido, a ${high}, intenso`,
  chartLeftOut: (count) => plural('es', count, { one: `${count} serie más sin mostrar`, other: `${count} series más sin mostrar` }),
  chartEmpty: 'Aún no hay datos',
  chartTable: 'Tabla',
  chartTime: 'Hora',
  chartLive: 'Directo',
  chartFrozen: 'La vista está detenida. Volver al presente',
  chartLastPoint: (age) => `último punto ${age}`,
  chartRows: (first, last, count) => `${first} – ${last} de ${count}`,
  chartNewer: 'Más recientes',
  chartOlder: 'Más antiguas',
  chartRefresh: 'Actualizar',
  chartUnloaded: 'No se ha podido cargar el gráfico',

  // <live-notice>
  notices: 'Avisos',
  noticesUnread: (count) => `${count} sin leer`,
  noticesNew: (count) => plural('es', count, { one: `${count} aviso nuevo`, other: `${count} avisos nuevos` }),
  noticesMore: (count) => `${count} más`,
  noticesEmpty: 'No hay avisos',
  noticesForgotten: (count) =>
    plural('es', count, {
      one: `${count} aviso anterior ya no se conserva`,
      other: `${count} avisos anteriores ya no se conservan`,
    }),
  noticesMissed: (since, until) => `Pueden faltar avisos entre ${since} y ${until}`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: 'Descartar',
  noticesDismiss: 'Descartar todo',
  noticesClose: 'Cerrar',
  noticesSystem: 'Notificarme cuando esta página esté oculta',
  noticesBlocked: 'El navegador bloquea las notificaciones de este sitio',

  // <live-ticker>
  tickerQuotes: 'Cotizaciones',
  tickerSymbol: 'Símbolo',
  tickerPrice: 'Precio',
  tickerChange: 'Variación',
  tickerPercent: 'Variación en %',
  tickerTrend: 'Últimos precios',
  tickerEmpty: 'Aún no hay cotizaciones',
  tickerUnread: 'puede ser antiguo',
  tickerUpdated: (age) => `actualizado ${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `Con un retraso de ${duration}`,
  tickerAbove: (limit) => `por encima de ${limit}`,
  tickerBelow: (limit) => `por debajo de ${limit}`,
  tickerMove: (direction, amount) => `${direction === 'up' ? 'sube' : 'baja'} ${amount}`,
  tickerLeftOut: (count) => `${count} más sin mostrar`,
  tickerPause: 'Detener la cinta',

  // <live-pause>
  pauseUpdates: 'Pausar las actualizaciones en directo',
  stopped: 'Detenido',
  stoppedMeans: 'no se recibe nada',
  pausedPartly: 'En pausa en parte',
  pausedWaiting: (count) => `${count} en espera`,
  pausedDropped: (count) => plural('es', count, { one: `${count} descartada`, other: `${count} descartadas` }),

  // <live-presence>
  presence: 'Aquí ahora',
  presenceCount: (_count, text) => `${text} aquí`,
  presenceMore: (_count, text) => `${text} más`,
  presenceNobody: 'Nadie aquí',
  presenceGuest: 'Invitado',
  presenceUnsupported: 'La presencia no está disponible',

  // <live-rate>
  rate: 'Frecuencia de actualización',
  rateRealTime: 'Tiempo real',
  rateEvery: (duration) => `Cada ${duration}`,
  rateByHand: 'Manual',
  rateUpdate: 'Actualizar ahora',

  // <live-controls>
  controls: 'Actualizaciones en directo',
  controlsJump: 'Ir al directo',

  // <live-progress>
  progress: 'Progreso',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value} de ${max}`,
  progressStep: (step, count) => `Paso ${step} de ${count}`,
  progressLeft: (duration) => `faltan unos ${duration}`,
  progressSecondsLeft: 'faltan unos segundos',
  progressPerSecond: (amount) => `${amount}/s`,
  progressPerMinute: (amount) => `${amount}/min`,
  progressSilent: (time) => `Sin actualizaciones desde ${time}`,
  progressGone: 'El servidor ya no conoce esta tarea',
  progressNone: 'Ninguna tarea',
  progressCancel: 'Cancelar',
  progressRetry: 'Reintentar',
  progressDownload: 'Descargar',
  progressLevel: (side, isBad) => `${isBad ? 'muy ' : ''}${side === 'high' ? 'alto' : 'bajo'}`,
};

registerTranslation(es);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'No ha iniciado sesión',
  token_expired: 'La sesión ha caducado',
  'signed-out': 'La sesión ha caducado',
  invalid_request: 'El servidor rechaza esta página',
  'unsupported-protocol': 'El servidor usa otra versión del protocolo',
  'invalid-url': 'La dirección del servidor es incorrecta',
  refused: 'No se puede acceder al servidor',
  closed: 'Se ha perdido la conexión',
  silent: 'El servidor ha dejado de responder',
  'no-welcome': 'El servidor no ha respondido a tiempo',
  server_restart: 'El servidor se está reiniciando',
  'captive-portal': 'En lugar de los datos en directo responde una página web, quizá la de acceso a la red',
  'wrong-path': 'El servidor no tiene datos en directo en esta dirección',
  'origin-or-upgrade': 'El servidor rechaza esta página',
  'server-error': 'El servidor tiene un problema',
  'token-refused': 'No ha iniciado sesión',
  'no-confirmation': 'El servidor no confirma un canal',
  'no-snapshot': 'Un canal no recibe datos',
  rejected: 'El servidor rechaza un canal',
  unsupported: 'El servidor usa otra versión del protocolo',
  'insecure-url': 'La dirección del servidor no es segura',
  deaf: 'El servidor ya no envía actualizaciones',
  'other-user': 'Ahora ha iniciado sesión otra persona',
  unread: 'El servidor ya no lee lo que envía esta página',
  remote: 'El servidor ha cerrado la conexión',
};

const sessions = {
  open: 'Mercado abierto',
  closed: 'Mercado cerrado',
  halted: 'Negociación suspendida',
  delayed: 'Con retraso',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: 'Sondeo' };

const jobStates: Readonly<Record<string, string>> = {
  queued: 'En cola',
  running: 'En curso',
  paused: 'Tarea en pausa',
  cancelling: 'Cancelando…',
  succeeded: 'Completado',
  failed: 'Error',
  cancelled: 'Cancelado',
  lost: 'Perdido',
};

const severities = { info: 'Información', success: 'Correcto', warning: 'Advertencia', danger: 'Error' } as const;
