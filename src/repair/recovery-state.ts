// Over 200 lines, two thirds of them the table of cases: what a confirmation, a body, an answer and a loss mean depends on those before it.

import type { CablegramError } from '../errors.js';
import type { Repair } from '../hub/subscription.js';

/** What is known of the repair of one channel. */
export interface RecoveryState {
  readonly hasSnapshot: boolean;
  /** The subscription is confirmed. */
  readonly isLive: boolean;
  /** The transport fetches by itself. Without a snapshot of our own, this channel then gets nothing. */
  readonly isFetchedByTransport: boolean;
  /** What comes is held back until the snapshot is there. */
  readonly isWaitingForSnapshot: boolean;
  /** What the snapshot shows that was not heard; a body within 2 s still explains it. */
  readonly suspectedBy: Proof | undefined;
  /** What proved that the server went deaf, while it is. */
  readonly deafBy: Proof | undefined;
  /** The snapshot changed unheard although the server confirms: it changes by itself, and proves nothing. */
  readonly changesByItself: boolean;
  /** Since when something may be missing, in epoch ms. */
  readonly missedSince: number | undefined;
  /** How many bodies had come when the last request went out, and when the request did whose answer made the state right. */
  readonly requestedAfter: number;
  readonly rightAfter: number | undefined;
  /** What was last reported. */
  readonly repair: Repair;
}

/** How a snapshot shows that something was not heard: by a higher number, or because it changed. */
export type Proof = 'number' | 'change';

/** What an answer came to. */
export type Answer =
  /** It was taken over, or is what it was. */
  | {
      readonly type: 'right';
      /** What it shows that was not heard. */
      readonly news: Proof | undefined;
      /** It was fetched because nothing was heard. */
      readonly isSilent: boolean;
      /** More came meanwhile than could be kept, or nobody knows whether the answer contains it. */
      readonly isIncomplete: boolean;
      readonly isUnplaced: boolean;
    }
  /** It is older than what is shown, could not be fetched, or says nothing. */
  | { readonly type: 'wrong'; readonly error: CablegramError | undefined; readonly retryAfter: number | undefined };

/** What happens to the repair of a channel. Instants are epoch ms. */
export type RecoveryEvent =
  | { readonly type: 'confirmed' }
  | { readonly type: 'unconfirmed' }
  /** The subscription waits or was rejected. */
  | { readonly type: 'unavailable' }
  | { readonly type: 'lost'; readonly since: number }
  /** A message is about to be delivered. */
  | { readonly type: 'delivering' }
  /** A body came. */
  | { readonly type: 'heard' }
  /** A number never came, or a frame was thrown away. */
  | { readonly type: 'hole'; readonly isBeginning: boolean; readonly since: number }
  /** A request goes out, after so many bodies. */
  | { readonly type: 'requested'; readonly bodyCount: number }
  | { readonly type: 'answered'; readonly answer: Answer }
  /** The transport fetched the snapshot, and it was taken over or not. */
  | { readonly type: 'fetched'; readonly isRight: boolean; readonly error?: CablegramError | undefined }
  /** The transport fetches for others, and not for this channel, which has no snapshot. */
  | { readonly type: 'unserved'; readonly since: number }
  /** The snapshot was waited for long enough, or the link is lost. */
  | { readonly type: 'overdue' }
  | { readonly type: 'interrupted' }
  /** Nothing explained the change of the snapshot. */
  | { readonly type: 'unexplained' }
  /** Somebody wants the snapshot anew. */
  | { readonly type: 'wanted' };

/** What to do now, in this order. */
export type RecoveryEffect =
  | { readonly type: 'fetch' }
  /** Cancels what is under way first. */
  | { readonly type: 'fetch-anew' }
  | { readonly type: 'retry'; readonly after: number | undefined }
  /** Fetch when the channel falls silent. */
  | { readonly type: 'watch' }
  | { readonly type: 'stop-fetching' }
  /** Hold back what comes, for a bounded time. */
  | { readonly type: 'hold' }
  /** Deliver what was held back. */
  | { readonly type: 'release' }
  /** Deliver what came since the request and is not in its answer, or what was held back. */
  | { readonly type: 'catch-up' }
  /** Keep nothing of what came. */
  | { readonly type: 'forget' }
  /** Wait for what explains the change of the snapshot. */
  | { readonly type: 'suspect' }
  | { readonly type: 'clear-suspicion' }
  | { readonly type: 'restart-order' }
  | { readonly type: 'gap'; readonly since: number }
  | { readonly type: 'report'; readonly repair: Repair; readonly error?: CablegramError | undefined };

