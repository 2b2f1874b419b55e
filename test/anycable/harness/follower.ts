import { WebSocket } from 'ws';
import type { Channel, ChannelOptions } from '../../../src/channel/channel.js';
import { createConnection } from '../../../src/connection.js';
import type { Message } from '../../../src/message/message.js';
import type { ConnectionOptions } from '../../../src/options.js';
import type { Connection } from '../../../src/scope.js';
import { anyCable, type AnyCableOptions } from '../../../src/transport/anycable/index.js';
import { when } from '../../support/demo.js';

/** A frame in either direction, as it was on the wire. */
export type WireFrame = Readonly<Record<string, unknown>>;

/** A body of the tests: each has its number. */
export interface Counted {
  readonly n: number;
}

/** What a follower does otherwise than usual. */
export interface FollowOptions {
  readonly channel?: ChannelOptions<Counted>;
  readonly connection?: ConnectionOptions;
  readonly transport?: AnyCableOptions;
}

/** One client on one public stream, and everything that happened to it. */
export class Follower {
  readonly connection: Connection;
  readonly channel: Channel<Counted>;
  /** What the view got. */
  readonly messages: Message<Counted>[] = [];
  readonly sent: WireFrame[] = [];
  readonly received: WireFrame[] = [];
  dials = 0;
  socket: WebSocket | undefined;

  constructor(url: string, stream: string, options: FollowOptions = {}) {
    const note = (socket: WebSocket): void => {
      this.dials += 1;
      this.socket = socket;
    };
    const { sent, received } = this;
    class Watched extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols);
        note(this);
        this.on('message', (data) => received.push(JSON.parse(textOf(data)) as WireFrame));
      }

      override send(frame: never): void {
        sent.push(JSON.parse(frame) as WireFrame);
        super.send(frame);
      }
    }
    this.connection = createConnection({
      transports: [anyCable(url, { WebSocket: Watched, ...options.transport })],
      retry: { firstWithin: [20, 60] },
      ...options.connection,
    });
    this.channel = this.connection.channel<Counted>('$pubsub', { stream_name: stream }, options.channel);
    this.channel.messages$.subscribe((message) => this.messages.push(message));
  }

  /** The numbers received, in order, those in snapshots apart. */
  get numbers(): readonly number[] {
    return this.messages.flatMap((message) => ('body' in message ? [message.body.n] : []));
  }

  get gaps(): readonly (Message & { readonly type: 'gap' })[] {
    return this.messages.filter((message) => message.type === 'gap');
  }

  get snapshots(): number {
    return this.messages.filter(({ type }) => type === 'snapshot').length;
  }

  /** The requests for history so far, with a subscription and on their own. */
  get historyRequests(): readonly WireFrame[] {
    return this.sent.filter(({ history }) => history !== undefined).map(({ history }) => history as WireFrame);
  }

  /** Waits until the channel is live, and then for the last of `count` numbers. */
  async live(within = 10_000): Promise<void> {
    await when(this.channel.status$, ({ state, subscription }) => state === 'connected' && subscription === 'confirmed', within);
  }

  /** Waits until the link is noticed to be lost. */
  async lost(within = 10_000): Promise<void> {
    await when(this.connection.status$, ({ state }) => state !== 'connected', within);
  }

  /** Waits for a message. */
  async message(holds: (message: Message<Counted>) => boolean, within = 10_000): Promise<void> {
    if (this.messages.some(holds)) return;
    await when(this.channel.messages$, holds, within);
  }

  /** Waits for a number. */
  number(n: number, within?: number): Promise<void> {
    return this.message((message) => 'body' in message && message.body.n === n, within);
  }

  /** Waits for a frame of the server, one that comes from now on. */
  frame(holds: (frame: WireFrame) => boolean, within = 10_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const begun = this.received.length;
      const late = setTimeout(() => reject(new Error(`No such frame within ${within} ms.`)), within);
      const look = setInterval(() => {
        if (!this.received.slice(begun).some(holds)) return;
        clearInterval(look);
        clearTimeout(late);
        resolve();
      }, 5);
    });
  }

  close(): void {
    this.connection.close();
  }
}

function textOf(data: WebSocket.RawData): string {
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)).toString();
}
