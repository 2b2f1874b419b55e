import type { LitElement, ReactiveController } from 'lit';
import type { Subscription } from 'rxjs';
import { CablegramError, type Channel, type ChannelStatus, type Connection, identify, type Message, type Params } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { bounded } from './bounded.js';
import { ConnectionController } from './connection-context.js';
import { LiveErrorEvent, LiveGapEvent } from './events.js';
import { type Freshness, freshnessOf } from './freshness.js';
import { watchVisibility } from './visibility.js';

/** How long a channel lingers after its last user left, in ms; whoever was away for longer has missed what was said. */
const LINGERS_FOR = 1000;

const TOO_BIG = 'A body was left out: it is nested deeper than 100 levels, or holds more than 10,000 values.';

/** What an element says of its channel by its attributes. */
export interface ChannelHost extends LitElement {
  /** The name of the channel class; where there is none, nothing is followed. */
  readonly channel: string;
  readonly params?: Params | undefined;
  readonly snapshot?: string | undefined;
  readonly seq?: string | undefined;
  readonly connection?: Connection | string;
  /** When what the server rendered was true, in epoch ms. */
  readonly asOf?: number | undefined;
  /** In ms. */
  readonly staleAfter?: number | undefined;
}

/**
 * Follows the channel that its host names while that is connected, and hands it each batch of messages; tells the page of gaps.
 *
 * Asks for at most one update a batch, which come once a frame, and for none while the host is not seen: one update follows when it is seen
 * again. What the host names is read again on every update, and followed anew only where it changed.
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
  readonly #take: (messages: readonly Message[]) => void;
  readonly #connection: ConnectionController;
  #followed: { readonly connection: Connection; readonly identifier: string; readonly options: string } | undefined;
  #left: { readonly identifier: string; readonly at: number } | undefined;
  #subscription: Subscription | undefined;
  #stopWatching: (() => void) | undefined;
  /** By code, what the page was told last, so that what fails again and again is told once. */
  readonly #told = new Map<string, string>();
  /** Whether the channel that is followed was heard, also before a stop, which makes the core forget it. */
  #wasHeard = false;
  #isDirty = false;
  #isUpdating = false;

  /** `take` is called with each batch before a render is asked for. */
  constructor(host: ChannelHost, take: (messages: readonly Message[]) => void) {
    this.#host = host;
    this.#take = take;
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

  hostUpdate(): void {
    this.#isUpdating = true;
    this.#follow();
    this.#refresh();
    this.#isUpdating = false;
  }

  hostDisconnected(): void {
    this.#stopWatching?.();
    this.#unfollow();
  }

  #follow(): void {
    const { connection } = this;
    const { channel, params, snapshot, seq } = this.#host;
    if (connection === undefined || !channel) return this.#unfollow();
    try {
      const identifier = identify(channel, params);
      const wish = { ...(snapshot && { snapshot }), ...(seq && { seq }) };
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

  #subscribe(channel: Channel): void {
    this.#subscription = channel.status$.subscribe((status) => {
      this.status = status;
      this.#wasHeard ||= status.heard;
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
    this.#wasHeard = false;
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
      this.heardAt = receivedAt(message) ?? this.heardAt;
      if (message.type === 'gap') this.#host.dispatchEvent(new LiveGapEvent(message.since, message.until));
    }
    this.#take(messages);
    this.#refresh();
    this.#ask();
  }

  readonly #refresh = (): void => {
    const { heardAt } = this;
    const { staleAfter, asOf } = this.#host;
    const at = heardAt === undefined || Number(asOf) > heardAt ? asOf : heardAt;
    const freshness = this.error ? 'failed' : freshnessOf(this.status, this.#wasHeard, at, Date.now(), staleAfter);
    // Looks each second whether what is shown has grown stale.
    sharedClock[staleAfter !== undefined && this.#followed ? 'listen' : 'leave'](this.#refresh);
    if (freshness === this.freshness) return;
    this.freshness = freshness;
    this.#ask();
  };

  #ask(): void {
    // Lit calls controllers after `willUpdate`, which would miss what they find, and takes no request while it updates.
    if (this.#isUpdating) return queueMicrotask(() => this.#ask());
    this.#isDirty = !this.isVisible;
    if (this.isVisible && this.#host.isConnected) this.#host.requestUpdate();
  }
}

function receivedAt(message: Message): number | undefined {
  if (message.type === 'gap') return undefined;
  if (message.type !== 'snapshot') return message.receivedAt;
  const last = message.messages.at(-1);
  return last && receivedAt(last);
}
