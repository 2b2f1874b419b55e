import type { Observable, Subscription } from 'rxjs';
import type { Environment } from '../environment.js';
import { CablegramError } from '../errors.js';
import type { Hub, HubPlace } from '../hub/hub.js';
import type { IdentifierEvent, IdentifierListener, Repair, SubscriptionState } from '../hub/subscription.js';
import { decode as decodeBody } from '../message/decode.js';
import type { Message } from '../message/message.js';
import { readSequenceNumber } from '../message/number.js';
import { readPlace, type Place } from '../message/path.js';
import { Emitter } from '../operators/emitter.js';
import type { SnapshotOptions } from '../repair/snapshot.js';
import type { Version } from '../repair/newest.js';
import type { Reading } from '../repair/reading.js';
import type { Recovery, RepairedChannel } from '../repair/repaired-channel.js';
import { recoverGap, rounded } from '../repair/recover-gap.js';
import type { SnapshotSource } from '../transport/transport.js';
import { createAgreement, type AgreedOptions, type Agreement } from './agreement.js';
import { createRecollection, type Bookmark } from './recollection.js';

/** The state of the subscription that all views of one identifier share. */
export interface SharedState {
  readonly subscription: SubscriptionState;
  /** Whether the channel has been confirmed while in use, so that older state may be shown. */
  readonly wasLive: boolean;
}

/** The channel of a repair group. */
export interface GroupChannel {
  readonly identifier: string;
  readonly state: SharedState;
  /** Emits when `state` has changed. */
  readonly change$: Observable<void>;
  /** Uses the channel until `leave`. The listener gets the events of the identifier, beginning with its state, within this call. */
  follow(listener: IdentifierListener): void;
  leave(listener: IdentifierListener): void;
  /** Makes a transport that fetches request the snapshot, until the returned function is called. */
  want(source: SnapshotSource | undefined): () => void;
}

/** What the repair groups of a connection share. */
export interface RepairContext {
  readonly hub: Hub;
  readonly environment: Environment;
  /** How snapshots are fetched. */
  readonly get: SnapshotOptions;
  /** Returns whether a snapshot must not be shown. */
  readonly isRefused: (snapshot: unknown) => boolean;
}

/** What one view passes each time it follows the group. */
export interface Follower {
  readonly options: AgreedOptions;
  /** Where the view left, if it followed before. */
  bookmark: Bookmark | undefined;
  /** Since when the view has missed something that was not reported to it, in epoch ms. */
  missedSince: number | undefined;
  /** When the channel was last known to deliver everything, in epoch ms. */
  readonly knownUntil: number | undefined;
  /** Takes a message. May be called once more by the message that made it leave, and ignores that. */
  take(message: Message): void;
}

/** The views of one identifier with the same snapshot, or without one. They share its requests and the repair. */
export interface RepairGroup {
  readonly hasSnapshot: boolean;
  /**
   * Passes decoded and repaired messages to the follower until `leave`. Starts with what the other views show, or continues where the
   * follower left, within this call.
   */
  follow(follower: Follower): void;
  leave(follower: Follower): void;
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

/** Creates the repair for the views with the snapshot `source`. It follows the channel only while one of them is in use. */
export function createRepairGroup(source: SnapshotSource | undefined, channel: GroupChannel, context: RepairContext): RepairGroup {
  return new Group(source, channel, context);
}

/** Each body passes it, and a page may have hundreds. So it is one object, without streams between the channel and its views. */
class Group implements RepairGroup, RepairedChannel, IdentifierListener {
  readonly errors$ = new Emitter<CablegramError>();
  readonly change$ = new Emitter<void>();
  repair: Repair = 'ok';
  rightAt: number | undefined;
  readonly source: SnapshotSource | undefined;
  readonly #channel: GroupChannel;
  readonly #context: RepairContext;
  /** The views that use it, and their options. */
  readonly #agreement: Agreement;
  readonly #recollection = createRecollection();
  /** The views that have got what the others show. Replaced by each change, so that one may come or leave while a message is delivered. */
  #followers: readonly Follower[] = [];
  /** Set while the repair runs. */
  #recovery: Recovery | undefined;
  /** Waits for the confirmation until which a view was away. */
  #absences: Subscription | undefined;
  #left: Left | undefined;
  #missedSince: number | undefined;
  #unwant: (() => void) | undefined;

  constructor(source: SnapshotSource | undefined, channel: GroupChannel, context: RepairContext) {
    this.source = source;
    this.#channel = channel;
    this.#context = context;
    this.#agreement = createAgreement(channel.identifier);
  }

  get identifier(): string {
    return this.#channel.identifier;
  }

  get get(): SnapshotOptions {
    return this.#context.get;
  }

  get environment(): Environment {
    return this.#context.environment;
  }

  get isDecodedByPage(): boolean {
    return this.#agreement.options.decode !== undefined;
  }

  get isOrdered(): boolean {
    const { seq, version } = this.#agreement.options;
    return seq !== undefined || version !== undefined;
  }

  get hasSnapshot(): boolean {
    return this.source !== undefined;
  }

  get key(): Place<unknown> | undefined {
    return this.#agreement.options.key;
  }

  conflictOf(options: AgreedOptions): CablegramError | undefined {
    return this.#agreement.conflictOf(options);
  }

  refresh(): void {
    this.#recovery?.refresh();
  }

