// Over 200 lines, two thirds of them the table of cases: a confirmation, a body, an answer or a loss means different things after different
// events.

import type { CablegramError } from '../errors.js';
import type { Repair } from '../hub/subscription.js';

/** The state of the repair of one channel with a snapshot. */
export interface RecoveryState {
  /** The subscription is confirmed. */
  readonly isLive: boolean;
  /** The transport fetches snapshots itself. */
  readonly isFetchedByTransport: boolean;
  /** Messages are held back until the snapshot arrives. */
  readonly isWaitingForSnapshot: boolean;
  /** How the snapshot showed news that was not received. A body within 2 s still explains it. */
  readonly suspectedBy: Proof | undefined;
  /** What proved that the server is deaf, while it is. */
  readonly deafBy: Proof | undefined;
  /** The snapshot changed without a message although the server confirms. So it changes by itself, and its changes prove nothing. */
  readonly changesByItself: boolean;
  /** Since when something may be missing, in epoch ms. */
  readonly missedSince: number | undefined;
  /**
   * `requestedAfter`: bodies received when the last request was sent. `rightAfter`: the same for the last request whose answer made the
   * state right.
   */
  readonly requestedAfter: number;
  readonly rightAfter: number | undefined;
  /** The repair state that was last reported. */
  readonly repair: Repair;
  /** Whether the state was right when the link was last lost. */
  readonly wasRight: boolean;
}

/** How a snapshot shows news that was not received: by a higher number, or because it changed. */
export type Proof = 'number' | 'change';

/** The result of an answer. */
export type Answer =
  /** The snapshot was applied, or has not changed. */
  | {
      readonly type: 'right';
      /** How it showed news that was not received. */
      readonly news: Proof | undefined;
      /** It was fetched because the channel was silent. */
      readonly isSilent: boolean;
      /** More messages arrived in the meantime than are kept. */
      readonly isIncomplete: boolean;
      readonly isUnplaced: boolean;
    }
  /** It is older than what is shown, could not be fetched, or contains nothing. */
  | { readonly type: 'wrong'; readonly error: CablegramError | undefined; readonly retryAfter: number | undefined };

/** What happens to the repair of a channel. Instants are epoch ms. */
export type RecoveryEvent =
  /** `isComplete`: nothing is missing since the last confirmation. */
  | { readonly type: 'confirmed'; readonly isComplete?: boolean }
  | { readonly type: 'unconfirmed' }
  /** The subscription is waiting or was rejected. */
  | { readonly type: 'unavailable' }
  | { readonly type: 'lost'; readonly since: number }
  /** A message is about to be delivered. */
  | { readonly type: 'delivering' }
  /** A body was received. */
  | { readonly type: 'heard' }
  /** A number is missing, or a frame was discarded. */
  | { readonly type: 'hole'; readonly isBeginning: boolean }
  /** A request is sent, after this many bodies. */
  | { readonly type: 'requested'; readonly bodyCount: number }
  | { readonly type: 'answered'; readonly answer: Answer }
  /** The transport fetched the snapshot, which was applied or not. */
  | { readonly type: 'fetched'; readonly isRight: boolean; readonly error?: CablegramError | undefined }
  /** `overdue`: the snapshot took too long. `interrupted`: the link was lost. */
  | { readonly type: 'overdue' }
  | { readonly type: 'interrupted' }
  /** No body explained the change of the snapshot. */
  | { readonly type: 'unexplained' }
  /** A view asks for a new snapshot. */
  | { readonly type: 'wanted' };

/** What to do now, in this order. */
export type RecoveryEffect =
  | { readonly type: 'fetch' }
  /** Cancels the current request first. */
  | { readonly type: 'fetch-anew' }
  | { readonly type: 'retry'; readonly after: number | undefined }
  /** Fetch when the channel falls silent. */
  | { readonly type: 'watch' }
  | { readonly type: 'stop-fetching' }
  /** Hold back messages, for a limited time. */
  | { readonly type: 'hold' }
  /** Deliver the messages that were held back. */
  | { readonly type: 'release' }
  /** Deliver the messages received since the request that its answer does not contain, or those that were held back. */
  | { readonly type: 'catch-up' }
  /** Discard the kept messages. */
  | { readonly type: 'forget' }
  /** Wait for a body that explains the change of the snapshot. */
  | { readonly type: 'suspect' }
  | { readonly type: 'clear-suspicion' }
  | { readonly type: 'restart-order' }
  | { readonly type: 'resume-order' }
  | { readonly type: 'gap'; readonly since: number }
  | { readonly type: 'report'; readonly repair: Repair; readonly error?: CablegramError | undefined };

