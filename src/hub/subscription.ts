import type { MissedOffsets } from '../message/message.js';
import type { DiscardReason, ExtraReport, Position, SnapshotSource } from '../transport/transport.js';

/**
 * The state of one identifier at the server.
 *
 * `waiting`: not requested yet, or not answered yet; `unconfirmed`: not answered for 10 s, which also happens if the channel's name is
 * misspelt; `rejected`: refused, and not requested again.
 */
export type SubscriptionState = 'waiting' | 'confirmed' | 'unconfirmed' | 'rejected';

/**
 * Whether the state of a channel is right. `stale`: something may be missing until its snapshot brings it. `deaf`: the snapshot changed,
 * but the cable did not deliver the change.
 */
export type Repair = 'ok' | 'stale' | 'deaf';

/**
 * How many channels are in which state. `heard`: have received a body, a correct snapshot or who is present since they began. `deaf`: are
 * currently found deaf.
 */
export type ChannelCounts = Readonly<Record<SubscriptionState | 'heard' | 'deaf', number>>;

/** The counts without any channel. */
export const noChannels: ChannelCounts = { waiting: 0, confirmed: 0, unconfirmed: 0, rejected: 0, heard: 0, deaf: 0 };

/**
 * What happens to one identifier; `heardAt` in epoch ms. `snapshot`, `unchanged` and `stale` come from a transport that fetches, and
 * `source` says which snapshot they belong to. A `discarded` frame may have been for this identifier. `missed` in a confirmation: what is
 * missing since the last one, `[]` for nothing; without it, that is unknown.
 */
export type IdentifierEvent =
  | {
      readonly type: 'body';
      readonly body: unknown;
      readonly source?: SnapshotSource | undefined;
      readonly position?: Position | undefined;
    }
  | { readonly type: 'snapshot'; readonly body: unknown; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'unchanged'; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'stale'; readonly message: string; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'discarded'; readonly why: DiscardReason }
  | { readonly type: 'missed'; readonly offsets?: readonly MissedOffsets[] | undefined }
  | { readonly type: 'subscription'; readonly state: SubscriptionState; readonly missed?: readonly MissedOffsets[] }
  | { readonly type: 'extra'; readonly report: ExtraReport }
  | { readonly type: 'lost'; readonly heardAt: number | undefined };

/**
 * Receives the events of an identifier. A plain object, since each body passes it. It may be called once more by the event that made it
 * leave, and ignores that.
 */
export interface IdentifierListener {
  next(event: IdentifierEvent): void;
  /** Called when the connection is closed. */
  complete(): void;
}

/** What is known about one identifier. All instants are monotonic ms. */
export interface WireSubscription {
  /** Somebody uses it, or it still lingers after its last user has left. */
  readonly wanted: boolean;
  readonly open: boolean;
  readonly state: SubscriptionState;
  /** `subscribe` commands sent since the link opened, or since the last `unsubscribe`. */
  readonly asked: number;
  readonly askedAt: number;
  /** When the last `unsubscribe` was sent. */
  readonly leftAt: number;
}

/** What can happen to a subscription. `moved`: another kind of transport took over, which may accept what the last one rejected. */
export type SubscriptionEvent = 'opened' | 'moved' | 'lost' | 'wanted' | 'unwanted' | 'confirmed' | 'rejected';

/** Which command is due now, and when to check again, in monotonic ms. Neither is set while only the server's answer is awaited. */
export interface Step {
  readonly subscription: WireSubscription;
  readonly command?: 'subscribe' | 'unsubscribe';
  readonly dueAt?: number;
}

/**
 * When an unanswered `subscribe` is sent again, in ms after the first; then every 10 s.
 *
 * The stock client sends one every half second without end. Rails ignores all but the first.
 */
const ASK_AGAIN_AFTER: readonly number[] = [0, 2_000, 5_000, 10_000, 20_000];
const LAST_ASK_AFTER = Math.max(...ASK_AGAIN_AFTER);
const ASK_AGAIN_EVERY = 10_000;

/** When an unanswered subscription counts as `unconfirmed`, in ms. */
const UNCONFIRMED_AFTER = 10_000;

