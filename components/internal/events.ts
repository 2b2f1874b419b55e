import type { PauseKind, Scalar, Status } from '../../src/index.js';

const FACT: EventInit = { bubbles: true, composed: true };
const WISH: EventInit = { ...FACT, cancelable: true };

/** What an element shows has changed; at most once a frame. */
export class LiveChangeEvent extends Event {
  readonly value: Scalar | undefined;
  readonly previous: Scalar | undefined;

  constructor(value: Scalar | undefined, previous: Scalar | undefined) {
    super('live-change', FACT);
    this.value = value;
    this.previous = previous;
  }
}

/** A connection stands otherwise than before. */
export class LiveStatusEvent extends Event {
  readonly status: Status;

  constructor(status: Status) {
    super('live-status', FACT);
    this.status = status;
  }
}

/** Something between two instants (epoch ms) was missed, and cannot be known. */
export class LiveGapEvent extends Event {
  readonly since: number;
  readonly until: number;

  constructor(since: number, until: number) {
    super('live-gap', FACT);
    this.since = since;
    this.until = until;
  }
}

/** Somebody wishes to pause the scope around; the nearest `<live-connection>` answers, unless the page cancels it. */
export class LivePauseRequestEvent extends Event {
  /** `freeze` holds back what comes, `stop` receives nothing meanwhile. */
  readonly kind: PauseKind;

  constructor(kind: PauseKind = 'freeze') {
    super('live-pause-request', WISH);
    this.kind = kind;
  }
}

/** Somebody wishes to resume the scope around. */
export class LiveResumeRequestEvent extends Event {
  constructor() {
    super('live-resume-request', WISH);
  }
}

/** A scope holds back what it shows. */
export class LivePauseEvent extends Event {
  constructor() {
    super('live-pause', FACT);
  }
}

/** A scope shows the present again. */
export class LiveResumeEvent extends Event {
  constructor() {
    super('live-resume', FACT);
  }
}

/** An item is about to be inserted; canceling leaves it out. */
export class LiveInsertEvent extends Event {
  readonly item: Element;
  readonly body: unknown;

  constructor(item: Element, body: unknown) {
    super('live-insert', WISH);
    this.item = item;
    this.body = body;
  }
}

/** Something went wrong that the page's author can mend. */
export class LiveErrorEvent extends Event {
  readonly error: unknown;

  constructor(error: unknown) {
    super('live-error', FACT);
    this.error = error;
  }
}

declare global {
  // They bubble and are composed: the page hears them on any element, on the document and on the window.
  interface GlobalEventHandlersEventMap {
    'live-change': LiveChangeEvent;
    'live-status': LiveStatusEvent;
    'live-gap': LiveGapEvent;
    'live-pause-request': LivePauseRequestEvent;
    'live-resume-request': LiveResumeRequestEvent;
    'live-pause': LivePauseEvent;
    'live-resume': LiveResumeEvent;
    'live-insert': LiveInsertEvent;
    'live-error': LiveErrorEvent;
  }
}
