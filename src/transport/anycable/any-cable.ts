import { Observable, type Subscriber, Subscription } from 'rxjs';
import { assertDuration } from '../../assert-options.js';
import { after, pageEnvironment, type Environment } from '../../environment.js';
import { CablegramError } from '../../errors.js';
import { passTo } from '../../operators/pass-to.js';
import { cableWith, type CableOptions, type Dialect, type Frame } from '../cable.js';
import type { Command, Dial, Signal, Transport } from '../transport.js';
import { ANSWER_WITHIN, createHistory, type History, type Placed } from './history.js';
import { createExtras, EXTENDED, offersExtended } from './extras.js';
import { adoptProgress, memoryOf } from './memory.js';

/** How AnyCable is reached; durations in ms. */
export interface AnyCableOptions extends CableOptions {
  /**
   * How long the server keeps messages, its `--history_ttl`. After a longer absence, a silent history does not prove that nothing was
   * missed.
   *
   * @default 300_000
   */
  readonly historyTtl?: number;
  /**
   * How the token from `getToken` is sent. AnyCable reads the subprotocol `anycable-token.<token>`, or the query parameter `jid`, which may
   * end up in logs.
   *
   * @default { protocol: 'anycable-token' }
   */
  readonly tokenIn?: { readonly protocol: string } | { readonly query: string };
  /**
   * Whether the server is AnyCable and channels are joined, so that the first socket already offers AnyCable's extended protocol alone.
   * Without it, the first `join` replaces the plain socket by another one. Before the first confirmation, nothing can be missed by that.
   *
   * @default false
   */
  readonly presence?: boolean;
  readonly environment?: Partial<Environment>;
}

/** How long AnyCable may take to answer a ping that asks whether it still reads, in ms. */
const PONG_WITHIN = 3_000;

/** The shortest time between two links that are given up because the server does not read them, in ms. */
const UNREAD_EVERY = 60_000;

/** How long to wait after a link that was too slow, in ms. After two in a row the history is not asked again. */
const SLOW_DELAY = 2_000;
const MOST_SLOW_LINKS = 2;

/**
 * Reaches AnyCable over a socket of its own, and repairs by its history what was missed: after a loss, after a restart, and when a message
 * is missing on an open link.
 *
 * AnyCable numbers the messages of each stream. The bodies are delivered in this order, without doubles. What the server does not have any
 * more is reported as a `gap`, or brought by the snapshot. With Rails instead of AnyCable behind the address, it works as `cable()` does.
 *
 * @throws CablegramError `option-invalid`.
 */
export function anyCable(url: string = '/cable', options: AnyCableOptions = {}): Transport {
  const { historyTtl = 300_000, presence = false, environment, ...rest } = options;
  assertDuration('historyTtl', historyTtl);
  const { now } = { ...pageEnvironment, ...environment };
  const transport: Transport = (commands$, dial) =>
    new Observable((subscriber) => {
      const memory = memoryOf(dial);
      let link = new Subscription();
      if (presence) memory.needsExtended = memory.isExpected = true;

      /** Opens a socket, in place of the one before. */
      function open(): void {
        link.unsubscribe();
        subscriber.add((link = new Subscription()));
        // Where both protocols are offered, AnyCable takes the plain one.
        const protocols = offersExtended(memory) ? [EXTENDED] : undefined;
        const dialled = cableWith(url, { tokenIn: { protocol: 'anycable-token' }, ...rest }, createOne, protocols);
        link.add(dialled(commands$, dial).subscribe(passTo(subscriber, (signal) => subscriber.next(signal))));
      }

      function createOne(next: Subscriber<Signal>, _dial: Dial, send: DialectOptions['send']): Dialect {
        return createDialect({ subscriber: next, dial, send, historyTtl, now, reopen: open });
      }

      open();
    });
  return Object.assign(transport, { cableUrl: url });
}

/** What the dialect of one socket needs. */
interface DialectOptions {
  readonly subscriber: Subscriber<Signal>;
  readonly dial: Dial;
  readonly send: (frame: object) => void;
  readonly historyTtl: number;
  readonly now: () => number;
  /** Opens another socket instead. */
  readonly reopen: () => void;
}

/** What is known of one subscription on this link. */
interface Subscribed {
  readonly history: History;
  /** Whether a transport that fetches could repair it, so that its snapshot shows whether the server is deaf. */
  readonly hasSnapshot: boolean;
  /** What the `subscribe` command says in addition. */
  readonly fields: object | undefined;
}

