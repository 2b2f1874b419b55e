import { Observable, type Subscriber } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import { identify, type Params } from '../identifier.js';
import type { Command, Signal, Transport } from '../transport/transport.js';
import type { Bend } from './bend.js';
import { FakeHistory, type FakeHistoryOptions } from './fake-history.js';
import { FakePresence } from './fake-presence.js';

/** How a fake server behaves. */
export interface FakeCableOptions {
  /** Welcomes each dial. @default true */
  readonly accept?: boolean;
  /** Confirms each subscription. @default true */
  readonly confirm?: boolean;
  /**
   * How often it sends a heartbeat, in ms; Rails does every 3000. A silent link is noticed only if the server sends heartbeats.
   *
   * Without it, it sends one heartbeat at each welcome; call `heartbeat()` for more.
   */
  readonly beatEvery?: number;
  /** Keeps a history, as AnyCable with a broker does, and its transport repairs by it, as `anyCable()` does. */
  readonly history?: FakeHistoryOptions;
  /**
   * Knows presence and whispers, as AnyCable does; or refuses presence, as AnyCable does without a broker. By default it has neither, as
   * `cable()` has neither.
   */
  readonly presence?: boolean | 'without-broker';
}

/**
 * An Action Cable server for tests and stories, driven by hand or by `playFaults`: `createConnection({ transports: [fake.transport] })`.
 *
 * Everything happens within the call, without a socket, and without timers except for `beatEvery` and bends. Like a real server, it sends
 * nothing to a client that is disconnected or not subscribed.
 */
export class FakeCable {
  /** Every command received so far, over all connection attempts. */
  readonly commands: Command[] = [];
  /** How many connection attempts were made so far. */
  dials = 0;
  readonly #options: FakeCableOptions;
  readonly #subscribed = new Set<string>();
  readonly #bends = new Map<number, Bend>();
  readonly #history: FakeHistory | undefined;
  readonly #presence: FakePresence | undefined;
  #lastBend = 0;
  #client: Subscriber<Signal> | undefined;
  #open = false;
  #refusing = false;
  #hanging = false;
  #ignoring = false;
  #deaf = false;
  /** What is waiting for the thaw, in both directions; `undefined` while nothing is frozen. */
  #frozen: (() => void)[] | undefined;

  constructor(options: FakeCableOptions = {}) {
    this.#options = options;
    this.#history = options.history && new FakeHistory(options.history);
    this.#presence = options.presence ? new FakePresence(options.presence === true) : undefined;
  }

