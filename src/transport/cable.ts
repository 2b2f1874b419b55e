import INTERNAL from '@rails/actioncable/src/internal.js';
import { Observable, type Observer, type Subscriber } from 'rxjs';
import { resolveAddress } from '../address.js';
import { CablegramError } from '../errors.js';
import { parseJson } from '../message/number.js';
import type { Command, Dial, DiscardReason, ExtraRequest, PlainCommand, Signal, Transport } from './transport.js';

/** The parts of a socket that are used: the browser's `WebSocket`, or a compatible class (`ws` in Node). */
export interface Socket {
  readonly readyState: number;
  readonly protocol: string;
  /** How many bytes are queued to be sent. */
  readonly bufferedAmount?: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(frame: string): void;
  close(): void;
  /** Drops the connection without waiting for the server's answer. `ws` has this method; browsers do not need it. */
  terminate?(): void;
}

/** A class that opens sockets as the browser's `WebSocket` does. */
export type SocketClass = new (url: string, protocols: string[]) => Socket;

/** How the cable connects. */
export interface CableOptions {
  /** The class that opens sockets. Required in Node 20, which has none. */
  readonly WebSocket?: SocketClass;
  /** Subprotocols to offer in addition to those of Action Cable. */
  readonly protocols?: readonly string[];
  /**
   * The longest frame that is parsed, in characters. A longer one is discarded and counted.
   *
   * @default 1_000_000
   */
  readonly maxFrame?: number;
  /**
   * How the token from `getToken` is sent: as one more subprotocol, `<protocol>.<token>` (URL-encoded), or as a query parameter of the URL,
   * which may end up in logs.
   *
   * @default { protocol: 'cablegram-token' }
   */
  readonly tokenIn?: { readonly protocol: string } | { readonly query: string };
}

/** A frame of the server, decoded. */
export type Frame = Readonly<Record<string, unknown>>;

/** What one kind of server says and understands beyond Action Cable, on one socket. */
export interface Dialect {
  /** Takes each frame first. Returns whether that is all that happens with it. */
  take(frame: Frame): boolean;
  /** Returns what a command says in addition. */
  fieldsOf(command: Command): object | undefined;
  /** Takes a request beyond Action Cable. */
  request(identifier: string, request: ExtraRequest): void;
}

/** Creates the dialect of one socket. `send` sends a frame that is no command of Action Cable. */
export type CreateDialect = (subscriber: Subscriber<Signal>, dial: Dial, send: (frame: object) => void) => Dialect;

const TYPES = INTERNAL.message_types;
const PROTOCOLS = INTERNAL.protocols;
const UNSUPPORTED = PROTOCOLS.at(-1);
const OPEN = 1;

/** After this many pings in a row with unsent bytes, the server counts as not reading; 9–12 s on Rails. */
const MOST_STUCK_PINGS = 4;

/**
 * Reaches an Action Cable server over a socket of its own.
 *
 * `url` is relative to the page (default `/cable`), or absolute with `http(s):` or `ws(s):`; in Node it is absolute. The welcome is the
 * `open` signal. Unexpected frames are counted and ignored; they never end the stream.
 */
export function cable(url: string = INTERNAL.default_mount_path, options: CableOptions = {}): Transport {
  return cableWith(url, options);
}

/** Reaches an Action Cable server that may also speak a dialect. `offered` are the subprotocols of the server. */
export function cableWith(
  url: string,
  options: CableOptions,
  createDialect?: CreateDialect,
  offered: readonly string[] = PROTOCOLS,
): Transport {
  const { protocols = [], maxFrame = 1_000_000, tokenIn = { protocol: 'cablegram-token' } } = options;
  const dial: Transport = (commands$, attempt) =>
    new Observable((subscriber) => {
      const { token } = attempt;
      // `encodeURIComponent` keeps parentheses, and a subprotocol must not contain them.
      const sent = token && encodeURIComponent(token).replaceAll('(', '%28').replaceAll(')', '%29');
      const asProtocol = sent && 'protocol' in tokenIn ? [`${tokenIn.protocol}.${sent}`] : [];
      const asked = sent && 'query' in tokenIn ? `${url}${url.includes('?') ? '&' : '?'}${tokenIn.query}=${sent}` : url;
      const socket = openSocket(asked, [...offered, ...protocols, ...asProtocol], options.WebSocket, subscriber);
      if (!socket) return undefined;
      socket.onopen = () => {
        if (socket.protocol === UNSUPPORTED) endForGood(subscriber, 'unsupported-protocol', undefined, true);
      };
      const onPing = watchBuffer(socket, () =>
        subscriber.error(new CablegramError('unread', 'The server still sends pings, but no longer reads what is sent to it.')),
      );
      const dialect = createDialect?.(subscriber, attempt, (frame) => {
        if (socket.readyState === OPEN) socket.send(JSON.stringify(frame));
      });
      const read = frameReader(subscriber, maxFrame, (frame) => socket.readyState === OPEN && socket.send(frame), onPing, dialect);
      socket.onmessage = ({ data }: { readonly data: unknown }) => read(data);
      socket.onclose = ({ code }: { readonly code: number }) =>
        subscriber.error(new CablegramError('link-lost', `The socket was closed (code ${code}).`));
      socket.onerror = nothing;
      subscriber.add(
        commands$.subscribe((command) => {
          const { type, identifier } = command;
          if (type !== 'extra') {
            if (socket.readyState === OPEN) socket.send(writeFrame(command, dialect?.fieldsOf(command)));
            // Other commands are sent again after the loss that follows.
            else if (type === 'perform') subscriber.next({ type: 'unsent', identifier });
          } else dialect?.request(identifier, command.request);
        }),
      );
      return () => hangUp(socket);
    });
  return Object.assign(dial, { cableUrl: url });
}

