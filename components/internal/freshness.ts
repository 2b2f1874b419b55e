import type { ChannelStatus } from '../../src/index.js';
import { type Condition, GRACE, MOST_TRIES, nextTrouble, noTrouble, type Trouble, troubleFor, UNAVAILABLE_GRACES } from './patience.js';

/** The reason in the status of a connection whose source has ended. */
export const SOURCE_ENDED = 'source-ended';

/**
 * How far the data that an element shows can be trusted.
 *
 * - `idle`: the element follows nothing.
 * - `connecting`: the first connection, or the first confirmation, is under way.
 * - `waiting`: the channel is confirmed, but the element has received nothing yet.
 * - `live`: the data is the server's current state.
 * - `stale`: the data is older than `stale-after`, or updates were missed.
 * - `reconnecting`: the connection was lost or the channel is not confirmed again, so the data may be old.
 * - `offline`: there is no network, or the page closed the connection.
 * - `unavailable`: no transport works; reconnecting continues.
 * - `paused`: the person paused or stopped updates, and nothing worse is true.
 * - `rejected`: the server refused the channel.
 * - `unconfirmed`: the server does not confirm the channel.
 * - `ended`: the source has ended, so what is shown is its last.
 * - `failed`: the connection failed for good.
 */
export type Freshness =
  | 'idle'
  | 'connecting'
  | 'waiting'
  | 'live'
  | 'stale'
  | 'reconnecting'
  | 'offline'
  | 'unavailable'
  | 'paused'
  | 'rejected'
  | 'unconfirmed'
  | 'ended'
  | 'failed';

/** The input from which an element's freshness is computed. */
export interface FreshnessReading {
  readonly status: ChannelStatus | undefined;
  /** Whether the element received a message that it can use. */
  readonly isHeard: boolean;
  /** Whether the element has a reason of its own to doubt what it shows. */
  readonly isInDoubt: boolean;
  /** How long ago the data arrived, in ms; `undefined` if none arrived. */
  readonly age: number | undefined;
  /** How old the data may get, in ms. */
  readonly staleAfter: number | undefined;
}

/** Returns how far the data that an element shows can be trusted at this moment. */
export function freshnessOf({ status, isHeard, isInDoubt, age, staleAfter }: FreshnessReading): Freshness {
  if (status === undefined) return 'idle';
  const { state, subscription } = status;
  if (state === 'failed') return status.reason === SOURCE_ENDED ? 'ended' : state;
  if (subscription === 'rejected') return subscription;
  if (state === 'disconnected') return isHeard ? 'offline' : 'idle';
  if (state === 'reconnecting') return status.reason === 'offline' ? 'offline' : state;
  // A stopped view asks for nothing, so an idle connection or a missing confirmation is no fault.
  if (status.pauseKind === 'stop') return 'paused';
  if (state !== 'connected') return state === 'connecting' && isHeard ? 'reconnecting' : state;
  if (subscription === 'unconfirmed') return subscription;
  if (subscription === 'waiting') return isHeard ? 'reconnecting' : 'connecting';
  if (status.health !== 'ok' || isInDoubt) return 'stale';
  if (status.paused) return 'paused';
  if (staleAfter !== undefined && age !== undefined && age > staleAfter) return 'stale';
  return isHeard ? 'live' : 'waiting';
}

/** The freshness that an element shows, which reports a loss after the same grace as the status badge. */
export interface ShownFreshness {
  readonly freshness: Freshness;
  readonly trouble: Trouble;
}

/** The freshness of an element that follows nothing yet. */
export const firstFreshness: ShownFreshness = { freshness: 'idle', trouble: noTrouble };

/** What else decides when a loss is shown, and as which freshness. */
export interface Moment extends Pick<Condition, 'now' | 'isAway'> {
  /** The connection's failed attempts in a row. */
  readonly attempt: number;
}

/** Returns what to show now: a loss only after it has lasted for the grace, anything else at once. */
export function nextFreshness(shown: ShownFreshness, reading: FreshnessReading, moment: Moment): ShownFreshness {
  const truth = freshnessOf(reading);
  const is = conditionOf(truth, reading);
  // A person who resumes is already waiting, so there is no further grace.
  const isResumed = reading.isHeard && (shown.freshness === 'idle' || (shown.freshness === 'paused' && !reading.status?.paused));
  const trouble = nextTrouble(isResumed ? troubleFor(GRACE, moment.now) : shown.trouble, { ...moment, is });
  if (is !== 'trouble') return { freshness: truth, trouble };
  if (!trouble.isReported) return { freshness: shown.freshness === 'idle' ? 'connecting' : shown.freshness, trouble };
  const isHopeless = moment.attempt >= MOST_TRIES && moment.now - Number(trouble.since) >= UNAVAILABLE_GRACES * GRACE;
  // One more attempt on request does not make it available yet.
  const isUnavailable = truth === 'reconnecting' && (isHopeless || shown.freshness === 'unavailable');
  return { freshness: isUnavailable ? 'unavailable' : truth, trouble };
}

/** Returns whether data may be shown without a note of its age. */
export function isTrustworthy(freshness: Freshness): boolean {
  return freshness === 'live' || freshness === 'waiting' || freshness === 'idle' || freshness === 'connecting';
}

function conditionOf(truth: Freshness, { status, isInDoubt }: FreshnessReading): Condition['is'] {
  switch (truth) {
    case 'live':
    case 'waiting':
    case 'paused':
      return 'well';
    case 'idle':
    case 'connecting':
      return 'new';
    case 'stale':
      // The connection works if only the data is too old or in doubt.
      return isInDoubt || status?.health === 'ok' ? 'well' : 'trouble';
    case 'reconnecting':
    case 'offline':
    case 'unavailable':
    case 'unconfirmed':
      return 'trouble';
    case 'rejected':
    case 'ended':
    case 'failed':
      return 'final';
    default:
      return truth satisfies never;
  }
}
