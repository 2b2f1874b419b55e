import { registerTranslation } from '@shoelace-style/localize';
import { plural } from '../format/plural.js';
import './en.js';
import type { PartialTranslation } from './translation.js';

/** Portuguese, as in Brazil. */
export const pt: PartialTranslation = {
  $code: 'pt',
  $name: 'Português',
  $dir: 'ltr',

  // All elements
  connecting: 'Conectando…',
  waiting: 'Nada recebido ainda',
  live: 'Ao vivo',
  reconnecting: 'Reconectando…',
  offline: 'Offline',
  paused: 'Em pausa',
  rejected: 'Não permitido',
  unconfirmed: 'Sem resposta do servidor',
  failed: 'Não conectado',
  ended: 'Encerrado',
  asOf: (time) => `atualização: ${time}`,
  up: 'em alta',
  down: 'em baixa',
  unchanged: 'sem alteração',

  // <live-counter>
  missed: (time) => `faltam atualizações desde ${time}`,
  sinceTime: (time) => `desde ${time}`,
  wronglySetUp: 'Configuração incorreta',
  counterAbove: (limit) => `acima de ${limit}`,
  counterBelow: (limit) => `abaixo de ${limit}`,
  counterMore: (limit) => `mais de ${limit}`,
  counterLevel: (side, isBad) => (side === 'high' ? (isBad ? 'Muito alto' : 'Alto') : isBad ? 'Muito baixo' : 'Baixo'),
  counterGoal: (percent, goal) => `${percent} de ${goal}`,
  counterReached: (goal) => `Meta de ${goal} atingida`,

  // <live-feed>
  feedNew: (count) => plural('pt', count, { one: `${count} novidade`, other: `${count} novidades` }),
  feedShow: 'Mostrar novidades',
  feedMissed: (range) => `faltam atualizações: ${range}`,
  feedEmpty: 'Nada por enquanto',
  feedReload: 'Recarregar',
  feedOlder: 'Mostrar anteriores',
  feedOlderHidden: (count) =>
    plural('pt', count, { one: `${count} item anterior não exibido`, other: `${count} itens anteriores não exibidos` }),
  feedOlderFailed: 'Não foi possível carregar os itens anteriores',
  feedOlderLoading: 'Carregando…',
  feedOldest: 'Nenhum item anterior',
  feedMore: (count) => `mais ${count}`,
  feedShowAll: (count) => `Mostrar todos (${count})`,
  feedShowLess: 'Mostrar menos',
  feedUndated: 'Sem data',

  // <live-status>
  idle: 'Sem uso',
  polling: 'Ao vivo por sondagem',
  partial: 'Parcialmente ao vivo',
  stale: 'Desatualizado',
  closed: 'Fechado',
  statusUnavailable: 'Atualizações ao vivo indisponíveis',
  statusReconnecting: 'Reconectando',
  statusRestored: 'conexão restabelecida',
  statusIn: (seconds) => `em ${seconds} s`,
  statusHeard: (age) => `último sinal ${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) => plural('pt', count, { one: `${count} tentativa malsucedida`, other: `${count} tentativas malsucedidas` }),
  statusChannels: (confirmed, asked, heard) => `Canais confirmados: ${confirmed} de ${asked}; com dados: ${heard}`,
  statusOldHint: 'O que você vê pode estar desatualizado.',
  statusEndedHint: 'O que você vê não é mais atualizado.',
  statusDetails: 'Detalhes da conexão',
  statusRetry: 'tentar novamente',
  unknown: 'Pode estar desatualizado',
  statusReconnect: 'Reconectar agora',
  statusReload: 'Recarregar',
  statusSignIn: 'Entrar',
  statusCopy: 'Copiar diagnóstico',
  statusCopied: 'Copiado',
  statusCopyThis: 'Copie este texto',
  statusData: (age) => `últimos dados ${age}`,
  statusPollEvery: (duration) => `consulta a cada ${duration}`,
  statusRefused: (count) => plural('pt', count, { one: `${count} canal recusado`, other: `${count} canais recusados` }),
  statusGaps: (count, range) =>
    count === 1 ? `atualizações perdidas ${range}` : `atualizações perdidas ${count} vezes, a última ${range}`,
  statusDiscarded: (count) =>
    plural('pt', count, { one: `não foi possível ler ${count} mensagem`, other: `não foi possível ler ${count} mensagens` }),

  // <live-chart>
  chart: 'Gráfico',
  chartLast: (duration) => `período: ${duration}`,
  chartNow: (now, peak, time) => `agora ${now}, máximo ${peak} às ${time}`,
  chartWas: (last, time, peak, peakTime) => `último valor ${last} às ${time}, máximo ${peak} às ${peakTime}`,
  chartNoData: 'sem dados',
  chartGap: (since, until) => `sem dados ${since} – ${until}`,
  chartShades: (low, high) => `de ${low}, pálido, a ${high}, forte`,
  chartLeftOut: (count) => plural('pt', count, { one: `mais ${count} série não exibida`, other: `mais ${count} séries não exibidas` }),
  chartEmpty: 'Ainda sem dados',
  chartTable: 'Tabela',
  chartTime: 'Hora',
  chartLive: 'Ao vivo',
  chartFrozen: 'A visualização está parada. Voltar ao presente',
  chartLastPoint: (age) => `último ponto ${age}`,
  chartRows: (first, last, count) => `${first} – ${last} de ${count}`,
  chartNewer: 'Mais recentes',
  chartOlder: 'Mais antigas',
  chartRefresh: 'Atualizar',
  chartUnloaded: 'Não foi possível carregar o gráfico',

  // <live-notice>
  notices: 'Notificações',
  noticesUnread: (count) => plural('pt', count, { one: `${count} não lida`, other: `${count} não lidas` }),
  noticesNew: (count) => plural('pt', count, { one: `${count} nova notificação`, other: `${count} novas notificações` }),
  noticesMore: (count) => `mais ${count}`,
  noticesEmpty: 'Nenhuma notificação',
  noticesForgotten: (count) =>
    plural('pt', count, {
      one: `${count} notificação mais antiga não é mais mantida`,
      other: `${count} notificações mais antigas não são mais mantidas`,
    }),
  noticesMissed: (since, until) => `Podem faltar notificações entre ${since} e ${until}`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: 'Dispensar',
  noticesDismiss: 'Dispensar todas',
  noticesClose: 'Fechar',
  noticesSystem: 'Notificar quando esta página estiver oculta',
  noticesBlocked: 'O navegador bloqueia as notificações deste site',

  // <live-ticker>
  tickerQuotes: 'Cotações',
  tickerSymbol: 'Símbolo',
  tickerPrice: 'Preço',
  tickerChange: 'Variação',
  tickerPercent: 'Variação em %',
  tickerTrend: 'Últimos preços',
  tickerEmpty: 'Ainda sem cotações',
  tickerUnread: 'pode estar desatualizado',
  tickerUpdated: (age) => `atualizado ${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `Com atraso de ${duration}`,
  tickerAbove: (limit) => `acima de ${limit}`,
  tickerBelow: (limit) => `abaixo de ${limit}`,
  tickerMove: (direction, amount) => `${direction === 'up' ? 'alta' : 'queda'} de ${amount}`,
  tickerLeftOut: (count) => plural('pt', count, { one: `mais ${count} não exibida`, other: `mais ${count} não exibidas` }),
  tickerPause: 'Pausar a faixa',

  // <live-pause>
  pauseUpdates: 'Pausar atualizações ao vivo',
  stopped: 'Parado',
  stoppedMeans: 'nada é recebido',
  pausedPartly: 'Parcialmente em pausa',
  pausedWaiting: (count) => `${count} em espera`,
  pausedDropped: (count) => plural('pt', count, { one: `${count} descartada`, other: `${count} descartadas` }),

  // <live-presence>
  presence: 'Aqui agora',
  presenceCount: (_count, text) => `${text} aqui`,
  presenceMore: (_count, text) => `mais ${text}`,
  presenceNobody: 'Ninguém aqui',
  presenceGuest: 'Convidado',
  presenceUnsupported: 'A presença não está disponível',

  // <live-rate>
  rate: 'Frequência de atualização',
  rateRealTime: 'Tempo real',
  rateEvery: (duration) => `A cada ${duration}`,
  rateByHand: 'Manual',
  rateUpdate: 'Atualizar agora',

  // <live-controls>
  controls: 'Atualizações ao vivo',
  controlsJump: 'Ir para o vivo',

  // <live-progress>
  progress: 'Progresso',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value} de ${max}`,
  progressStep: (step, count) => `Etapa ${step} de ${count}`,
  progressLeft: (duration) => `cerca de ${duration} restantes`,
  progressSecondsLeft: 'poucos segundos restantes',
  progressPerSecond: (amount) => `${amount}/s`,
  progressPerMinute: (amount) => `${amount}/min`,
  progressSilent: (time) => `Sem atualizações desde ${time}`,
  progressGone: 'O servidor não conhece mais esta tarefa',
  progressNone: 'Nenhuma tarefa',
  progressCancel: 'Cancelar',
  progressRetry: 'Tentar novamente',
  progressDownload: 'Baixar',
  progressLevel: (side, isBad) => `${isBad ? 'muito ' : ''}${side === 'high' ? 'alto' : 'baixo'}`,
};

registerTranslation(pt);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'Você não entrou na sua conta',
  token_expired: 'A sessão expirou',
  'signed-out': 'A sessão expirou',
  invalid_request: 'O servidor recusa esta página',
  'unsupported-protocol': 'O servidor usa outra versão do protocolo',
  'invalid-url': 'O endereço do servidor está incorreto',
  refused: 'Não foi possível acessar o servidor',
  closed: 'A conexão foi perdida',
  silent: 'O servidor parou de responder',
  'no-welcome': 'O servidor não respondeu a tempo',
  server_restart: 'O servidor está reiniciando',
  'captive-portal': 'Uma página da web responde no lugar dos dados ao vivo, talvez a de acesso à rede',
  'wrong-path': 'O servidor não tem dados ao vivo neste endereço',
  'origin-or-upgrade': 'O servidor recusa esta página',
  'server-error': 'O servidor está com um problema',
  'token-refused': 'Você não entrou na sua conta',
  'no-confirmation': 'O servidor não confirma um canal',
  'no-snapshot': 'Um canal não recebe dados',
  rejected: 'O servidor recusa um canal',
  unsupported: 'O servidor usa outra versão do protocolo',
  'insecure-url': 'O endereço do servidor não é seguro',
  deaf: 'O servidor não envia mais atualizações',
  'other-user': 'Outra pessoa entrou na conta',
  unread: 'O servidor não lê mais o que esta página envia',
  remote: 'O servidor encerrou a conexão',
};

const sessions = {
  open: 'Mercado aberto',
  closed: 'Mercado fechado',
  halted: 'Negociação suspensa',
  delayed: 'Com atraso',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: 'Sondagem' };

const jobStates: Readonly<Record<string, string>> = {
  queued: 'Na fila',
  running: 'Em andamento',
  paused: 'Tarefa em pausa',
  cancelling: 'Cancelando…',
  succeeded: 'Concluído',
  failed: 'Falhou',
  cancelled: 'Cancelado',
  lost: 'Perdido',
};

const severities = { info: 'Informação', success: 'Sucesso', warning: 'Aviso', danger: 'Erro' } as const;
