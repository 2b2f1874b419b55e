import type { Status } from '../../src/index.js';
import { elementClock } from '../internal/element-clock.js';
import { consumerOf, heardAtOf, type SourceState, stateOf, type TurboConsumer } from './turbo-source.js';
import { observerOf } from '../internal/browser.js';

const TAG = 'turbo-cable-stream-source';

/** What Turbo's event says about a visit. */
type VisitEvent = Event & { readonly detail?: { readonly action?: string } };

/**
 * Reads how the page's `<turbo-cable-stream-source>` elements stand with the server, also those that come later.
 *
 * Turbo repairs nothing: what was sent while the link was lost never comes. So after a loss, the page may be old until Turbo renders it again.
 */
export class TurboWatch {
  readonly paused = false;
  status: Status = statusOf([], undefined);
  /** Whether the page may be old, although everything is connected. */
  isInDoubt = false;
  /** When the server was last heard by the consumer that has been silent for longest, in epoch ms. */
  lastHeardAt: number | undefined;

  readonly #onChange: () => void;
  readonly #observer = new (observerOf('MutationObserver'))(() => this.#onChange());
  /** When each source was seen first or was last well, in monotonic ms. */
  readonly #seenAt = new WeakMap<Element, number>();
  #isMissing = false;
  #visit: string | undefined;

  /** `onChange` is called when the sources may have changed. What changes silently is found by `read` only. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['connected'] });
    for (const type of ['online', 'offline']) addEventListener(type, onChange);
    document.addEventListener('turbo:visit', this.#onVisit);
    document.addEventListener('turbo:load', this.#onLoad);
  }

  stop(): void {
    this.#observer.disconnect();
    for (const type of ['online', 'offline']) removeEventListener(type, this.#onChange);
    document.removeEventListener('turbo:visit', this.#onVisit);
    document.removeEventListener('turbo:load', this.#onLoad);
  }

  /** Reads the sources now. */
  read(): void {
    const sources = [...document.querySelectorAll(TAG)];
    const states = sources.map((source) => this.#stateOf(source));
    const heard = consumersIn(sources).map(heardAtOf);
    this.lastHeardAt = heard.length === 0 || heard.includes(undefined) ? undefined : Math.min(...(heard as number[]));
    this.status = statusOf(
      states,
      this.status,
      Math.max(0, ...consumersIn(sources).map(({ connection }) => connection.monitor.reconnectAttempts ?? 0)),
    );
    if (states.includes('lost') || states.includes('silent')) this.#isMissing = true;
    this.isInDoubt = this.#isMissing || states.includes('unknown');
  }

  /** Makes each consumer open a new socket. */
  reconnect(): void {
    for (const { connection } of consumersIn([...document.querySelectorAll(TAG)])) connection.reopen();
  }

  #stateOf(source: Element): SourceState {
    const now = elementClock.now();
    const seenAt = this.#seenAt.get(source) ?? now;
    const state = stateOf(source, { now: elementClock.wall(), seenFor: now - seenAt });
    this.#seenAt.set(source, state === 'live' || state === 'lost' ? now : seenAt);
    return state;
  }

  readonly #onVisit = ({ detail }: VisitEvent): void => {
    this.#visit = detail?.action;
  };

  /** Turbo has rendered a page: one of the server, or, if the person went back, one that was kept. */
  readonly #onLoad = (): void => {
    this.#isMissing = this.#visit === 'restore';
    this.#visit = undefined;
    this.#onChange();
  };
}

function consumersIn(sources: readonly object[]): readonly TurboConsumer[] {
  return [...new Set(sources.map(consumerOf).filter((consumer) => consumer !== undefined))];
}

/** Writes the states as the status of a connection, whose words the badge has. */
function statusOf(states: readonly SourceState[], before: Status | undefined, attempt = 0): Status {
  const count = (...of: readonly SourceState[]): number => states.filter((state) => of.includes(state)).length;
  const confirmed = count('live', 'silent', 'unknown');
  const isOffline = typeof navigator !== 'undefined' && !navigator.onLine;
  const isLost = count('lost') > 0;
  const state =
    states.length === 0 ? 'idle' : isLost ? 'reconnecting' : count('connecting') === states.length ? 'connecting' : ('connected' as const);
  return {
    state,
    transport: state === 'connected' ? 'cable' : undefined,
    attempt: isLost ? attempt : 0,
    retryAt: undefined,
    since: before?.state === state ? before.since : elementClock.wall(),
    reason: isLost ? (isOffline ? 'offline' : 'closed') : undefined,
    message: undefined,
    channels: {
      waiting: count('connecting', 'lost'),
      confirmed,
      unconfirmed: count('unconfirmed'),
      rejected: count('rejected'),
      heard: confirmed,
      deaf: 0,
    },
  };
}