/**
 * The pause between an `unsubscribe` and the next `subscribe` of the same identifier, in ms.
 *
 * Rails runs both commands concurrently and acknowledges no `unsubscribe`. Sent in one tick, 30–40 % ended confirmed and deaf; 20 ms apart,
 * none.
 */
const REST_AFTER_UNSUBSCRIBE = 250;

/** A subscription that was never requested. */
export const noSubscription: WireSubscription = { wanted: false, open: false, state: 'waiting', asked: 0, askedAt: 0, leftAt: -Infinity };

/** Applies an event to a subscription. A confirmation that was not requested, or a second one, changes nothing. */
export function reduceSubscription(subscription: WireSubscription, event: SubscriptionEvent): WireSubscription {
  const { state, asked } = subscription;
  switch (event) {
    case 'opened':
    case 'moved':
    case 'lost':
      return {
        ...subscription,
        open: event !== 'lost',
        asked: 0,
        state: state === 'rejected' && event !== 'moved' ? state : 'waiting',
      };
    case 'wanted':
      return { ...subscription, wanted: true };
    case 'unwanted':
      return { ...subscription, wanted: false };
    case 'confirmed':
      return asked > 0 && state !== 'rejected' ? { ...subscription, state: 'confirmed' } : subscription;
    case 'rejected':
      return asked > 0 ? { ...subscription, state: 'rejected', asked: 0 } : subscription;
  }
}

/**
 * Returns what to do next for one identifier, so that its commands stay in order: no `unsubscribe` while a `subscribe` is unanswered (for
 * 10 s at most), no `subscribe` within 250 ms after an `unsubscribe`. An unanswered `subscribe` is sent again after 2, 5, 10, 20, 30 … s.
 */
export function nextStep(subscription: WireSubscription, now: number): Step {
  const { wanted, open, state } = subscription;
  if (!open) return { subscription };
  if (!wanted) return nextLeave(subscription, now);
  return state === 'waiting' || state === 'unconfirmed' ? nextAsk(subscription, now) : { subscription };
}

/** Returns whether nothing is left to do for an identifier: nobody wants it, and the pause after its `unsubscribe` is over. */
export function isOver({ wanted, open, asked, leftAt }: WireSubscription, now: number): boolean {
  return !wanted && asked === 0 && (!open || now >= leftAt + REST_AFTER_UNSUBSCRIBE);
}

function nextAsk(subscription: WireSubscription, now: number): Step {
  const { asked, askedAt, leftAt } = subscription;
  if (asked === 0) {
    const restedAt = leftAt + REST_AFTER_UNSUBSCRIBE;
    if (now < restedAt) return { subscription, dueAt: restedAt };
    return ask({ ...subscription, asked: 1, askedAt: now });
  }
  const named: WireSubscription = now >= askedAt + UNCONFIRMED_AFTER ? { ...subscription, state: 'unconfirmed' } : subscription;
  const dueAt = askedAt + askAgainAfter(asked);
  return now >= dueAt ? ask({ ...named, asked: asked + 1 }) : { subscription: named, dueAt };
}

function nextLeave(subscription: WireSubscription, now: number): Step {
  const { asked, askedAt, leftAt, state } = subscription;
  const restedAt = leftAt + REST_AFTER_UNSUBSCRIBE;
  if (asked === 0) return now < restedAt ? { subscription, dueAt: restedAt } : { subscription };
  const answeredBy = askedAt + UNCONFIRMED_AFTER;
  if (state === 'waiting' && now < answeredBy) return { subscription, dueAt: answeredBy };
  const left: WireSubscription = { ...subscription, state: 'waiting', asked: 0, leftAt: now };
  return { subscription: left, command: 'unsubscribe', dueAt: now + REST_AFTER_UNSUBSCRIBE };
}

function ask(subscription: WireSubscription): Step {
  return { subscription, command: 'subscribe', dueAt: subscription.askedAt + askAgainAfter(subscription.asked) };
}

function askAgainAfter(asked: number): number {
  return ASK_AGAIN_AFTER[asked] ?? LAST_ASK_AFTER + (asked + 1 - ASK_AGAIN_AFTER.length) * ASK_AGAIN_EVERY;
}
