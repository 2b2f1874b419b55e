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
import { recoverGap, type RepairControls } from '../repair/recover-gap.js';
import type { SnapshotSource } from '../transport/transport.js';
import { createAgreement, type AgreedOptions, type Agreement } from './agreement.js';
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
  shown(): readonly Message[];
  /** Returns the conflict of a view with the current views, if there is one. */
  conflictOf(options: AgreedOptions): CablegramError | undefined;
  /** What identifies the thing in a body, if a current view says so. */
  readonly key: Place<unknown> | undefined;
  readonly errors$: Observable<CablegramError>;
  readonly repair: Repair;
  /** Emits when `repair` has changed. */
  readonly change$: Observable<void>;
  /** When a snapshot last proved the state right, in epoch ms. */
  readonly rightAt: number | undefined;
  /** Fetches the snapshot again, if there is one, for a view that missed something. */
  refresh(): void;
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
  return new Group(source, context);
}

/** A class, since a page may have hundreds of them, and an object with getters of its own takes three times the memory. */
class Group implements RepairGroup {
  readonly errors$ = new Emitter<CablegramError>();
  readonly change$ = new Emitter<void>();
  repair: Repair = 'ok';
  rightAt: number | undefined;
  readonly #source: SnapshotSource | undefined;
  readonly #context: GroupContext;
  readonly #agreement: Agreement;
  readonly #recollection = createRecollection();
  readonly #message$: Observable<Message>;
  /** Set while the repair runs. */
  #running: RepairControls | undefined;
  #followers = 0;
  #left: Left | undefined;
  #missedSince: number | undefined;
  #unwant: (() => void) | undefined;

