import { registerTranslation } from '@shoelace-style/localize';
import './en.js';
import type { PartialTranslation } from './translation.js';

/** Korean. */
export const ko: PartialTranslation = {
  $code: 'ko',
  $name: '한국어',
  $dir: 'ltr',

  // All elements
  connecting: '연결 중…',
  waiting: '아직 받은 데이터 없음',
  live: '실시간',
  reconnecting: '다시 연결 중…',
  offline: '오프라인',
  paused: '일시 중지됨',
  rejected: '허용되지 않음',
  unconfirmed: '서버 응답 없음',
  failed: '연결되지 않음',
  ended: '종료됨',
  asOf: (time) => `${time} 기준`,
  up: '상승',
  down: '하락',
  unchanged: '변동 없음',

  // <live-counter>
  missed: (time) => `${time} 이후 업데이트 누락`,
  sinceTime: (time) => `${time}부터`,
  wronglySetUp: '설정 오류',
  counterAbove: (limit) => `${limit} 초과`,
  counterBelow: (limit) => `${limit} 미만`,
  counterMore: (limit) => `${limit} 초과`,
  counterLevel: (side, isBad) => (side === 'high' ? (isBad ? '매우 높음' : '높음') : isBad ? '매우 낮음' : '낮음'),
  counterGoal: (percent, goal) => `${goal} 중 ${percent}`,
  counterReached: (goal) => `목표 ${goal} 달성`,

  // <live-feed>
  feedNew: (count) => `새 항목 ${count}개`,
  feedShow: '업데이트 보기',
  feedMissed: (range) => `누락된 업데이트: ${range}`,
  feedEmpty: '아직 항목 없음',
  feedReload: '다시 불러오기',
  feedOlder: '이전 항목 보기',
  feedOlderHidden: (count) => `이전 항목 ${count}개 표시 안 함`,
  feedOlderFailed: '이전 항목을 불러올 수 없습니다',
  feedOlderLoading: '불러오는 중…',
  feedOldest: '이전 항목 없음',

  // <live-status>
  idle: '사용 안 함',
  polling: '실시간(폴링)',
  partial: '일부 실시간',
  stale: '오래된 데이터',
  closed: '닫힘',
  statusUnavailable: '실시간 업데이트를 사용할 수 없음',
  statusReconnecting: '다시 연결 중',
  statusRestored: '연결 복구됨',
  statusIn: (seconds) => `${seconds}초 후`,
  statusHeard: (age) => `마지막 수신: ${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) => `시도 ${count}회 실패`,
  statusChannels: (confirmed, asked, heard) => `채널 ${asked}개 중 ${confirmed}개 확인됨, 데이터 수신 ${heard}개`,
  statusOldHint: '표시된 내용이 최신이 아닐 수 있습니다.',
  statusEndedHint: '표시된 내용은 더 이상 업데이트되지 않습니다.',
  statusDetails: '연결 세부 정보',
  statusRetry: '다시 시도',
  unknown: '최신이 아닐 수 있음',
  statusReconnect: '지금 다시 연결',
  statusReload: '새로 고침',
  statusSignIn: '로그인',
  statusCopy: '진단 정보 복사',
  statusCopied: '복사됨',
  statusCopyThis: '이 텍스트를 복사하세요',
  statusData: (age) => `마지막 데이터: ${age}`,
  statusPollEvery: (duration) => `${duration}마다 요청`,
  statusRefused: (count) => `채널 ${count}개 거부됨`,
  statusGaps: (count, range) => (count === 1 ? `누락된 업데이트: ${range}` : `업데이트 누락 ${count}회, 마지막: ${range}`),
  statusDiscarded: (count) => `읽을 수 없는 메시지 ${count}개`,

  // <live-chart>
  chart: '차트',
  chartLast: (duration) => `최근 ${duration}`,
  chartNow: (now, peak, time) => `현재 ${now}, 최고 ${peak}(${time})`,
  chartWas: (last, time, peak, peakTime) => `마지막 값 ${last}(${time}), 최고 ${peak}(${peakTime})`,
  chartNoData: '데이터 없음',
  chartGap: (since, until) => `데이터 없음: ${since} ~ ${until}`,
  chartShades: (low, high) => `${low}(연함)부터 ${high}(진함)까지`,
  chartEmpty: '아직 데이터 없음',
  chartTable: '표',
  chartTime: '시간',
  chartLive: '실시간',
  chartFrozen: '화면이 멈춰 있습니다. 현재로 돌아가기',
  chartLastPoint: (age) => `마지막 데이터: ${age}`,
  chartRows: (first, last, count) => `전체 ${count}개 중 ${first} ~ ${last}`,
  chartNewer: '최신',
  chartOlder: '이전',
  chartRefresh: '새로 고침',
  chartUnloaded: '차트를 불러올 수 없습니다',

  // <live-notice>
  notices: '알림',
  noticesUnread: (count) => `읽지 않음 ${count}개`,
  noticesNew: (count) => `새 알림 ${count}개`,
  noticesMore: (count) => `${count}개 더`,
  noticesEmpty: '알림 없음',
  noticesForgotten: (count) => `이전 알림 ${count}개는 더 이상 보관되지 않습니다`,
  noticesMissed: (since, until) => `${since}부터 ${until}까지의 알림이 누락되었을 수 있습니다`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: '지우기',
  noticesDismiss: '모두 지우기',
  noticesClose: '닫기',
  noticesSystem: '이 페이지가 숨겨져 있을 때 알림 받기',
  noticesBlocked: '브라우저에서 이 사이트의 알림을 차단했습니다',

  // <live-ticker>
  tickerQuotes: '시세',
  tickerSymbol: '종목',
  tickerPrice: '가격',
  tickerChange: '등락',
  tickerPercent: '등락률(%)',
  tickerTrend: '최근 가격',
  tickerEmpty: '아직 시세 없음',
  tickerUnread: '최신이 아닐 수 있음',
  tickerUpdated: (age) => `업데이트: ${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `${duration} 지연`,
  tickerAbove: (limit) => `${limit} 초과`,
  tickerBelow: (limit) => `${limit} 미만`,
  tickerMove: (direction, amount) => `${amount} ${direction === 'up' ? '상승' : '하락'}`,
  tickerLeftOut: (count) => `${count}개 더 있음(표시 안 함)`,
  tickerPause: '시세 표시줄 일시 중지',

  // <live-pause>
  pauseUpdates: '실시간 업데이트 일시 중지',
  stopped: '중지됨',
  stoppedMeans: '아무것도 수신하지 않음',
  pausedPartly: '일부 일시 중지됨',
  pausedWaiting: (count) => `${count}개 대기 중`,
  pausedDropped: (count) => `${count}개 버려짐`,

  // <live-rate>
  rate: '업데이트 주기',
  rateRealTime: '실시간',
  rateEvery: (duration) => `${duration}마다`,
  rateByHand: '수동',
  rateUpdate: '지금 업데이트',

  // <live-controls>
  controls: '실시간 업데이트',
  controlsJump: '실시간으로 이동',

  // <live-progress>
  progress: '진행률',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value}/${max}`,
  progressStep: (step, count) => `${count}단계 중 ${step}단계`,
  progressLeft: (duration) => `약 ${duration} 남음`,
  progressSecondsLeft: '몇 초 남음',
  progressPerSecond: (amount) => `${amount}/초`,
  progressPerMinute: (amount) => `${amount}/분`,
  progressSilent: (time) => `${time} 이후 업데이트 없음`,
  progressGone: '서버에 이 작업이 더 이상 없습니다',
  progressNone: '작업 없음',
  progressCancel: '취소',
  progressRetry: '다시 시도',
  progressDownload: '다운로드',
  progressLevel: (side, isBad) => `${isBad ? '매우 ' : ''}${side === 'high' ? '높음' : '낮음'}`,
};

registerTranslation(ko);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: '로그인하지 않음',
  token_expired: '로그인이 만료됨',
  invalid_request: '서버가 이 페이지를 거부합니다',
  'unsupported-protocol': '서버가 다른 프로토콜 버전을 사용합니다',
  'invalid-url': '서버 주소가 잘못되었습니다',
  refused: '서버에 연결할 수 없습니다',
  closed: '연결이 끊어졌습니다',
  silent: '서버가 더 이상 응답하지 않습니다',
  'no-welcome': '서버가 제시간에 응답하지 않았습니다',
  server_restart: '서버가 다시 시작되고 있습니다',
  'captive-portal': '실시간 데이터 대신 웹 페이지가 응답합니다. 네트워크 로그인 페이지일 수 있습니다',
  'wrong-path': '이 주소에는 실시간 데이터가 없습니다',
  'origin-or-upgrade': '서버가 이 페이지를 거부합니다',
  'server-error': '서버에 문제가 발생했습니다',
  'token-refused': '로그인하지 않음',
  'no-confirmation': '서버가 채널을 확인하지 않습니다',
  'no-snapshot': '데이터를 받지 못하는 채널이 있습니다',
  rejected: '서버가 채널을 거부합니다',
  unsupported: '서버가 다른 프로토콜 버전을 사용합니다',
  'insecure-url': '서버 주소가 안전하지 않습니다',
  deaf: '서버가 더 이상 업데이트를 보내지 않습니다',
  'other-user': '다른 사용자가 로그인했습니다',
  unread: '서버가 이 페이지에서 보내는 내용을 더 이상 읽지 않습니다',
  remote: '서버가 연결을 종료했습니다',
};

const sessions = {
  open: '장 운영 중',
  closed: '장 마감',
  halted: '거래 정지',
  delayed: '지연 시세',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: '폴링' };

const jobStates: Readonly<Record<string, string>> = {
  queued: '대기 중',
  running: '진행 중',
  paused: '작업 일시 중지됨',
  cancelling: '취소 중…',
  succeeded: '완료',
  failed: '실패',
  cancelled: '취소됨',
  lost: '유실됨',
};

const severities = { info: '정보', success: '성공', warning: '경고', danger: '오류' } as const;
