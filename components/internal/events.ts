import type { Connection, Params, PauseKind, Scalar, Status } from '../../src/index.js';

const FACT: EventInit = { bubbles: true, composed: true };
const WISH: EventInit = { ...FACT, cancelable: true };

/** The value that an element shows has changed. Dispatched at most once a frame. */
export class LiveChangeEvent extends Event {
  readonly value: Scalar | undefined;
  readonly previous: Scalar | undefined;

  constructor(value: Scalar | undefined, previous: Scalar | undefined) {
    super('live-change', FACT);
    this.value = value;
    this.previous = previous;
  }
}

/** The price of a symbol has changed. `value` is the price. Dispatched at most once a frame for each symbol. */
export class LiveQuoteEvent extends LiveChangeEvent {
  readonly symbol: string;
  readonly direction: 'up' | 'down' | 'unchanged';

  constructor(symbol: string, value: string | undefined, previous: string | undefined, direction: 'up' | 'down' | 'unchanged') {
    super(value, previous);
    this.symbol = symbol;
    this.direction = direction;
  }
}

/** A price went above or below the limit that the page set. */
export class LiveAlertEvent extends Event {
  readonly symbol: string;
  /** The price and the limit, as decimal text. */
  readonly value: string;
  readonly limit: string;
  readonly side: 'above' | 'below';

  constructor(symbol: string, value: string, side: 'above' | 'below', limit: string) {
    super('live-alert', FACT);
    this.symbol = symbol;
    this.value = value;
    this.side = side;
    this.limit = limit;
  }
}

/** An element leaves something out, because a limit is reached. */
export class LiveOverflowEvent extends Event {
  /** How many things are left out by now. */
  readonly count: number;
  /** What is left out: `messages` that a pause held back, or `symbols` of a ticker. */
  readonly what: 'messages' | 'symbols';

  constructor(count: number, what: LiveOverflowEvent['what']) {
    super('live-overflow', FACT);
    this.count = count;
    this.what = what;
  }
}

/** What an element shows may be old from now on, or is current again. */
export class LiveStaleEvent extends Event {
  readonly isStale: boolean;
  /** Why, as the custom state of the element: `stale`, `reconnecting`, `offline` …; `live` if it is current again. */
  readonly reason: string;
  /** When the element last received, or showed from the server, what was right, in epoch ms; before the interruption if it is current again. */
  readonly since: number | undefined;

  constructor(isStale: boolean, reason: string, since: number | undefined) {
    super('live-stale', FACT);
    this.isStale = isStale;
    this.reason = reason;
    this.since = since;
  }
}

/** An element is about to announce a text to screen readers. Cancel the event to keep it silent. */
export class LiveAnnounceEvent extends Event {
  readonly text: string;
  /** `assertive` interrupts what a screen reader says. */
  readonly urgency: 'polite' | 'assertive';

  constructor(text: string, urgency: LiveAnnounceEvent['urgency']) {
    super('live-announce', WISH);
    this.text = text;
    this.urgency = urgency;
  }
}

/** The status of a connection has changed. */
export class LiveStatusEvent extends Event {
  readonly status: Status;

  constructor(status: Status) {
    super('live-status', FACT);
    this.status = status;
  }
}

/** Messages between two instants (epoch ms) were missed and could not be repaired. */
export class LiveGapEvent extends Event {
  readonly since: number;
  readonly until: number;

  constructor(since: number, until: number) {
    super('live-gap', FACT);
    this.since = since;
    this.until = until;
  }
}

/** The server has confirmed an element's channel, also after a reconnection. */
export class LiveSubscribedEvent extends Event {
  readonly channel: string;
  readonly params: Params;

  constructor(channel: string, params: Params = {}) {
    super('live-subscribed', FACT);
    this.channel = channel;
    this.params = params;
  }
}

/** The server has refused an element's channel. */
export class LiveRejectedEvent extends Event {
  readonly channel: string;
  readonly params: Params;

  constructor(channel: string, params: Params = {}) {
    super('live-rejected', FACT);
    this.channel = channel;
    this.params = params;
  }
}

/** A request to pause the surrounding scope. The nearest `<live-connection>` pauses, unless the page cancels the event. */
export class LivePauseRequestEvent extends Event {
  /** `freeze` holds back what arrives; `stop` receives nothing until resumed. */
  readonly kind: PauseKind;
  /** The connections that the control names; `undefined` if it leaves it to the nearest `<live-connection>`. */
  readonly connections: readonly Connection[] | undefined;

  constructor(kind: PauseKind = 'freeze', connections?: readonly Connection[]) {
    super('live-pause-request', WISH);
    this.kind = kind;
    this.connections = connections;
  }
}

/** A request to resume the surrounding scope. The nearest `<live-connection>` resumes, unless the page cancels the event. */
export class LiveResumeRequestEvent extends Event {
  /** The connections that the control names; `undefined` if it leaves it to the nearest `<live-connection>`. */
  readonly connections: readonly Connection[] | undefined;