export interface RecoveryStep {
  readonly state: RecoveryState;
  readonly effects: readonly RecoveryEffect[];
}

/** A channel that was never live. `missedSince`: it was left for so long, and something came meanwhile. */
export function initialRecovery(hasSnapshot: boolean, missedSince?: number): RecoveryState {
  return {
    hasSnapshot,
    isLive: false,
    isFetchedByTransport: false,
    isWaitingForSnapshot: false,
    suspectedBy: undefined,
    deafBy: undefined,
    changesByItself: false,
    missedSince,
    requestedAfter: 0,
    rightAfter: undefined,
    repair: 'ok',
  };
}

/** Says what an event means for the repair of a channel, and what to do. Pure: time passes outside of it. */
export function nextRecovery(state: RecoveryState, event: RecoveryEvent): RecoveryStep {
  switch (event.type) {
    case 'confirmed':
      return onConfirmed({ ...state, isLive: true });
    case 'unconfirmed':
      // The server does not confirm: repair by the snapshot. If it was deaf before the redial, report that again.
      return step(state, state.hasSnapshot && fetch, state.deafBy && report('deaf'));
    case 'unavailable':
      return step(state, stopFetching);
    case 'lost':
      return onLost(state, event.since);
    case 'delivering':
      return state.isLive || !state.hasSnapshot ? tellGap(state) : step(state);
    case 'heard':
      return onHeard(state);
    case 'hole':
      return onHole(state, event);
    case 'requested':
      return step({ ...state, requestedAfter: event.bodyCount });
    case 'answered':
      return event.answer.type === 'right' ? onRight(state, event.answer) : onWrong(state, event.answer);
    case 'fetched':
      return onFetched(state, event);
    case 'unserved':
      return doubt({ ...state, isFetchedByTransport: true, missedSince: state.missedSince ?? event.since });
    case 'overdue':
      return then(doubt({ ...state, isWaitingForSnapshot: false }), release);
    case 'interrupted':
      return step({ ...state, isWaitingForSnapshot: false }, state.isWaitingForSnapshot && release);
    case 'unexplained':
      return step({ ...state, suspectedBy: undefined, deafBy: state.suspectedBy, repair: 'deaf' }, report('deaf'));
    case 'wanted':
      return step({ ...state, rightAfter: undefined }, state.isLive && state.hasSnapshot && fetchAnew);
    default:
      return event satisfies never;
  }
}

const fetch: RecoveryEffect = { type: 'fetch' };
const fetchAnew: RecoveryEffect = { type: 'fetch-anew' };
const watch: RecoveryEffect = { type: 'watch' };
const stopFetching: RecoveryEffect = { type: 'stop-fetching' };
const hold: RecoveryEffect = { type: 'hold' };
const release: RecoveryEffect = { type: 'release' };
const catchUp: RecoveryEffect = { type: 'catch-up' };
const forget: RecoveryEffect = { type: 'forget' };
const suspect: RecoveryEffect = { type: 'suspect' };
const clearSuspicion: RecoveryEffect = { type: 'clear-suspicion' };
const restartOrder: RecoveryEffect = { type: 'restart-order' };

function report(repair: Repair, error?: CablegramError): RecoveryEffect {
  return { type: 'report', repair, error };
}

const NOTHING: readonly RecoveryEffect[] = [];

function step(state: RecoveryState, ...effects: (RecoveryEffect | false | undefined)[]): RecoveryStep {
  return { state, effects: effects.length === 0 ? NOTHING : effects.filter((effect) => !!effect) };
}

function then({ state, effects }: RecoveryStep, ...more: (RecoveryEffect | false | undefined)[]): RecoveryStep {
  const next = step(state, ...more);
  return { state, effects: [...effects, ...next.effects] };
}

/** Something is missing, until the snapshot brings it. */
function doubt(state: RecoveryState): RecoveryStep {
  return state.deafBy ? step(state) : step({ ...state, repair: 'stale' }, report('stale'));
}

