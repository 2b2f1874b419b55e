import { Observable, type Subscriber } from 'rxjs';
import { CablegramError } from '../errors.js';
import { identify, type Params } from '../identifier.js';
import type { Command, Signal, Transport } from '../transport/transport.js';

/** What a fake server does by itself. */
export interface FakeCableOptions {
  /** Welcomes each dial. @default true */
  readonly accept?: boolean;
  /** Confirms each subscription. @default true */
  readonly confirm?: boolean;
}

/**
 * An Action Cable server driven by hand, for tests and stories: `createConnection({ transports: [fake.transport] })`.
 *
 * Everything happens within the call, without a socket and without a clock. What a real server would not say to a client that is away
 * or not subscribed is not said here either.
 */
export class FakeCable {
  /** Every command received so far, over all dials. */
  readonly commands: Command[] = [];
  /** How many dials came so far. */
  dials = 0;
  readonly #options: Required<FakeCableOptions>;
  readonly #subscribed = new Set<string>();
  #client: Subscriber<Signal> | undefined;
  #open = false;
  #refusing = false;
  #frozen = false;
  #ignoring = false;

  constructor({ accept = true, confirm = true }: FakeCableOptions = {}) {
    this.#options = { accept, confirm };
  }

  /** Reaches this server. */
  readonly transport: Transport = (commands$) =>
    new Observable((subscriber) => {
      this.dials += 1;
      this.#client = subscriber;
      this.#frozen = false;
      subscriber.add(() => this.#forget(subscriber));
      if (this.#refusing) return subscriber.error(new CablegramError('link-lost', 'The server refused the connection.'));
      subscriber.add(commands$.subscribe((command) => this.#take(command)));
      if (this.#options.accept) this.accept();
    });

  /** Whether somebody is connected and welcomed. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Welcomes the client that dialled. */
  accept(): void {
    this.#open = true;
    this.#say({ type: 'open', kind: 'cable' });
    this.heartbeat();
  }

  heartbeat(): void {
    this.#say({ type: 'heartbeat' });
  }

  /** Confirms a subscription that was asked for. */
  confirm(channel: string, params: Params = {}): void {
    this.#confirm(identify(channel, params));
  }

  reject(channel: string, params: Params = {}): void {
    const identifier = identify(channel, params);
    this.#subscribed.delete(identifier);
    this.#say({ type: 'rejected', identifier });
  }

  /** Sends a body to the client, if it is subscribed. */
  broadcast(channel: string, params: Params, body: unknown): void {
    const identifier = identify(channel, params);
    if (this.#subscribed.has(identifier)) this.#say({ type: 'body', identifier, body });
  }

  /** Says any signal at all. */
  signal(signal: Signal): void {
    this.#say(signal);
  }

  /** Cuts the link, as a lost network that closes the socket does. */
  drop(): void {
    this.#client?.error(new CablegramError('link-lost', 'The socket was closed (code 1006).'));
  }

  /** Refuses dials from now on, or takes them again. */
  refuse(refusing = true): void {
    this.#refusing = refusing;
  }

  /** Answers no subscription from now on, as a server whose pub/sub is away, or answers them again. */
  ignore(ignoring = true): void {
    this.#ignoring = ignoring;
  }

  /** Falls silent and hears nothing, as a half-open link does, until `thaw` or the next dial. */
  freeze(): void {
    this.#frozen = true;
  }

  thaw(): void {
    this.#frozen = false;
  }

  /** Says goodbye: for good without `reconnect`. */
  goodbye(reason: string, reconnect: boolean): void {
    const client = this.#client;
    this.#say({ type: 'goodbye', reason, reconnect });
    if (reconnect) client?.error(new CablegramError('link-lost', `The server ended the connection (${reason}).`));
    else client?.complete();
  }

  #take(command: Command): void {
    this.commands.push(command);
    if (this.#frozen) return;
    if (command.type === 'unsubscribe') this.#subscribed.delete(command.identifier);
    // As Rails does: a second subscription of the same identifier is not answered.
    if (command.type === 'subscribe' && this.#options.confirm && !this.#ignoring && !this.#subscribed.has(command.identifier))
      this.#confirm(command.identifier);
  }

  #confirm(identifier: string): void {
    this.#subscribed.add(identifier);
    this.#say({ type: 'confirmed', identifier });
  }

  #say(signal: Signal): void {
    if (!this.#frozen) this.#client?.next(signal);
  }

  #forget(client: Subscriber<Signal>): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#open = false;
    this.#subscribed.clear();
  }
}
