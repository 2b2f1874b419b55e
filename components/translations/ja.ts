import { registerTranslation } from '@shoelace-style/localize';
import './en.js';
import type { PartialTranslation } from './translation.js';

/** Japanese. */
export const ja: PartialTranslation = {
  $code: 'ja',
  $name: '日本語',
  $dir: 'ltr',

  // All elements
  connecting: '接続中…',
  waiting: 'まだ受信していません',
  live: 'ライブ',
  reconnecting: '再接続中…',
  offline: 'オフライン',
  paused: '一時停止中',
  rejected: '許可されていません',
  unconfirmed: 'サーバーの応答なし',
  failed: '未接続',
  ended: '終了',
  asOf: (time) => `${time}時点`,
  up: '上昇',
  down: '下落',
  unchanged: '変化なし',

  // <live-counter>
  missed: (time) => `${time}以降の更新が欠けています`,
  sinceTime: (time) => `${time}から`,
  wronglySetUp: '設定エラー',
  counterAbove: (limit) => `${limit}を上回る`,
  counterBelow: (limit) => `${limit}を下回る`,
  counterMore: (limit) => `${limit}超`,
  counterLevel: (side, isBad) => (side === 'high' ? (isBad ? '非常に高い' : '高い') : isBad ? '非常に低い' : '低い'),
  counterGoal: (percent, goal) => `${goal}の${percent}`,
  counterReached: (goal) => `目標の${goal}を達成`,

  // <live-feed>
  feedNew: (count) => `新着${count}件`,
  feedShow: '更新を表示',
  feedMissed: (range) => `欠けている更新：${range}`,
  feedEmpty: 'まだ何もありません',
  feedReload: '再読み込み',
  feedOlder: '以前の項目を表示',
  feedOlderHidden: (count) => `以前の項目${count}件は非表示`,
  feedOlderFailed: '以前の項目を読み込めませんでした',
  feedOlderLoading: '読み込み中…',
  feedOldest: '以前の項目はありません',

  // <live-status>
  idle: '未使用',
  polling: 'ライブ（ポーリング）',
  partial: '一部ライブ',
  stale: '最新ではありません',
  closed: '切断済み',
  statusUnavailable: 'ライブ更新を利用できません',
  statusReconnecting: '再接続中',
  statusRestored: '接続が復旧しました',
  statusIn: (seconds) => `${seconds}秒後`,
  statusHeard: (age) => `最終受信：${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) => `試行失敗${count}回`,
  statusChannels: (confirmed, asked, heard) => `確認済みチャンネル：${confirmed}/${asked}、データ受信：${heard}`,
  statusOldHint: '表示内容は最新でない可能性があります。',
  statusEndedHint: '表示内容はこれ以上更新されません。',
  statusDetails: '接続の詳細',
  statusRetry: '再試行',
  unknown: '最新でない可能性',
  statusReconnect: '今すぐ再接続',
  statusReload: '再読み込み',
  statusSignIn: 'ログイン',
  statusCopy: '診断情報をコピー',
  statusCopied: 'コピーしました',
  statusCopyThis: 'このテキストをコピーしてください',
  statusData: (age) => `最終データ：${age}`,
  statusPollEvery: (duration) => `${duration}ごとに問い合わせ`,
  statusRefused: (count) => `拒否されたチャンネル${count}件`,
  statusGaps: (count, range) => (count === 1 ? `欠けている更新：${range}` : `更新の欠落${count}回、最後は${range}`),
  statusDiscarded: (count) => `読み取れないメッセージ${count}件`,

  // <live-chart>
  chart: 'グラフ',
  chartLast: (duration) => `直近${duration}`,
  chartNow: (now, peak, time) => `現在${now}、最大${peak}（${time}）`,
  chartWas: (last, time, peak, peakTime) => `最終値${last}（${time}）、最大${peak}（${peakTime}）`,
  chartNoData: 'データなし',
  chartGap: (since, until) => `データなし：${since}～${until}`,
  chartShades: (low, high) => `${low}（淡い）から${high}（濃い）まで`,
  chartEmpty: 'データはまだありません',
  chartTable: '表',
  chartTime: '時刻',
  chartLive: 'ライブ',
  chartFrozen: '表示は停止しています。現在に戻る',
  chartLastPoint: (age) => `最終データ：${age}`,
  chartRows: (first, last, count) => `${first}～${last}件（全${count}件）`,
  chartNewer: '新しいデータ',
  chartOlder: '古いデータ',
  chartRefresh: '更新',
  chartUnloaded: 'グラフを読み込めませんでした',

  // <live-notice>
  notices: '通知',
  noticesUnread: (count) => `未読${count}件`,
  noticesNew: (count) => `新しい通知${count}件`,
  noticesMore: (count) => `他${count}件`,
  noticesEmpty: '通知はありません',
  noticesForgotten: (count) => `古い通知${count}件は保持されていません`,
  noticesMissed: (since, until) => `${since}から${until}までの通知が欠けている可能性があります`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: '消去',
  noticesDismiss: 'すべて消去',
  noticesClose: '閉じる',
  noticesSystem: 'このページが非表示のときに通知する',
  noticesBlocked: 'このサイトの通知はブラウザーでブロックされています',

  // <live-ticker>
  tickerQuotes: '相場',
  tickerSymbol: '銘柄',
  tickerPrice: '価格',
  tickerChange: '変動',
  tickerPercent: '変動率（%）',
  tickerTrend: '直近の価格',
  tickerEmpty: '相場はまだありません',
  tickerUnread: '最新でない可能性',
  tickerUpdated: (age) => `更新：${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `${duration}遅延`,
  tickerAbove: (limit) => `${limit}超`,
  tickerBelow: (limit) => `${limit}未満`,
  tickerMove: (direction, amount) => `${amount}${direction === 'up' ? '上昇' : '下落'}`,
  tickerLeftOut: (count) => `他${count}件は非表示`,
  tickerPause: 'ティッカーを一時停止',

  // <live-pause>
  pauseUpdates: 'ライブ更新を一時停止',
  stopped: '停止',
  stoppedMeans: '受信していません',
  pausedPartly: '一部一時停止中',
  pausedWaiting: (count) => `${count}件待機中`,
  pausedDropped: (count) => `${count}件破棄`,

  // <live-rate>
  rate: '更新頻度',
  rateRealTime: 'リアルタイム',
  rateEvery: (duration) => `${duration}ごと`,
  rateByHand: '手動',
  rateUpdate: '今すぐ更新',

  // <live-controls>
  controls: 'ライブ更新',
  controlsJump: 'ライブに移動',

  // <live-progress>
  progress: '進行状況',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value}/${max}`,
  progressStep: (step, count) => `ステップ${step}/${count}`,
  progressLeft: (duration) => `残り約${duration}`,
  progressSecondsLeft: '残り数秒',
  progressPerSecond: (amount) => `${amount}/秒`,
  progressPerMinute: (amount) => `${amount}/分`,
  progressSilent: (time) => `${time}から更新がありません`,
  progressGone: 'サーバーにこのジョブはもうありません',
  progressNone: 'ジョブはありません',
  progressCancel: 'キャンセル',
  progressRetry: '再試行',
  progressDownload: 'ダウンロード',
  progressLevel: (side, isBad) => `${isBad ? '非常に' : ''}${side === 'high' ? '高い' : '低い'}`,
};

registerTranslation(ja);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'ログインしていません',
  token_expired: 'ログインの有効期限が切れました',
  invalid_request: 'サーバーがこのページを拒否しています',
  'unsupported-protocol': 'サーバーのプロトコルのバージョンが異なります',
  'invalid-url': 'サーバーのアドレスが正しくありません',
  refused: 'サーバーに接続できません',
  closed: '接続が切れました',
  silent: 'サーバーからの応答が途絶えました',
  'no-welcome': 'サーバーが時間内に応答しませんでした',
  server_restart: 'サーバーが再起動しています',
  'captive-portal': 'ライブデータの代わりにWebページが返されています。ネットワークのログイン画面の可能性があります',
  'wrong-path': 'このアドレスにはライブデータがありません',
  'origin-or-upgrade': 'サーバーがこのページを拒否しています',
  'server-error': 'サーバーで問題が発生しています',
  'token-refused': 'ログインしていません',
  'no-confirmation': 'サーバーがチャンネルを確認していません',
  'no-snapshot': 'データを受信していないチャンネルがあります',
  rejected: 'サーバーがチャンネルを拒否しています',
  unsupported: 'サーバーのプロトコルのバージョンが異なります',
  'insecure-url': 'サーバーのアドレスが安全ではありません',
  deaf: 'サーバーが更新を送信しなくなりました',
  'other-user': '別のユーザーがログインしています',
  unread: 'サーバーがこのページからの送信を読み取らなくなりました',
  remote: 'サーバーが接続を終了しました',
};

const sessions = {
  open: '取引時間中',
  closed: '取引時間外',
  halted: '売買停止',
  delayed: '遅延',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: 'ポーリング' };

const jobStates: Readonly<Record<string, string>> = {
  queued: '待機中',
  running: '実行中',
  paused: 'ジョブ一時停止中',
  cancelling: 'キャンセル中…',
  succeeded: '完了',
  failed: '失敗',
  cancelled: 'キャンセル済み',
  lost: '消失',
};

const severities = { info: '情報', success: '成功', warning: '警告', danger: 'エラー' } as const;