function tellGap(state: RecoveryState): RecoveryStep {
  const { missedSince } = state;
  if (missedSince === undefined) return step(state);
  return step({ ...state, missedSince: undefined }, { type: 'gap', since: missedSince });
}

function onConfirmed(state: RecoveryState): RecoveryStep {
  const { hasSnapshot, isFetchedByTransport, missedSince, deafBy } = state;
  if (!hasSnapshot) {
    if (isFetchedByTransport) return doubt(state);
    const told = tellGap(state);
    return state.repair === 'ok' ? told : then({ ...told, state: { ...told.state, repair: 'ok' } }, report('ok'));
  }
  if (isFetchedByTransport) return tellGap(state);
  // A deaf server confirms nothing. This one does, so the snapshot changed by itself.
  const isCleared = deafBy === 'change';
  const next = { ...state, isWaitingForSnapshot: true, ...(isCleared && { deafBy: undefined, changesByItself: true }) };
  // What was asked for before may be older than what the confirmation lets through.
  return then(missedSince === undefined && !isCleared ? step(next) : doubt(next), hold, fetchAnew);
}

function onLost(state: RecoveryState, since: number): RecoveryStep {
  const { isLive, isFetchedByTransport, hasSnapshot } = state;
  const wasServed = isLive && (hasSnapshot || !isFetchedByTransport);
  const next: RecoveryState = {
    ...state,
    isLive: false,
    isFetchedByTransport: false,
    isWaitingForSnapshot: false,
    suspectedBy: undefined,
    missedSince: wasServed ? (state.missedSince ?? since) : state.missedSince,
  };
  return step(next, stopFetching, clearSuspicion, forget, restartOrder);
}

function onHeard(state: RecoveryState): RecoveryStep {
  // Before it confirms, a deaf server may send bodies too.
  if (!state.isLive || (!state.suspectedBy && !state.deafBy)) return step(state);
  const next = { ...state, suspectedBy: undefined, deafBy: undefined };
  if (!state.deafBy) return step(next, clearSuspicion);
  // Nobody knows what was sent between the last snapshot and this body.
  return then(doubt(next), clearSuspicion, fetch);
}

function onHole(state: RecoveryState, { isBeginning, since }: { readonly isBeginning: boolean; readonly since: number }): RecoveryStep {
  if (!state.hasSnapshot) return step(state, !isBeginning && { type: 'gap', since });
  return then(isBeginning ? step(state) : doubt(state), fetch);
}

function onRight(state: RecoveryState, answer: Answer & { readonly type: 'right' }): RecoveryStep {
  const { news, isSilent, isIncomplete, isUnplaced } = answer;
  const { isFetchedByTransport, requestedAfter, changesByItself, deafBy } = state;
  const isNews = isSilent && !isFetchedByTransport && !(news === 'change' && changesByItself);
  const suspectedBy = isNews ? news : undefined;
  const repair = deafBy ? 'deaf' : isUnplaced ? 'stale' : 'ok';
  const next: RecoveryState = {
    ...state,
    isWaitingForSnapshot: false,
    suspectedBy: suspectedBy ?? state.suspectedBy,
    missedSince: undefined,
    rightAfter: isUnplaced ? undefined : requestedAfter,
    repair,
  };
  const later: RecoveryEffect | false = isUnplaced
    ? { type: 'retry', after: undefined }
    : isIncomplete
      ? fetch
      : !isFetchedByTransport && watch;
  return step(next, catchUp, suspectedBy && suspect, !deafBy && report(repair), later);
}

function onWrong(state: RecoveryState, { error, retryAfter }: Answer & { readonly type: 'wrong' }): RecoveryStep {
  const next: RecoveryState = { ...state, isWaitingForSnapshot: false, rightAfter: undefined, deafBy: undefined, repair: 'stale' };
  return step(next, catchUp, report('stale', error), { type: 'retry', after: retryAfter });
}

function onFetched(state: RecoveryState, { isRight, error }: RecoveryEvent & { readonly type: 'fetched' }): RecoveryStep {
  const next: RecoveryState = {
    ...state,
    isFetchedByTransport: true,
    isWaitingForSnapshot: false,
    deafBy: undefined,
    missedSince: isRight ? undefined : state.missedSince,
    rightAfter: undefined,
    repair: isRight ? 'ok' : 'stale',
  };
  return step(next, catchUp, report(next.repair, error));
}
