import { randomBytes } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { Attendance } from './attendance.js';
import type { Broadcast, Broker } from './broker.js';
import { serverClock } from './broker.js';
import { readCommand, type ClientCommand } from './commands.js';

/** What a channel class or a stream answers to a subscription: the stream's name, or `undefined` for a rejection. */
export interface Subscribed {
  readonly stream: string;
  readonly mayWhisper: boolean;
  readonly hasPresence: boolean;
}

/** What the server knows, and its sessions need. Durations in ms. */
export interface SessionOptions {
  readonly broker: Broker | undefined;
  readonly attendance: Attendance;
  readonly pingEvery: number;
  /** How long a client of the extended protocol may be silent after a ping. */
  readonly pongWithin: number | undefined;
  /** How long a member of the plain protocol is present. */
  readonly presenceTtl: number;
  /** Asks the application, or reads the name of a stream. Rejects if the application does not answer in time. */
  readonly subscribe: (identifier: string) => Promise<Subscribed | undefined>;
  /** Passes a whisper to the other clients of a stream. */
  readonly whisper: (from: Session, stream: string, data: unknown) => void;
}

/** How much may wait for a client that reads too slowly, in bytes. */
const MOST_PENDING = 1_048_576;

/** How long the history takes. Meanwhile live messages overtake it, as on the real one. */
const HISTORY_DELAY = 5;

/** One client of a stand-in for AnyCable, which reads commands one after another. */
export class Session {
  readonly sid = randomBytes(10).toString('base64url');
  readonly subscriptions: Map<string, Subscribed>;
  readonly #socket: WebSocket;
  readonly #options: SessionOptions;
  readonly #isExtended: boolean;
  #queue: Promise<void> = Promise.resolve();
  #isReading = true;
  #pinging: NodeJS.Timeout | undefined;
  #ponging: NodeJS.Timeout | undefined;

