import type { LitElement, ReactiveController } from 'lit';
import type { Subscription } from 'rxjs';
import {
  type Channel,
  type ChannelOptions,
  type ChannelStatus,
  type Connection,
  identify,
  type Message,
  type Params,
} from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { ConnectionController } from './connection-context.js';
import { LiveErrorEvent } from './events.js';
import { type Freshness, freshnessOf } from './freshness.js';
import { watchVisibility } from './visibility.js';

/** How long a channel lingers after its last user left, in ms; whoever was away for longer has missed what was said. */
const LINGERS_FOR = 1000;

/** What an element follows. */
export interface Followed {
  readonly channel: string;
  readonly params?: Params | undefined;
  readonly options?: ChannelOptions | undefined;
}

/** What an element says of its channel by its attributes. */
export interface ChannelAttributes {
  readonly channel: string;
  readonly params?: Params | undefined;
  readonly snapshot?: string | undefined;
  readonly seq?: string | undefined;
}

/** Tells what to follow by an element's attributes; nothing where it names no channel. */
export function followedBy({ channel, params, snapshot, seq }: ChannelAttributes): Followed | undefined {
  return channel ? { channel, params, options: { ...(snapshot && { snapshot }), ...(seq && { seq }) } } : undefined;
}

/** What a ChannelController does for its host. */
export interface ChannelControllerOptions<State> {
  /** Tells what to follow; read again on every update of the host, and followed anew only where it changed. */
  readonly follow: () => Followed | undefined;
  readonly initial: State;
  /** Folds one message into the state, pure; where it throws, that message alone is lost. */
  readonly reduce: (state: State, message: Message) => State;
  /** Called with each batch after it is folded, before a render is asked for. */
  readonly onBatch?: (messages: readonly Message[]) => void;
  /** When what is shown was true without any message, in epoch ms: the server's `as-of`. */
  readonly shownAt?: () => number | undefined;
}

/**
 * Follows a channel while its host is connected, and folds its messages into a state.
 *
 * Asks for at most one update a batch, which come once a frame, and for none while the host is not seen: the state is kept, and one update
 * follows when it is seen again.
 */
export class ChannelController<State> implements ReactiveController {
  state: State;
  channel: Channel | undefined;
  status: ChannelStatus | undefined;
  freshness: Freshness = 'idle';
  /** When the last message came, in epoch ms. */
  heardAt: number | undefined;
  /** What the page's author can mend: two elements that ask different things of one channel, parameters that cannot be written. */
  error: unknown;

  readonly #host: LitElement & { connection?: Connection | string; staleAfter?: number | undefined };
  readonly #options: ChannelControllerOptions<State>;
  readonly #connection: ConnectionController;
  #followed: { readonly connection: Connection; readonly identifier: string; readonly options: string } | undefined;
  #left: { readonly identifier: string; readonly at: number } | undefined;
  #subscription: Subscription | undefined;
  #stopWatching: (() => void) | undefined;
  #stopClock: (() => void) | undefined;
  #isVisible = true;
  #isDirty = false;
  #isUpdating = false;

  constructor(
    host: LitElement & { connection?: Connection | string; staleAfter?: number | undefined },
    options: ChannelControllerOptions<State>,
  ) {
    this.#host = host;
    this.#options = options;
    this.state = options.initial;
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

  get isVisible(): boolean {
    return this.#isVisible;
  }

  hostConnected(): void {
    this.#isVisible = true;
    this.#stopWatching = watchVisibility(this.#host, (isVisible) => {
      this.#isVisible = isVisible;
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
    const wish = this.#options.follow();
    if (connection === undefined || wish === undefined) return this.#unfollow();
    try {
      const identifier = identify(wish.channel, wish.params);
      const options = JSON.stringify(wish.options ?? {});
      const before = this.#followed;
      if (before?.connection === connection && before.identifier === identifier && before.options === options) return;
      this.#unfollow();
      this.#followed = { connection, identifier, options };
      this.channel = connection.channel(wish.channel, wish.params, wish.options);
      this.error = undefined;
      this.#subscribe(this.channel);
      if (!wish.options?.snapshot) this.#tellAbsence(identifier);
    } catch (error) {
      this.#fail(error);
    }
  }

  #subscribe(channel: Channel): void {
    this.#subscription = channel.status$.subscribe((status) => {
      this.status = status;
      this.#refresh();
    });
    this.#subscription.add(channel.batches$.subscribe((messages) => this.#onBatch(messages)));
    this.#subscription.add(channel.errors$.subscribe((error) => this.#host.dispatchEvent(new LiveErrorEvent(error))));
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
    this.#refresh();
  }

  #fail(error: unknown): void {
    const isNews = String(error) !== String(this.error);
    this.#unfollow();
    this.error = error;
    this.#refresh();
    if (isNews) this.#host.dispatchEvent(new LiveErrorEvent(error));
  }

  #onBatch(messages: readonly Message[]): void {
    for (const message of messages) {
      try {
        this.state = this.#options.reduce(this.state, message);
        this.heardAt = receivedAt(message) ?? this.heardAt;
      } catch (error) {
        reportError(error);
      }
    }
    this.#options.onBatch?.(messages);
    this.#refresh();
    this.#ask();
  }

  #refresh(): void {
    const { staleAfter } = this.#host;
    const shownAt = this.#options.shownAt?.();
    const at = this.heardAt === undefined || (shownAt !== undefined && shownAt > this.heardAt) ? shownAt : this.heardAt;
    const freshness = this.error ? 'failed' : freshnessOf(this.status, at, Date.now(), staleAfter);
    this.#keepTime(staleAfter !== undefined && this.#followed !== undefined);
    if (freshness === this.freshness) return;
    this.freshness = freshness;
    this.#ask();
  }

  /** Looks each second whether what is shown has grown stale. */
  #keepTime(isNeeded: boolean): void {
    if (!isNeeded) {
      this.#stopClock?.();
      this.#stopClock = undefined;
    } else {
      this.#stopClock ??= sharedClock.listen(() => this.#refresh());
    }
  }

  #ask(): void {
    // Lit calls controllers after `willUpdate`, which would miss what they find, and takes no request while it updates.
    if (this.#isUpdating) return queueMicrotask(() => this.#ask());
    this.#isDirty = !this.#isVisible;
    if (this.#isVisible && this.#host.isConnected) this.#host.requestUpdate();
  }
}

function receivedAt(message: Message): number | undefined {
  if (message.type === 'gap') return undefined;
  if (message.type !== 'snapshot') return message.receivedAt;
  const last = message.messages.at(-1);
  return last && receivedAt(last);
}