export interface RecoveryStep {
  readonly state: RecoveryState;
  readonly effects: readonly RecoveryEffect[];
}

/** The state of a channel that was never live. `missedSince`: it was left at that time, and messages arrived in the meantime. */
export function initialRecovery(missedSince?: number): RecoveryState {
  return {
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
    wasRight: false,
  };
}

/** Returns what an event means for the repair of a channel, and what to do. Pure: it reads no clock. */
export function nextRecovery(state: RecoveryState, event: RecoveryEvent): RecoveryStep {
  switch (event.type) {
    case 'confirmed':
      return event.isComplete === true && state.wasRight ? onResumed(state) : onConfirmed({ ...state, isLive: true });
    case 'unconfirmed':
      // The server does not confirm: keep repairing by snapshot. If it was deaf before the reconnection, report that again.
      return step(state, fetch, state.deafBy && report('deaf'));
    case 'unavailable':
      return step(state, stopFetching);
    case 'lost':
      return onLost(state, event.since);
    case 'delivering':
      return state.isLive ? reportGap(state) : step(state);
    case 'heard':
      return onHeard(state);
    case 'hole':
      return onHole(state, event.isBeginning);
    case 'requested':
      return step({ ...state, requestedAfter: event.bodyCount });
    case 'answered':
      return event.answer.type === 'right' ? onRight(state, event.answer) : onWrong(state, event.answer);
    case 'fetched':
      return onFetched(state, event);
    case 'overdue':
      return then(doubt({ ...state, isWaitingForSnapshot: false }), release);
    case 'interrupted':
      return step({ ...state, isWaitingForSnapshot: false }, state.isWaitingForSnapshot && release);
    case 'unexplained':
      return step({ ...state, suspectedBy: undefined, deafBy: state.suspectedBy, repair: 'deaf' }, report('deaf'));
    case 'wanted':
      return step({ ...state, rightAfter: undefined }, state.isLive && fetchAnew);
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
const resumeOrder: RecoveryEffect = { type: 'resume-order' };

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

/** Reports that something is missing, until the snapshot brings it. */
function doubt(state: RecoveryState): RecoveryStep {
  return state.deafBy ? step(state) : step({ ...state, repair: 'stale' }, report('stale'));
}

function reportGap(state: RecoveryState): RecoveryStep {
  const { missedSince } = state;
  if (missedSince === undefined) return step(state);
  return step({ ...state, missedSince: undefined }, { type: 'gap', since: missedSince });
}

function onConfirmed(state: RecoveryState): RecoveryStep {
  const { isFetchedByTransport, missedSince, deafBy } = state;
  if (isFetchedByTransport) return reportGap(state);
  // A deaf server confirms nothing. This one confirms, so the snapshot changed by itself.
  const isCleared = deafBy === 'change';
  const next = { ...state, isWaitingForSnapshot: true, ...(isCleared && { deafBy: undefined, changesByItself: true }) };
  // The answer to an earlier request may be older than the messages that follow the confirmation.
  return then(missedSince === undefined && !isCleared ? step(next) : doubt(next), hold, fetchAnew);
}

/** What was missed follows as messages, so that the state is right without another snapshot. */
function onResumed(state: RecoveryState): RecoveryStep {
  return step({ ...state, isLive: true, missedSince: undefined }, resumeOrder, watch);
}

function isRight({ rightAfter, missedSince, repair, isFetchedByTransport, isWaitingForSnapshot }: RecoveryState): boolean {
  return rightAfter !== undefined && missedSince === undefined && repair === 'ok' && !isFetchedByTransport && !isWaitingForSnapshot;
}

function onLost(state: RecoveryState, since: number): RecoveryStep {
  const next: RecoveryState = {
    ...state,
    isLive: false,
    isFetchedByTransport: false,
    isWaitingForSnapshot: false,
    suspectedBy: undefined,
    missedSince: state.isLive ? (state.missedSince ?? since) : state.missedSince,
    wasRight: state.isLive ? isRight(state) : state.wasRight,
  };
  return step(next, stopFetching, clearSuspicion, forget, restartOrder);
}

function onHeard(state: RecoveryState): RecoveryStep {
  // A deaf server may send bodies before it confirms, so those prove nothing.
  if (!state.isLive || (!state.suspectedBy && !state.deafBy)) return step(state);
  const next = { ...state, suspectedBy: undefined, deafBy: undefined };
  if (!state.deafBy) return step(next, clearSuspicion);
  // It is unknown what was sent between the last snapshot and this body.
  return then(doubt(next), clearSuspicion, fetch);
}

function onHole(state: RecoveryState, isBeginning: boolean): RecoveryStep {
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
