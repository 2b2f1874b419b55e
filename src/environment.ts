import { Observable, Subscription } from 'rxjs';

/** Asks for one call at the next frame, and returns how to take that back. */
export type NextFrame = (callback: () => void) => () => void;

/** What the page (or Node) tells the core; each part can be replaced, which is how tests hold the clock. */
export interface Environment {
  /** Monotonic time in ms; no wall clock, so that a changed clock changes nothing. */
  readonly now: () => number;
  /** Random number in [0, 1). */
  readonly random: () => number;
  readonly nextFrame: NextFrame;
  /** Whether a person can see the page; read anew each time, since browsers forget to say so after a sleep. */
  readonly isVisible: () => boolean;
  /** What the browser believes of the network; `false` is believed only after a check. */
  readonly isOnline: () => boolean;
  /** Fires when it is worth to look at once: shown or hidden, restored, resumed, focused, online. */
  readonly wake$: Observable<void>;
  readonly offline$: Observable<void>;
}

/** What of a page is there; nothing in Node. */
const page: Partial<Pick<typeof globalThis, 'document' | 'navigator' | 'requestAnimationFrame' | 'window'>> = globalThis;

/** The page that cablegram runs in; in Node, where there is none, always visible and online. */
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
 * Calls back once after `delay` ms, unless the returned subscription is ended first; it is closed when the call comes.
 *
 * Stands in for RxJS's `timer`, whose schedulers weigh 0.7 kB.
 */
export function after(delay: number, then: () => void): Subscription {
  const waiting = new Subscription(() => clearTimeout(timer));
  const timer = setTimeout(
    () => {
      waiting.unsubscribe();
      then();
    },
    // Whole ms, since a timer that is cut down to them fires too soon; and one that waits longer than this fires at once.
    Math.ceil(Math.min(delay, LONGEST_DELAY)),
  );
  return waiting;
}

/** The longest wait of a timer, in ms; 24 days. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** How long a frame may take to come, in ms; a hidden page gets none, and is served each second. */
const LONGEST_FRAME = 1000;

/** How long a frame takes where there is no page, in ms. */
const FRAME_WITHOUT_PAGE = 16;

const waiting = new Set<() => void>();
let cancelFrame: (() => void) | undefined;

/**
 * Calls back at the page's next animation frame, or after a second where the page is hidden and gets no frames.
 *
 * One request serves everyone who waits, so that all elements of a page change in the same frame.
 */
export function nextAnimationFrame(callback: () => void): () => void {
  // Its own, since two may wait with the same callback.
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

/** Throws where nobody can catch, so that the page's own error handling sees it and the others in the frame still get theirs. */
function reportLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

function requestFrame(callback: () => void): () => void {
  // Both, since a page that is hidden after the request gets its frame only when it is shown again.
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

/** Fires with each of these events; a process has neither a window nor a document. */
function whenever(ofWindow: readonly string[], ofDocument: readonly string[] = []): Observable<void> {
  return new Observable((subscriber) => {
    const tell = (): void => subscriber.next();
    const listen = (target: EventTarget | undefined, event: string): void => {
      target?.addEventListener(event, tell);
      subscriber.add(() => target?.removeEventListener(event, tell));
    };
    for (const event of ofWindow) listen(page.window, event);
    for (const event of ofDocument) listen(page.document, event);
  });
}
