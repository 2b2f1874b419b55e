import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pass } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { Attendance } from './attendance.js';
import { Broker, serverClock } from './broker.js';
import { rewrite } from './commands.js';
import { type SessionOptions, Session, type Subscribed } from './session.js';
import { readToken, verifiedName } from './signatures.js';

const PLAIN = 'actioncable-v1-json';
const EXTENDED = 'actioncable-v1-ext-json';

/** The longest command, in bytes. */
const MOST_BYTES = 65_536;

/** How long the application may take to answer, in ms. */
const RPC_WITHIN = 3_000;

/** Brokers that several servers share, by their address. */
const shared = new Map<string, Broker>();

/** Where a stand-in listens, and its options as on AnyCable's command line. */
export interface StandInOptions {
  readonly port: number;
  readonly broadcastPort: number;
  readonly settings: Readonly<Record<string, string | number | true>>;
}

/**
 * A server that speaks as AnyCable does on the wire, for computers on which the real one cannot be had: history, epochs, presence, tokens,
 * signed streams, and how links end. It copies what was seen of AnyCable 1.6.14; the same tests run against both.
 */
export class StandIn {
  readonly #options: StandInOptions;
  readonly #sessions = new Map<Session, string>();
  /** By sid, also after the link is gone. */
  readonly #remembered = new Map<string, Session>();
  readonly #broker: Broker;
  readonly #attendance: Attendance;
  readonly #servers: readonly Server[];
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_BYTES,
    handleProtocols: (offered) => (offered.has(PLAIN) ? PLAIN : offered.has(EXTENDED) ? EXTENDED : false),
  });
  #unlisten: () => void;

  constructor(options: StandInOptions) {
    this.#options = options;
    this.#broker = this.#brokerOf();
    this.#attendance = new Attendance(this.#number('presence_ttl', 15) * 1_000, (stream, news) => this.#tellAll(stream, news));
    this.#unlisten = this.#broker.listen((broadcast) => {
      for (const session of this.#sessions.keys()) session.deliver(broadcast);
    });
    this.#sockets.on('headers', (headers) => headers.push('X-AnyCable-Version: 1.6.14'));
    // What is no upgrade is refused.
    const cable = createServer((_, response) => void response.writeHead(400).end());
    cable.on('upgrade', (request, socket, head) => {
      if (this.#isAllowed(request.headers.origin)) {
        this.#sockets.handleUpgrade(request, socket, head, (opened) => void this.#open(opened, request));
      } else socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
    const broadcasts = createServer((request, response) => void this.#onPost(request, response));
    this.#servers = [cable, broadcasts];
  }

  async start(): Promise<void> {
    const { port, broadcastPort } = this.#options;
    const ports = [port, broadcastPort];
    await Promise.all(this.#servers.map((server, index) => once(server.listen(ports[index], '127.0.0.1'), 'listening')));
  }

  /** Ends it: with a word to every client as a deploy does, or without one as a crash does. */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#unlisten();
    this.#attendance.end();
    for (const session of this.#sessions.keys()) {
      if (signal === 'SIGTERM') session.disconnect('server_restart', true, 1001, 'Server restart');
      else session.cut();
    }
    this.#sessions.clear();
    for (const server of this.#servers) {
      const closed = once(server, 'close');
      server.close();
      if (signal === 'SIGTERM') await pass(20);
      server.closeAllConnections();
      for (const socket of this.#sockets.clients) socket.terminate();
      await closed;
    }
  }

  #brokerOf(): Broker {
    const { broker } = this.#options.settings;
    const address = this.#text('nats_servers') ?? this.#text('redis_url');
    const created = (): Broker => new Broker({ limit: this.#number('history_limit', 100), ttl: this.#number('history_ttl', 300) });
    if (broker === undefined || address === undefined) return created();
    const known = shared.get(address) ?? created();
    shared.set(address, known);
    return known;
  }

  get #hasBroker(): boolean {
    const { presets, broker } = this.#options.settings;
    return broker !== undefined || presets === 'broker';
  }

  #text(name: string): string | undefined {
    const value = this.#options.settings[name];
    return typeof value === 'string' ? value : undefined;
  }

  #number(name: string, otherwise: number): number {
    return Number(this.#options.settings[name] ?? otherwise);
  }

  #is(name: string): boolean {
    const value = this.#options.settings[name];
    return value === true || value === 'true';
  }

  /** The application that is asked, if there is one. */
  get #application(): string | undefined {
    return this.#is('norpc') ? undefined : this.#text('rpc_host');
  }

  #isAllowed(origin: string | undefined): boolean {
    const allowed = this.#text('allowed_origins');
    if (allowed === undefined) return true;
    const host = origin === undefined ? undefined : new URL(origin).host;
    return allowed.split(',').some((each) => host !== undefined && (each.startsWith('*') ? host.endsWith(each.slice(1)) : host === each));
  }

  async #open(socket: WebSocket, request: IncomingMessage): Promise<void> {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const options = this.#sessionOptions(query);
    const isExtended = socket.protocol === EXTENDED;
    const restored = isExtended ? this.#remembered.get(query.get('sid') ?? '') : undefined;
    const session = new Session(socket, isExtended, options, restored);
    const identifiers = restored ? '{}' : await this.#authenticate(session, socket, request, query);
    if (identifiers === undefined) return;
    this.#sessions.set(session, identifiers);
    this.#remembered.set(session.sid, session);
    socket.on('close', () => this.#sessions.delete(session));
    session.welcome(restored, this.#application === undefined);
  }

  #sessionOptions(query: URLSearchParams): SessionOptions {
    const pong = this.#number('pong_timeout', 0);
    return {
      broker: this.#hasBroker ? this.#broker : undefined,
      attendance: this.#attendance,
      pingEvery: Number(query.get('pi') ?? this.#number('ping_interval', 3)) * 1_000,
      pongWithin: pong > 0 ? pong * 1_000 : undefined,
      presenceTtl: this.#number('presence_ttl', 15) * 1_000,
      subscribe: (identifier) => this.#subscribe(identifier),
      whisper: (from, stream, data) => {
        for (const session of this.#sessions.keys()) if (session !== from) session.tell(stream, data);
      },
    };
  }

  /** Returns who the client is; `undefined` if it was refused. */
  async #authenticate(session: Session, socket: WebSocket, request: IncomingMessage, query: URLSearchParams): Promise<string | undefined> {
    const secret = this.#text('jwt_secret');
    if (secret !== undefined && this.#is('enforce_jwt')) {
      const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
      const protocol = offered.find((each) => each.startsWith('anycable-token.'))?.slice('anycable-token.'.length);
      const read = readToken(
        query.get('jid') ?? (protocol === undefined ? undefined : decodeURIComponent(protocol)),
        secret,
        serverClock(),
      );
      if ('identifiers' in read) return read.identifiers;
      session.disconnect(read.refused, false, 1000, 'Auth Failed');
      return undefined;
    }
    if (this.#application === undefined) return JSON.stringify({ sid: session.sid });
    const answer = await this.#ask('connect', {});
    if (!answer) socket.close(1011, 'Auth Error');
    return answer && '{}';
  }

  async #subscribe(identifier: string): Promise<Subscribed | undefined> {
    const { channel, stream_name: plain, signed_stream_name: signed } = recordIn(identifier);
    const isPublic = this.#is('public_streams');
    if (channel === '$pubsub') {
      const stream =
        signed === undefined ? (isPublic && typeof plain === 'string' ? plain : undefined) : this.#verified(signed, 'streams_secret');
      const mayWhisper = signed === undefined || this.#is('streams_whisper');
      return stream === undefined || stream === '' ? undefined : { stream, mayWhisper, hasPresence: true };
    }
    if (channel === 'Turbo::StreamsChannel' && this.#is('turbo_streams')) {
      const stream = this.#verified(signed, 'turbo_streams_secret');
      return stream === undefined ? undefined : { stream, mayWhisper: false, hasPresence: false };
    }
    if (this.#application === undefined) return undefined;
    const answer = await this.#ask('command', { command: 'subscribe', identifier, connection_identifiers: '{}', data: '' });
    // Without an answer in time, the client gets none either.
    if (!answer) throw new Error('The application did not answer.');
    const [stream] = answer.streams ?? [];
    return answer.status === 1 && stream !== undefined
      ? { stream, mayWhisper: false, hasPresence: answer.env?.istate.$p !== undefined }
      : undefined;
  }

  #verified(signed: unknown, secret: string): string | undefined {
    return verifiedName(signed, this.#text(secret));
  }

  async #ask(question: string, body: object): Promise<Answer | undefined> {
    try {
      const signal = AbortSignal.timeout(RPC_WITHIN);
      const answer = await fetch(`${String(this.#application)}/${question}`, { method: 'POST', body: JSON.stringify(body), signal });
      return (await answer.json()) as Answer;
    } catch {
      return undefined;
    }
  }

  async #onPost(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const part of request) text += String(part);
    response.writeHead(201).end();
    const posted: unknown = JSON.parse(text);
    for (const each of Array.isArray(posted) ? posted : [posted]) this.#onCommand(each as Posted);
  }

  #onCommand({ stream, data, meta, command, payload }: Posted): void {
    if (command === 'disconnect') {
      const sought = payload?.identifier ?? '';
      for (const [session, identifiers] of this.#sessions) {
        if (identifiers === sought) session.disconnect('remote', payload?.reconnect !== false, 1000, 'Closed remotely');
      }
      return;
    }
    if (typeof stream !== 'string') return;
    const { exclude_socket: exclude, broadcast_type: type, transient } = meta ?? {};
    this.#broker.publish({ stream, message: rewrite(data), type, exclude }, transient === true || !this.#hasBroker);
  }

  #tellAll(stream: string, news: object): void {
    for (const session of this.#sessions.keys()) session.tell(stream, news, 'presence');
  }
}

/** What the application answers. */
interface Answer {
  readonly status: number;
  readonly streams?: readonly string[];
  readonly env?: { readonly istate: { readonly $p?: string } };
}

/** What is posted to the server. */
interface Posted {
  readonly stream?: unknown;
  readonly data?: unknown;
  readonly meta?: { readonly exclude_socket?: string; readonly broadcast_type?: string; readonly transient?: boolean };
  readonly command?: string;
  readonly payload?: { readonly identifier?: string; readonly reconnect?: boolean };
}

function recordIn(json: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(json)) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
