import type { DiscardReason, SnapshotSource } from '../transport/transport.js';

/**
 * How one identifier stands with the server.
 *
 * `waiting`: not asked yet, or asked and not answered; `unconfirmed`: not answered for 10 s, which is also what a misspelt channel looks
 * like; `rejected`: refused, and not asked again.
 */
export type SubscriptionState = 'waiting' | 'confirmed' | 'unconfirmed' | 'rejected';

/**
 * Whether the state of a channel is right: `stale` until its snapshot brings what is missing, `deaf` where the snapshot moved and the cable did
 * not say so.
 */
export type Repair = 'ok' | 'stale' | 'deaf';

/** How many channels stand how, how many of them heard a body or were right by a snapshot since they began, and how many found that the cable went deaf. */
export type ChannelCounts = Readonly<Record<SubscriptionState | 'heard' | 'deaf', number>>;

/** The counts of no channel at all. */
export const noChannels: ChannelCounts = { waiting: 0, confirmed: 0, unconfirmed: 0, rejected: 0, heard: 0, deaf: 0 };

/**
 * What happens to one identifier; `heardAt` in epoch ms. A `snapshot`, that it is `unchanged` and that it may be `stale` come from a
 * transport that fetches, and `source` says which of several snapshots it is of; a `discarded` frame may have been for it.
 */
export type IdentifierEvent =
  | { readonly type: 'body'; readonly body: unknown; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'snapshot'; readonly body: unknown; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'unchanged'; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'stale'; readonly message: string; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'discarded'; readonly why: DiscardReason }
  | { readonly type: 'subscription'; readonly state: SubscriptionState }
  | { readonly type: 'lost'; readonly heardAt: number | undefined };

/** What is known of one identifier; all instants are monotonic ms. */
export interface WireSubscription {
  /** Somebody uses it, or left it so shortly ago that it lingers. */
  readonly wanted: boolean;
  readonly open: boolean;
  readonly state: SubscriptionState;
  /** `subscribe` commands sent since the link opened, or since the last `unsubscribe`. */
  readonly asked: number;
  readonly askedAt: number;
  /** When the last `unsubscribe` was sent. */
  readonly leftAt: number;
}

/** What can happen to a subscription; `moved` by another kind of transport, which may grant what the last one rejected. */
export type SubscriptionEvent = 'opened' | 'moved' | 'lost' | 'wanted' | 'unwanted' | 'confirmed' | 'rejected';

/** Which command is due now, and when to look again, in monotonic ms; neither where there is only waiting for the server. */
export interface Step {
  readonly subscription: WireSubscription;
  readonly command?: 'subscribe' | 'unsubscribe';
  readonly dueAt?: number;
}

/**
 * When an unanswered `subscribe` is sent again, in ms after the first; then every 10 s (R15).
 *
 * The stock client sends one each half second for ever, of which Rails ignores all but the first.
 */
const ASK_AGAIN_AFTER: readonly number[] = [0, 2_000, 5_000, 10_000, 20_000];
const ASK_AGAIN_EVERY = 10_000;

/** When silence is called by its name, in ms (R15). */
const UNCONFIRMED_AFTER = 10_000;

/**
 * How long after an `unsubscribe` the same identifier rests, in ms (R14).
 *
 * Rails runs both commands side by side and acknowledges no `unsubscribe`: in one tick 30–40 % ended confirmed and deaf, 20 ms apart none.
 */
const REST_AFTER_UNSUBSCRIBE = 250;

/** A subscription that nobody has asked for yet. */
export const noSubscription: WireSubscription = { wanted: false, open: false, state: 'waiting', asked: 0, askedAt: 0, leftAt: -Infinity };

/** Folds what happened into what is known. A confirmation that nobody asked for, or a second one, changes nothing. */
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
 * Says what to do next for one identifier, so that its commands stay linear: no `unsubscribe` while a `subscribe` is unanswered (for 10 s
 * at most), no `subscribe` within 250 ms after an `unsubscribe`, and an unanswered one sent again after 2, 5, 10, 20, 30 … s.
 */
export function nextStep(subscription: WireSubscription, now: number): Step {
  const { wanted, open, state } = subscription;
  if (!open) return { subscription };
  if (!wanted) return nextLeave(subscription, now);
  return state === 'waiting' || state === 'unconfirmed' ? nextAsk(subscription, now) : { subscription };
}

/** Tells whether nothing is left to do or to remember for an identifier: nobody wants it, and it rested after its `unsubscribe`. */
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
  return ASK_AGAIN_AFTER[asked] ?? (asked - 2) * ASK_AGAIN_EVERY;
}
