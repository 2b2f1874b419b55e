import { Subscription } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import type { IdentifierEvent } from '../hub/subscription.js';
import { visitRecords } from '../message/batch.js';
import type { Message } from '../message/message.js';
import type { SnapshotSource } from '../transport/transport.js';
import type { Fetched } from './conditional-get.js';
import { createGapReport } from './gap-report.js';
import { createHearing } from './hearing.js';
import { placeIn } from './placement.js';
import { readSnapshot, type SnapshotReading } from './read-snapshot.js';
import type { Reading } from './reading.js';
import { createRecent } from './recent.js';
import { initialRecovery, nextRecovery, type Answer, type Proof, type RecoveryEffect, type RecoveryEvent } from './recovery-state.js';
import { HOLD_WITHIN, type Recovery, type RepairedChannel } from './repaired-channel.js';
import { createRefresh } from './refresh.js';
import { createSequencer } from './sequencer.js';
import { createSnapshotFetcher } from './snapshot.js';

/** A snapshot from a transport that fetches by itself. */
type TransportSnapshot = IdentifierEvent & { readonly type: 'snapshot' };

/** What happened to full state that was fetched. */
interface Applied {
  readonly isAccepted: boolean;
  readonly isUnplaced: boolean;
  readonly error?: CablegramError;
}

/** How far the cable may lag behind a snapshot that changed, in ms. Rails lags by half a second at most. */
const HEARD_WITHIN = 2_000;

/** Repairs one channel: by its snapshot, or without one by the order of its numbers and versions, with gaps. */
export function createRecovery(channel: RepairedChannel, missedSince: number | undefined): Recovery {
  const { source } = channel;
  return source === undefined ? createGapReport(channel, missedSince, createSequencer) : recoverBySnapshot(channel, source, missedSince);
}

/**
 * Repairs what a channel missed by its snapshot. Runs what `nextRecovery` decides: the timers, the fetching, the buffer and the order.
 *
 * On each confirmation live messages are held back, the snapshot is fetched and delivered, then the messages that are newer. This order
 * loses nothing: with the snapshot first, 28 of 40 rounds at 100 messages a second had a hole; with this order, none. If the snapshot
 * fails, live messages are delivered and it is fetched again. If the channel is silent for long, the snapshot shows whether the server has
 * become deaf.
 */
