import { map, Observable, Subscription, type Subscriber } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import { frameReader, writeFrame } from './cable.js';
import type { Command, PlainCommand, Signal, Transport } from './transport.js';

/** The parts of a consumer of `@rails/actioncable` (or of Turbo) that are used. */
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

/** How often a consumer without a socket is checked, in ms. It reports no event when it opens a new one. */
const LOOK_EVERY = 250;

/** How often the page's own subscriptions are checked, in ms. The consumer retries unanswered ones just as often. */
const COMPARE_EVERY = 500;

const LONGEST_FRAME = 1_000_000;

/** Sockets that were abandoned while they were open or opening. */
const left = new WeakSet<WebSocket>();

/**
 * Uses the socket of a consumer that the page already has: listens to it and sends over it, and does not change the consumer.
 *
 * The consumer does its own reconnecting, so a loss lasts until it has reconnected. If its socket is silent or hangs and the consumer does
 * not notice, it is asked to open another one. Identifiers to which the page itself has subscribed are not requested again, since the
 * server would not answer; when the page unsubscribes, they are requested.
 */
export function adoptActionCable(consumer: ActionCableConsumer): Transport {
  return (command$, { attempt }) =>
    new Observable<Signal>((subscriber) => {
      const { connection } = consumer;
      // Abandoned after a failed attempt: it was silent, and the consumer has not noticed yet.
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
      // A consumer does not reopen a socket that hangs while connecting. Its monitor does, once that socket is closed.
      else if (held && isSilent(held)) held.close();
      // If the page disconnected its consumer, it stays disconnected.
      else if (!connection.isActive() && !connection.monitor?.stoppedAt) consumer.connect();
      look();
    }).pipe(map((signal) => (signal.type === 'open' ? { ...signal, kind: 'adopted' } : signal)));
}

/** A socket that the page and cablegram share. */
interface Shared {
  /** Reports the state of the socket. Commands may come within the call. */
  begin(): void;
  hand(command: Command): void;
  leave(): void;
}

function share(consumer: ActionCableConsumer, socket: WebSocket, subscriber: Subscriber<Signal>): Shared {
  const { connection, subscriptions } = consumer;
  /** The identifiers that we subscribed to, and whether each is confirmed. */
  const mine = new Map<string, boolean>();
  /** The identifiers that the page subscribed to and we use as well. */
  const borrowed = new Set<string>();
  const comparing = new Subscription();
  let orphans: readonly string[] = [];

  function onSignal(signal: Signal): void {
    // The page's own subscriptions share the socket, and may spell one of our identifiers differently.
    if ('identifier' in signal && !mine.has(signal.identifier) && !borrowed.has(signal.identifier)) return;
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

  /** The page subscribes to one of our identifiers. The server does not confirm it twice, so the page's subscription is confirmed here. */
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
    // Only after two checks, so that our `subscribe` does not overtake the page's `unsubscribe`. The new `open` requests everything again.
    for (const identifier of left) borrowed.delete(identifier);
    orphans = [];
    greet();
  }

  function greet(): void {
    subscriber.next({ type: 'open', kind: 'adopted' });
    subscriber.next({ type: 'heartbeat' });
  }

  function subscribe(command: PlainCommand): void {
    const { identifier } = command;
    const isConfirmed = isPages(identifier) ? pendingOf(identifier).length === 0 : mine.get(identifier);
    if (isPages(identifier)) borrowed.add(identifier);
    if (isConfirmed) return subscriber.next({ type: 'confirmed', identifier });
    // The answer to the page's request also answers ours.
    if (borrowed.has(identifier)) return;
    mine.set(identifier, false);
    send(command);
  }

  function send(command: PlainCommand): void {
    const isSent = consumer.send(JSON.parse(writeFrame(command)) as object);
    if (!isSent && command.type === 'perform') subscriber.next({ type: 'unsent', identifier: command.identifier });
  }

  return {
    begin() {
      socket.addEventListener('message', onMessage);
      socket.addEventListener('close', onClose);
      comparing.add(after(COMPARE_EVERY, compare));
      // The welcome came before we listened.
      if (connection.isOpen()) greet();
    },
    hand(command) {
      const { type, identifier } = command;
      if (type === 'extra') return;
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
