import type { ChannelStatus } from '../../src/index.js';

/**
 * How far what an element shows can be trusted.
 *
 * `idle`: follows nothing; `connecting`: the first dial, or the first answer; `waiting`: confirmed, and nothing heard yet; `stale`: older than
 * the author allows; `reconnecting`: lost or not confirmed again, so that it may be old; `paused`: held back or stopped by the person, and
 * nothing worse is true; `rejected`, `unconfirmed`: by the server, or not answered by it; `failed`: given up.
 */
export type Freshness =
  'idle' | 'connecting' | 'waiting' | 'live' | 'stale' | 'reconnecting' | 'offline' | 'paused' | 'rejected' | 'unconfirmed' | 'failed';

/** What the freshness of an element is read from. */
export interface FreshnessReading {
  readonly status: ChannelStatus | undefined;
  /** Whether the element itself was heard: a message said something to it. */
  readonly isHeard: boolean;
  /** Whether the element has a reason of its own to doubt what it shows. */
  readonly isInDoubt: boolean;
  /** How long ago the data came, in ms; `undefined` if none came. */
  readonly age: number | undefined;
  /** How old the data may grow, in ms. */
  readonly staleAfter: number | undefined;
}

/** Returns how far what an element shows can be trusted. */
export function freshnessOf({ status, isHeard, isInDoubt, age, staleAfter }: FreshnessReading): Freshness {
  if (status === undefined) return 'idle';
  const { state, subscription } = status;
  if (state === 'failed') return state;
  if (subscription === 'rejected') return subscription;
  if (state === 'disconnected') return isHeard ? 'offline' : 'idle';
  if (state === 'reconnecting') return status.reason === 'offline' ? 'offline' : state;
  // Nobody asks for it, so that neither an idle connection nor a missing confirmation is anything wrong.
  if (status.pauseKind === 'stop') return 'paused';
  if (state !== 'connected') return state === 'connecting' && isHeard ? 'reconnecting' : state;
  if (subscription === 'unconfirmed') return subscription;
  if (subscription === 'waiting') return isHeard ? 'reconnecting' : 'connecting';
  if (status.health !== 'ok' || isInDoubt) return 'stale';
  if (status.paused) return 'paused';
  if (staleAfter !== undefined && age !== undefined && age > staleAfter) return 'stale';
  return isHeard ? 'live' : 'waiting';
}

/** Tells whether a figure may be shown in full ink, or needs its age beside it. */
export function isTrustworthy(freshness: Freshness): boolean {
  return freshness === 'live' || freshness === 'waiting' || freshness === 'idle' || freshness === 'connecting';
}
