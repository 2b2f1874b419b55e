import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Channel } from './channel.js';
import { type ClientCommand, disconnectFrame, parseRecord, readCommand, WELCOME } from './frames.js';
import { Subscription, type SubscriptionContext } from './subscription.js';

/** State shared by all connections of a server. */
export interface ConnectionContext extends SubscriptionContext {
  readonly channels: ReadonlyMap<string, Channel>;
}

/** One client: its socket, its subscriptions, and the commands it sends. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #raw: Socket;
  readonly #context: ConnectionContext;
  readonly #subscriptions = new Map<string, Subscription>();
  #early: string[] | undefined = [];
  #isFrozen = false;

  constructor(socket: WebSocket, raw: Socket, context: ConnectionContext) {
    this.#socket = socket;
    this.#raw = raw;
    this.#context = context;
    socket.on('message', (data, isBinary) => this.#receive(isBinary ? '' : String(data)));
    socket.on('close', () => this.#end());
    // A broken frame or a reset also emits `close`, which is handled.
    socket.on('error', () => undefined);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Sends the welcome and runs commands that came before it. */
  open(): void {
    this.transmit(WELCOME);
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const text of early) this.#receive(text);
  }

  /** Pings the client, if it has been welcomed. */
  beat(ping: string): void {
    if (this.#early === undefined) this.transmit(ping);
  }

  /** Sends a frame. A frozen connection loses it, and so does a client with more than 16 MB of unread data. */
  transmit(frame: string): void {
    if (this.isOpen && !this.#isFrozen && this.#socket.bufferedAmount < MOST_UNREAD) this.#socket.send(frame);
  }

  /** Sends a disconnect message and closes. */
  disconnect(reason: string, reconnect: boolean): void {
    this.transmit(disconnectFrame(reason, reconnect));
    this.close(1000);
  }

  /** Closes with a close frame. */
  close(code: number): void {
    this.#socket.close(code);
  }

  /** Resets the TCP connection: no close frame, no FIN. */
  reset(): void {
    this.thaw();
    this.#raw.resetAndDestroy();
  }

  /** Stops reading and sending while the socket stays open. Even a close frame gets no answer. */
  freeze(): void {
    this.#isFrozen = true;
    this.#socket.pause();
  }

  /** Ends a freeze. Incoming data is read now; outgoing messages from the freeze are lost. */
  thaw(): void {
    this.#isFrozen = false;
    this.#socket.resume();
  }

  #receive(text: string): void {
    if (this.#early !== undefined) {
      if (this.#early.length < MOST_EARLY) this.#early.push(text);
      return;
    }
    this.#context.pool.run(() => this.#execute(readCommand(text)));
  }

  async #execute(command: ClientCommand | undefined): Promise<void> {
    switch (command?.command) {
      case 'subscribe':
        return this.#subscribe(command.identifier);
      case 'unsubscribe':
        this.#find(command.identifier).unsubscribe();
        this.#subscriptions.delete(command.identifier);
        return;
      case 'message':
        return this.#find(command.identifier).perform(command.data);
      default:
        throw new Error('Received an unrecognized command');
    }
  }

  #subscribe(identifier: string): void {
    if (this.#subscriptions.has(identifier) || !this.isOpen) return;
    const params = parseRecord(identifier) ?? {};
    const channel = this.#context.channels.get(String(params['channel']));
    if (channel === undefined) throw new Error(`Subscription class not found: ${identifier}`);
    const subscription = new Subscription(this, identifier, params, channel, this.#context);
    // Registered first: if the channel raises, the subscription stays neither confirmed nor rejected, as in Rails.
    this.#subscriptions.set(identifier, subscription);
    if (!subscription.subscribe()) this.#subscriptions.delete(identifier);
  }

  #find(identifier: string): Subscription {
    const subscription = this.#subscriptions.get(identifier);
    if (subscription === undefined) throw new Error(`Unable to find subscription with identifier: ${identifier}`);
    return subscription;
  }

  #end(): void {
    this.#subscriptions.clear();
    this.#context.streams.leaveAll(this);
  }
}

const MOST_UNREAD = 16 * 1024 * 1024;
const MOST_EARLY = 100;
