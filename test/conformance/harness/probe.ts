import { WebSocket } from 'ws';
import { createConnection } from '../../../src/connection.js';
import type { Channel } from '../../../src/channel/channel.js';
import type { Params } from '../../../src/identifier.js';
import type { ConnectionOptions } from '../../../src/options.js';
import type { Connection } from '../../../src/scope.js';
import type { Status } from '../../../src/status.js';
import { cable, type SocketClass } from '../../../src/transport/cable.js';
import type { Transport } from '../../../src/transport/transport.js';
import { ownTime } from '../../support/own-time.js';

/** Something with its time, in ownTime(). */
export interface At<Value> {
  readonly at: number;
  readonly value: Value;
}

/** Where a probe connects, and what it brings. */
export interface ProbeOptions extends Omit<ConnectionOptions, 'transports'> {
  readonly url: string;
  readonly query?: string;
  /** By default the address's own. */
  readonly origin?: string;
  /** The rungs below the cable. */
  readonly below?: readonly Transport[];
}

/** cablegram's core as a page uses it, on `ws`, with a note of all that it does and says. */
export class Probe {
  readonly connection: Connection;
  readonly url: string;
  readonly dials: number[] = [];
  readonly commands: At<string>[] = [];
  /** Each frame, as it came. */
  readonly frames: At<string>[] = [];
  readonly statuses: At<Status>[] = [];
  /** When each TCP connection was ended from the other side. */
  readonly ends: number[] = [];
  /** When each dial failed: refused, or answered otherwise than by an upgrade. */
  readonly failures: number[] = [];
  readonly #release: () => void;

  constructor({ url, query = '', origin = url, below = [], ...options }: ProbeOptions) {
    this.url = url;
    const socketClass = this.#socketClass(origin);
    const first = cable(`${url}/cable${query}`, { WebSocket: socketClass });
    this.connection = createConnection({ ...options, transports: [first, ...below] });
    this.connection.status$.subscribe((value) => this.statuses.push({ at: ownTime(), value }));
    this.#release = this.connection.keepOpen();
  }

  /** Follows a channel from now on. */
  follow(channel: string, params?: Params): Follower {
    return new Follower(this.connection.channel(channel, params));
  }

  /** When the connection was first in such a state after an instant, in ownTime(). */
  when(state: Status['state'], since: number): number | undefined {
    return this.statuses.find(({ at, value }) => at >= since && value.state === state)?.at;
  }

  close(): void {
    this.#release();
    this.connection.close();
  }

  #socketClass(origin: string): SocketClass {
    const { dials, commands, frames, ends, failures } = this;
    return class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { origin });
        dials.push(ownTime());
        this.on('upgrade', ({ socket }) => {
          let isOver = false;
          for (const event of ['end', 'error', 'close'])
            socket.on(event, () => {
              if (!isOver) ends.push(ownTime());
              isOver = true;
            });
        });
        this.on('error', () => failures.push(ownTime()));
        this.on('message', (data) => frames.push({ at: ownTime(), value: String(data) }));
      }
      override send(frame: string): void {
        commands.push({ at: ownTime(), value: frame });
        super.send(frame);
      }
    } as unknown as SocketClass;
  }
}

/** One channel of a probe, and what it heard. */
export class Follower {
  readonly channel: Channel;
  readonly bodies: unknown[] = [];
  /** Since when it has been live, each time. */
  readonly liveAt: number[] = [];
  readonly #using;
  #isLive = false;

  constructor(channel: Channel) {
    this.channel = channel;
    this.#using = channel.bodies$.subscribe((body) => this.bodies.push(body));
    this.#using.add(
      channel.status$.subscribe(({ state, subscription }) => {
        const isLive = state === 'connected' && subscription === 'confirmed';
        if (isLive && !this.#isLive) this.liveAt.push(ownTime());
        this.#isLive = isLive;
      }),
    );
  }

  get isLive(): boolean {
    return this.#isLive;
  }

  get subscription(): string {
    return this.channel.status.subscription;
  }

  leave(): void {
    this.#using.unsubscribe();
  }
}