  shown(): readonly Message[] {
    const messages = this.#recollection.forNewView();
    if (this.#recollection.isIncomplete) this.refresh();
    return messages;
  }

  next(event: IdentifierEvent): void {
    if (event.type === 'discarded' && event.why === 'rounded') this.onError(rounded(this.identifier));
    this.#recovery?.next(event);
  }

  complete(): void {
    // The views have completed, since the connection ends them first.
  }

  deliver(message: Message): void {
    this.#recollection.note(message);
    for (const follower of this.#followers) follower.take(message);
  }

  follow(follower: Follower): void {
    const recollection = this.#recollection;
    this.#join(follower);
    const { bookmark } = follower;
    // A snapshot replaces everything that a view shows, so it may be delivered again.
    const isKnown = bookmark !== undefined && recollection.knows(bookmark) && !recollection.hasSnapshot;
    if (!isKnown && this.source === undefined) follower.missedSince ??= bookmark?.leftAt;
    for (const message of isKnown ? recollection.since(bookmark) : recollection.forNewView()) follower.take(message);
    // A message may have made it leave.
    if (!this.#agreement.has(follower)) return;
    this.#followers = this.#followers.concat(follower);
    if (!this.#recovery) this.#start();
    if (this.#recovery && follower.missedSince !== undefined) this.#reportAbsences();
    if (recollection.isIncomplete) this.refresh();
  }

  leave(follower: Follower): void {
    if (!this.#agreement.has(follower)) return;
    const leftAt = follower.knownUntil ?? Date.now();
    follower.bookmark = this.#recollection.bookmark(leftAt);
    this.#followers = this.#followers.filter((other) => other !== follower);
    this.#agreement.leave(follower);
    if (this.#agreement.size === 0) this.#end(leftAt);
    if (this.#followers.length === 0) this.#stop();
  }

  /** Reports a gap until the new confirmation to each view that was away when the subscription ended. */
  #reportAbsences(): void {
    this.#absences ??= this.#channel.change$.subscribe(() => this.#reportAbsences());
    if (this.#channel.state.subscription !== 'confirmed') return;
    for (const follower of this.#followers) {
      const since = follower.missedSince;
      follower.missedSince = undefined;
      if (since !== undefined) follower.take({ type: 'gap', since, until: Date.now() });
    }
  }

  #join(follower: Follower): void {
    const wasOrdered = this.isOrdered;
    this.#agreement.join(follower, follower.options);
    if (!wasOrdered && this.isOrdered && this.source === undefined) this.#order();
    if (this.#agreement.size === 1) this.#begin();
  }

  /** Loads what numbers and versions need, since a view has them that came later. */
  #order(): void {
    if (!this.#recovery) return;
    this.#recovery = recoverGap(this, this.#recovery.end());
    this.#recovery.next({ type: 'subscription', state: this.#channel.state.subscription });
  }

  #start(): void {
    this.#recovery = recoverGap(this, this.#missedSince);
    this.#channel.follow(this);
  }

  #stop(): void {
    if (!this.#recovery) return;
    this.#recovery.end();
    this.#recovery = undefined;
    this.#absences?.unsubscribe();
    this.#absences = undefined;
    this.#channel.leave(this);
  }

  /** Finds out what arrived since the last view left. During the linger time the subscription continued without it. */
  #begin(): void {
    const channel = this.#channel;
    const left = this.#left;
    const place = this.#context.hub.placeOf(channel.identifier);
    const goesOn = left !== undefined && place !== undefined && place.session === left.place?.session;
    const isSilent = place?.said === left?.place?.said;
    this.#missedSince = goesOn ? (left.missedSince ?? (isSilent ? undefined : left.at)) : undefined;
    // A snapshot is fetched again, and messages until then may be older than what was kept.
    if (!goesOn || this.source !== undefined) this.#recollection.clear();
    this.#unwant = channel.want(this.source);
  }

  #end(leftAt: number): void {
    const { hub } = this.#context;
    const channel = this.#channel;
    const { identifier } = channel;
    const { subscription, wasLive } = channel.state;
    const owed = subscription === 'confirmed' ? undefined : (this.#missedSince ?? (wasLive ? leftAt : undefined));
    this.#left = { place: hub.placeOf(identifier), missedSince: owed, at: leftAt };
    hub.noteRepair(identifier, this, undefined);
    // A view that comes back during the linger time finds what was known.
    hub.keep(identifier, this);
    this.#unwant?.();
    this.repair = 'ok';
    this.change$.next();
  }

  isRefused(snapshot: unknown): boolean {
    return this.#context.isRefused(snapshot);
  }

  onError(error: CablegramError): void {
    this.errors$.next(error);
  }

  onUndelivered(since: number): void {
    if (this.#left) this.#left = { ...this.#left, missedSince: Math.min(this.#left.missedSince ?? since, since) };
  }

  onRepair(next: Repair): void {
    if (next === 'ok') this.rightAt = Date.now();
    if (next !== this.repair) {
      this.repair = next;
      this.change$.next();
    }
    // Last, since the hub may reconnect at once, after which a deaf channel is only stale.
    this.#context.hub.noteRepair(this.#channel.identifier, this, next);
  }

  /** Decodes a body and reads its position. Each of these functions may come from the page and throw. */
  read(body: unknown): Reading | undefined {
    const { decode = decodeBody, seq, version, key } = this.#agreement.options;
    try {
      return {
        message: decode(body, Date.now()),
        seq: seq === undefined ? undefined : numberOf(readPlace(body, seq)),
        version: version === undefined ? undefined : versionOf(readPlace(body, version)),
        key: key === undefined ? undefined : readPlace(body, key),
      };
    } catch (cause) {
      const message = `A body of ${this.#channel.identifier} was dropped, because reading it failed: ${String(cause)}`;
      this.errors$.next(new CablegramError('body-undecodable', message, { cause }));
      return undefined;
    }
  }

  /** The body may not belong to the stream: it may be the list of a snapshot. */
  seqOf(body: unknown): number | undefined {
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