  constructor(source: SnapshotSource | undefined, context: GroupContext) {
    const { identifier, event$, get, isRefused, environment } = context;
    this.#source = source;
    this.#context = context;
    this.#agreement = createAgreement(identifier);
    this.#message$ = event$.pipe(
      recoverGap(
        {
          identifier,
          read: (body) => this.#read(body),
          seqOf: (body) => this.#seqOf(body),
          isDecodedByPage: () => this.#agreement.options.decode !== undefined,
          isOrdered: () => this.#isOrdered(),
          source,
          get,
          isRefused,
          missedSince: () => this.#missedSince,
          onRepair: (repair) => this.#setRepair(repair),
          onError: (error) => this.errors$.next(error),
          onUndelivered: (since) => this.#noteUndelivered(since),
          environment,
        },
        (running) => (this.#running = running),
      ),
      shareWhileUsed({ onValue: (message) => this.#recollection.note(message) }),
    );
  }

  get hasSnapshot(): boolean {
    return this.#source !== undefined;
  }

  get key(): Place<unknown> | undefined {
    return this.#agreement.options.key;
  }

  conflictOf(options: AgreedOptions): CablegramError | undefined {
    return this.#agreement.conflictOf(options);
  }

  refresh(): void {
    this.#running?.refresh();
  }

  shown(): readonly Message[] {
    const messages = this.#recollection.forNewView();
    if (this.#recollection.isIncomplete) this.refresh();
    return messages;
  }

  follow(follower: Follower): Observable<Message> {
    const recollection = this.#recollection;
    return new Observable((subscriber) => {
      const conflict = this.#agreement.conflictOf(follower.options);
      if (conflict) return subscriber.error(conflict);
      const leave = this.#join(follower.options);
      const { bookmark } = follower;
      // A snapshot replaces everything that a view shows, so it may be delivered again.
      const isKnown = bookmark !== undefined && recollection.knows(bookmark) && !recollection.hasSnapshot;
      if (!isKnown && this.#source === undefined) follower.missedSince ??= bookmark?.leftAt;
      subscriber.add(() => {
        const leftAt = follower.lastHeardAt() ?? Date.now();
        follower.bookmark = recollection.bookmark(leftAt);
        leave();
        this.#followers -= 1;
        if (this.#followers === 0) this.#end(leftAt);
      });
      for (const message of isKnown ? recollection.since(bookmark) : recollection.forNewView()) subscriber.next(message);
      if (subscriber.closed) return;
      subscriber.add(this.#message$.subscribe(subscriber));
      if (follower.missedSince !== undefined) subscriber.add(this.#context.state$.subscribe(reportAbsence));
      if (recollection.isIncomplete) this.refresh();

      /** Reports a gap until the new confirmation, because the subscription ended while the view was away. */
      function reportAbsence({ subscription }: SharedState): void {
        const since = follower.missedSince;
        if (since === undefined || subscription !== 'confirmed') return;
        follower.missedSince = undefined;
        subscriber.next({ type: 'gap', since, until: Date.now() });
      }
    });
  }

  /** Adds a view with its options, until the returned function is called. */
  #join(options: AgreedOptions): () => void {
    const wasOrdered = this.#isOrdered();
    const leave = this.#agreement.join(options);
    if (!wasOrdered && this.#isOrdered()) this.#running?.order();
    this.#followers += 1;
    if (this.#followers === 1) this.#begin();
    return leave;
  }

  /** Finds out what arrived since the last view left. During the linger time the subscription continued without it. */
  #begin(): void {
    const { hub, identifier, want } = this.#context;
    const left = this.#left;
    const place = hub.placeOf(identifier);
    const goesOn = left !== undefined && place !== undefined && place.session === left.place?.session;
    const isSilent = place?.said === left?.place?.said;
    this.#missedSince = goesOn ? (left.missedSince ?? (isSilent ? undefined : left.at)) : undefined;
    // A snapshot is fetched again, and messages until then may be older than what was kept.
    if (!goesOn || this.#source !== undefined) this.#recollection.clear();
    this.#unwant = want(this.#source);
  }

  #end(leftAt: number): void {
    const { hub, identifier, state, owner } = this.#context;
    const { subscription, wasLive } = state();
    const owed = subscription === 'confirmed' ? undefined : (this.#missedSince ?? (wasLive ? leftAt : undefined));
    this.#left = { place: hub.placeOf(identifier), missedSince: owed, at: leftAt };
    hub.noteRepair(identifier, this, undefined);
    // A view that comes back during the linger time finds what was known.
    hub.keep(identifier, { owner: owner(), group: this });
    this.#unwant?.();
    this.repair = 'ok';
    this.change$.next();
  }

  #noteUndelivered(since: number): void {
    if (this.#left) this.#left = { ...this.#left, missedSince: Math.min(this.#left.missedSince ?? since, since) };
  }

  #setRepair(next: Repair): void {
    if (next === 'ok') this.rightAt = Date.now();
    if (next !== this.repair) {
      this.repair = next;
      this.change$.next();
    }
    // Last, since the hub may reconnect at once, after which a deaf channel is only stale.
    this.#context.hub.noteRepair(this.#context.identifier, this, next);
  }

  /** Decodes a body and reads its position. Each of these functions may come from the page and throw. */
  #read(body: unknown): Reading | undefined {
    const { decode = decodeBody, seq, version, key } = this.#agreement.options;
    try {
      return {
        message: decode(body, Date.now()),
        seq: seq === undefined ? undefined : numberOf(readPlace(body, seq)),
        version: version === undefined ? undefined : versionOf(readPlace(body, version)),
        key: key === undefined ? undefined : readPlace(body, key),
      };
    } catch (cause) {
      const message = `A body of ${this.#context.identifier} was dropped, because reading it failed: ${String(cause)}`;
      this.errors$.next(new CablegramError('body-undecodable', message, { cause }));
      return undefined;
    }
  }

  #isOrdered(): boolean {
    const { seq, version } = this.#agreement.options;
    return seq !== undefined || version !== undefined;
  }

  /** Returns the number of a body that may not belong to the stream, such as the list of a snapshot. */
  #seqOf(body: unknown): number | undefined {
    try {
      return numberOf(readPlace(body, this.#agreement.options.seq));
    } catch {
      return undefined;
    }
  }
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
