import { Observable } from 'rxjs';
import type { Environment } from '../environment.js';
import { CablegramError } from '../errors.js';
import type { Hub, HubPlace } from '../hub/hub.js';
import type { IdentifierEvent, Repair, SubscriptionState } from '../hub/subscription.js';
import { decode as decodeBody } from '../message/decode.js';
import type { Message } from '../message/message.js';
import { readSequenceNumber } from '../message/number.js';
import { readPlace, type Place } from '../message/path.js';
import { Emitter } from '../operators/emitter.js';
import { shareWhileUsed } from '../operators/share-while-used.js';
import type { SnapshotOptions } from '../repair/snapshot.js';
import type { Version } from '../repair/newest.js';
import type { Reading } from '../repair/reading.js';
import { recoverGap } from '../repair/recover-gap.js';
import type { SnapshotSource } from '../transport/transport.js';
import { createAgreement, type AgreedOptions } from './agreement.js';
import { createRecollection, type Bookmark } from './recollection.js';

/** The state of the subscription that all views of one identifier share. */
export interface SharedState {
  readonly subscription: SubscriptionState;
  /** Whether the channel has been confirmed while in use, so that older state may be shown. */
  readonly wasLive: boolean;
}

/** What a repair group needs from its channel. */
export interface GroupContext {
  readonly identifier: string;
  readonly hub: Hub;
  /** The events of the identifier; starts with its state. */
  readonly event$: Observable<IdentifierEvent>;
  readonly environment: Environment;
  /** How snapshots are fetched. */
  readonly get: SnapshotOptions;
  /** Returns whether a snapshot must not be shown. */
  readonly isRefused: (snapshot: unknown) => boolean;
  /** The state of the subscription; replays. */
  readonly state$: Observable<SharedState>;
  readonly state: () => SharedState;
  /** Makes a transport that fetches request the snapshot, until the returned function is called. */
  readonly want: (source: SnapshotSource | undefined) => () => void;
  /** The channel that the group belongs to. */
  readonly owner: () => object;
}

/** What one view passes each time it follows the group. */
export interface Follower {
  readonly options: AgreedOptions;
  /** Where the view left, if it followed before. */
  bookmark: Bookmark | undefined;
  /** Since when the view has missed something that was not reported to it, in epoch ms. */
  missedSince: number | undefined;
  /** When the channel was last known to deliver everything, in epoch ms. */
  readonly lastHeardAt: () => number | undefined;
}

/** The views of one identifier with the same snapshot, or without one. They share its requests and the repair. */
export interface RepairGroup {
  readonly hasSnapshot: boolean;
  /** Decoded and repaired messages. Starts with what the other views show, or continues where the follower left. */
  follow(follower: Follower): Observable<Message>;
  /** Returns what the current views show: the messages that a new view starts with. */
  readonly shown: () => readonly Message[];
  /** Returns the conflict of a view with the current views, if there is one. */
  readonly conflictOf: (options: AgreedOptions) => CablegramError | undefined;
  /** What identifies the thing in a body, if a current view says so. */
  readonly key: Place<unknown> | undefined;
  readonly errors$: Observable<CablegramError>;
  readonly repair: Repair;
  /** Emits when `repair` has changed. */
  readonly change$: Observable<void>;
  /** When a snapshot last proved the state right, in epoch ms. */
  readonly rightAt: number | undefined;
  /** Fetches the snapshot again, if there is one, for a view that missed something. */
  readonly refresh: () => void;
}

/** Where the last view of a group left. */
interface Left {
  readonly place: HubPlace | undefined;
  /** Since when something was missed that was not reported to any view, in epoch ms. */
  readonly missedSince: number | undefined;
  readonly at: number;
}

