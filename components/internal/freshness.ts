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

/**
 * Tells how fresh it is, from where its channel stands, whether that was ever heard, when (epoch ms), and how old it may grow (ms).
 *
 * A channel that was stopped counts as unheard to the core, though what it said is still shown: taken up again, it reconnects.
 */
export function freshnessOf(
  status: ChannelStatus | undefined,
  wasHeard: boolean,
  heardAt: number | undefined,
  now: number,
  staleAfter: number | undefined,
): Freshness {
  if (status === undefined) return 'idle';
  const { state, subscription } = status;
  const heard = status.heard || wasHeard;
  if (state === 'failed') return state;
  if (subscription === 'rejected') return subscription;
  if (state === 'disconnected') return heard ? 'offline' : 'idle';
  if (state === 'reconnecting') return status.reason === 'offline' ? 'offline' : state;
  // Nobody asks for it, so that neither an idle connection nor a missing confirmation is anything wrong.
  if (status.pauseKind === 'stop') return 'paused';
  if (state !== 'connected') return state === 'connecting' && heard ? 'reconnecting' : state;
  if (subscription === 'unconfirmed') return subscription;
  if (subscription === 'waiting') return heard ? 'reconnecting' : 'connecting';
  if (status.health !== 'ok') return 'stale';
  if (status.paused) return 'paused';
  if (staleAfter !== undefined && heardAt !== undefined && now - heardAt > staleAfter) return 'stale';
  return heard ? 'live' : 'waiting';
}

/** Tells whether a figure may be shown in full ink, or needs its age beside it. */
export function isTrustworthy(freshness: Freshness): boolean {
  return freshness === 'live' || freshness === 'waiting' || freshness === 'idle' || freshness === 'connecting';
}