  constructor(connections?: readonly Connection[]) {
    super('live-resume-request', WISH);
    this.connections = connections;
  }
}

/** A scope was paused. */
export class LivePauseEvent extends Event {
  constructor() {
    super('live-pause', FACT);
  }
}

/** A scope was resumed. */
export class LiveResumeEvent extends Event {
  constructor() {
    super('live-resume', FACT);
  }
}

/** A person has chosen how often the elements of a scope show updates. */
export class LiveRateChangeEvent extends Event {
  /** The time between two updates in ms, 0 for real time, or `by-hand`. */
  readonly rate: number | 'by-hand';
  readonly previous: number | 'by-hand';

  constructor(rate: number | 'by-hand', previous: number | 'by-hand') {
    super('live-rate-change', FACT);
    this.rate = rate;
    this.previous = previous;
  }
}

/**
 * A request to go to the live edge: feeds show the items that wait behind their button, and charts show the present. A page may dispatch it
 * too. Cancel it to prevent that.
 */
export class LiveJumpRequestEvent extends Event {
  /** The connections whose elements go to the live edge, with the scopes inside them. Without it, all elements do. */
  readonly connections: readonly Connection[] | undefined;

  constructor(connections?: readonly Connection[]) {
    super('live-jump-request', WISH);
    this.connections = connections;
  }
}

/** A job has ended. */
export class LiveCompleteEvent extends Event {
  readonly outcome: 'succeeded' | 'failed' | 'cancelled';
  /** What the server says about the end, if anything. */
  readonly message: string | undefined;
  /** Whether the element knew the job before it ended. Otherwise the page was opened, or the job found, after the end. */
  readonly wasUnfinished: boolean;

  constructor(outcome: LiveCompleteEvent['outcome'], message: string | undefined, wasUnfinished: boolean) {
    super('live-complete', FACT);
    this.outcome = outcome;
    this.message = message;
    this.wasUnfinished = wasUnfinished;
  }
}

/** A request to cancel a job. The element performs its `cancel-action`, unless the page cancels the event. */
export class LiveCancelRequestEvent extends Event {
  /** Identity of the job, if it is known. */
  readonly entity: string | undefined;

  constructor(entity: string | undefined) {
    super('live-cancel-request', WISH);
    this.entity = entity;
  }
}

/** A request to run a job again. The element performs its `retry-action`, unless the page cancels the event. */
export class LiveRetryRequestEvent extends Event {
  /** Identity of the job, if it is known. */
  readonly entity: string | undefined;

  constructor(entity: string | undefined) {
    super('live-retry-request', WISH);
    this.entity = entity;
  }
}

/** An item is about to be inserted. Cancel the event to leave it out. */
export class LiveInsertEvent extends Event {
  readonly item: Element;
  readonly body: unknown;

  constructor(item: Element, body: unknown) {
    super('live-insert', WISH);
    this.item = item;
    this.body = body;
  }
}

/** Another number of items waits to be shown by a feed. */
export class LivePendingEvent extends Event {
  readonly count: number;

  constructor(count: number) {
    super('live-pending', FACT);
    this.count = count;
  }
}

/** A feed shows the items that waited. */
export class LiveFlushEvent extends Event {
  /** How many items waited. */
  readonly count: number;

  constructor(count: number) {
    super('live-flush', FACT);
    this.count = count;
  }
}

/** Items leave a feed, because it shows at most `max`. */
export class LiveEvictEvent extends Event {
  readonly items: readonly Element[];

  constructor(items: readonly Element[]) {
    super('live-evict', FACT);
    this.items = items;
  }
}

/** A person asks a feed for older items. The feed fetches them, unless the page cancels the event and appends them itself. */
export class LiveLoadMoreEvent extends Event {
  /** The identity of the oldest item that is shown; empty if it has none. */
  readonly before: string;

  constructor(before: string) {
    super('live-load-more', WISH);
    this.before = before;
  }
}

/**
 * A person asks a feed to reload what was missed, or a status to load the page again. The feed repairs its list, else the page is reloaded, unless
 * the page cancels the event.
 */
export class LiveReloadRequestEvent extends Event {
  constructor() {
    super('live-reload-request', WISH);
  }
}

/** A person clicks an item, or presses Enter on it. Cancel the event to prevent what the click would do, such as following a link. */
export class LiveItemClickEvent extends Event {
  readonly item: Element;
  /** What the server sent, if the feed made the item from it. */
  readonly body: unknown;

  constructor(item: Element, body: unknown) {
    super('live-item-click', WISH);
    this.item = item;
    this.body = body;
  }
}

