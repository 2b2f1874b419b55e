import type { ReactiveController } from 'lit';
import type { Subscription } from 'rxjs';
import { CablegramError, type Channel, type ChannelStatus, type Connection, identify, type Message } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { isAddressed } from './addressed.js';
import { bounded } from './bounded.js';
import type { ChannelElement } from './channel-properties.js';
import { ConnectionController } from './connection-context.js';
import { LiveErrorEvent, LiveGapEvent } from './events.js';
import { type Freshness, freshnessOf } from './freshness.js';
import { mistakeOf } from './reads-properties.js';
import { watchVisibility } from './visibility.js';
import { warnOnce } from './warn-once.js';

/** How long a channel lingers after its last user left, in ms; whoever was away for longer has missed what was said. */
const LINGERS_FOR = 1000;

const TOO_BIG = 'A body was left out: it is nested deeper than 100 levels, or holds more than 10,000 values.';

/** How many bodies in a row may say nothing to an element before the page's author hears of it. */
const MOST_UNREAD = 5;

/** An element that follows a channel, and what else it has to say of what it picks from the channel. */
export interface ChannelHost extends ChannelElement {
  readonly field?: string;
  readonly key?: string;
  readonly entity?: string;
}

/** What an element does with its channel. */
export interface ChannelFollower {
  /** What the element looks for in a body, for the error message: `a number at "total"`. */
  lookedFor(): string;
  /**
   * Forgets all that came: the host now follows something else (another connection, channel, params, entity, field, event, key or series). It
   * goes back to what the page brings, or to nothing.
   */
  begin(): void;
  /** What else the host picks from the channel, beside its attributes, such as the fields of a chart's series. */
  picked?(): readonly string[];
  /** Takes messages before a render; returns whether one of them said something to the element. A snapshot comes alone. */
  take(messages: readonly Message[]): boolean;
}

/**
 * Follows the channel that its host names while the host is connected, and hands over each batch of messages. Reports gaps to the page.
 *
 * Requests at most one update for each batch, and none while the host is out of sight: one update follows once it is seen. The host calls
 * `follow` at every update; what it names is followed anew if that changed. The element counts as heard only if a message said something to it.
 */
export class ChannelController implements ReactiveController {
  channel: Channel | undefined;
  status: ChannelStatus | undefined;
  freshness: Freshness = 'idle';
  /** Whether the host is seen. */
  isVisible = true;
  /** When the last message came, in epoch ms. */
  heardAt: number | undefined;
  /** What the page's author can mend: two elements that ask different things of one channel, parameters that cannot be written. */
  error: unknown;

  readonly #host: ChannelHost;
  readonly #follower: ChannelFollower;
  readonly #connection: ConnectionController;
  #followed: { readonly connection: Connection; readonly identifier: string; readonly options: string } | undefined;
  /** What the host shows belongs to this: a connection, a channel, and what is picked from it. */
  #subject: readonly unknown[] | undefined;
  /** How many bodies in a row said nothing. */
  #unread = 0;
  /** Whether the last snapshot said nothing, so that what is shown may be old. */
  #isInDoubt = false;
  #left: { readonly identifier: string; readonly at: number } | undefined;
  #subscription: Subscription | undefined;
  #stopWatching: (() => void) | undefined;
  /** By code, what the page was told last, so that what fails again and again is told once. */
  readonly #told = new Map<string, string>();
  /** Whether a message said something to the host since it follows what it follows. */
  #isHeard = false;
  #isDirty = false;

