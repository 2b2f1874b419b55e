import { registerTranslation } from '@shoelace-style/localize';
import { plural } from '../format/plural.js';
import './en.js';
import type { PartialTranslation } from './translation.js';

/** Arabic. */
export const ar: PartialTranslation = {
  $code: 'ar',
  $name: 'العربية',
  $dir: 'rtl',

  // All elements
  connecting: 'جارٍ الاتصال…',
  waiting: 'لم يصل شيء بعد',
  live: 'مباشر',
  reconnecting: 'جارٍ إعادة الاتصال…',
  offline: 'غير متصل بالإنترنت',
  paused: 'متوقف مؤقتًا',
  rejected: 'غير مسموح',
  unconfirmed: 'لا رد من الخادم',
  failed: 'غير متصل',
  ended: 'انتهى',
  asOf: (time) => `حتى ${time}`,
  up: 'ارتفاع',
  down: 'انخفاض',
  unchanged: 'دون تغيير',

  // <live-counter>
  missed: (time) => `تحديثات فائتة منذ ${time}`,
  sinceTime: (time) => `منذ ${time}`,
  wronglySetUp: 'إعداد غير صحيح',
  counterAbove: (limit) => `أعلى من ${limit}`,
  counterBelow: (limit) => `أقل من ${limit}`,
  counterMore: (limit) => `أكثر من ${limit}`,
  counterLevel: (side, isBad) => (side === 'high' ? (isBad ? 'مرتفع جدًا' : 'مرتفع') : isBad ? 'منخفض جدًا' : 'منخفض'),
  counterGoal: (percent, goal) => `${percent} من ${goal}`,
  counterReached: (goal) => `تم بلوغ الهدف ${goal}`,

  // <live-feed>
  feedNew: (count) =>
    plural('ar', count, {
      zero: 'لا جديد',
      one: 'عنصر جديد واحد',
      two: 'عنصران جديدان',
      few: `${count} عناصر جديدة`,
      many: `${count} عنصرًا جديدًا`,
      other: `${count} عنصر جديد`,
    }),
  feedShow: 'عرض التحديثات',
  feedMissed: (range) => `تحديثات فائتة: ${range}`,
  feedEmpty: 'لا شيء بعد',
  feedReload: 'إعادة التحميل',
  feedOlder: 'عرض الأقدم',
  feedOlderHidden: (count) =>
    plural('ar', count, {
      zero: 'لا عناصر أقدم غير معروضة',
      one: 'عنصر أقدم واحد غير معروض',
      two: 'عنصران أقدم غير معروضين',
      few: `${count} عناصر أقدم غير معروضة`,
      many: `${count} عنصرًا أقدم غير معروض`,
      other: `${count} عنصر أقدم غير معروض`,
    }),
  feedOlderFailed: 'تعذر تحميل العناصر الأقدم',
  feedOlderLoading: 'جارٍ التحميل…',
  feedOldest: 'لا عناصر أقدم',
  feedMore: (count) => `${count} غير ذلك`,
  feedShowAll: (count) => `عرض الكل (${count})`,
  feedShowLess: 'عرض أقل',
  feedUndated: 'بلا تاريخ',

  // <live-status>
  idle: 'غير مستخدم',
  polling: 'مباشر بالاستعلام الدوري',
  partial: 'مباشر جزئيًا',
  stale: 'قديم',
  closed: 'مغلق',
  statusUnavailable: 'التحديثات المباشرة غير متاحة',
  statusReconnecting: 'جارٍ إعادة الاتصال',
  statusRestored: 'عاد الاتصال',
  statusIn: (seconds) => `خلال ${seconds} ث`,
  statusHeard: (age) => `آخر إشارة ${age}`,
  statusReason: (reason) => reasons[reason] ?? '',
  statusTransport: (kind) => transports[kind] ?? kind,
  statusAttempts: (count) =>
    plural('ar', count, {
      zero: 'لا محاولات فاشلة',
      one: 'محاولة فاشلة واحدة',
      two: 'محاولتان فاشلتان',
      few: `${count} محاولات فاشلة`,
      other: `${count} محاولة فاشلة`,
    }),
  statusChannels: (confirmed, asked, heard) => `القنوات المؤكدة: ${confirmed} من ${asked}، وصلت بيانات من ${heard}`,
  statusOldHint: 'قد يكون المعروض قديمًا.',
  statusEndedHint: 'لم يعد المعروض يُحدَّث.',
  statusDetails: 'تفاصيل الاتصال',
  statusRetry: 'إعادة المحاولة',
  unknown: 'قد يكون قديمًا',
  statusReconnect: 'إعادة الاتصال الآن',
  statusReload: 'إعادة التحميل',
  statusSignIn: 'تسجيل الدخول',
  statusCopy: 'نسخ التشخيص',
  statusCopied: 'تم النسخ',
  statusCopyThis: 'انسخ هذا النص',
  statusData: (age) => `آخر بيانات ${age}`,
  statusPollEvery: (duration) => `استعلام كل ${duration}`,
  statusRefused: (count) =>
    plural('ar', count, {
      zero: 'لا قنوات مرفوضة',
      one: 'قناة واحدة مرفوضة',
      two: 'قناتان مرفوضتان',
      few: `${count} قنوات مرفوضة`,
      other: `${count} قناة مرفوضة`,
    }),
  statusGaps: (count, range) => (count === 1 ? `تحديثات فائتة ${range}` : `فاتت التحديثات، عدد المرات: ${count}، آخرها ${range}`),
  statusDiscarded: (count) =>
    plural('ar', count, {
      zero: 'كل الرسائل مقروءة',
      one: 'تعذرت قراءة رسالة واحدة',
      two: 'تعذرت قراءة رسالتين',
      few: `تعذرت قراءة ${count} رسائل`,
      other: `تعذرت قراءة ${count} رسالة`,
    }),

  // <live-chart>
  chart: 'مخطط بياني',
  chartLast: (duration) => `آخر ${duration}`,
  chartNow: (now, peak, time) => `الآن ${now}، الذروة ${peak} عند ${time}`,
  chartWas: (last, time, peak, peakTime) => `آخر قيمة ${last} عند ${time}، الذروة ${peak} عند ${peakTime}`,
  chartNoData: 'لا بيانات',
  chartGap: (since, until) => `لا بيانات ${since} – ${until}`,
  chartShades: (low, high) => `من ${low} (باهت) إلى ${high} (قوي)`,
  chartLeftOut: (count) =>
    plural('ar', count, {
      one: 'سلسلة أخرى غير معروضة',
      two: 'سلسلتان أخريان غير معروضتين',
      few: `${count} سلاسل أخرى غير معروضة`,
      other: `${count} سلسلة أخرى غير معروضة`,
    }),
  chartEmpty: 'لا بيانات بعد',
  chartTable: 'جدول',
  chartTime: 'الوقت',
  chartLive: 'مباشر',
  chartFrozen: 'العرض متوقف. العودة إلى الحاضر',
  chartLastPoint: (age) => `آخر نقطة ${age}`,
  chartRows: (first, last, count) => `${first} – ${last} من ${count}`,
  chartNewer: 'الأحدث',
  chartOlder: 'الأقدم',
  chartRefresh: 'تحديث',
  chartUnloaded: 'تعذر تحميل المخطط البياني',

  // <live-notice>
  notices: 'الإشعارات',
  noticesUnread: (count) => `${count} غير مقروءة`,
  noticesNew: (count) =>
    plural('ar', count, {
      zero: 'لا إشعارات جديدة',
      one: 'إشعار جديد واحد',
      two: 'إشعاران جديدان',
      few: `${count} إشعارات جديدة`,
      many: `${count} إشعارًا جديدًا`,
      other: `${count} إشعار جديد`,
    }),
  noticesMore: (count) => `${count} أخرى`,
  noticesEmpty: 'لا إشعارات',
  noticesForgotten: (count) =>
    plural('ar', count, {
      zero: 'كل الإشعارات محفوظة',
      one: 'إشعار أقدم واحد لم يعد محفوظًا',
      two: 'إشعاران أقدم لم يعودا محفوظين',
      few: `${count} إشعارات أقدم لم تعد محفوظة`,
      many: `${count} إشعارًا أقدم لم تعد محفوظة`,
      other: `${count} إشعار أقدم لم تعد محفوظة`,
    }),
  noticesMissed: (since, until) => `قد تكون هناك إشعارات ناقصة بين ${since} و${until}`,
  noticeSeverity: (severity) => severities[severity],
  noticeDismiss: 'تجاهل',
  noticesDismiss: 'تجاهل الكل',
  noticesClose: 'إغلاق',
  noticesSystem: 'إشعاري عندما تكون هذه الصفحة مخفية',
  noticesBlocked: 'يحظر المتصفح إشعارات هذا الموقع',

  // <live-ticker>
  tickerQuotes: 'الأسعار',
  tickerSymbol: 'الرمز',
  tickerPrice: 'السعر',
  tickerChange: 'التغير',
  tickerPercent: 'التغير %',
  tickerTrend: 'آخر الأسعار',
  tickerEmpty: 'لا أسعار بعد',
  tickerUnread: 'قد يكون قديمًا',
  tickerUpdated: (age) => `آخر تحديث ${age}`,
  tickerSession: (name) => sessions[name],
  tickerDelayed: (duration) => `متأخر بمقدار ${duration}`,
  tickerAbove: (limit) => `أعلى من ${limit}`,
  tickerBelow: (limit) => `أقل من ${limit}`,
  tickerMove: (direction, amount) => `${direction === 'up' ? 'ارتفاع' : 'انخفاض'} بمقدار ${amount}`,
  tickerLeftOut: (count) => `${count} أخرى غير معروضة`,
  tickerPause: 'إيقاف الشريط مؤقتًا',

  // <live-pause>
  pauseUpdates: 'إيقاف التحديثات المباشرة مؤقتًا',
  stopped: 'متوقف',
  stoppedMeans: 'لا يُستقبل شيء',
  pausedPartly: 'متوقف مؤقتًا جزئيًا',
  pausedWaiting: (count) => `${count} في الانتظار`,
  pausedDropped: (count) => `${count} متجاوَزة`,

  // <live-presence>
  presence: 'هنا الآن',
  presenceCount: (_count, text) => `${text} هنا`,
  presenceMore: (_count, text) => `و${text} آخرون`,
  presenceNobody: 'لا أحد هنا',
  presenceGuest: 'ضيف',
  presenceUnsupported: 'معلومات الحضور غير متاحة',

  // <live-rate>
  rate: 'معدل التحديث',
  rateRealTime: 'الوقت الفعلي',
  rateEvery: (duration) => `كل ${duration}`,
  rateByHand: 'يدوي',
  rateUpdate: 'التحديث الآن',

  // <live-controls>
  controls: 'التحديثات المباشرة',
  controlsJump: 'الانتقال إلى المباشر',

  // <live-progress>
  progress: 'التقدم',
  progressState: (state) => jobStates[state] ?? state,
  progressOf: (value, max) => `${value} من ${max}`,
  progressStep: (step, count) => `الخطوة ${step} من ${count}`,
  progressLeft: (duration) => `يتبقى نحو ${duration}`,
  progressSecondsLeft: 'تتبقى بضع ثوانٍ',
  progressPerSecond: (amount) => `${amount}/ث`,
  progressPerMinute: (amount) => `${amount}/د`,
  progressSilent: (time) => `لا تحديث منذ ${time}`,
  progressGone: 'لم يعد الخادم يعرف هذه المهمة',
  progressNone: 'لا مهمة',
  progressCancel: 'إلغاء',
  progressRetry: 'إعادة المحاولة',
  progressDownload: 'تنزيل',
  progressLevel: (side, isBad) => `${side === 'high' ? 'مرتفع' : 'منخفض'}${isBad ? ' جدًا' : ''}`,
};

