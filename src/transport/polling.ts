import { Observable, Subscription, type Subscriber } from 'rxjs';
import type { Fetched, GetOptions } from '../conditional-get.js';
import { after, pageEnvironment, type Environment } from '../environment.js';
import { CablegramError } from '../errors.js';
import { createCursor, type Cursor } from '../cursor.js';
import { bearer } from '../token.js';
import { createSnapshot, type Snapshot } from '../snapshot.js';
import type { Signal, Transport } from './transport.js';

/** How channels are polled; durations in ms. */
export interface PollingOptions extends GetOptions {
  /**
   * The time between two polls of one channel, jittered by ± 20 %, never below 2 s.
   *
   * @default 5000
   */
  readonly every?: number;
  /** For URLs that can answer with what is new alone. */
  readonly cursor?: Cursor;
  readonly environment?: Partial<Environment>;
}

const LEAST_EVERY = 2_000;
const LONGEST_WAIT = 60_000;

/** How many polls of a channel may fail in a row before the link counts as lost. */
const MOST_FAILURES = 3;

/**
 * Reaches a server by asking again and again: each channel's `snapshot`, conditionally, never two at once, never while the page is hidden.
 *
 * A channel without a snapshot cannot be polled and stays unconfirmed. 401 and 403 end a channel (`rejected`), `Retry-After` is obeyed, and
 * the third failure in a row is a lost link.
 */
export function polling(options: PollingOptions = {}): Transport {
  return (commands$, { token }) =>
    new Observable((subscriber) => {
      const polls = new Map<string, Subscription>();
      const get = token === undefined ? options : { ...options, headers: bearer(() => Promise.resolve(token), options.headers) };
      subscriber.add(() => {
        for (const running of polls.values()) running.unsubscribe();
      });
      subscriber.add(
        commands$.subscribe((command) => {
          const { identifier } = command;
          if (command.type === 'perform') return;
          polls.get(identifier)?.unsubscribe();
          polls.delete(identifier);
          if (command.type === 'unsubscribe' || command.snapshot === undefined) return;
          const cursor = typeof command.snapshot === 'string' && options.cursor;
          const source = cursor ? createCursor(command.snapshot as string, cursor, get) : createSnapshot(identifier, command.snapshot, get);
          polls.set(identifier, poll(identifier, source, options, subscriber));
        }),
      );
      subscriber.next({ type: 'open', kind: 'polling' });
    });
}

function poll(identifier: string, source: Snapshot, options: PollingOptions, subscriber: Subscriber<Signal>): Subscription {
  const { now, random, isVisible, wake$ } = { ...pageEnvironment, ...options.environment };
  const every = Math.max(LEAST_EVERY, options.every ?? 5_000);
  const running = new Subscription();
  let waiting = new Subscription();
  let dueAt = now();
  let failures = 0;
  let isConfirmed = false;

  function wait(delay: number): void {
    dueAt = now() + Math.max(delay, LEAST_EVERY);
    waiting.unsubscribe();
    waiting = after(dueAt - now(), ask);
  }

  /** What is due while the page is hidden is asked when it is shown. */
  function ask(): void {
    waiting.unsubscribe();
    if (isVisible()) void source.fetch().then(take);
  }

  function take(fetched: Fetched): void {
    if (running.closed) return;
    if (fetched.type === 'failed') return onFailure(fetched);
    failures = 0;
    if (fetched.type === 'changed') subscriber.next({ type: source.isPartial?.() ? 'body' : 'snapshot', identifier, body: fetched.body });
    else subscriber.next({ type: 'unchanged', identifier });
    if (!isConfirmed) subscriber.next({ type: 'confirmed', identifier });
    isConfirmed = true;
    wait(every * (0.8 + 0.4 * random()));
  }

  function onFailure({ status, message, retryAfter = 0 }: Fetched & { readonly type: 'failed' }): void {
    failures += 1;
    if (status === 401 || status === 403) return subscriber.next({ type: 'rejected', identifier });
    if (failures >= MOST_FAILURES) return subscriber.error(new CablegramError('link-lost', message));
    wait(Math.min(LONGEST_WAIT, Math.max(retryAfter, every * 2 ** (failures - 1) * (0.8 + 0.4 * random()))));
  }

  running.add(() => {
    waiting.unsubscribe();
    source.cancel();
  });
  running.add(
    wake$.subscribe(() => {
      if (waiting.closed && now() >= dueAt) ask();
    }),
  );
  ask();
  return running;
}