  constructor(host: ChannelHost, follower: ChannelFollower) {
    this.#host = host;
    this.#follower = follower;
    // The order matters: the connection is found before this controller looks for it in the same update.
    this.#connection = new ConnectionController(host, (connection) => {
      if (connection === undefined) this.#unfollow();
      else this.#follow();
    });
    host.addController(this);
  }

  get connection(): Connection | undefined {
    return this.#connection.connection;
  }

  hostConnected(): void {
    this.isVisible = true;
    this.#stopWatching = watchVisibility(this.#host, (isVisible) => {
      this.isVisible = isVisible;
      if (isVisible && this.#isDirty) this.#ask();
    });
  }

  /** Reads what the host names now. The host calls it first in `willUpdate`, since Lit calls controllers only after that. */
  follow(): void {
    this.#connection.hostUpdate();
    this.#follow();
    this.#refresh();
  }

  hostDisconnected(): void {
    this.#stopWatching?.();
    this.#unfollow();
  }

  #follow(): void {
    const { connection } = this;
    const { channel, params, snapshot, seq, version } = this.#host;
    if (!channel) this.error = undefined;
    this.#begin();
    if (connection === undefined || !channel) return this.#unfollow();
    try {
      const mistake = mistakeOf(this.#host, 'params');
      if (mistake) throw mistake;
      const identifier = identify(channel, params);
      const wish = { ...(snapshot && { snapshot }), ...(seq && { seq }), ...(version && { version }) };
      const options = JSON.stringify(wish);
      const before = this.#followed;
      if (before?.connection === connection && before.identifier === identifier && before.options === options) return;
      this.#unfollow();
      this.#followed = { connection, identifier, options };
      this.channel = connection.channel(channel, params, wish);
      this.error = undefined;
      this.#subscribe(this.channel);
      if (!snapshot) this.#tellAbsence(identifier);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Begins anew if what the host shows belongs to something else. A host that has no connection yet keeps what it shows. */
  #begin(): void {
    const { connection } = this;
    const { channel, params, event, field, key, entity } = this.#host;
    if (connection === undefined && channel) return;
    const subject = [connection, channel, params, event, field, key, entity, this.#follower.picked?.().join(' ')];
    const before = this.#subject;
    if (before?.every((part, index) => part === subject[index])) return;
    this.#subject = subject;
    if (before === undefined || before.every((part, index) => isSame(part, subject[index]))) return;
    this.#unread = 0;
    this.#isHeard = this.#isInDoubt = false;
    this.heardAt = this.#left = undefined;
    this.#told.clear();
    this.#follower.begin();
    this.#refresh();
    this.#ask();
  }

  #subscribe(channel: Channel): void {
    this.#subscription = channel.status$.subscribe((status) => {
      this.status = status;
      // It works, so that its next failure is news.
      if (status.health === 'ok') this.#told.delete('snapshot-failed');
      this.#refresh();
    });
    this.#subscription.add(channel.batches$.subscribe((messages) => this.#onBatch(messages)));
    this.#subscription.add(channel.errors$.subscribe((error) => this.#tell(error)));
  }

  /** Says that something may be missing, to whoever was away too long; nobody repairs it without a snapshot. */
  #tellAbsence(identifier: string): void {
    const left = this.#left;
    const until = Date.now();
    this.#left = undefined;
    if (left?.identifier !== identifier || until - left.at <= LINGERS_FOR) return;
    queueMicrotask(() => this.#onBatch([{ type: 'gap', since: left.at, until }]));
  }

  #unfollow(): void {
    if (this.#followed) this.#left = { identifier: this.#followed.identifier, at: Date.now() };
    this.#subscription?.unsubscribe();
    this.#subscription = this.#followed = this.channel = this.status = undefined;
    this.#told.clear();
    this.#refresh();
  }

  #fail(error: unknown): void {
    const isNews = String(error) !== String(this.error);
    this.#unfollow();
    this.error = error;
    this.#refresh();
    if (isNews) this.#host.dispatchEvent(new LiveErrorEvent(error));
  }

  /** Tells the page what its author can mend, unless that is what it was told last. */
  #tell(error: CablegramError): void {
    const { code, message } = error;
    if (this.#told.get(code) === message) return;
    this.#told.set(code, message);
    this.#host.dispatchEvent(new LiveErrorEvent(error));
  }

  #onBatch(batch: readonly Message[]): void {
    const messages = bounded(batch, () => this.#tell(new CablegramError('body-undecodable', TOO_BIG)));
    for (const message of messages) {
      if (message.type === 'gap') this.#host.dispatchEvent(new LiveGapEvent(message.since, message.until));
    }
    for (const part of partedAtSnapshots(messages)) this.#take(part);
    this.#refresh();
    this.#ask();
  }

  #take(messages: readonly Message[]): void {
    const isSaying = this.#follower.take(messages);
    const [first] = messages;
    if (isSaying) {
      this.#unread = 0;
      this.#isHeard = true;
      this.#isInDoubt = false;
      this.heardAt = Math.max(...messages.map(receivedAt).filter((at) => at !== undefined), this.heardAt ?? -Infinity);
    } else if (first?.type === 'snapshot') {
      this.#isInDoubt = true;
      this.#tellUnread('The snapshot', first.messages.map(bodyOf));
    } else {
      const bodies = messages.filter((message) => message.type !== 'gap' && isAddressed(message, this.#host));
      this.#unread += bodies.length;
      if (this.#unread >= MOST_UNREAD) this.#tellUnread(`Each of the last ${MOST_UNREAD} bodies`, bodyOf(bodies.at(-1)));
    }
  }

  /** Tells the page's author what came and what was looked for, once until something fits. */
  #tellUnread(what: string, came: unknown): void {
    const { localName } = this.#host;
    const found = JSON.stringify(came)?.slice(0, 200);
    const message = `${what} of "${this.#host.channel}" says nothing to <${localName}>, which looks for ${this.#follower.lookedFor()}: ${found}`;
    if (this.#told.get('body-unread')) return;
    warnOnce(message);
    this.#tell(new CablegramError('body-unread', message));
  }

  readonly #refresh = (): void => {
    const { heardAt } = this;
    const { staleAfter, asOf } = this.#host;
    const at = heardAt === undefined || Number(asOf) > heardAt ? asOf : heardAt;
    const age = at && Date.now() - at;
    const freshness = this.error
      ? 'failed'
      : freshnessOf({ status: this.status, isHeard: this.#isHeard, isInDoubt: this.#isInDoubt, age, staleAfter });
    // Looks each second whether what is shown has grown stale.
    sharedClock[staleAfter !== undefined && this.#followed ? 'listen' : 'leave'](this.#refresh);
    if (freshness === this.freshness) return;
    this.freshness = freshness;
    this.#ask();
  };

  #ask(): void {
    this.#isDirty = !this.isVisible;
    if (this.isVisible && this.#host.isConnected) this.#host.requestUpdate();
  }
}

/** Tells whether two parts of a subject are the same, though a framework may have made an object anew. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || (isPlain(one) && isPlain(other) && written(one) === written(other));
}

/** Connections are told apart by identity. */
function isPlain(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !('status$' in value);
}

/** The JSON of a value, or the value itself if it has none. */
function written(value: unknown): unknown {
  try {
    return JSON.stringify(value);
  } catch {
    return value;
  }
}

function partedAtSnapshots(messages: readonly Message[]): readonly (readonly Message[])[] {
  const parts: Message[][] = [];
  let isAfterSnapshot = true;
  for (const message of messages) {
    const isSnapshot = message.type === 'snapshot';
    if (isSnapshot || isAfterSnapshot) parts.push([message]);
    else parts.at(-1)?.push(message);
    isAfterSnapshot = isSnapshot;
  }
  return parts;
}

function bodyOf(message: Message | undefined): unknown {
  return message && 'body' in message ? message.body : undefined;
}

function receivedAt(message: Message): number | undefined {
  if (message.type === 'gap') return undefined;
  if (message.type !== 'snapshot') return message.receivedAt;
  const last = message.messages.at(-1);
  return last ? receivedAt(last) : Date.now();
}
