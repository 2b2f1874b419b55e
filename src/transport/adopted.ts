import { Observable, type Subscriber } from 'rxjs';
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
    isOpen(): boolean;
    isActive(): boolean;
    reopen(): void;
  };
  readonly subscriptions: { findAll(identifier: string): readonly unknown[] };
}

/** How often a consumer without a socket is looked at, in ms; it tells nobody when it opens a new one. */
const LOOK_EVERY = 250;

const LONGEST_FRAME = 1_000_000;

/** Sockets that were left while they were open. */
const left = new WeakSet<WebSocket>();

/**
 * Uses the socket of a consumer that the page has already: listens to it and sends by it, and changes nothing of it.
 *
 * The consumer keeps its own reconnection, so that a loss lasts as long as it makes it; where its socket went silent and it did not notice,
 * it is asked to open another. What the page itself has subscribed is left alone, and is not asked for twice: the server would not answer.
 */
export function adopt(consumer: ActionCableConsumer): Transport {
  return (command$, { attempt }) =>
    new Observable((subscriber) => {
      const { connection } = consumer;
      // Left after a failed try: it was silent, and the consumer has not noticed yet.
      const isSilent = (socket: WebSocket): boolean => attempt > 0 && left.has(socket);
      const held = connection.webSocket;
      let leave: (() => void) | undefined;
      let looking = after(0, () => undefined);

      function look(): void {
        const socket = connection.webSocket;
        if (socket && socket.readyState <= socket.OPEN && !isSilent(socket)) leave = listen(consumer, socket, subscriber);
        else looking = after(LOOK_EVERY, look);
      }

      subscriber.add(() => {
        looking.unsubscribe();
        leave?.();
      });
      subscriber.add(command$.subscribe((command) => hand(consumer, command, subscriber)));
      if (held && isSilent(held)) connection.reopen();
      else if (!connection.isActive()) consumer.connect();
      look();
    });
}

function listen(consumer: ActionCableConsumer, socket: WebSocket, subscriber: Subscriber<Signal>): () => void {
  const read = frameReader(subscriber, LONGEST_FRAME, () => undefined);
  const onMessage = ({ data }: MessageEvent): void => read(data);
  const onClose = ({ code }: CloseEvent): void =>
    subscriber.error(new CablegramError('link-lost', `The page's own socket was closed (code ${code}).`));
  socket.addEventListener('message', onMessage);
  socket.addEventListener('close', onClose);
  // Its welcome came before we did.
  if (consumer.connection.isOpen()) {
    subscriber.next({ type: 'open', kind: 'adopted' });
    subscriber.next({ type: 'heartbeat' });
  }
  return () => {
    socket.removeEventListener('message', onMessage);
    socket.removeEventListener('close', onClose);
    if (socket.readyState === socket.OPEN) left.add(socket);
  };
}

function hand(consumer: ActionCableConsumer, command: Command, subscriber: Subscriber<Signal>): void {
  const { type, identifier } = command;
  const isPages = consumer.subscriptions.findAll(identifier).length > 0;
  if (type === 'subscribe' && isPages) return subscriber.next({ type: 'confirmed', identifier });
  if (type === 'unsubscribe' && isPages) return;
  consumer.send(JSON.parse(writeFrame(command)) as object);
}
