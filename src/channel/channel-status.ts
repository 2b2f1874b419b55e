import type { SubscriptionState } from '../hub/subscription.js';
import type { Status } from '../status.js';
import type { Held, PauseKind } from './pause-scope.js';

/** The status of one view of a channel. What concerns only the connection (attempts, waits, counts) is in `connection.status`. */
export interface ChannelStatus extends Pick<Status, 'state' | 'transport' | 'reason'> {
  readonly subscription: SubscriptionState;
  /**
   * `stale`: what is shown may be old, because the channel was live and is not now, its snapshot failed, or the snapshot has not yet
   * brought what was missed. `deaf`: the snapshot changed, but the cable did not deliver the change.
   */
  readonly health: 'ok' | 'stale' | 'deaf';
  /**
   * Whether this view has received anything since it is in use: a body, a snapshot, or what other views show. A confirmed channel may not
   * have.
   */
  readonly heard: boolean;
  readonly paused: boolean;
  /** `stop` means that the view is not subscribed, so it is unknown what happens in the meantime. */
  readonly pauseKind: PauseKind | undefined;
  readonly held: Held;
}