  /** `restored`: the session that this one continues. */
  constructor(socket: WebSocket, isExtended: boolean, options: SessionOptions, restored?: Session) {
    this.#socket = socket;
    this.#isExtended = isExtended;
    this.#options = options;
    this.subscriptions = new Map(restored?.subscriptions);
    socket.on('message', (data: Buffer) => this.#hear(data.toString()));
    socket.on('close', () => this.#end());
    socket.on('error', () => undefined);
  }

  /** Sends the welcome, and begins to ping. `sid` is left out where an application is asked over HTTP. */
  welcome(restored: Session | undefined, hasSid: boolean): void {
    const ids = [...this.subscriptions.keys()];
    const resumed = restored && { restored: true, ...(ids.length > 0 && { restored_ids: ids }) };
    this.send({ type: 'welcome', ...(hasSid && { sid: this.sid }), ...resumed });
    const { pingEvery } = this.#options;
    this.#pinging = setTimeout(() => this.#ping(), pingEvery * (0.5 + Math.random()));
  }

  /** Ends the link with a word. */
  disconnect(reason: string, reconnect: boolean, code = 1000, why = ''): void {
    this.send({ type: 'disconnect', reason, reconnect });
    this.#end();
    this.#socket.close(code, why);
  }

  /** Ends the link without a word, as a crash does. */
  cut(): void {
    this.#socket.terminate();
  }

  deliver({ stream, message, epoch, offset, type, exclude }: Broadcast): void {
    if (exclude === this.sid) return;
    for (const [identifier, subscribed] of this.subscriptions) {
      if (subscribed.stream !== stream) continue;
      const place = offset === undefined ? undefined : { stream_id: stream, epoch, offset };
      this.send({ ...(type !== undefined && { type }), identifier, message, ...place });
    }
  }

  /** Tells those who follow a stream who comes and goes, or what somebody whispers. */
  tell(stream: string, message: unknown, type?: 'presence'): void {
    for (const [identifier, subscribed] of this.subscriptions) {
      if (subscribed.stream === stream) this.send({ ...(type && { type }), identifier, message });
    }
  }

  send(frame: object): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(JSON.stringify(frame));
    if (this.#socket.bufferedAmount <= MOST_PENDING) return;
    this.#socket.send('{"type":"disconnect","reason":"too_slow","reconnect":true}');
    this.#end();
    this.#socket.close(1000);
  }

  #end(): void {
    clearTimeout(this.#pinging);
    clearTimeout(this.#ponging);
    if (!this.#isReading && this.#socket.readyState === this.#socket.OPEN) this.#socket.terminate();
    this.#isReading = false;
    this.#options.attendance.lose(this);
  }

  #ping(): void {
    const { pingEvery, pongWithin } = this.#options;
    this.send({ type: 'ping', message: Math.floor(serverClock()) });
    this.#pinging = setTimeout(() => this.#ping(), pingEvery);
    if (this.#isExtended && pongWithin !== undefined) {
      this.#ponging ??= setTimeout(() => this.disconnect('no_pong', true, 1000, 'No Pong'), pongWithin);
    }
  }

  #hear(text: string): void {
    if (!this.#isReading) return;
    clearTimeout(this.#ponging);
    this.#ponging = undefined;
    const command = readCommand(text);
    // After a frame that it cannot decode, AnyCable goes on sending, and reads nothing more.
    if (command) this.#queue = this.#queue.then(() => this.#take(command)).catch(() => undefined);
    else this.#isReading = false;
  }

  async #take({ command, identifier = '', history, presence, data }: ClientCommand): Promise<void> {
    const subscribed = this.subscriptions.get(identifier);
    const { attendance, broker, presenceTtl } = this.#options;
    switch (command) {
      case 'ping':
        return this.send({ type: 'pong' });
      case 'subscribe':
        if (!subscribed) await this.#subscribe(identifier, history);
        return;
      case 'unsubscribe':
        if (subscribed) attendance.leave(subscribed.stream, this);
        this.subscriptions.delete(identifier);
        return;
      case 'history':
        return this.#replay(identifier, history);
      case 'whisper':
        if (subscribed?.mayWhisper) this.#options.whisper(this, subscribed.stream, data);
        return;
      case 'presence':
        if (!subscribed?.hasPresence) return;
        return this.send({ type: 'presence', identifier, message: broker ? this.#list(subscribed.stream) : { type: 'error', total: 0 } });
      case 'join':
        if (!subscribed?.hasPresence || !broker || presence?.id === undefined) return;
        attendance.join(subscribed.stream, this, presence.id, presence.info);
        // The plain protocol does not keep a member.
        if (!this.#isExtended) void pass(presenceTtl).then(() => attendance.leave(subscribed.stream, this));
        return;
      case 'leave':
        if (subscribed) attendance.leave(subscribed.stream, this);
        return;
      default:
    }
  }

  #list(stream: string): object {
    const records = this.#options.attendance.recordsOf(stream);
    return { type: 'info', total: records.length, ...(records.length > 0 && { records }) };
  }

  async #subscribe(identifier: string, history: ClientCommand['history']): Promise<void> {
    const subscribed = await this.#options.subscribe(identifier);
    if (!subscribed) return this.send({ type: 'reject_subscription', identifier });
    this.subscriptions.set(identifier, subscribed);
    this.send({ type: 'confirm_subscription', identifier });
    if (history) await this.#replay(identifier, history);
  }

  async #replay(identifier: string, history: ClientCommand['history']): Promise<void> {
    const subscribed = this.subscriptions.get(identifier);
    const { since = 0, streams = {} } = history ?? {};
    if (!subscribed || (since === 0 && Object.keys(streams).length === 0)) return;
    await pass(HISTORY_DELAY);
    const { stream } = subscribed;
    const { epoch = '', offset = 0 } = streams[stream] ?? {};
    const position = Object.hasOwn(streams, stream) ? { epoch, offset } : undefined;
    const found = this.#options.broker?.replay(stream, { position, since: since === 0 ? undefined : since });
    if (!found) return this.send({ type: 'reject_history', identifier });
    for (const each of found) this.send({ identifier, message: each.message, stream_id: stream, epoch: each.epoch, offset: each.offset });
    this.send({ type: 'confirm_history', identifier });
  }
}
