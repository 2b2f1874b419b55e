import { Observable, Subscription, type Subscriber } from 'rxjs';
import type { Fetched, GetOptions } from '../repair/conditional-get.js';
import { after, pageEnvironment, type Environment } from '../environment.js';
import { assertDuration } from '../assert-options.js';
import { CablegramError } from '../errors.js';
import { createCursor, type Cursor } from '../repair/cursor.js';
import { bearer } from './token.js';
import { createSnapshotFetcher, type SnapshotFetcher } from '../repair/snapshot.js';
import type { Signal, SnapshotSource, Transport } from './transport.js';

/** How channels are polled; durations in ms. */
export interface PollingOptions extends GetOptions {
  /**
   * The time between two polls of one channel, at least 2 s, jittered by ± 20 %.
   *
   * @default 5000
   */
  readonly every?: number;
  /** For URLs that can return only what is new. */
  readonly cursor?: Cursor;
  readonly environment?: Partial<Environment>;
}

const LEAST_EVERY = 2_000;
const LONGEST_WAIT = 60_000;

/**
 * How long polling of a confirmed channel may be suspended, in ms. After a longer time the link counts as lost, so that the page shows it.
 */
const LONGEST_REST = 30_000;

/** The statuses that a proxy returns when there is no server behind it. */
const GATEWAY_ERRORS: readonly number[] = [502, 503, 504];

/** After this many failed polls in a row the link counts as lost. */
const MOST_FAILURES = 3;

/** What all polls of one attempt share. */
interface Polls {
  readonly subscriber: Subscriber<Signal>;
  readonly environment: Environment;
  readonly every: number;
  readonly hasToken: boolean;
  /** Until when a channel must not be requested, in monotonic ms. A server's `Retry-After` outlives the attempt. */
  readonly rests: Map<string, number>;
  /** Whether the server has answered any poll. */
  answered: boolean;
}

/**
 * Reaches a server by polling each channel's `snapshot`, with conditional requests, one at a time, and never while the page is hidden.
 *
 * It is open with the first answer. Each snapshot of a channel is requested separately; the channel is confirmed when each has answered or
 * failed. A channel without a snapshot cannot be polled and stays unconfirmed. 401 and 403 end a channel (`rejected`); with `getToken` only
 * the second one in a row does. `Retry-After` is obeyed. A failed poll is reported as `stale`, and the third in a row as a lost link. The
 * first failure is already a lost link if nothing answers at all, or if a confirmed channel would have to wait for more than 30 s.
 *
 * @throws CablegramError `option-invalid` if `every` is less than 2 s.
 */
export function polling(options: PollingOptions = {}): Transport {
  const environment = { ...pageEnvironment, ...options.environment };
  const { every = 5_000 } = options;
  assertDuration('every', every, LEAST_EVERY);
  const rests = new Map<string, number>();
  return (commands$, { getToken, isVisible = environment.isVisible }) =>
    new Observable((subscriber) => {
      const running = new Map<string, Subscription>();
      const get = { ...options, headers: bearer(getToken, options.headers) };
      const polls: Polls = {
        subscriber,
        environment: { ...environment, isVisible },
        every,
        hasToken: getToken !== undefined,
        rests,
        answered: false,
      };
      subscriber.add(() => {
        for (const one of running.values()) one.unsubscribe();
      });
      function fetcherOf(identifier: string, source: SnapshotSource): SnapshotFetcher {
        const { cursor } = options;
        return cursor && typeof source === 'string' ? createCursor(source, cursor, get) : createSnapshotFetcher(identifier, source, get);
      }
      /** Ends where channels are followed and none has a snapshot, since nothing would ever be heard. */
      function endUnasked(): void {
        if (running.size === 0) subscriber.error(new CablegramError('link-lost', 'No channel has a snapshot to poll.'));
      }
      subscriber.add(
        commands$.subscribe((command) => {
          const { type, identifier } = command;
          if (type === 'perform') return subscriber.next({ type: 'unsent', identifier });
          if (type === 'unsubscribe') {
            running.get(identifier)?.unsubscribe();
            running.delete(identifier);
          }
          // Requested again because the answer is slow, or because the link is open now.
          if (type === 'subscribe' && command.snapshots === undefined) queueMicrotask(endUnasked);
          if (type !== 'subscribe' || command.snapshots === undefined || running.get(identifier)?.closed === false) return;
          running.set(identifier, pollAll(identifier, command.snapshots, fetcherOf, polls));
        }),
      );
      subscriber.next({ type: 'open', kind: 'polling', pending: true });
    });
}

/** What one snapshot of a channel needs to know about the channel's other snapshots. */
interface Siblings {
  /** Whether the channel is confirmed. */
  readonly isConfirmed: () => boolean;
  /** Whether the channel has another snapshot that was not refused. */
  readonly areServed: () => boolean;
  /** Called when a snapshot has answered, failed or been refused. The last of them confirms the channel. */
  readonly onSettled: (hasAnswered: boolean) => void;
  /** Called before each poll, since views may have added other snapshots. */
  readonly onTurn: () => void;
}

