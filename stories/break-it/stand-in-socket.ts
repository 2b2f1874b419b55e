import type { Trouble } from './trouble.js';

/** What a socket needs of its server. */
interface Server {
  readonly trouble: () => Trouble;
  readonly join: (socket: StandInSocket) => void;
  readonly leave: (socket: StandInSocket) => void;
  /** What a channel sends to a new subscriber. */
  readonly greet: (channel: string) => unknown;
}

/** How often the server pings, in ms, as Rails does. */
const PING_EVERY = 3_000;

/** How long a socket takes to open or to fail, in ms. */
const LATENCY = 30;

/** One socket of the stand-in, as far as clients of Action Cable use a `WebSocket`. */
export class StandInSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;

  readyState: number = StandInSocket.CONNECTING;
  protocol = '';
  readonly bufferedAmount = 0;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  readonly #server: Server;
  readonly #identifiers = new Map<string, string>();
  #isDead = false;
  #pings: ReturnType<typeof setInterval> | undefined;

  constructor(server: Server) {
    this.#server = server;
    setTimeout(() => this.#open(), LATENCY);
  }

  send(frame: string): void {
    const { command, identifier } = JSON.parse(frame) as { command: string; identifier: string };
    const { channel } = JSON.parse(identifier) as { channel: string };
    if (command === 'unsubscribe') this.#identifiers.delete(identifier);
    if (command !== 'subscribe' || this.#isDead || this.#server.trouble() !== 'none') return;
    this.#identifiers.set(identifier, channel);
    this.#say({ type: 'confirm_subscription', identifier });
    const message = this.#server.greet(channel);
    if (message !== undefined) this.#say({ identifier, message });
  }

  broadcast(channel: string, message: unknown): void {
    for (const [identifier, subscribed] of this.#identifiers) if (subscribed === channel) this.#say({ identifier, message });
  }

  /** The client hangs up. */
  close(): void {
    this.#end(1000);
  }

  /** The network cuts the socket, and the client hears of it. */
  cut(): void {
    this.#end(1006);
  }

  /** The network loses the socket, and nobody hears of it. */
  kill(): void {
    this.#isDead = true;
  }

  #open(): void {
    const trouble = this.#server.trouble();
    if (this.readyState !== StandInSocket.CONNECTING || trouble === 'half-open') return;
    if (trouble === 'cut') return this.cut();
    this.readyState = StandInSocket.OPEN;
    this.protocol = 'actioncable-v1-json';
    this.#server.join(this);
    this.#tell(this.onopen, {});
    this.#say({ type: 'welcome' });
    this.#pings = setInterval(() => this.#say({ type: 'ping', message: Math.floor(Date.now() / 1000) }), PING_EVERY);
  }

  #say(frame: object): void {
    if (this.readyState === StandInSocket.OPEN && !this.#isDead) this.#tell(this.onmessage, { data: JSON.stringify(frame) });
  }

  #end(code: number): void {
    if (this.readyState === StandInSocket.CLOSED) return;
    this.readyState = StandInSocket.CLOSED;
    clearInterval(this.#pings);
    this.#server.leave(this);
    this.#tell(this.onclose, { code, reason: '', wasClean: code === 1000 });
  }

  /** The parts of an event that clients of Action Cable read. */
  #tell(listener: ((event: never) => void) | null, event: object): void {
    listener?.(event as never);
  }
}
