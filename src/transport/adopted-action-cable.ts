import { map, Observable, Subscription, type Subscriber } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import { frameReader, writeFrame } from './cable.js';
import type { Command, Signal, Transport } from './transport.js';

/** What is used of a consumer of `@rails/actioncable`, also of Turbo's. */
export interface ActionCableConsumer {
  send(data: object): boolean;
  connect(): unknown;
  readonly connection: {
    readonly webSocket?: WebSocket;
    readonly monitor?: { readonly stoppedAt?: unknown };
    isOpen(): boolean;
    isActive(): boolean;
    reopen(): void;
  };
  readonly subscriptions: {
    readonly guarantor?: { readonly pendingSubscriptions: readonly unknown[] };
    findAll(identifier: string): readonly unknown[];
    confirmSubscription?(identifier: string): unknown;
    notify?(subscription: unknown, callback: string, detail: object): unknown;
  };
}

/** How often a consumer without a socket is looked at, in ms; it tells nobody when it opens a new one. */
const LOOK_EVERY = 250;

/** How often what the page itself subscribed is looked at, in ms: as often as the consumer asks again for what is unanswered. */
const COMPARE_EVERY = 500;

const LONGEST_FRAME = 1_000_000;

/** Sockets that were left while they were open or opening. */
const left = new WeakSet<WebSocket>();

/**
 * Uses the socket of a consumer that the page has already: listens to it and sends by it, and changes nothing of it.
 *
 * The consumer keeps its own reconnection, so that a loss lasts as long as it makes it; where its socket went silent or hangs and it did
 * not notice, it is asked to open another. What the page itself has subscribed is left alone and not asked for twice, since the server
 * would not answer; where the page leaves it, it is asked for anew.
 */
export function adoptActionCable(consumer: ActionCableConsumer): Transport {
  return (command$, { attempt }) =>
    new Observable<Signal>((subscriber) => {
      const { connection } = consumer;
      // Left after a failed try: it was silent, and the consumer has not noticed yet.
      const isSilent = (socket: WebSocket): boolean => attempt > 0 && left.has(socket);
      const held = connection.webSocket;
      let shared: Shared | undefined;
      let looking = after(0, () => undefined);

      function look(): void {
        const socket = connection.webSocket;
        if (socket && socket.readyState <= socket.OPEN && !isSilent(socket)) {
          shared = share(consumer, socket, subscriber);
          shared.begin();
        } else looking = after(LOOK_EVERY, look);
      }

      subscriber.add(() => {
        looking.unsubscribe();
        shared?.leave();
      });
      subscriber.add(command$.subscribe((command) => shared?.hand(command)));
      if (held && isSilent(held) && connection.isOpen()) connection.reopen();
      // A consumer reopens no socket that hangs while it connects; its monitor does, once that is closed.
      else if (held && isSilent(held)) held.close();
      // What the page disconnected stays so.
      else if (!connection.isActive() && !connection.monitor?.stoppedAt) consumer.connect();
      look();
    }).pipe(map((signal) => (signal.type === 'open' ? { ...signal, kind: 'adopted' } : signal)));
}

/** A socket that is the page's and ours. */
interface Shared {
  /** Tells how it stands; commands may come within the call. */
  begin(): void;
  hand(command: Command): void;
  leave(): void;
}

function share(consumer: ActionCableConsumer, socket: WebSocket, subscriber: Subscriber<Signal>): Shared {
  const { connection, subscriptions } = consumer;
  /** What we asked for, and whether it was confirmed. */
  const mine = new Map<string, boolean>();
  /** What the page asked for, and we follow. */
  const borrowed = new Set<string>();
  const comparing = new Subscription();
  let orphans: readonly string[] = [];

  function onSignal(signal: Signal): void {
    if (signal.type === 'confirmed' && mine.has(signal.identifier)) mine.set(signal.identifier, true);
    else if (signal.type === 'rejected') forget(signal.identifier);
    subscriber.next(signal);
  }

  const read = frameReader(
    { next: onSignal, error: (error) => subscriber.error(error), complete: () => subscriber.complete() },
    LONGEST_FRAME,
    () => undefined,
  );
  const onMessage = ({ data }: MessageEvent): void => read(data);
  const onClose = ({ code }: CloseEvent): void =>
    subscriber.error(new CablegramError('link-lost', `The page's own socket was closed (code ${code}).`));

  function forget(identifier: string): void {
    mine.delete(identifier);
    borrowed.delete(identifier);
  }

  function isPages(identifier: string): boolean {
    return subscriptions.findAll(identifier).length > 0;
  }

  function pendingOf(identifier: string): readonly unknown[] {
    const pending = subscriptions.guarantor?.pendingSubscriptions ?? [];
    return subscriptions.findAll(identifier).filter((subscription) => pending.includes(subscription));
  }

  /** The page asked for what is ours already: the server confirms nothing twice, and the page must not ask for ever. */
  function lend(identifier: string): void {
    mine.delete(identifier);
    borrowed.add(identifier);
    const waiting = pendingOf(identifier);
    subscriptions.confirmSubscription?.(identifier);
    for (const subscription of waiting) subscriptions.notify?.(subscription, 'connected', { reconnected: false });
  }

  function compare(): void {
    comparing.add(after(COMPARE_EVERY, compare));
    for (const [identifier, isConfirmed] of [...mine]) if (isConfirmed && isPages(identifier)) lend(identifier);
    const left = [...borrowed].filter((identifier) => !isPages(identifier));
    const [gone] = left.filter((identifier) => orphans.includes(identifier));
    orphans = left;
    if (gone === undefined) return;
    // Gone for two looks, so that our `subscribe` does not overtake the page's `unsubscribe`. Another opening asks for all anew.
    for (const identifier of left) borrowed.delete(identifier);
    orphans = [];
    greet();
  }

  function greet(): void {
    subscriber.next({ type: 'open', kind: 'adopted' });
    subscriber.next({ type: 'heartbeat' });
  }

  function subscribe(command: Command): void {
    const { identifier } = command;
    const isConfirmed = isPages(identifier) ? pendingOf(identifier).length === 0 : mine.get(identifier);
    if (isPages(identifier)) borrowed.add(identifier);
    if (isConfirmed) return subscriber.next({ type: 'confirmed', identifier });
    // The answer to the page is one to us.
    if (borrowed.has(identifier)) return;
    mine.set(identifier, false);
    send(command);
  }

  function send(command: Command): void {
    const isSent = consumer.send(JSON.parse(writeFrame(command)) as object);
    if (!isSent && command.type === 'perform') subscriber.next({ type: 'unsent', identifier: command.identifier });
  }

  return {
    begin() {
      socket.addEventListener('message', onMessage);
      socket.addEventListener('close', onClose);
      comparing.add(after(COMPARE_EVERY, compare));
      // Its welcome came before we did.
      if (connection.isOpen()) greet();
    },
    hand(command) {
      const { type, identifier } = command;
      if (type === 'subscribe') return subscribe(command);
      if (type === 'unsubscribe') forget(identifier);
      if (type === 'perform' || !isPages(identifier)) send(command);
    },
    leave() {
      comparing.unsubscribe();
      socket.removeEventListener('message', onMessage);
      socket.removeEventListener('close', onClose);
      if (socket.readyState <= socket.OPEN) left.add(socket);
    },
  };
}