function openSocket(url: string, protocols: string[], given: SocketClass | undefined, subscriber: Observer<Signal>): Socket | undefined {
  const Socket = given ?? (globalThis.WebSocket as SocketClass | undefined);
  try {
    return new (Socket as SocketClass)(webSocketAddress(url), protocols);
  } catch {
    // The constructor throws for an address that no retry can mend, such as ws: on a page of https:.
    const message = 'Cannot connect to this address. If there is no WebSocket class, pass one: cable(url, { WebSocket }).';
    endForGood(subscriber, Socket ? 'invalid-url' : 'no-websocket', message, true);
    return undefined;
  }
}

/**
 * Returns the address of a cable as a `WebSocket` takes it: absolute, with `ws(s):`.
 *
 * Gives the same result as `createWebSocketURL` of `@rails/actioncable`. Importing that function would add the whole consumer, 1.6 kB that
 * a bundler cannot remove.
 *
 * @throws TypeError if `url` is not an address.
 */
export function webSocketAddress(url: string): string {
  if (/^wss?:/i.test(url)) return url;
  const address = resolveAddress(url);
  if (!address) throw new TypeError(`${url} is not an address.`);
  address.protocol = address.protocol.replace('http', 'ws');
  return address.href;
}

function endForGood(subscriber: Observer<Signal>, reason: string, message?: string, unusable?: true): void {
  subscriber.next({ type: 'goodbye', reason, reconnect: false, message, unusable });
  subscriber.complete();
}

/**
 * Reads the frames of one Action Cable socket into signals; never throws.
 *
 * If the welcome names the `pong` extension, each ping is answered with `send`. `onPing` is called before that, since a browser counts what
 * was sent as unsent until the task is over.
 */
export function frameReader(
  subscriber: Observer<Signal>,
  maxFrame: number,
  send: (frame: string) => void,
  onPing?: () => void,
  dialect?: Dialect,
): (data: unknown) => void {
  let answersPings = false;
  let isWelcomed = false;

  function discard(why: DiscardReason): void {
    subscriber.next({ type: 'discarded', why });
  }

  function read(frame: Frame): void {
    const { type, identifier, message } = frame;
    if (type === TYPES.ping) onPing?.();
    if (dialect?.take(frame)) return;
    // Servers in Go and C# write an unset field as `null` or as an empty text.
    if ((type === undefined || type === null || type === '') && typeof identifier === 'string' && Object.hasOwn(frame, 'message')) {
      return subscriber.next({ type: 'body', identifier, body: message });
    }
    switch (type) {
      case TYPES.ping:
        if (answersPings) send(JSON.stringify({ command: 'pong', message }));
        return subscriber.next({ type: 'heartbeat' });
      case TYPES.welcome:
        // A second welcome on one socket brings nothing new.
        if (isWelcomed) return subscriber.next({ type: 'heartbeat' });
        isWelcomed = true;
        answersPings = hasPong(frame);
        subscriber.next({ type: 'open', kind: 'cable' });
        return subscriber.next({ type: 'heartbeat' });
      case TYPES.disconnect:
        return takeLeave(frame, subscriber);
      case TYPES.confirmation:
      case TYPES.rejection:
        if (typeof identifier !== 'string') break;
        return subscriber.next({ type: type === TYPES.confirmation ? 'confirmed' : 'rejected', identifier });
    }
    discard('unknown');
  }

  return (data) => {
    if (typeof data !== 'string') return discard('unknown');
    if (data.length > maxFrame) return discard('too-large');
    let frame: unknown;
    try {
      frame = parseJson(data);
    } catch {
      return discard('not-json');
    }
    if (typeof frame === 'object' && frame !== null) read(frame as Frame);
    else discard('unknown');
  };
}

/**
 * Returns a function to call at each ping. It calls `onStuck` when unsent bytes were queued at this many pings in a row and never became
 * fewer.
 */
function watchBuffer(socket: Socket, onStuck: () => void): () => void {
  let pings = 0;
  let waiting = 0;
  return () => {
    const { bufferedAmount = 0 } = socket;
    pings = bufferedAmount > 0 && bufferedAmount >= waiting ? pings + 1 : 0;
    waiting = bufferedAmount;
    if (pings >= MOST_STUCK_PINGS) onStuck();
  };
}

function hasPong({ extensions }: Frame): boolean {
  return Array.isArray(extensions) && extensions.includes('pong');
}

/** A missing `reconnect` does not mean `false`: only an explicit `false` ends a link for good. */
function takeLeave(frame: Frame, subscriber: Observer<Signal>): void {
  const reason = typeof frame.reason === 'string' ? frame.reason : 'closed';
  if (frame.reconnect === false) return endForGood(subscriber, reason);
  subscriber.next({ type: 'goodbye', reason, reconnect: true });
  subscriber.error(new CablegramError('link-lost', `The server ended the connection (${reason}).`));
}

/** Writes a command in the format of Action Cable, with additional fields. */
export function writeFrame(command: PlainCommand, fields?: object): string {
  const { type, identifier } = command;
  const [name, data] = type === 'perform' ? ['message', command.data] : [type];
  return JSON.stringify({ command: name, identifier, data, ...fields });
}

/** Also closes a socket that is still connecting. Such a socket reports an error, which is ignored. */
function hangUp(socket: Socket): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  socket.close();
  // A server that is gone does not answer a close. `ws` would wait 30 s for the answer and keep the process alive.
  socket.terminate?.();
}

function nothing(): void {
  // The close event that follows reports the same, with its code.
}