/** Polls each snapshot of one channel. */
function pollAll(
  identifier: string,
  snapshots: () => readonly SnapshotSource[],
  fetcherOf: (identifier: string, source: SnapshotSource) => SnapshotFetcher,
  polls: Polls,
): Subscription {
  const all = new Subscription();
  const polled = new Map<SnapshotSource, Subscription>();
  const settled = new Set<SnapshotSource>();
  let isConfirmed = false;
  let hasAnswered = false;

  function update(): void {
    const wanted = snapshots();
    for (const [source, one] of polled) {
      // The last one is kept, since a view may come back for it.
      if (wanted.length === 0 || wanted.includes(source)) continue;
      one.unsubscribe();
      polled.delete(source);
    }
    for (const source of wanted) {
      if (polled.has(source) || all.closed) continue;
      const one = new Subscription();
      polled.set(source, one);
      all.add(one);
      one.add(poll(identifier, source, fetcherOf(identifier, source), polls, siblingsOf(source)));
    }
  }

  function siblingsOf(source: SnapshotSource): Siblings {
    return {
      isConfirmed: () => isConfirmed,
      areServed: () => [...polled].some(([other, { closed }]) => other !== source && !closed),
      onSettled(answered) {
        hasAnswered ||= answered;
        settled.add(source);
        if (isConfirmed || !hasAnswered || [...polled.keys()].some((other) => !settled.has(other))) return;
        isConfirmed = true;
        polls.subscriber.next({ type: 'confirmed', identifier });
      },
      onTurn: update,
    };
  }

  update();
  return all;
}

function poll(identifier: string, source: SnapshotSource, fetcher: SnapshotFetcher, polls: Polls, siblings: Siblings): Subscription {
  const { subscriber, environment, every, rests } = polls;
  const { now, random, isVisible, wake$ } = environment;
  const running = new Subscription();
  let waiting = new Subscription();
  let dueAt = now();
  let failures = 0;
  let asking: AbortController | undefined;

  function wait(delay: number): void {
    if (running.closed) return;
    dueAt = now() + delay;
    waiting.unsubscribe();
    waiting = after(delay, ask);
  }

  /** A poll that is due while the page is hidden runs when the page is visible again. */
  function ask(): void {
    waiting.unsubscribe();
    if (asking || !isVisible()) return;
    siblings.onTurn();
    if (running.closed) return;
    asking = new AbortController();
    void fetcher.fetch(asking).then((fetched) => {
      asking = undefined;
      if (running.closed) return;
      if (fetched.type === 'failed') onFailure(fetched);
      else onAnswer(fetched);
    });
  }

  function onAnswer(fetched: Fetched & { readonly type: 'changed' | 'same' }): void {
    failures = 0;
    rests.delete(identifier);
    reportOpen();
    if (fetched.type === 'same') subscriber.next({ type: 'unchanged', identifier, source });
    else subscriber.next({ type: fetcher.isPartial?.() ? 'body' : 'snapshot', identifier, body: fetched.body, source });
    siblings.onSettled(true);
    wait(Math.max(LEAST_EVERY, jittered(every)));
  }

  function reportOpen(): void {
    if (polls.answered) return;
    polls.answered = true;
    subscriber.next({ type: 'open', kind: 'polling' });
  }

  function onFailure({ status, message, retryAfter }: Fetched & { readonly type: 'failed' }): void {
    failures += 1;
    if (retryAfter !== undefined) rests.set(identifier, now() + retryAfter);
    const isRefused = status === 401 || status === 403;
    // The token may have just expired, so one more attempt with another token is made.
    if (isRefused && !(polls.hasToken && failures === 1)) {
      reportOpen();
      running.unsubscribe();
      if (!siblings.areServed()) return subscriber.next({ type: 'rejected', identifier });
      subscriber.next({ type: 'stale', identifier, message, source });
      return siblings.onSettled(false);
    }
    const isAway = !isRefused && !polls.answered && retryAfter === undefined && (status === undefined || GATEWAY_ERRORS.includes(status));
    const isKeptWaiting = siblings.isConfirmed() && (retryAfter ?? 0) > LONGEST_REST;
    if (isAway || isKeptWaiting || failures >= MOST_FAILURES) return subscriber.error(new CablegramError('link-lost', message));
    if (siblings.isConfirmed() || siblings.areServed()) subscriber.next({ type: 'stale', identifier, message, source });
    siblings.onSettled(false);
    wait(Math.max(LEAST_EVERY, retryAfter ?? 0, Math.min(LONGEST_WAIT, jittered(every * 2 ** (failures - 1)))));
  }

  function jittered(delay: number): number {
    return delay * (0.8 + 0.4 * random());
  }

  running.add(() => {
    waiting.unsubscribe();
    asking?.abort();
  });
  running.add(
    wake$.subscribe(() => {
      if (waiting.closed && now() >= dueAt) ask();
    }),
  );
  const rest = (rests.get(identifier) ?? 0) - now();
  if (rest > 0) wait(rest);
  else ask();
  return running;
}
