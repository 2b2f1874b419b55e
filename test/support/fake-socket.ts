import type { Socket, SocketClass } from '../../src/transport/cable.js';

type Handler = ((event: never) => void) | null;

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/** A socket driven by hand, which tells what was done to it. */
export class FakeSocket implements Socket {
  readyState = CONNECTING;
  protocol = '';
  onopen: Handler = null;
  onmessage: Handler = null;
  onclose: Handler = null;
  onerror: Handler = null;
  /** Errors that nobody listened to; in Node each of them ends the process. */
  unheardErrors = 0;
  readonly sent: string[] = [];
  readonly url: string;
  readonly protocols: readonly string[];

  constructor(url: string, protocols: readonly string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  /** Whether it uses the network. */
  get isAlive(): boolean {
    return this.readyState === CONNECTING || this.readyState === OPEN;
  }

  /** What was sent, parsed. */
  get commands(): readonly unknown[] {
    return this.sent.map((frame) => JSON.parse(frame) as unknown);
  }

  /** Takes the upgrade. */
  accept(protocol = 'actioncable-v1-json'): void {
    this.readyState = OPEN;
    this.protocol = protocol;
    this.#call(this.onopen, {});
  }

  /** Takes the upgrade and welcomes, as Rails does. */
  welcome(): void {
    this.accept();
    this.receive('{"type":"welcome"}');
  }

  /** Brings a frame; nothing after `close()`, as in browsers. */
  receive(data: unknown): void {
    if (this.readyState === OPEN) this.#call(this.onmessage, { data });
  }

  /** Ends by the server or the network. */
  end(code = 1006): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.#call(this.onclose, { code });
  }

  /** Fails as a refused upgrade does: an error, then a close. */
  fail(): void {
    this.#err();
    this.end();
  }

  send(frame: string): void {
    this.sent.push(frame);
    if (this.readyState !== OPEN) throw new Error('A frame was sent on a socket that is not open.');
  }

  close(): void {
    if (this.readyState === OPEN) this.readyState = CLOSING;
    if (this.readyState !== CONNECTING) return;
    this.#err();
    this.end();
  }

  #err(): void {
    if (this.onerror) this.#call(this.onerror, {});
    else this.unheardErrors += 1;
  }

  #call(handler: Handler, event: object): void {
    handler?.(event as never);
  }
}

/** A class of sockets for `cable(url, { WebSocket })`, and every socket made of it. */
export class FakeSockets {
  readonly all: FakeSocket[] = [];
  readonly WebSocket: SocketClass;

  constructor() {
    const { all } = this;
    this.WebSocket = class extends FakeSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        all.push(this);
      }
    };
  }

  /** The newest socket. */
  get last(): FakeSocket {
    const socket = this.all.at(-1);
    if (!socket) throw new Error('No socket was opened yet.');
    return socket;
  }

  /** How many are connecting or open. */
  get alive(): number {
    return this.all.filter(({ isAlive }) => isAlive).length;
  }
}

/** Makes a socket count what it sends as unsent, as browsers do until the task is over. */
export function countUnsent(socket: FakeSocket): void {
  const send = socket.send.bind(socket);
  socket.send = (frame) => {
    send(frame);
    Object.assign(socket, { bufferedAmount: frame.length });
  };
}
