import type { Status } from '../../src/index.js';
import { MOST_TRIES, nextTrouble, UNAVAILABLE_GRACES } from '../internal/patience.js';

/**
 * What a status badge can say.
 *
 * `waiting`: connected, and nothing heard yet; `polling`: live, by asking again and again; `partial`: live, but not every channel was granted
 * or is heard; `rejected`: the server refused every channel; `unavailable`: no way to the server works, it tries again; `failed`: given up
 * until somebody acts; `closed`: ended by the page itself.
 */
export type StatusKind =
  | 'idle'
  | 'connecting'
  | 'waiting'
  | 'live'
  | 'polling'
  | 'paused'
  | 'partial'
  | 'rejected'
  | 'stale'
  | 'reconnecting'
  | 'offline'
  | 'unavailable'
  | 'failed'
  | 'closed';

/** What the kind is read from: the status, and what moves beside it. */
export interface StatusReading {
  readonly status: Status;
  readonly paused: boolean;
  /** How long nothing was heard from the server, in ms; `undefined` if nothing ever was. */
  readonly silentFor: number | undefined;
  /** How long the server may be silent before it is called stale, in ms. */
  readonly staleAfter: number | undefined;
}

/** What is shown, which follows the truth with patience. Instants are monotonic ms. */
export interface ShownStatus {
  readonly kind: StatusKind;
  /** Whether trouble is on display, so that its end is worth a word. */
  readonly told: boolean;
  /** Whether it was well once, so that trouble is told after one grace and not after three. */
  readonly wasWell: boolean;
  /** When the trouble began that is not shown yet. */
  readonly troubleSince: number | undefined;
  /** Until when the end of the trouble is told. */
  readonly restoredUntil: number | undefined;
  /** When to look again though nothing happened. */
  readonly lookAgainAt: number | undefined;
  /** Whether trouble came back while its end was shown. Then good news waits until it has lasted, so that the badge does not flip. */
  readonly isShaky: boolean;
  /** Since when all is well though trouble is still shown. */
  readonly wellSince: number | undefined;
}

/** How long trouble may last before it is shown, and before it is called hopeless, and whether the person is looking at the page at all. */
export interface Patience {
  /** In ms; three times as long on the first connect, so that no page load flashes; ten times as long before nothing is said to work. */
  readonly grace: number;
  /** The page is hidden, or being left: no new trouble is told. */
  readonly away: boolean;
}

/** How long the end of a trouble is told, in ms. */
const RESTORED_FOR = 4_000;

const well: ReadonlySet<StatusKind> = new Set(['waiting', 'live', 'polling', 'paused']);

/** Names what is true now. Paused is named only where nothing is wrong, so that it never hides a broken connection. */
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
 * Says what to show of a connection that was not looked at before.
 *
 * One that was lost long ago (`troubleFor`, in ms) gets no new grace: an element that arrives during an outage says so at once.
 */
export function firstShown(now: number, troubleFor?: number): ShownStatus {
  const wasWell = troubleFor !== undefined;
  return calm('idle', wasWell, wasWell ? now - troubleFor : undefined);
}

/**
 * Folds the truth into what is shown: trouble only once it lasted, its end for 4 s if it was shown, all else at once.
 *
 * A loss that is over within the grace is never seen; while trouble is on display its kind changes at once. `failed` and
 * `rejected` need no patience, since waiting cures neither. If trouble comes back while its end is shown, its next end is shown only once it
 * lasted for 4 s.
 */
export function nextShown(shown: ShownStatus, truth: StatusKind, now: number, { grace, away }: Patience): ShownStatus {
  const { told, wasWell, restoredUntil = 0, isShaky, wellSince = now } = shown;
  if (truth === 'idle' || truth === 'closed') return calm(truth, wasWell);
  if (well.has(truth)) {
    const calmAt = wellSince + RESTORED_FOR;
    if (told && isShaky && now < calmAt) return { ...shown, wellSince, lookAgainAt: calmAt };
    const until = told && wasWell ? now + RESTORED_FOR : restoredUntil;
    return calm(truth, true, undefined, until > now ? until : undefined);
  }
  return { ...withTrouble(shown, truth, now, { grace, away }), isShaky: isShaky || restoredUntil > now };
}

/** Shows trouble with the patience that all elements have. */
function withTrouble(shown: ShownStatus, truth: StatusKind, now: number, { grace, away }: Patience): ShownStatus {
  const { told, wasWell, kind: shownKind } = shown;
  const before = { since: shown.troubleSince, isReported: told, wasWell, lookAgainAt: undefined };
  const is = truth === 'failed' || truth === 'rejected' ? 'final' : 'trouble';
  const { since, isReported, lookAgainAt } = nextTrouble(before, { is, now, isAway: away, grace });
  if (!isReported) return { ...calm(well.has(shownKind) ? shownKind : 'connecting', wasWell, since), lookAgainAt };
  const hopelessAt = (since ?? now) + UNAVAILABLE_GRACES * grace;
  const hopeful = truth === 'unavailable' && now < hopelessAt;
  // That somebody asked for one more try mends nothing yet.
  const isStill = shownKind === 'unavailable' && truth === 'reconnecting';
  const kind = isStill ? shownKind : hopeful ? 'reconnecting' : truth;
  return { ...calm(kind, wasWell, since), told: true, lookAgainAt: hopeful ? hopelessAt : undefined };
}

/**
 * Tells whether a page that hides its badge in these cases (kinds between spaces) sees it not.
 *
 * `live` stands for all that needs no word: live, by polling too, waiting, idle, and a first connect within its grace.
 */
export function isHidden({ kind, told, restoredUntil }: ShownStatus, hideWhen: string | null): boolean {
  const cases = hideWhen?.split(' ') ?? [];
  const isQuiet = kind === 'idle' || (kind === 'connecting' && !told) || (kind !== 'paused' && well.has(kind));
  return restoredUntil === undefined && (cases.includes(kind) || (cases.includes('live') && isQuiet));
}

/** Tells whether there are no live updates, and it is worth a word why. */
export function isUnavailable(kind: StatusKind): kind is 'unavailable' | 'failed' {
  return kind === 'unavailable' || kind === 'failed';
}

function calm(kind: StatusKind, wasWell: boolean, troubleSince?: number, restoredUntil?: number): ShownStatus {
  return {
    kind,
    told: false,
    wasWell,
    troubleSince,
    restoredUntil,
    lookAgainAt: restoredUntil,
    isShaky: false,
    wellSince: undefined,
  };
}