  /** A transport that connects to this server. */
  readonly transport: Transport = (commands$) =>
    new Observable((subscriber) => {
      this.dials += 1;
      this.#client = subscriber;
      this.#frozen = undefined;
      subscriber.add(() => this.#forget(subscriber));
      if (this.#refusing) return subscriber.error(new CablegramError('link-lost', 'The server refused the connection.'));
      subscriber.add(commands$.subscribe((command) => this.#take(command, subscriber)));
      if (this.#options.accept !== false && !this.#hanging) this.accept();
    });

  /** Whether a client is connected and welcomed. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Welcomes the client that is connecting. */
  accept(): void {
    this.#open = true;
    this.#say({ type: 'open', kind: 'cable' });
    this.heartbeat();
    const { beatEvery } = this.#options;
    if (beatEvery !== undefined && this.#client) this.#beatOn(this.#client, beatEvery);
  }

  heartbeat(): void {
    this.#say({ type: 'heartbeat' });
  }

  /** Confirms a requested subscription. */
  confirm(channel: string, params: Params = {}): void {
    this.#confirm(identify(channel, params));
  }

  reject(channel: string, params: Params = {}): void {
    const identifier = identify(channel, params);
    this.#subscribed.delete(identifier);
    this.#say({ type: 'rejected', identifier });
  }

  /** Sends a body to the client, if it is subscribed, and keeps it in the history, if there is one. */
  broadcast(channel: string, params: Params, body: unknown): void {
    const identifier = identify(channel, params);
    const signal = this.#history?.record(identifier, body) ?? ({ type: 'body', identifier, body } as const);
    if (this.#subscribed.has(identifier) && !this.#deaf) this.#say(signal);
  }

  /** Another client joins a channel, or says something else about itself. Needs the option `presence`. */
  join(channel: string, params: Params, id: string, info?: unknown): void {
    this.#tell(this.#presence?.join(identify(channel, params), id, info));
  }

  /** A client leaves a channel. Needs the option `presence`. */
  leave(channel: string, params: Params, id: string): void {
    this.#tell(this.#presence?.leave(identify(channel, params), id));
  }

  /** Another client whispers to a channel. */
  whisper(channel: string, params: Params, data: unknown): void {
    this.#tell({ type: 'extra', identifier: identify(channel, params), report: { type: 'whisper', data } });
  }

  /** Returns the ids of those who are present in a channel. */
  presentIn(channel: string, params: Params = {}): readonly string[] {
    return this.#presence?.idsIn(identify(channel, params)) ?? [];
  }

  /** Restarts the server, as a deploy does: the history begins anew, in another epoch, and nobody is present. */
  restart(): void {
    this.#history?.restart();
    this.#presence?.restart();
    this.goodbye('server_restart', true);
  }

  /** Forgets the history, as a server does after its time to live. */
  expireHistory(): void {
    this.#history?.expire();
  }

  /** Sends any signal. */
  signal(signal: Signal): void {
    this.#say(signal);
  }

  /** Cuts the link, as a lost network that closes the socket does. */
  drop(): void {
    this.#client?.error(new CablegramError('link-lost', 'The socket was closed (code 1006).'));
  }

  /** Refuses connections from now on, or accepts them again. */
  refuse(refusing = true): void {
    this.#refusing = refusing;
  }

  /** Accepts connections from now on without a welcome, as a proxy in front of a stuck server does, or welcomes the next ones again. */
  hang(hanging = true): void {
    this.#hanging = hanging;
  }

  /** Answers no subscription from now on, as a server without its pub/sub, or answers them again. */
  ignore(ignoring = true): void {
    this.#ignoring = ignoring;
  }

  /** Sends heartbeats, but delivers no body and answers no subscription, as Rails does for good after losing Redis; or works again. */
  deafen(deaf = true): void {
    this.#deaf = deaf;
  }

  /** Sends and receives nothing until `thaw`; or, as a half-open link, until the next connection, which is not affected. */
  freeze(): void {
    this.#frozen ??= [];
  }

  /** Ends a freeze: what was sent meanwhile, in both directions, arrives now, in order. */
  thaw(): void {
    const late = this.#frozen ?? [];
    this.#frozen = undefined;
    for (const arrive of late) arrive();
  }

  /** Sends a goodbye; without `reconnect` it is final. */
  goodbye(reason: string, reconnect: boolean): void {
    this.#say({ type: 'goodbye', reason, reconnect });
  }

  /** Adds a step to the path of everything it sends, after the existing ones, until the returned function is called. */
  bend(bend: Bend): () => void {
    this.#lastBend += 1;
    const place = this.#lastBend;
    this.#bends.set(place, bend);
    return () => {
      if (this.#bends.delete(place)) bend.end?.();
    };
  }

  #take(command: Command, client: Subscriber<Signal>): void {
    this.commands.push(command);
    const { type, identifier } = command;
    if (type === 'extra' && this.#presence) client.next({ type, identifier, report: { type: 'taken' } });
    this.#pass(client, () => this.#answer(command));
  }

  #answer(command: Command): void {
    const { type, identifier } = command;
    if (type === 'extra') return this.#tell(this.#presence?.answer(identifier, command.request));
    if (type === 'unsubscribe') this.#subscribed.delete(identifier);
    // Like Rails, it does not answer a second subscription of the same identifier.
    const answers = this.#options.confirm !== false && !this.#ignoring && !this.#deaf;
    if (type === 'subscribe' && answers && !this.#subscribed.has(identifier)) this.#confirm(identifier, command.resumes !== undefined);
  }

  /** Sends a signal to the client, if it is subscribed. */
  #tell(signal: (Signal & { readonly type: 'extra' }) | undefined): void {
    if (signal && this.#subscribed.has(signal.identifier) && !this.#deaf) this.#say(signal);
  }

  #confirm(identifier: string, resumes = false): void {
    this.#subscribed.add(identifier);
    const signals = this.#history?.resume(identifier, resumes) ?? [{ type: 'confirmed', identifier } as const];
    for (const signal of signals) this.#say(signal);
  }

  #beatOn(client: Subscriber<Signal>, every: number): void {
    client.add(
      after(every, () => {
        this.heartbeat();
        this.#beatOn(client, every);
      }),
    );
  }

  #say(signal: Signal): void {
    if (this.#client) this.#goOn(signal, this.#client, 0);
  }

  /** Passes a signal through the later bends, then over the link. */
  #goOn(signal: Signal, client: Subscriber<Signal>, bent: number): void {
    for (const [place, bend] of this.#bends) {
      if (place > bent) return bend.take(signal, { next: (next) => this.#goOn(next, client, place), dial: client });
    }
    this.#pass(client, () => this.#arrive(signal, client));
  }

  /** Crosses the link, in either direction, at once or after the thaw. */
  #pass(client: Subscriber<Signal>, arrive: () => void): void {
    if (client !== this.#client) return;
    if (this.#frozen) this.#frozen.push(() => this.#pass(client, arrive));
    else arrive();
  }

  #arrive(signal: Signal, client: Subscriber<Signal>): void {
    for (const next of this.#history?.arrive(signal) ?? [signal]) client.next(next);
    if (signal.type !== 'goodbye') return;
    if (signal.reconnect) client.error(new CablegramError('link-lost', `The server ended the connection (${signal.reason}).`));
    else client.complete();
  }

  #forget(client: Subscriber<Signal>): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#open = false;
    this.#frozen = undefined;
    this.#subscribed.clear();
  }
}
