import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { ownPort } from '../own-port.js';
import { listen, refuseUpgrade } from './door.js';
import { Relay } from './relay.js';
import { fairWeather } from './weather.js';

/** Where the proxy leads, and where its chance begins. */
export interface ProxyOptions {
  /** The port of the server, or a URL of it. */
  readonly to: number | string;
  readonly host?: string;
  /** @default 1 */
  readonly seed?: number;
}

/**
 * A way to a server that can be broken: a real TCP proxy on 127.0.0.1, in front of anything that speaks HTTP and WebSocket.
 *
 * What lasts (`refuse`, `answer`, `hang`, `stall` and the shares of frames) lasts until it is undone or `heal()` is called.
 */
export class FaultProxy {
  readonly port: number;
  /** How many connections came in, and when (performance.now()) each of those that asked for an upgrade did. */
  accepted = 0;
  readonly upgradesAt: number[] = [];
  readonly #host: string;
  readonly #to: number;
  readonly #seed: number;
  readonly #weather = fairWeather();
  readonly #relays = new Set<Relay>();
  readonly #sockets = new Set<Socket>();
  readonly #hanging = new Set<Socket>();
  #door: Server | undefined;
  #status: number | undefined;
  #isHanging = false;

  private constructor(door: Server, { to, host = '127.0.0.1', seed = 1 }: ProxyOptions) {
    this.#door = door;
    this.port = (door.address() as AddressInfo).port;
    this.#host = typeof to === 'string' ? new URL(to).hostname : host;
    this.#to = typeof to === 'string' ? Number(new URL(to).port) : to;
    this.#seed = seed;
    door.on('connection', (client) => this.#receive(client));
  }

  /** Starts one on a free port, which stays its own while it refuses. */
  static async start(options: ProxyOptions): Promise<FaultProxy> {
    return new FaultProxy(await listen(await ownPort()), options);
  }

  /** `http://127.0.0.1:<port>`, in place of the server's own. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** How many connections are open, those that hang among them. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Refuses connections, as a port does where nobody listens; those inside stay. */
  refuse(): void {
    this.#door?.close();
    this.#door = undefined;
  }

  /** Ends `refuse`. */
  async accept(): Promise<void> {
    if (this.#door) return;
    this.#door = await listen(this.port);
    this.#door.on('connection', (client) => this.#receive(client));
  }

  /** Resets every connection. */
  reset(): void {
    for (const relay of this.#relays) relay.reset();
  }

  /** Closes every connection by a FIN, without a close frame. */
  close(): void {
    for (const relay of this.#relays) relay.close();
  }

  /** Sends each client a close frame in the server's name, and a FIN. */
  goAway(code = 1001): void {
    for (const relay of this.#upgraded()) relay.goAway(code);
  }

  /** Sends each client the first part of a frame and a FIN. */
  cutMidFrame(): void {
    for (const relay of this.#upgraded()) relay.cutMidFrame();
  }

  /** Goes dead on every connection that is open now, for good, without telling either side; new ones pass. */
  halfOpen(): void {
    for (const relay of this.#relays) relay.halfOpen();
  }

  /** Holds everything back until `resume`, or lets it go again. */
  stall(): void {
    this.#weather.stalled = true;
  }

  /** Ends `stall`; all that was held back comes, in order. */
  resume(): void {
    this.#weather.stalled = false;
    this.#run();
  }

  /** Makes each piece take so long, in ms, give or take `jitter`; the order is kept. */
  delay(by: number, jitter = 0): void {
    Object.assign(this.#weather, { delay: by, jitter });
  }

  /** Lets so many bytes a second through, each way and on each connection. */
  throttle(bytesPerSecond: number): void {
    this.#weather.bytesPerSecond = bytesPerSecond;
    this.#run();
  }

  /** Sends a share (0 to 1) of the server's text frames twice. */
  duplicateFrames(share: number): void {
    this.#weather.duplicate = share;
  }

  /** Leaves out a share (0 to 1) of the server's text frames. */
  dropFrames(share: number): void {
    this.#weather.drop = share;
  }

  /** Bends a share (0 to 1) of the server's text frames. */
  corruptFrames(share: number): void {
    this.#weather.corrupt = share;
  }

  /** Answers upgrades by itself, with 403, 404, 503 …; `undefined` ends it. Other requests pass. */
  answer(status: number | undefined): void {
    this.#status = status;
  }

  /** Takes upgrades in and never answers them; `false` ends it for new ones and resets those that hang, unless `resets` is false. */
  hang(hangs = true, { resets = true } = {}): void {
    this.#isHanging = hangs;
    if (hangs || !resets) return;
    for (const socket of this.#sockets) if (this.#hanging.delete(socket)) socket.resetAndDestroy();
  }

  /** Says a text to every client that the server never said. */
  say(text: string): void {
    for (const relay of this.#upgraded()) relay.say(text);
  }

  /** Ends all that lasts. */
  async heal(): Promise<void> {
    Object.assign(this.#weather, fairWeather());
    this.#run();
    this.answer(undefined);
    this.hang(false);
    await this.accept();
  }

  /** Ends everything; no socket, timer or listener is left. */
  async end(): Promise<void> {
    const closing = [...this.#sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    this.refuse();
    for (const relay of this.#relays) relay.destroy();
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(closing);
  }

  #receive(client: Socket): void {
    this.accepted += 1;
    this.#sockets.add(client);
    client.on('close', () => {
      this.#sockets.delete(client);
      this.#hanging.delete(client);
    });
    client.on('error', ignore);
    let head = Buffer.alloc(0);
    const read = (bytes: Buffer): void => {
      head = Buffer.concat([head, bytes]);
      if (!head.includes('\r\n\r\n')) return;
      client.off('data', read);
      this.#admit(client, head);
    };
    client.on('data', read);
  }

  #admit(client: Socket, head: Buffer): void {
    const isUpgrade = /\r\nupgrade:\s*websocket/i.test(head.toString('latin1'));
    if (isUpgrade) {
      this.upgradesAt.push(performance.now());
      if (this.#isHanging) return void this.#hanging.add(client);
      if (this.#status !== undefined) return refuseUpgrade(client, this.#status);
    }
    const server = connect({ host: this.#host, port: this.#to, allowHalfOpen: true, noDelay: true });
    server.on('error', ignore);
    // A row of chance for each, so that what happens to one does not depend on the others.
    const seed = this.#seed * 10_007 + this.accepted;
    const relay = new Relay(client, server, head, { isUpgrade, weather: this.#weather, seed });
    this.#relays.add(relay);
    let left = 2;
    for (const socket of [client, server]) {
      socket.on('close', () => {
        left -= 1;
        if (left === 0) this.#relays.delete(relay);
      });
    }
  }

  #upgraded(): readonly Relay[] {
    return [...this.#relays].filter(({ isUpgrade }) => isUpgrade);
  }

  #run(): void {
    for (const relay of this.#relays) relay.run();
  }
}

function ignore(): void {
  // A reset is what this is for; the close that follows is dealt with.
}
