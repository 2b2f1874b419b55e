import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Timers } from '../timers.js';
import { Connection, type ConnectionContext } from './connection.js';
import { pingFrame } from './frames.js';
import { type Admission, chooseProtocol, isAllowedOrigin, isAuthorized, refuseUpgrade } from './handshake.js';

/** The faults that the endpoint can have. */
export type Trouble = 'refuse' | 'stop' | 'freeze' | 'deaf' | 'unauthorized';

/** Options of the endpoint. */
export interface CableOptions extends ConnectionContext {
  readonly admission: Admission;
  /** Time between two pings, in ms. */
  readonly beatEvery: number;
  readonly timers: Timers;
  readonly has: (trouble: Trouble) => boolean;
}

/** The Action Cable endpoint: accepts clients, pings all of them at once, and can be broken on purpose. */
export class Cable {
  readonly #options: CableOptions;
  readonly #sockets = new WebSocketServer({ noServer: true, handleProtocols: chooseProtocol, maxPayload: 16 * 1024 * 1024 });
  readonly #connections = new Set<Connection>();
  readonly #held = new Set<{ readonly raw: Socket; readonly retry: () => void }>();

  constructor(options: CableOptions) {
    this.#options = options;
    options.timers.every(options.beatEvery, () => {
      const ping = pingFrame(Date.now());
      for (const connection of this.#connections) connection.beat(ping);
    });
  }

  /** How many clients are connected. */
  get size(): number {
    return this.#connections.size;
  }

  /** Accepts an upgrade, refuses it, or (while frozen) leaves it unanswered until the thaw. */
  upgrade(request: IncomingMessage, raw: Socket, head: Buffer): void {
    const { admission, has } = this.#options;
    if (has('freeze')) this.#hold(raw, () => this.upgrade(request, raw, head));
    else if (has('stop') || has('refuse')) refuseUpgrade(raw, '503 Service Unavailable', 'Service Unavailable');
    else if (!isAllowedOrigin(request, admission.allowedOrigins, admission.allowMissingOrigin)) {
      refuseUpgrade(raw, '404 Not Found', 'Page not found');
    } else {
      this.#sockets.handleUpgrade(request, raw, head, (socket) => {
        const connection = new Connection(socket, raw, this.#options);
        this.#connections.add(connection);
        socket.on('close', () => this.#connections.delete(connection));
        this.#admit(connection, request);
      });
    }
  }

  /** Calls `deed` with each connection. */
  forEach(deed: (connection: Connection) => void): void {
    for (const connection of [...this.#connections]) deed(connection);
  }

  /** Ends a freeze for all connections and answers the upgrades that were held. */
  thaw(): void {
    this.forEach((connection) => connection.thaw());
    const held = [...this.#held];
    this.#held.clear();
    for (const { raw, retry } of held) if (!raw.destroyed) retry();
  }

  /** Resets every socket, including those whose upgrade is still unanswered. */
  close(): void {
    this.forEach((connection) => connection.reset());
    for (const { raw } of this.#held) raw.destroy();
    this.#held.clear();
    this.#sockets.close();
  }

  #hold(raw: Socket, retry: () => void): void {
    const held = { raw, retry };
    this.#held.add(held);
    raw.once('close', () => this.#held.delete(held));
  }

  #admit(connection: Connection, request: IncomingMessage): void {
    const { admission, has, pool } = this.#options;
    if (has('unauthorized') || !isAuthorized(request, admission.token)) connection.disconnect('unauthorized', false);
    else pool.run(() => connection.open());
  }
}