function createDialect({ subscriber, dial, send, historyTtl, now, reopen }: DialectOptions): Dialect {
  const memory = memoryOf(dial);
  const subscribed = new Map<string, Subscribed>();
  const reading = watchReading();
  const extras = createExtras({ subscriber, memory, send, reopen });
  const isTooSlow = memory.slowLinks >= MOST_SLOW_LINKS;
  if (isTooSlow) memory.slowLinks = 0;

  subscriber.add(() => {
    reading.end();
    extras.end();
    for (const { history } of subscribed.values()) history.end();
  });

  function subscribe({ identifier, resumes, snapshots }: Command & { readonly type: 'subscribe' }): object | undefined {
    const known = subscribed.get(identifier);
    // The first request was not answered yet.
    if (known) return known.fields;
    if (typeof resumes === 'object') adoptProgress(memory, identifier, resumes);
    // Without `resumes`, what was remembered belongs to earlier users of the subscription.
    if (!resumes || isTooSlow || !Object.hasOwn(memory.subscriptions, identifier)) memory.subscriptions[identifier] = { positions: [] };
    const remembered = memory.subscriptions[identifier] ?? { positions: [] };
    const history = createHistory({
      identifier,
      remembered,
      emit: (signal) => subscriber.next(signal),
      request(asked) {
        reading.expect();
        send({ command: 'history', identifier, history: asked });
      },
      onAnswered: () => (memory.slowLinks = 0),
      historyTtl,
      now,
    });
    const asked = memory.isAnyCable ? history.begin() : undefined;
    const fields = asked && { history: asked };
    subscribed.set(identifier, { history, hasSnapshot: snapshots !== undefined, fields });
    return fields;
  }

  function forget(identifier: string): void {
    subscribed.get(identifier)?.history.end();
    subscribed.delete(identifier);
    Reflect.deleteProperty(memory.subscriptions, identifier);
  }

  function takeBody(frame: Frame, { history }: Subscribed): boolean {
    const placed = placeOf(frame);
    if (placed) {
      memory.isAnyCable = memory.isNumbering = true;
      history.take(placed);
    }
    if (placed?.isBody) return true;
    // A frame of another type only keeps its place.
    if (isTyped(frame) || !Object.hasOwn(frame, 'message')) return false;
    if (extras.takeWhisper(String(frame.identifier), frame.message)) return true;
    history.takePlain(frame.message);
    return true;
  }

  function onPing(seconds: unknown): void {
    if (Number.isSafeInteger(seconds)) subscriber.next({ type: 'heartbeat', clock: Number(seconds) });
    for (const { history, hasSnapshot } of subscribed.values()) {
      if (Number.isSafeInteger(seconds)) history.onClock(Number(seconds));
      if (memory.isAnyCable && !hasSnapshot && dial.isVisible?.() !== false) history.checkSilence();
    }
  }

  /** A server that ends a link because the page reads its history too slowly would do so again at once. */
  function onTooSlow(reason: string): void {
    memory.slowLinks += 1;
    subscriber.next({ type: 'goodbye', reason, reconnect: true, retryAfter: SLOW_DELAY });
    subscriber.error(new CablegramError('link-lost', 'The server ended the connection, because it was read too slowly.'));
  }

  /**
   * Watches whether the server still reads: after a frame that it cannot decode, AnyCable goes on sending, and reads nothing more. A request
   * that stays unanswered is followed by a ping, which AnyCable answers.
   */
  function watchReading(): { expect(): void; answered(): void; end(): void } {
    let waiting: Subscription | undefined;

    function ping(): void {
      const isDue = Date.now() - memory.unreadAt >= UNREAD_EVERY;
      if (!memory.isAnyCable || !isDue) return;
      send({ command: 'ping' });
      waiting = after(PONG_WITHIN, () => {
        memory.unreadAt = Date.now();
        subscriber.error(new CablegramError('unread', 'The server still sends, but no longer reads what is sent to it.'));
      });
    }

    return {
      expect: () => void (waiting = waiting && !waiting.closed ? waiting : after(ANSWER_WITHIN, ping)),
      answered: () => waiting?.unsubscribe(),
      end: () => waiting?.unsubscribe(),
    };
  }

  return {
    take(frame) {
      const { type, identifier, message, reason } = frame;
      const known = typeof identifier === 'string' ? subscribed.get(identifier) : undefined;
      switch (type) {
        case 'welcome':
          // The `sid` itself restores a session without a token, so it is not kept.
          if (typeof frame.sid === 'string') memory.isAnyCable = true;
          return extras.onWelcome();
        case 'ping':
          extras.onPing();
          onPing(message);
          return false;
        case 'pong':
          reading.answered();
          extras.onPong();
          return true;
        case 'presence':
          if (known) extras.takePresence(String(identifier), message);
          return known !== undefined;
        case 'confirm_subscription':
          reading.answered();
          known?.history.onConfirmed();
          return known !== undefined;
        case 'reject_subscription':
          reading.answered();
          if (known) forget(String(identifier));
          return false;
        case 'confirm_history':
        case 'reject_history':
          reading.answered();
          known?.history.onAnswer(type === 'confirm_history');
          return true;
        case 'disconnect':
          if (reason !== 'too_slow' || frame.reconnect === false) return false;
          onTooSlow(reason);
          return true;
      }
      return known !== undefined && takeBody(frame, known);
    },
    fieldsOf(command) {
      const { type, identifier } = command;
      if (type === 'unsubscribe') forget(identifier);
      if (type !== 'subscribe') return undefined;
      reading.expect();
      return subscribe(command);
    },
    request: extras.request,
  };
}

function isTyped({ type }: Frame): boolean {
  return type !== undefined && type !== null && type !== '';
}

function placeOf(frame: Frame): Placed | undefined {
  const { stream_id: stream, epoch, offset, message } = frame;
  if (typeof stream !== 'string' || typeof epoch !== 'string' || !Number.isSafeInteger(offset)) return undefined;
  const isBody = !isTyped(frame) && Object.hasOwn(frame, 'message');
  return { stream, epoch, offset: Number(offset), isBody, body: message };
}
