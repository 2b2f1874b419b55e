import type { Status } from '../../src/index.js';
import { MOST_TRIES, nextTrouble, UNAVAILABLE_GRACES } from '../internal/patience.js';

/**
 * The statuses that a badge can show.
 *
 * - `idle`: nothing uses the connection.
 * - `waiting`: connected, but no data was received yet.
 * - `polling`: connected by polling.
 * - `partial`: connected, but the server refused a channel, does not confirm it, or no longer sends its data.
 * - `rejected`: the server refused every channel.
 * - `unknown`: connected, but the page may show old content; with `watch="turbo"` only.
 * - `unavailable`: no transport works; reconnecting continues.
 * - `failed`: the connection failed for good.
 * - `closed`: the page closed the connection.
 */
export type StatusKind = (typeof STATUS_KINDS)[number];

export const STATUS_KINDS = [
  'idle',
  'connecting',
  'waiting',
  'live',
  'polling',
  'paused',
  'partial',
  'unknown',
  'rejected',
  'stale',
  'reconnecting',
  'offline',
  'unavailable',
  'failed',
  'closed',
] as const;

/** The input from which the kind is computed. */
export interface StatusReading {
  readonly status: Status;
  readonly paused: boolean;
  /** How long the server has been silent, in ms; `undefined` if it never sent anything. */
  readonly silentFor: number | undefined;
  /** How long the server may be silent before the status is `stale`, in ms. */
  readonly staleAfter: number | undefined;
}

/** The status on display, which reports trouble only after a grace. Instants are monotonic ms. */
export interface ShownStatus {
  readonly kind: StatusKind;
  /** Whether trouble is on display, so that its end is announced. */
  readonly isReported: boolean;
  /** Whether it has worked before, so that trouble is shown after one grace and not after three. */
  readonly wasWell: boolean;
  /** When the current trouble began. */
  readonly troubleSince: number | undefined;
  /** Until when the end of the trouble is shown. */
  readonly restoredUntil: number | undefined;
  /** When to check again even if nothing happens. */
  readonly lookAgainAt: number | undefined;
  /** Whether trouble came back while its end was shown. Then its next end is shown only after it has lasted, so that the badge does not flicker. */
  readonly isShaky: boolean;
  /** Since when it works again while trouble is still shown. */
  readonly wellSince: number | undefined;
}

/** When trouble is shown. */
export interface Patience {
  /** In ms: three times as long on the first connection, so that a page load does not flash; ten times as long before `unavailable` is shown. */
  readonly grace: number;
  /** The page is hidden or being left: no new trouble is shown. */
  readonly away: boolean;
}

/** How long the end of trouble is shown, in ms. */
const RESTORED_FOR = 4_000;

const well: ReadonlySet<StatusKind> = new Set(['waiting', 'live', 'polling', 'paused']);

/** Returns the current kind. `paused` is returned only if nothing is wrong, so that it never hides a broken connection. */
export function kindOf({ status, paused, silentFor, staleAfter }: StatusReading): StatusKind {
  if (status.state === 'disconnected') return 'closed';
  if (status.state === 'reconnecting' && status.reason === 'offline') return 'offline';
  if (status.state === 'reconnecting' && status.attempt >= MOST_TRIES) return 'unavailable';
  if (status.state === 'idle' && paused) return 'paused';
  if (status.state !== 'connected') return status.state;
  const { waiting, confirmed, unconfirmed, rejected, heard, deaf } = status.channels;
  if (staleAfter !== undefined && silentFor !== undefined && silentFor > staleAfter) return 'stale';
  if (rejected > 0 && waiting + confirmed + unconfirmed === 0) return 'rejected';
  if (unconfirmed + rejected + deaf > 0) return 'partial';
  if (paused) return 'paused';
  if (waiting + confirmed > 0 && heard === 0) return 'waiting';
  return status.transport === 'polling' ? 'polling' : 'live';
}

