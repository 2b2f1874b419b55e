import { Observable, Subscription } from 'rxjs';

/** Requests one call in the next frame, and returns a function that cancels it. */
export type NextFrame = (callback: () => void) => () => void;

/** What the core reads from the page (or Node). Tests replace parts of it, the clock for example. */
export interface Environment {
  /** Monotonic time in ms. Not the wall clock, so a change of the system time has no effect. */
  readonly now: () => number;
  /** Random number in [0, 1). */
  readonly random: () => number;
  readonly nextFrame: NextFrame;
  /** Whether the page is visible. Read each time, since browsers sometimes fire no event after a sleep. */
  readonly isVisible: () => boolean;
  /** What the browser believes about the network. `false` is checked before it is believed. */
  readonly isOnline: () => boolean;
  /** Fires when the page should check its link at once: shown or hidden, restored, resumed, focused, online. */
  readonly wake$: Observable<void>;
  readonly offline$: Observable<void>;
}

/** The parts of a page that exist; none in Node. */
const page: Partial<Pick<typeof globalThis, 'document' | 'navigator' | 'requestAnimationFrame' | 'window'>> = globalThis;

/** The page that cablegram runs in. Node has none; there it is always visible and online. */
export const pageEnvironment: Environment = {
  now: () => performance.now(),
  random: () => Math.random(),
  nextFrame: nextAnimationFrame,
  isVisible: () => page.document?.visibilityState !== 'hidden',
  isOnline: () => page.navigator?.onLine !== false,
  wake$: whenever(['online', 'pageshow', 'focus'], ['resume', 'visibilitychange']),
  offline$: whenever(['offline']),
};

/**
 * Calls `then` once after `delay` ms, unless the returned subscription is ended first. The subscription is closed when the call happens.
 *
 * Used instead of RxJS's `timer`, whose schedulers add 0.7 kB.
 */
export function after(delay: number, then: () => void): Subscription {
  const waiting = new Subscription(() => clearTimeout(timer));
  const timer = setTimeout(
    () => {
      waiting.unsubscribe();
      then();
    },
    // Rounded up, since timers drop fractions and would fire too early. A delay over the maximum fires at once.
    Math.ceil(Math.min(delay, LONGEST_DELAY)),
  );
  return waiting;
}

/** The longest delay of a timer, in ms; 24 days. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** How long to wait for a frame, in ms. A hidden page gets no frames, and is served once a second. */
const LONGEST_FRAME = 1000;

/** The length of a frame without a page, in ms. */
const FRAME_WITHOUT_PAGE = 16;

const waiting = new Set<() => void>();
let cancelFrame: (() => void) | undefined;

/**
 * Calls back in the page's next animation frame, or after one second if the page is hidden and gets no frames.
 *
 * One request serves all callers, so that all elements of a page change in the same frame.
 */
export function nextAnimationFrame(callback: () => void): () => void {
  // A function of its own, since two callers may pass the same callback.
  const entry = (): void => callback();
  waiting.add(entry);
  cancelFrame ??= requestFrame(runFrame);
  return () => {
    waiting.delete(entry);
    if (waiting.size > 0) return;
    cancelFrame?.();
    cancelFrame = undefined;
  };
}

function runFrame(): void {
  cancelFrame = undefined;
  const due = [...waiting];
  waiting.clear();
  for (const callback of due) {
    try {
      callback();
    } catch (error) {
      reportLater(error);
    }
  }
}

/** Throws in a microtask, so that the page's error handling sees the error and the other callbacks of the frame still run. */
function reportLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

function requestFrame(callback: () => void): () => void {
  // Both, since a page that is hidden after the request gets its frame only when it is visible again.
  const timer = setTimeout(first, page.requestAnimationFrame ? LONGEST_FRAME : FRAME_WITHOUT_PAGE);
  const frame = page.requestAnimationFrame?.(first);
  function first(): void {
    cancel();
    callback();
  }
  function cancel(): void {
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
  }
  return cancel;
}

/** Fires with each of these events. Node has neither a window nor a document. */
function whenever(ofWindow: readonly string[], ofDocument: readonly string[] = []): Observable<void> {
  return new Observable((subscriber) => {
    const emit = (): void => subscriber.next();
    const listen = (target: EventTarget | undefined, event: string): void => {
      target?.addEventListener(event, emit);
      subscriber.add(() => target?.removeEventListener(event, emit));
    };
    for (const event of ofWindow) listen(page.window, event);
    for (const event of ofDocument) listen(page.document, event);
  });
}
