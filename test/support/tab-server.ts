import { Observable, type Subscriber } from 'rxjs';
import { CablegramError } from '../../src/errors.js';
import type { Command, Signal, Transport } from '../../src/transport/transport.js';

interface Socket {
  readonly owner: string;
  readonly subscriber: Subscriber<Signal>;
  readonly subscribed: Set<string>;
}

/** A body that a server with history keeps. */
interface Kept {
  readonly offset: number;
  readonly body: unknown;
}

/** A server of Action Cable with any number of sockets, in virtual time. It welcomes after `latency`, and confirms one task later. */
export class TabServer {
  readonly sockets = new Set<Socket>();
  /** Every command, with the tab whose socket brought it. */
  readonly commands: { readonly owner: string; readonly type: Command['type']; readonly identifier: string }[] = [];
  /** The tokens of the dials. */
  readonly tokens: (string | undefined)[] = [];
  dials = 0;
  latency = 5;
  isDown = false;
  /** Whether an opened socket is welcomed. */
  welcomes = true;
  /** Whether it numbers its messages, keeps them, and its transports resume from a progress, as `anyCable()` does. */
  hasHistory = false;
  readonly #kept = new Map<string, Kept[]>();
  /** How far the transport of each tab has come, by tab and identifier. */
  readonly #reached = new Map<string, number>();

  /** The transport of one tab. */
  transport(owner: string): Transport {
    const dial: Transport = (commands$, { token }) =>
      new Observable((subscriber) => {
        this.dials += 1;
        this.tokens.push(token);
        if (this.isDown) {
          const refusing = setTimeout(() => subscriber.error(new CablegramError('link-lost', 'Refused.')), this.latency);
          return () => clearTimeout(refusing);
        }
        const socket: Socket = { owner, subscriber, subscribed: new Set() };
        this.sockets.add(socket);
        const opening = setTimeout(() => {
          if (!this.welcomes || !this.sockets.has(socket)) return;
          subscriber.next({ type: 'open', kind: 'cable' });
          this.#beat(socket);
        }, this.latency);
        subscriber.add(commands$.subscribe((command) => this.#take(socket, command)));
        return () => {
          clearTimeout(opening);
          this.sockets.delete(socket);
        };
      });
    return Object.assign(dial, { cableUrl: 'https://example.test/cable' });
  }

  /** Sends a body to every socket that is subscribed. */
  broadcast(identifier: string, body: unknown): void {
    const kept = this.#kept.get(identifier) ?? [];
    this.#kept.set(identifier, kept);
    const last = { offset: kept.length + 1, body };
    if (this.hasHistory) kept.push(last);
    for (const socket of [...this.sockets]) {
      if (!socket.subscribed.has(identifier)) continue;
      if (this.hasHistory) this.#send(socket, identifier, last);
      else socket.subscriber.next({ type: 'body', identifier, body });
    }
  }

  #send({ owner, subscriber }: Socket, identifier: string, { offset, body }: Kept): void {
    this.#reached.set(`${owner} ${identifier}`, offset);
    subscriber.next({ type: 'body', identifier, body, position: { stream: identifier, epoch: 'e1', offset } });
  }

  /** Returns after which number a subscription goes on; `undefined` if it begins. */
  #resume(owner: string, { identifier, resumes }: Command & { readonly type: 'subscribe' }): number | undefined {
    if (resumes === true) return this.#reached.get(`${owner} ${identifier}`);
    return resumes?.positions.find(({ stream }) => stream === identifier)?.offset;
  }

  /** Ends every socket. */
  drop(): void {
    for (const { subscriber } of [...this.sockets]) subscriber.error(new CablegramError('link-lost', 'Dropped.'));
  }

  /** Forgets the sockets of a tab that is gone. */
  forget(owner: string): void {
    for (const socket of [...this.sockets]) if (socket.owner === owner) this.sockets.delete(socket);
  }

  /** Sends any signal on every socket. */
  say(signal: Signal): void {
    for (const { subscriber } of [...this.sockets]) subscriber.next(signal);
  }

  #take(socket: Socket, command: Command): void {
    const { type, identifier } = command;
    this.commands.push({ owner: socket.owner, type, identifier });
    if (type === 'unsubscribe') socket.subscribed.delete(identifier);
    if (type !== 'subscribe' || socket.subscribed.has(identifier)) return;
    socket.subscribed.add(identifier);
    setTimeout(() => {
      if (!this.sockets.has(socket)) return;
      if (!this.hasHistory) return socket.subscriber.next({ type: 'confirmed', identifier });
      const from = this.#resume(socket.owner, command);
      socket.subscriber.next({ type: 'confirmed', identifier, missed: from === undefined ? 'unknown' : [] });
      for (const kept of this.#kept.get(identifier) ?? []) if (kept.offset > (from ?? Infinity)) this.#send(socket, identifier, kept);
    }, 1);
  }

  #beat(socket: Socket): void {
    if (!this.sockets.has(socket)) return;
    socket.subscriber.next({ type: 'heartbeat' });
    setTimeout(() => this.#beat(socket), 3_000);
  }
}
