import { registerTranslation } from '@shoelace-style/localize';
import './en.js';
import type { PartialTranslation } from './translation.js';

/** Chinese, in simplified characters. */
export const zh: PartialTranslation = {
  $code: 'zh',
  $name: '中文',
  $dir: 'ltr',

  // All elements
  connecting: '正在连接…',
  waiting: '尚未收到数据',
  live: '实时',
  reconnecting: '正在重新连接…',
  offline: '离线',
  paused: '已暂停',
  rejected: '没有权限',
  unconfirmed: '服务器无应答',
  failed: '未连接',
  ended: '已结束',
  asOf: (time) => `截至${time}`,
  up: '上升',
  down: '下降',
  unchanged: '无变化',

  // <live-counter>
  missed: (time) => `自${time}起缺少更新`,
  sinceTime: (time) => `自${time}起`,
  wronglySetUp: '设置有误',
  counterAbove: (limit) => `高于${limit}`,
  counterBelow: (limit) => `低于${limit}`,
  counterMore: (limit) => `超过${limit}`,
  counterLevel: (side, isBad) => (side === 'high' ? (isBad ? '很高' : '偏高') : isBad ? '很低' : '偏低'),
  counterGoal: (percent, goal) => `${goal}的${percent}`,
  counterReached: (goal) => `已达到目标${goal}`,

  // <live-feed>
  feedNew: (count) => `${count}条新内容`,
  feedShow: '显示更新',
  feedMissed: (range) => `缺少更新：${range}`,
  feedEmpty: '暂无内容',
  feedReload: '重新加载',
  feedOlder: '显示更早的内容',
  feedOlderHidden: (count) => `${count}条更早的内容未显示`,
  feedOlderFailed: '无法加载更早的内容',
  feedOlderLoading: '正在加载…',
  feedOldest: '没有更早的内容',

  // <live-status>
  idle: '未使用',
  polling: '实时（轮询）',
  partial: '部分实时',
  stale: '已过时',
  closed: '已关闭',
  statusUnavailable: '实时更新不可用',
  statusReconnecting: '正在重新连接',
  statusRestored: '连接已恢复',
  statusIn: (seconds) => `${seconds}秒后`,
  statusHeard: (age) => `上次收到：${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) => `${count}次尝试失败`,
  statusChannels: (confirmed, asked, heard) => `已确认频道：${confirmed}/${asked}，有数据：${heard}`,
  statusOldHint: '您看到的内容可能已过时。',
  statusEndedHint: '您看到的内容不再更新。',
  statusDetails: '连接详情',
  statusRetry: '重试',
  unknown: '可能已过时',
  statusReconnect: '立即重新连接',
  statusReload: '重新加载',
  statusSignIn: '登录',
  statusCopy: '复制诊断信息',
  statusCopied: '已复制',
  statusCopyThis: '请复制此文本',
  statusData: (age) => `最后数据：${age}`,
  statusPollEvery: (duration) => `每${duration}查询一次`,
  statusRefused: (count) => `${count}个频道被拒绝`,
  statusGaps: (count, range) => (count === 1 ? `缺少更新：${range}` : `${count}次缺少更新，最近一次：${range}`),
  statusDiscarded: (count) => `${count}条消息无法读取`,

  // <live-chart>
  chart: '图表',
  chartLast: (duration) => `最近${duration}`,
  chartNow: (now, peak, time) => `当前${now}，峰值${peak}（${time}）`,
  chartWas: (last, time, peak, peakTime) => `最后值${last}（${time}），峰值${peak}（${peakTime}）`,
  chartNoData: '无数据',
  chartGap: (since, until) => `无数据：${since}–${until}`,
  chartShades: (low, high) => `从 ${low}（浅）到 ${high}（深）`,
  chartEmpty: '暂无数据',
  chartTable: '表格',
  chartTime: '时间',
  chartLive: '实时',
  chartFrozen: '视图已停住。返回当前',
  chartLastPoint: (age) => `最后一个数据点：${age}`,
  chartRows: (first, last, count) => `第${first}–${last}项，共${count}项`,
  chartNewer: '较新',
  chartOlder: '较旧',
  chartRefresh: '刷新',
  chartUnloaded: '无法加载图表',

  // <live-notice>
  notices: '通知',
  noticesUnread: (count) => `${count}条未读`,
  noticesNew: (count) => `${count}条新通知`,
  noticesMore: (count) => `还有${count}条`,
  noticesEmpty: '没有通知',
  noticesForgotten: (count) => `${count}条较早的通知已不再保留`,
  noticesMissed: (since, until) => `${since}至${until}之间的通知可能有缺失`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: '忽略',
  noticesDismiss: '全部忽略',
  noticesClose: '关闭',
  noticesSystem: '此页面隐藏时通知我',
  noticesBlocked: '浏览器已阻止此网站的通知',

  // <live-ticker>
  tickerQuotes: '行情',
  tickerSymbol: '代码',
  tickerPrice: '价格',
  tickerChange: '涨跌',
  tickerPercent: '涨跌幅（%）',
  tickerTrend: '最近价格',
  tickerEmpty: '暂无行情',
  tickerUnread: '可能已过时',
  tickerUpdated: (age) => `更新于${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `延迟${duration}`,
  tickerAbove: (limit) => `高于${limit}`,
  tickerBelow: (limit) => `低于${limit}`,
  tickerMove: (direction, amount) => `${direction === 'up' ? '上涨' : '下跌'}${amount}`,
  tickerLeftOut: (count) => `另有${count}项未显示`,
  tickerPause: '暂停滚动',

  // <live-pause>
  pauseUpdates: '暂停实时更新',
  stopped: '已停止',
  stoppedMeans: '不接收任何数据',
  pausedPartly: '部分已暂停',
  pausedWaiting: (count) => `${count}条等待中`,
  pausedDropped: (count) => `${count}条已丢弃`,

  // <live-rate>
  rate: '更新频率',
  rateRealTime: '实时',
  rateEvery: (duration) => `每${duration}`,
  rateByHand: '手动',
  rateUpdate: '立即更新',

  // <live-controls>
  controls: '实时更新',
  controlsJump: '跳到实时',

  // <live-progress>
  progress: '进度',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value}/${max}`,
  progressStep: (step, count) => `第${step}步，共${count}步`,
  progressLeft: (duration) => `还剩约${duration}`,
  progressSecondsLeft: '还剩几秒',
  progressPerSecond: (amount) => `${amount}/秒`,
  progressPerMinute: (amount) => `${amount}/分钟`,
  progressSilent: (time) => `自${time}起没有更新`,
  progressGone: '服务器上已没有此任务',
  progressNone: '没有任务',
  progressCancel: '取消',
  progressRetry: '重试',
  progressDownload: '下载',
  progressLevel: (side, isBad) => `${isBad ? '很' : '偏'}${side === 'high' ? '高' : '低'}`,
};

registerTranslation(zh);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: '未登录',
  token_expired: '登录已过期',
  invalid_request: '服务器拒绝此页面',
  'unsupported-protocol': '服务器使用其他协议版本',
  'invalid-url': '服务器地址有误',
  refused: '无法连接到服务器',
  closed: '连接已断开',
  silent: '服务器不再响应',
  'no-welcome': '服务器未及时应答',
  server_restart: '服务器正在重启',
  'captive-portal': '返回的是网页而不是实时数据，可能是网络的登录页面',
  'wrong-path': '服务器在此地址没有实时数据',
  'origin-or-upgrade': '服务器拒绝此页面',
  'server-error': '服务器出现问题',
  'token-refused': '未登录',
  'no-confirmation': '服务器未确认某个频道',
  'no-snapshot': '某个频道没有收到数据',
  rejected: '服务器拒绝某个频道',
  unsupported: '服务器使用其他协议版本',
  'insecure-url': '服务器地址不安全',
  deaf: '服务器不再发送更新',
  'other-user': '现在登录的是另一个用户',
  unread: '服务器不再读取此页面发送的内容',
  remote: '服务器已结束连接',
};

const sessions = {
  open: '交易中',
  closed: '已休市',
  halted: '暂停交易',
  delayed: '延迟行情',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: '轮询' };

const jobStates: Readonly<Record<string, string>> = {
  queued: '排队中',
  running: '进行中',
  paused: '任务已暂停',
  cancelling: '正在取消…',
  succeeded: '已完成',
  failed: '失败',
  cancelled: '已取消',
  lost: '已丢失',
};

const severities = { info: '信息', success: '成功', warning: '警告', danger: '错误' } as const;
