import { WebSocket } from 'ws';
import { createRandom } from '../../examples/server/random.js';
import type { Channel } from '../../src/channel/channel.js';
import { createConnection } from '../../src/connection.js';
import { pageEnvironment } from '../../src/environment.js';
import type { Connection } from '../../src/scope.js';
import { cable } from '../../src/transport/cable.js';
import { polling } from '../../src/transport/polling.js';
import { Screen } from './screen.js';

/** Where a follower connects, and what it follows. */
export interface FollowerOptions {
  readonly url: string;
  readonly stream: string;
  readonly seed: number;
  /** Puts polling below the cable. */
  readonly ladder?: boolean;
}

const CONNECTING = 0;
const OPEN = 1;

/** A page that follows one stream by the core, with a snapshot and numbers, on the way that the faults happen to. */
export class Follower {
  readonly connection: Connection;
  readonly channel: Channel;
  readonly screen: Screen;
  dials = 0;
  /** How many sockets were ever open side by side. */
  mostAlive = 0;
  /** Since when it is live, in performance.now(); `undefined` while it is not. */
  liveAt: number | undefined;
  readonly #sockets = new Set<WebSocket>();

  constructor({ url, stream, seed, ladder = false }: FollowerOptions) {
    const opened = (socket: WebSocket): void => this.#count(socket);
    class Counted extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols);
        opened(this);
      }
    }
    const environment = { ...pageEnvironment, random: createRandom(seed) };
    const first = cable(`${url.replace('http', 'ws')}/cable`, { WebSocket: Counted });
    const transports = ladder ? [first, polling({ environment })] : [first];
    this.connection = createConnection({ transports, environment });
    this.channel = this.connection.channel('DemoChannel', { stream }, { snapshot: `${url}/snapshots/demo/${stream}.json`, seq: 'seq' });
    this.screen = new Screen(this.channel);
    this.channel.status$.subscribe(({ state, transport, subscription }) => {
      const isLive = state === 'connected' && transport === 'cable' && subscription === 'confirmed';
      this.liveAt = isLive ? (this.liveAt ?? performance.now()) : undefined;
    });
  }

  /** How many sockets use the network. */
  get alive(): number {
    return [...this.#sockets].filter(({ readyState }) => readyState === CONNECTING || readyState === OPEN).length;
  }

  /** Whether the cable brings what is said. */
  get isLive(): boolean {
    return this.liveAt !== undefined;
  }

  /** Says in a word or two where it stands. */
  get standing(): string {
    const { state, transport = '', subscription, health, reason = '' } = this.channel.status;
    return [state, transport, subscription, health, reason].filter(Boolean).join(' ');
  }

  close(): void {
    this.screen.leave();
    this.connection.close();
  }

  #count(socket: WebSocket): void {
    this.dials += 1;
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    this.mostAlive = Math.max(this.mostAlive, this.alive);
  }
}
