import type { ChannelStatus } from '../../src/index.js';
import { type Condition, GRACE, MOST_TRIES, nextTrouble, noTrouble, type Trouble, troubleFor, UNAVAILABLE_GRACES } from './patience.js';

/**
 * How far what an element shows can be trusted.
 *
 * `idle`: follows nothing. `connecting`: the first connection, or the first answer. `waiting`: confirmed, and the element heard nothing yet.
 * `stale`: older than the author allows, or something was missed. `reconnecting`: lost or not confirmed again, so that it may be old.
 * `unavailable`: no way to the server works; it tries again. `paused`: held back or stopped by the person, and nothing worse is true.
 * `rejected`: the server refused the channel. `unconfirmed`: the server does not answer for it. `failed`: given up.
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
  | 'failed';

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

/** Returns how far what an element shows can be trusted at this moment. */
export function freshnessOf({ status, isHeard, isInDoubt, age, staleAfter }: FreshnessReading): Freshness {
  if (status === undefined) return 'idle';
  const { state, subscription } = status;
  if (state === 'failed') return state;
  if (subscription === 'rejected') return subscription;
  if (state === 'disconnected') return isHeard ? 'offline' : 'idle';
  if (state === 'reconnecting') return status.reason === 'offline' ? 'offline' : state;
  // The view asks for nothing: an idle connection or a missing confirmation is no fault.
  if (status.pauseKind === 'stop') return 'paused';
  if (state !== 'connected') return state === 'connecting' && isHeard ? 'reconnecting' : state;
  if (subscription === 'unconfirmed') return subscription;
  if (subscription === 'waiting') return isHeard ? 'reconnecting' : 'connecting';
  if (status.health !== 'ok' || isInDoubt) return 'stale';
  if (status.paused) return 'paused';
  if (staleAfter !== undefined && age !== undefined && age > staleAfter) return 'stale';
  return isHeard ? 'live' : 'waiting';
}

/** What an element shows of its freshness: the truth, with the patience that the badge has too. */
export interface ShownFreshness {
  readonly freshness: Freshness;
  readonly trouble: Trouble;
}

/** The freshness of an element that follows nothing yet. */
export const firstFreshness: ShownFreshness = { freshness: 'idle', trouble: noTrouble };

/** What else decides when a loss is shown, and by which word. */
export interface Moment extends Pick<Condition, 'now' | 'isAway'> {
  /** Failed tries in a row of the connection. */
  readonly attempt: number;
}

/** Folds what is true into what is shown: a loss only once it lasted for the grace, anything else at once. */
export function nextFreshness(shown: ShownFreshness, reading: FreshnessReading, moment: Moment): ShownFreshness {
  const truth = freshnessOf(reading);
  const is = conditionOf(truth, reading);
  // A person who resumes waits for it already.
  const isResumed = reading.isHeard && (shown.freshness === 'idle' || (shown.freshness === 'paused' && !reading.status?.paused));
  const trouble = nextTrouble(isResumed ? troubleFor(GRACE, moment.now) : shown.trouble, { ...moment, is });
  if (is !== 'trouble') return { freshness: truth, trouble };
  if (!trouble.isReported) return { freshness: shown.freshness === 'idle' ? 'connecting' : shown.freshness, trouble };
  const isHopeless = moment.attempt >= MOST_TRIES && moment.now - Number(trouble.since) >= UNAVAILABLE_GRACES * GRACE;
  // That somebody asks for one more try mends nothing yet.
  const isUnavailable = truth === 'reconnecting' && (isHopeless || shown.freshness === 'unavailable');
  return { freshness: isUnavailable ? 'unavailable' : truth, trouble };
}

/** Tells whether a figure may be shown in full ink, or needs its age beside it. */
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
      // The connection is well if the data alone is too old, or in doubt.
      return isInDoubt || status?.health === 'ok' ? 'well' : 'trouble';
    case 'reconnecting':
    case 'offline':
    case 'unavailable':
    case 'unconfirmed':
      return 'trouble';
    case 'rejected':
    case 'failed':
      return 'final';
    default:
      return truth satisfies never;
  }
}
