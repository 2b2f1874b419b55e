import type { Observable } from 'rxjs';
import type { CablegramError } from './errors.js';
import type { Decode, Message } from './message.js';
import type { Status } from './status.js';
import type { SubscriptionState } from './subscription.js';

/** What a pause holds back: messages that wait, and those that were dropped because the bound was reached. */
export interface Held {
  readonly waiting: number;
  readonly dropped: number;
}

/** How one view of a channel stands: the connection's status, and what is the channel's own. */
export interface ChannelStatus extends Status {
  readonly subscription: SubscriptionState;
  /** `stale` where the channel was live once and is not now, so that what is shown may be old. */
  readonly health: 'ok' | 'stale';
  /** Whether a body came since the view began; a confirmed channel that never spoke is a state of its own. */
  readonly heard: boolean;
  readonly paused: boolean;
  readonly held: Held;
}

/** How a view of a channel decodes, paces and performs. */
export interface ChannelOptions<Body = unknown> {
  /** Replaces the decoder of message.ts; shared by all views of the identifier. */
  readonly decode?: Decode<Body>;
  /** What makes two bodies the same thing, as a function or a dot path (`"data.id"`); for `pace: 'latest'`. */
  readonly key?: string | ((body: Body) => unknown);
  /**
   * How `batches$` gathers: every message (`all`), only the newest of each key (`latest`; deltas, events and html are never left out),
   * both at most once a frame; or every message, at most every so many ms.
   *
   * @default 'all'
   */
  readonly pace?: 'all' | 'latest' | number;
  /** Holds a batch until nothing came for so many ms. */
  readonly debounce?: number;
  /** Lets the first message through at once, then at most one batch every so many ms. */
  readonly throttle?: number;
  /** The only actions that `perform` may ask for; without it, all. */
  readonly actions?: readonly string[];
}

/**
 * One identifier as one user of it sees it: with its own pause and its own pace.
 *
 * Views of one identifier share the subscription and the decoding. Subscribing to `bodies$`, `messages$` or `batches$` uses the channel; the
 * last one to leave ends the subscription a second later.
 */
export interface Channel<Body = unknown> {
  readonly identifier: string;
  /** What the server sent, one by one, the members of a batch too; not paused. */
  readonly bodies$: Observable<Body>;
  /** Decoded messages and gaps, held back while paused. */
  readonly messages$: Observable<Message<Body>>;
  /** Those, gathered as `pace` says, at most one batch a frame. */
  readonly batches$: Observable<readonly Message<Body>[]>;
  /** Bodies that the decoder could not read. */
  readonly errors$: Observable<CablegramError>;
  /** Where the channel stands; replays the current status. Reading it does not use the channel. */
  readonly status$: Observable<ChannelStatus>;
  readonly status: ChannelStatus;
  /** When a body last came, in epoch ms. */
  readonly lastHeardAt: number | undefined;
  pause(): void;
  resume(): void;
  /**
   * Asks the server to run an action of the channel, once the subscription is confirmed.
   *
   * Resolves when the command was handed to an open socket: Action Cable acknowledges nothing, so an answer is a message. Rejects with
   * `subscription-rejected`, with `timed-out` after 10 s, with `action-forbidden` where `actions` does not name it.
   */
  perform(action: string, data?: Readonly<Record<string, unknown>>): Promise<void>;
}