registerTranslation(ar);

const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'لم يتم تسجيل الدخول',
  token_expired: 'انتهت صلاحية الجلسة',
  'signed-out': 'انتهت صلاحية الجلسة',
  invalid_request: 'يرفض الخادم هذه الصفحة',
  'unsupported-protocol': 'يستخدم الخادم إصدارًا آخر من البروتوكول',
  'invalid-url': 'عنوان الخادم غير صحيح',
  refused: 'تعذر الوصول إلى الخادم',
  closed: 'انقطع الاتصال',
  silent: 'توقف الخادم عن الرد',
  'no-welcome': 'لم يرد الخادم في الوقت المناسب',
  server_restart: 'يُعاد تشغيل الخادم',
  'captive-portal': 'ترد صفحة ويب بدلًا من البيانات المباشرة، ربما صفحة تسجيل الدخول إلى الشبكة',
  'wrong-path': 'لا توجد بيانات مباشرة على هذا العنوان',
  'origin-or-upgrade': 'يرفض الخادم هذه الصفحة',
  'server-error': 'حدثت مشكلة في الخادم',
  'token-refused': 'لم يتم تسجيل الدخول',
  'no-confirmation': 'لا يؤكد الخادم إحدى القنوات',
  'no-snapshot': 'لا تصل بيانات إلى إحدى القنوات',
  rejected: 'يرفض الخادم إحدى القنوات',
  unsupported: 'يستخدم الخادم إصدارًا آخر من البروتوكول',
  'insecure-url': 'عنوان الخادم غير آمن',
  deaf: 'لم يعد الخادم يرسل تحديثات',
  'other-user': 'سجّل شخص آخر الدخول الآن',
  unread: 'لم يعد الخادم يقرأ ما ترسله هذه الصفحة',
  remote: 'أنهى الخادم الاتصال',
};

const sessions = {
  open: 'السوق مفتوحة',
  closed: 'السوق مغلقة',
  halted: 'التداول موقوف',
  delayed: 'متأخر',
};

const transports: Readonly<Record<string, string>> = { cable: 'WebSocket', sse: 'Server-Sent Events', polling: 'استعلام دوري' };

const jobStates: Readonly<Record<string, string>> = {
  queued: 'في قائمة الانتظار',
  running: 'قيد التنفيذ',
  paused: 'المهمة متوقفة مؤقتًا',
  cancelling: 'جارٍ الإلغاء…',
  succeeded: 'مكتمل',
  failed: 'فشل',
  cancelled: 'ملغى',
  lost: 'مفقود',
};

const severities = { info: 'معلومات', success: 'نجاح', warning: 'تحذير', danger: 'خطأ' } as const;
