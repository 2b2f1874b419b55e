import { WebSocket } from 'ws';
import { type DemoServer, type ServerOptions, startServer } from '../../../examples/server/server.js';
import { ownTime } from '../../support/own-time.js';

/** A frame as it came, and as JSON. */
export interface Frame {
  readonly text: string;
  readonly type: string | undefined;
  readonly identifier: string | undefined;
  readonly message: unknown;
  readonly json: Readonly<Record<string, unknown>>;
}

/** How a plain client connects. */
export interface ClientOptions {
  readonly protocols?: readonly string[];
  readonly origin?: string;
  readonly query?: string;
  /**
   * How long a frame is waited for where nothing else is said, in ms of this process.
   *
   * @default 5_000
   */
  readonly patience?: number;
}

/** How long to wait where no requirement names a figure, in ms. A busy machine is given time; a wait that succeeds takes no longer. */
const PATIENCE = 5_000;

/** Runs a silent server for the length of a test. */
export async function withServer(options: ServerOptions, run: (server: DemoServer) => Promise<void>): Promise<void> {
  const server = await startServer({ rate: 0, ...options });
  try {
    await run(server);
  } finally {
    await server.close();
  }
}

/** A bare WebSocket client that keeps every frame until it is asked for. */
export class Client {
  readonly socket: WebSocket;
  readonly opened: Promise<string>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly frames: Frame[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #patience: number;
  #settled = 0;

  constructor(
    server: DemoServer,
    { protocols = ['actioncable-v1-json', 'actioncable-unsupported'], origin, query = '', patience = PATIENCE }: ClientOptions = {},
  ) {
    this.#patience = patience;
    const address = `${server.url.replace('http', 'ws')}/cable${query}`;
    this.socket = new WebSocket(address, [...protocols], origin === undefined ? {} : { origin });
    this.socket.on('message', (data) => this.#keep(String(data)));
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('open', () => resolve(this.socket.protocol));
      this.socket.on('error', reject);
    });
    // Most tests expect an opening, some a failure; an unawaited failure is none.
    this.opened.catch(() => undefined);
    this.closed = new Promise((resolve) => this.socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })));
  }

  /** Connects and waits for the welcome. */
  static async welcomed(server: DemoServer, options: ClientOptions = {}): Promise<Client> {
    const client = new Client(server, options);
    await client.opened;
    await client.next((frame) => frame.type === 'welcome');
    return client;
  }

  /** Takes the first frame that fits, waiting for it at most `within` ms. */
  async next(fits: (frame: Frame) => boolean, within = this.#patience): Promise<Frame> {
    const deadline = ownTime() + within;
    for (;;) {
      const index = this.frames.findIndex(fits);
      const [frame] = index < 0 ? [] : this.frames.splice(index, 1);
      if (frame !== undefined) return frame;
      const left = deadline - ownTime();
      if (left <= 0) throw new Error(`No such frame within ${within} ms; there were: ${this.frames.map(({ text }) => text).join('\n')}`);
      await this.#change(left);
    }
  }

  command(command: 'subscribe' | 'unsubscribe' | 'message', identifier: string, data?: unknown): void {
    this.send(JSON.stringify({ command, identifier, ...(data !== undefined && { data: JSON.stringify(data) }) }));
  }

  send(text: string): void {
    this.socket.send(text);
  }

  /** Subscribes and waits for the confirmation. */
  async subscribe(identifier: string): Promise<void> {
    this.command('subscribe', identifier);
    await this.confirmed(identifier);
  }

  confirmed(identifier: string): Promise<Frame> {
    return this.next((frame) => frame.type === 'confirm_subscription' && frame.identifier === identifier);
  }

  /** Takes the next body of an identifier. */
  message(identifier: string): Promise<Frame> {
    return this.next((frame) => frame.type === undefined && frame.identifier === identifier);
  }

  /**
   * Waits until the server has done all that was asked before.
   *
   * A thread wakes within 6 ms and a stream is joined within 3: so it asks for answers until more than that has passed on the server's clock.
   */
  async settled(): Promise<void> {
    this.#settled += 1;
    const identifier = identify('DemoChannel', { stream: `settled-${this.#settled}` });
    const begun = performance.now();
    await this.subscribe(identifier);
    while (performance.now() - begun < 15) await this.#pong(identifier);
    await this.#pong(identifier);
  }

  async #pong(identifier: string): Promise<void> {
    this.command('message', identifier, { action: 'ping_back' });
    await this.message(identifier);
  }

  #keep(text: string): void {
    const json = JSON.parse(text) as Record<string, unknown>;
    const { type, identifier, message } = json;
    this.frames.push({
      text,
      json,
      message,
      type: typeof type === 'string' ? type : undefined,
      identifier: typeof identifier === 'string' ? identifier : undefined,
    });
    for (const wake of [...this.#waiting]) wake();
  }

  #change(within: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, within);
      this.#waiting.add(wake);
    });
  }
}

/** Writes an identifier, `channel` first. */
export function identify(channel: string, params: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ channel, ...params });
}

/** Waits until something holds, looking every 2 ms, at most `within` ms of this process. */
export async function eventually(holds: () => boolean, within = PATIENCE): Promise<void> {
  const deadline = ownTime() + within;
  while (!holds()) {
    if (ownTime() > deadline) throw new Error(`It did not hold within ${within} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