function recoverBySnapshot(channel: RepairedChannel, source: SnapshotSource, missedSince: number | undefined): Recovery {
  const { identifier, environment } = channel;
  const fetcher = createSnapshotFetcher(
    identifier,
    source,
    channel.get,
    (snapshot) => channel.isRefused(snapshot),
    () => channel.isOrdered,
  );
  const sequencer = createSequencer({ environment, deliver, onHole: (isBeginning) => onHole(isBeginning) });
  const refresh = createRefresh({ fetch: request, onAnswer, environment });
  const recent = createRecent();
  const hearing = createHearing(environment.now);
  let state = initialRecovery(missedSince);
  let holding = new Subscription();
  let suspicion = new Subscription();
  /** Bodies received so far. */
  let bodyCount = 0;
  /** The highest number received when the last request was sent. */
  let highestAtRequest: number | undefined;
  /** The messages that `catch-up` delivers. */
  let behind: readonly Reading[] = [];
  /** When the newest delivered message was received. */
  let shownAt: number | undefined;
  /** The last snapshot that the transport fetched, if it was older than what is shown. */
  let refused: TransportSnapshot | undefined;
  let isUnplacedReported = false;
  let isOver = false;

  function dispatch(event: RecoveryEvent): void {
    const step = nextRecovery(state, event);
    state = step.state;
    for (const effect of step.effects) if (!isOver) run(effect);
  }

  function run(effect: RecoveryEffect): void {
    switch (effect.type) {
      case 'fetch':
        return refresh.soon();
      case 'fetch-anew':
        refresh.stop();
        return refresh.soon();
      case 'retry':
        return refresh.retry(effect.after);
      case 'watch':
        return refresh.watch();
      case 'stop-fetching':
        return refresh.stop();
      case 'hold':
        recent.begin();
        holding.unsubscribe();
        holding = after(HOLD_WITHIN, () => dispatch({ type: 'overdue' }));
        return;
      case 'release':
        holding.unsubscribe();
        return [...recent.all].forEach(pass);
      case 'catch-up':
        holding.unsubscribe();
        recent.take();
        return behind.forEach(pass);
      case 'forget':
        recent.take();
        return;
      case 'suspect':
        suspicion.unsubscribe();
        suspicion = after(HEARD_WITHIN, () => dispatch({ type: 'unexplained' }));
        return;
      case 'clear-suspicion':
        return suspicion.unsubscribe();
      case 'restart-order':
        return sequencer.restart();
      case 'resume-order':
        return sequencer.resume();
      case 'gap':
        return channel.deliver({ type: 'gap', since: effect.since, until: Date.now() });
      case 'report':
        if (effect.error) channel.onError(effect.error);
        return channel.onRepair(effect.repair);
      default:
        effect satisfies never;
    }
  }

  function deliver(message: Message): void {
    if ('receivedAt' in message) shownAt = message.receivedAt;
    channel.deliver(message);
  }

  function onBody(body: unknown): void {
    bodyCount += 1;
    refresh.onHeard();
    hearing.hear();
    visitRecords(body, arrive);
    if (state.suspectedBy || state.deafBy) dispatch({ type: 'heard' });
  }

  function arrive(member: unknown): void {
    const reading = channel.read(member);
    if (!reading) return;
    recent.add(reading);
    if (!state.isWaitingForSnapshot) pass(reading);
  }

  function pass(reading: Reading): void {
    if (state.missedSince !== undefined) dispatch({ type: 'delivering' });
    sequencer.take(reading);
  }

  function onHole(isBeginning: boolean): void {
    dispatch({ type: 'hole', isBeginning });
  }

  /** Requires a full answer if bodies were received since the state was last right, since the server may have taken them back. */
  function request(controller: AbortController): Promise<Fetched> {
    if (state.isWaitingForSnapshot) recent.mark();
    else recent.begin();
    highestAtRequest = sequencer.highest();
    const isFresh = bodyCount !== state.rightAfter;
    dispatch({ type: 'requested', bodyCount });
    return fetcher.fetch(controller, isFresh);
  }

  function onAnswer(fetched: Fetched, isSilent: boolean): void {
    behind = state.isWaitingForSnapshot ? recent.all : [];
    const { isIncomplete } = recent;
    dispatch({ type: 'answered', answer: answerOf() });

    function answerOf(): Answer {
      if (fetched.type === 'failed') return failed(fetched);
      if (fetched.type === 'same') return { type: 'right', news: undefined, isSilent, isIncomplete, isUnplaced: false };
      const reading = readSnapshot(fetched.body, channel);
      const news = reading && newsIn(reading);
      const { isAccepted, isUnplaced, error } = apply(reading);
      if (!isAccepted) return { type: 'wrong', error, retryAfter: undefined };
      return { type: 'right', news, isSilent, isIncomplete, isUnplaced };
    }
  }

  /**
   * A number higher than everything received proves news. Without numbers, a snapshot that changed during an unusually long silence does.
   */
  function newsIn({ place: { seq } }: SnapshotReading): Proof | undefined {
    if (seq === undefined) return bodyCount === state.rightAfter && hearing.isUnusuallySilent() ? 'change' : undefined;
    // A view may have brought the numbers only after the last bodies.
    if (highestAtRequest === undefined) return bodyCount === state.rightAfter ? 'number' : undefined;
    return bodyCount === state.requestedAfter && seq > highestAtRequest ? 'number' : undefined;
  }

  /** Delivers full state, and finds the messages received since the request that it does not contain. */
  function apply(reading: SnapshotReading | undefined): Applied {
    const nothing = { isAccepted: false, isUnplaced: false };
    if (!reading) return { ...nothing, error: unreadable(identifier) };
    const { all, beforeMark } = recent;
    if (!sequencer.replace(reading, highestAtRequest, all)) return nothing;
    const places = all.map((each, index) => placeIn(reading.place, each, index < beforeMark));
    behind = all.filter((_, index) => places[index] !== 'inside');
    const isUnplaced = places.includes('unknown');
    if (isUnplaced && !isUnplacedReported) {
      isUnplacedReported = true;
      channel.onError(unplaced(identifier));
    }
    return { isAccepted: true, isUnplaced };
  }

  /** Applies a snapshot that the transport fetched. */
  function onFetched(event: TransportSnapshot): void {
    sequencer.restart();
    highestAtRequest = undefined;
    behind = state.isWaitingForSnapshot ? recent.all : [];
    const { isAccepted, error } = apply(readSnapshot(event.body, channel));
    refused = isAccepted ? undefined : event;
    dispatch({ type: 'fetched', isRight: isAccepted, error });
  }

  function onTransport(event: IdentifierEvent & { readonly type: 'snapshot' | 'unchanged' | 'stale' }): void {
    if (event.source !== undefined && event.source !== source) return;
    if (event.type === 'snapshot') onFetched(event);
    else if (event.type === 'unchanged' && refused) onFetched(refused);
    else if (event.type === 'unchanged') dispatch({ type: 'fetched', isRight: true });
    else dispatch({ type: 'fetched', isRight: false, error: new CablegramError('snapshot-failed', event.message) });
  }

  function onLost(heardAt: number | undefined): void {
    hearing.pause();
    dispatch({ type: 'interrupted' });
    dispatch({ type: 'lost', since: heardAt ?? shownAt ?? Date.now() });
  }

  return {
    next(event: IdentifierEvent): void {
      switch (event.type) {
        case 'body':
          if (event.source === undefined || event.source === source) onBody(event.body);
          return;
        case 'snapshot':
        case 'unchanged':
        case 'stale':
          return onTransport(event);
        case 'discarded':
        case 'missed':
          return onHole(false);
        case 'lost':
          return onLost(event.heardAt);
        case 'subscription':
          if (event.state === 'confirmed') return dispatch({ type: 'confirmed', isComplete: event.missed?.length === 0 });
          if (event.state === 'unconfirmed') return dispatch({ type: 'unconfirmed' });
          return dispatch({ type: 'unavailable' });
        case 'extra':
          return;
        default:
          event satisfies never;
      }
    },
    refresh: () => dispatch({ type: 'wanted' }),
    end() {
      isOver = true;
      refresh.end();
      holding.unsubscribe();
      suspicion.unsubscribe();
      const since = sequencer.end();
      if (since !== undefined) channel.onUndelivered(since);
      return state.missedSince;
    },
  };
}

function failed({ message, retryAfter, cause }: Fetched & { readonly type: 'failed' }): Answer {
  return { type: 'wrong', error: new CablegramError('snapshot-failed', message, { cause }), retryAfter };
}

function unreadable(identifier: string): CablegramError {
  return new CablegramError(
    'snapshot-unreadable',
    `The snapshot of ${identifier} contains no value, list or event, so the state may be old. If it has another shape, set \`decode\`.`,
  );
}

function unplaced(identifier: string): CablegramError {
  return new CablegramError(
    'snapshot-unplaced',
    `A body of ${identifier} arrived while its snapshot was being fetched, and it is unknown whether the snapshot contains it. Send a sequence number with both and set \`seq\`.`,
  );
}
