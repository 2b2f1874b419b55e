import type { Subscriber, Subscription } from 'rxjs';
import { after } from '../../environment.js';
import { isRecord, readOwn } from '../../message/path.js';
import type { ExtraReport, ExtraRequest, Signal } from '../transport.js';
import type { AnyCableMemory } from './memory.js';

/** AnyCable's extended protocol. With the plain one, the server forgets after some seconds that a client is present. */
export const EXTENDED = 'actioncable-v1-ext-json';

/** What marks a whisper of cablegram: on the wire, AnyCable tells whispers from broadcasts by nothing. */
const MARK = '$whisper';

/** How long AnyCable may take to answer a ping that asks whether it is there, in ms. */
const PONG_WITHIN = 3_000;

/** How many times a plain link may be welcomed right after an extended one was not, before the extended protocol counts as refused. */
const MOST_REFUSALS = 2;

const NOT_ANYCABLE =
  'Presence and whispers need AnyCable, but the server does not answer as AnyCable does. Rails alone has neither; put AnyCable in front of it.';
const NO_BROKER = 'AnyCable knows no presence without a broker. Start its server with --presets=broker.';
const NO_EXTENDED = `AnyCable needs its extended protocol to know that this page is present, but links that offer "${EXTENDED}" fail. Let the proxy in front of it pass this subprotocol.`;

/** Whether the next link offers the extended protocol. */
export function offersExtended({ needsExtended, isAnyCable, isExpected, extended }: AnyCableMemory): boolean {
  return needsExtended && (isAnyCable || isExpected) && (extended === 'untried' || extended === 'works');
}

/** What the presence and whispers of one socket need. */
export interface ExtrasOptions {
  readonly subscriber: Subscriber<Signal>;
  readonly memory: AnyCableMemory;
  readonly send: (frame: object) => void;
  /** Opens another socket instead. */
  readonly reopen: () => void;
}

/** The presence and the whispers of one socket. */
export interface Extras {
  request(identifier: string, request: ExtraRequest): void;
  takePresence(identifier: string, message: unknown): void;
  /** Takes a body without a number. Returns whether it is a whisper. */
  takeWhisper(identifier: string, body: unknown): boolean;
  /** Returns whether another socket is opened instead, so that the welcome does not count. */
  onWelcome(): boolean;
  onPing(): void;
  onPong(): void;
  end(): void;
}

/**
 * Creates the presence and the whispers of one socket.
 *
 * The first request to a server of unknown kind asks whether it is AnyCable. The first `join` on a plain socket replaces it by one that
 * offers the extended protocol. If that one is not welcomed, the next one is plain again.
 */
export function createExtras({ subscriber, memory, send, reopen }: ExtrasOptions): Extras {
  const isExtended = offersExtended(memory);
  const listening = new Set<string>();
  let isWelcomed = false;
  let asking: Subscription | undefined;
  let waiting: (() => void)[] = [];

  function report(identifier: string, what: ExtraReport): void {
    subscriber.next({ type: 'extra', identifier, report: what });
  }

  function refuse(identifier: string, message: string): void {
    report(identifier, { type: 'unsupported', message });
  }

  /** Does something where the server is AnyCable, once that is known. */
  function ifAnyCable(identifier: string, then: () => void): void {
    if (memory.isAnyCable) return then();
    if (memory.isOther) return refuse(identifier, NOT_ANYCABLE);
    waiting.push(() => ifAnyCable(identifier, then));
    if (asking) return;
    send({ command: 'ping' });
    asking = after(PONG_WITHIN, () => {
      memory.isOther = !memory.isAnyCable;
      goOn();
    });
  }

  function goOn(): void {
    const due = waiting;
    waiting = [];
    asking?.unsubscribe();
    asking = undefined;
    for (const go of due) go();
  }

  function join(identifier: string, id: string, info: unknown): void {
    if (isExtended) return send({ command: 'join', identifier, presence: { id, info } });
    if (memory.extended === 'doubtful') {
      memory.refusals += 1;
      memory.extended = memory.refusals < MOST_REFUSALS ? 'untried' : 'refused';
    }
    if (memory.extended === 'refused') return refuse(identifier, NO_EXTENDED);
    reopen();
  }

  function deliver(identifier: string, request: ExtraRequest): void {
    switch (request.type) {
      case 'join':
        return join(identifier, request.id, request.info);
      case 'leave':
        return send({ command: 'leave', identifier });
      case 'list':
        return send({ command: 'presence', identifier });
      case 'whisper':
        return send({ command: 'whisper', identifier, data: { ...request.data, [MARK]: true } });
      case 'listen':
        listening.add(identifier);
        return;
      default:
        request satisfies never;
    }
  }

  return {
    request(identifier, request) {
      report(identifier, { type: 'taken' });
      if (request.type === 'join') memory.needsExtended = true;
      // What is asked before the welcome is asked again after the confirmation.
      if (isWelcomed) ifAnyCable(identifier, () => deliver(identifier, request));
    },
    takePresence(identifier, message) {
      memory.isAnyCable = true;
      if (isRecord(message) && readOwn(message, 'type') === 'error') refuse(identifier, NO_BROKER);
      else report(identifier, { type: 'presence', message });
    },
    takeWhisper(identifier, body) {
      const isMarked = isRecord(body) && readOwn(body, MARK) === true;
      if (!memory.isAnyCable || !(isMarked || (memory.isNumbering && listening.has(identifier)))) return false;
      const { [MARK]: _mark, ...data } = isMarked ? body : {};
      report(identifier, { type: 'whisper', data: isMarked ? data : body });
      return true;
    },
    onWelcome() {
      isWelcomed = true;
      if (isExtended) memory.extended = 'works';
      const isBetter = !isExtended && offersExtended(memory);
      if (isBetter) reopen();
      return isBetter;
    },
    onPing() {
      if (isExtended) send({ command: 'pong' });
    },
    onPong() {
      memory.isAnyCable = true;
      memory.isOther = false;
      goOn();
    },
    end() {
      asking?.unsubscribe();
      if (isExtended && !isWelcomed && memory.extended !== 'works') memory.extended = 'doubtful';
    },
  };
}
