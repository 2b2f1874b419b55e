import type { Observable } from 'rxjs';
import type { Channel, ChannelOptions, Held } from './channel.js';
import type { Params } from './identifier.js';
import type { DiscardReason } from './transport/transport.js';
import type { Status } from './status.js';

/** How many frames were thrown away, by why. */
export type DiscardCounts = Readonly<Record<DiscardReason, number>>;

/**
 * One truthful connection to a server: it dials when its first channel is used, dials again when it is lost, and says where it stands.
 *
 * After `close()` every stream has completed and every other call throws `connection-closed`.
 */
export interface Connection {
  /** Where the connection stands; replays the current status. Reading it does not dial. */
  readonly status$: Observable<Status>;
  readonly status: Status;
  /** When anything was last heard from the server, in epoch ms. */
  readonly lastHeardAt: number | undefined;
  readonly discarded: DiscardCounts;
  /** Whether the views of this connection (or scope) are paused; replays. */
  readonly paused$: Observable<boolean>;
  readonly paused: boolean;
  /** What the views of this connection (or scope) hold back together, at most once a frame; replays. */
  readonly held$: Observable<Held>;
  /** Makes a view of a channel. */
  channel<Body = unknown>(channel: string, params?: Params, options?: ChannelOptions<Body>): Channel<Body>;
  /** Keeps the connection open without a channel, until the returned function is called. */
  open(): () => void;
  /** Hangs up and dials at once, also after `failed`. */
  reconnect(): void;
  /** Holds back what the views of this connection (or scope) show; the link stays open. */
  pause(): void;
  resume(): void;
  /** Ends everything for good. On a scope it ends the views of the scope alone. */
  close(): void;
  /** Makes the same interface with a pause of its own. */
  scope(): Connection;
}