/** A notice has arrived and is about to be shown. Cancel the event to show it differently; the element then leaves it out. */
export class LiveNoticeEvent extends Event {
  /** The identity in the body; empty if it has none. */
  readonly key: string;
  readonly severity: 'info' | 'success' | 'warning' | 'danger';
  readonly body: unknown;

  constructor(key: string, severity: LiveNoticeEvent['severity'], body: unknown) {
    super('live-notice', WISH);
    this.key = key;
    this.severity = severity;
    this.body = body;
  }
}

/** The person has dismissed a notice. */
export class LiveNoticeDismissEvent extends Event {
  /** The identity in the body; empty if it has none. */
  readonly key: string;
  readonly body: unknown;

  constructor(key: string, body: unknown) {
    super('live-notice-dismiss', FACT);
    this.key = key;
    this.body = body;
  }
}

/** The cursor of a chart has moved to another point, or has left. */
export class LiveCursorEvent extends Event {
  /** The instant of the point, in epoch ms; `undefined` if there is no cursor. */
  readonly at: number | undefined;
  /** The value of each series there, by its field; `null` where it is known to be missing. */
  readonly values: Readonly<Record<string, number | null>>;

  constructor(at: number | undefined, values: Readonly<Record<string, number | null>>) {
    super('live-cursor', FACT);
    this.at = at;
    this.values = values;
  }
}

/** The person has zoomed or moved the view of a chart, or has returned to the present. Dispatched at most once a frame. */
export class LiveWindowEvent extends Event {
  /** What the view shows, in epoch ms. */
  readonly since: number;
  readonly until: number;
  /** Whether the view follows the present again. */
  readonly isLive: boolean;

  constructor(since: number, until: number, isLive: boolean) {
    super('live-window', FACT);
    this.since = since;
    this.until = until;
    this.isLive = isLive;
  }
}

/** The view of a chart has stopped, because the person reads it, or follows the present again. The data is recorded meanwhile. */
export class LiveFreezeEvent extends Event {
  readonly isFrozen: boolean;

  constructor(isFrozen: boolean) {
    super('live-freeze', FACT);
    this.isFrozen = isFrozen;
  }
}

/** A series of a chart has crossed a threshold. A value that equals the threshold is above it. */
export class LiveThresholdEvent extends Event {
  /** The field of the series. */
  readonly series: string;
  readonly value: number;
  readonly direction: 'up' | 'down';
  /** The value of the threshold. */
  readonly threshold: number;
  readonly label: string;
  readonly severity: 'info' | 'warn' | 'bad';
  /** When, in epoch ms by the server's clock. */
  readonly at: number;

  constructor(crossing: Pick<LiveThresholdEvent, 'series' | 'value' | 'direction' | 'threshold' | 'label' | 'severity' | 'at'>) {
    super('live-threshold', FACT);
    this.series = crossing.series;
    this.value = crossing.value;
    this.direction = crossing.direction;
    this.threshold = crossing.threshold;
    this.label = crossing.label;
    this.severity = crossing.severity;
    this.at = crossing.at;
  }
}

/** Something went wrong that the page's author can fix. */
export class LiveErrorEvent extends Event {
  readonly error: unknown;

  constructor(error: unknown) {
    super('live-error', FACT);
    this.error = error;
  }
}

declare global {
  // They bubble and are composed, so the page can listen on any element, the document or the window.
  interface GlobalEventHandlersEventMap {
    'live-change': LiveChangeEvent;
    'live-alert': LiveAlertEvent;
    'live-overflow': LiveOverflowEvent;
    'live-stale': LiveStaleEvent;
    'live-announce': LiveAnnounceEvent;
    'live-status': LiveStatusEvent;
    'live-gap': LiveGapEvent;
    'live-subscribed': LiveSubscribedEvent;
    'live-rejected': LiveRejectedEvent;
    'live-pause-request': LivePauseRequestEvent;
    'live-resume-request': LiveResumeRequestEvent;
    'live-pause': LivePauseEvent;
    'live-resume': LiveResumeEvent;
    'live-rate-change': LiveRateChangeEvent;
    'live-jump-request': LiveJumpRequestEvent;
    'live-complete': LiveCompleteEvent;
    'live-cancel-request': LiveCancelRequestEvent;
    'live-retry-request': LiveRetryRequestEvent;
    'live-insert': LiveInsertEvent;
    'live-pending': LivePendingEvent;
    'live-flush': LiveFlushEvent;
    'live-evict': LiveEvictEvent;
    'live-item-click': LiveItemClickEvent;
    'live-load-more': LiveLoadMoreEvent;
    'live-reload-request': LiveReloadRequestEvent;
    'live-notice': LiveNoticeEvent;
    'live-notice-dismiss': LiveNoticeDismissEvent;
    'live-cursor': LiveCursorEvent;
    'live-window': LiveWindowEvent;
    'live-freeze': LiveFreezeEvent;
    'live-threshold': LiveThresholdEvent;
    'live-error': LiveErrorEvent;
  }
}