/**
 * Returns what to show of a connection at first.
 *
 * If the connection was lost `troubleFor` ms ago, there is no new grace: an element that is added during an outage reports it at once.
 */
export function firstShown(now: number, troubleFor?: number): ShownStatus {
  const wasWell = troubleFor !== undefined;
  return calm('idle', wasWell, wasWell ? now - troubleFor : undefined);
}

/**
 * Returns what to show now: trouble after its grace, the end of trouble that was shown for 4 s, everything else at once.
 *
 * A loss that ends within the grace is never shown. While trouble is on display, its kind changes at once. `failed` and `rejected` have no
 * grace, because waiting does not help. If trouble comes back while its end is shown, its next end is shown only after it has lasted for 4 s.
 */
export function nextShown(shown: ShownStatus, truth: StatusKind, now: number, { grace, away }: Patience): ShownStatus {
  const { isReported, wasWell, restoredUntil = 0, isShaky, wellSince = now } = shown;
  if (truth === 'idle' || truth === 'closed') return calm(truth, wasWell);
  if (well.has(truth)) {
    const calmAt = wellSince + RESTORED_FOR;
    if (isReported && isShaky && now < calmAt) return { ...shown, wellSince, lookAgainAt: calmAt };
    const until = isReported && wasWell ? now + RESTORED_FOR : restoredUntil;
    return calm(truth, true, undefined, until > now ? until : undefined);
  }
  return { ...withTrouble(shown, truth, now, { grace, away }), isShaky: isShaky || restoredUntil > now };
}

/** Returns what to show of trouble, with the same grace as in all elements. */
function withTrouble(shown: ShownStatus, truth: StatusKind, now: number, { grace, away }: Patience): ShownStatus {
  const { wasWell, kind: shownKind } = shown;
  const before = { since: shown.troubleSince, isReported: shown.isReported, wasWell, lookAgainAt: undefined };
  const is = truth === 'failed' || truth === 'rejected' ? 'final' : 'trouble';
  const { since, isReported, lookAgainAt } = nextTrouble(before, { is, now, isAway: away, grace });
  if (!isReported) return { ...calm(well.has(shownKind) ? shownKind : 'connecting', wasWell, since), lookAgainAt };
  const hopelessAt = (since ?? now) + UNAVAILABLE_GRACES * grace;
  const hopeful = truth === 'unavailable' && now < hopelessAt;
  // One more attempt on request does not make it available yet.
  const isStill = shownKind === 'unavailable' && truth === 'reconnecting';
  const kind = isStill ? shownKind : hopeful ? 'reconnecting' : truth;
  return { ...calm(kind, wasWell, since), isReported: true, lookAgainAt: hopeful ? hopelessAt : undefined };
}

/**
 * Returns whether the badge is hidden by `hideWhen`, a list of kinds separated by spaces.
 *
 * `live` includes `polling`, `waiting`, `idle` and a first connection within its grace.
 */
export function isHidden({ kind, isReported, restoredUntil }: ShownStatus, hideWhen: string): boolean {
  const cases = hideWhen.split(' ');
  const isQuiet = kind === 'idle' || (kind === 'connecting' && !isReported) || (kind !== 'paused' && well.has(kind));
  return restoredUntil === undefined && (cases.includes(kind) || (cases.includes('live') && isQuiet));
}

/** Returns whether there are no live updates at all, so that the badge says why. */
export function isUnavailable(kind: StatusKind): kind is 'unavailable' | 'failed' {
  return kind === 'unavailable' || kind === 'failed';
}

function calm(kind: StatusKind, wasWell: boolean, troubleSince?: number, restoredUntil?: number): ShownStatus {
  return {
    kind,
    isReported: false,
    wasWell,
    troubleSince,
    restoredUntil,
    lookAgainAt: restoredUntil,
    isShaky: false,
    wellSince: undefined,
  };
}