/** Creates the repair for the views with the snapshot `source`. It follows the identifier only while one of them is in use. */
export function createRepairGroup(source: SnapshotSource | undefined, context: GroupContext): RepairGroup {
  const { identifier, hub, event$, environment, get, isRefused, state$, state, want, owner } = context;
  const agreement = createAgreement(identifier);
  const recollection = createRecollection();
  const change$ = new Emitter<void>();
  const errors$ = new Emitter<CablegramError>();
  const refresh$ = new Emitter<void>();
  const ordered$ = new Emitter<void>();
  const voter = {};
  let repair: Repair = 'ok';
  let rightAt: number | undefined;
  let followers = 0;
  let left: Left | undefined;
  let missedSince: number | undefined;
  let unwant: (() => void) | undefined;

  function setRepair(next: Repair): void {
    if (next === 'ok') rightAt = Date.now();
    if (next !== repair) {
      repair = next;
      change$.next();
    }
    // Last, since the hub may reconnect at once, after which a deaf channel is only stale.
    hub.noteRepair(identifier, voter, next);
  }

  /** Decodes a body and reads its position. Each of these functions may come from the page and throw. */
  function read(body: unknown): Reading | undefined {
    const { decode = decodeBody, seq, version, key } = agreement.options;
    try {
      return {
        message: decode(body, Date.now()),
        seq: seq === undefined ? undefined : numberOf(readPlace(body, seq)),
        version: version === undefined ? undefined : versionOf(readPlace(body, version)),
        key: key === undefined ? undefined : readPlace(body, key),
      };
    } catch (cause) {
      const message = `A body of ${identifier} was dropped, because reading it failed: ${String(cause)}`;
      errors$.next(new CablegramError('body-undecodable', message, { cause }));
      return undefined;
    }
  }

  function isOrdered(): boolean {
    const { seq, version } = agreement.options;
    return seq !== undefined || version !== undefined;
  }

  /** Returns the number of a body that may not belong to the stream, such as the list of a snapshot. */
  function seqOf(body: unknown): number | undefined {
    try {
      return numberOf(readPlace(body, agreement.options.seq));
    } catch {
      return undefined;
    }
  }

  function refresh(): void {
    refresh$.next();
  }

  const message$ = event$.pipe(
    recoverGap({
      identifier,
      read,
      seqOf,
      isDecodedByPage: () => agreement.options.decode !== undefined,
      isOrdered,
      ordered$,
      source,
      get,
      isRefused,
      missedSince: () => missedSince,
      refresh$,
      onRepair: setRepair,
      onError: (error) => errors$.next(error),
      onUndelivered(since) {
        if (left) left = { ...left, missedSince: Math.min(left.missedSince ?? since, since) };
      },
      environment,
    }),
    shareWhileUsed({ onValue: recollection.note }),
  );

  /** Finds out what arrived since the last view left. During the linger time the subscription continued without it. */
  function begin(): void {
    const place = hub.placeOf(identifier);
    const goesOn = left !== undefined && place !== undefined && place.session === left.place?.session;
    const isSilent = place?.said === left?.place?.said;
    missedSince = goesOn ? (left?.missedSince ?? (isSilent ? undefined : left?.at)) : undefined;
    // A snapshot is fetched again, and messages until then may be older than what was kept.
    if (!goesOn || source !== undefined) recollection.clear();
    unwant = want(source);
  }

  function end(leftAt: number): void {
    const { subscription, wasLive } = state();
    const owed = subscription === 'confirmed' ? undefined : (missedSince ?? (wasLive ? leftAt : undefined));
    left = { place: hub.placeOf(identifier), missedSince: owed, at: leftAt };
    hub.noteRepair(identifier, voter, undefined);
    // A view that comes back during the linger time finds what was known.
    hub.keep(identifier, { owner: owner(), group });
    unwant?.();
    repair = 'ok';
    change$.next();
  }

  function shown(): readonly Message[] {
    const messages = recollection.forNewView();
    if (recollection.isIncomplete) refresh();
    return messages;
  }

  function follow(follower: Follower): Observable<Message> {
    return new Observable((subscriber) => {
      const conflict = agreement.conflictOf(follower.options);
      if (conflict) return subscriber.error(conflict);
      const wasOrdered = isOrdered();
      const leave = agreement.join(follower.options);
      if (!wasOrdered && isOrdered()) ordered$.next();
      followers += 1;
      if (followers === 1) begin();
      const { bookmark } = follower;
      // A snapshot replaces everything that a view shows, so it may be delivered again.
      const isKnown = bookmark !== undefined && recollection.knows(bookmark) && !recollection.hasSnapshot;
      if (!isKnown && source === undefined) follower.missedSince ??= bookmark?.leftAt;
      subscriber.add(() => {
        const leftAt = follower.lastHeardAt() ?? Date.now();
        follower.bookmark = recollection.bookmark(leftAt);
        leave();
        followers -= 1;
        if (followers === 0) end(leftAt);
      });
      for (const message of isKnown ? recollection.since(bookmark) : recollection.forNewView()) subscriber.next(message);
      if (subscriber.closed) return;
      subscriber.add(message$.subscribe(subscriber));
      if (follower.missedSince !== undefined) subscriber.add(state$.subscribe(reportAbsence));
      if (recollection.isIncomplete) refresh();

      /** Reports a gap until the new confirmation, because the subscription ended while the view was away. */
      function reportAbsence({ subscription }: SharedState): void {
        const since = follower.missedSince;
        if (since === undefined || subscription !== 'confirmed') return;
        follower.missedSince = undefined;
        subscriber.next({ type: 'gap', since, until: Date.now() });
      }
    });
  }

  const group: RepairGroup = {
    hasSnapshot: source !== undefined,
    follow,
    shown,
    conflictOf: agreement.conflictOf,
    get key() {
      return agreement.options.key;
    },
    errors$,
    get repair() {
      return repair;
    },
    change$,
    get rightAt() {
      return rightAt;
    },
    refresh,
  };
  return group;
}

function numberOf(value: unknown): number | undefined {
  const number = readSequenceNumber(value);
  // Beyond 2^53 the remainder is used, so that neighbours stay one apart.
  return typeof number === 'bigint' ? Number(BigInt.asUintN(53, number)) : number;
}

function versionOf(value: unknown): Version | undefined {
  // No version is newer than NaN.
  return typeof value === 'string' || Number.isFinite(value) ? (value as Version) : undefined;
}
