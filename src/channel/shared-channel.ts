import { Observable, type MonoTypeOperatorFunction } from 'rxjs';
import type { GetOptions } from '../repair/conditional-get.js';
import type { Environment } from '../environment.js';
import { CablegramError } from '../errors.js';
import type { Hub } from '../hub/hub.js';
import { visitMembers } from '../message/batch.js';
import { decode as decodeBody, type Decode } from '../message/decode.js';
import type { Message } from '../message/message.js';
import { readPlace, type Place } from '../message/path.js';
import type { Version } from '../repair/newest.js';
import { derive } from '../operators/derive.js';
import { Emitter } from '../operators/emitter.js';
import { passTo } from '../operators/pass-to.js';
import { replaySince } from '../operators/replay-since.js';
import { shareWhileUsed } from '../operators/share-while-used.js';
import { createPerform, type PerformOptions } from './perform.js';
import { recoverGap } from '../repair/recovery.js';
import { createSnapshot, type Snapshot } from '../repair/snapshot.js';
import type { IdentifierEvent, Repair, SubscriptionState } from '../hub/subscription.js';
import type { SnapshotSource } from '../transport/transport.js';

/** How a channel stands with the server, apart from the connection's own status. */
export interface SharedState {
  readonly subscription: SubscriptionState;
  /** Whether it was confirmed since it is in use, so that something older may be on show. */
  readonly wasLive: boolean;
  readonly heard: boolean;
  readonly repair: Repair;
}

/** What all views of one identifier share: the subscription on the wire, the decoding, and the repair. */
export interface SharedChannel {
  readonly identifier: string;
  readonly bodies$: Observable<unknown>;
  readonly messages$: Observable<Message>;
  readonly errors$: Observable<CablegramError>;
  readonly state$: Observable<SharedState>;
  readonly state: SharedState;
  readonly lastHeardAt: number | undefined;
  /** What makes two bodies the same thing, where a view said so. */
  readonly key: Place<unknown> | undefined;
  /** Takes in what a view says of the channel; two different values for one thing are the caller's mistake. */
  agree(options: SharedOptions): void;
  /** Whether a snapshot repairs what is missed. */
  readonly hasSnapshot: boolean;
  /** Fetches it anew, where there is one, for a view that missed something. */
  readonly mend: () => void;
  /** Hands JSON to the server once the channel is confirmed. */
  perform(data: string, options?: PerformOptions): Promise<void>;
}

/** What views of one identifier must agree on; what one leaves out it takes from the others. */
export interface SharedOptions {
  readonly decode?: Decode;
  readonly snapshot?: SnapshotSource;
  readonly key?: Place<unknown>;
  readonly version?: Place<Version | undefined>;
  readonly seq?: Place<number | undefined>;
}

/** What a shared channel needs of its connection. */
export interface SharedContext {
  readonly hub: Hub;
  readonly environment: Environment;
  /** How snapshots are fetched. */
  readonly get: GetOptions;
}

const UNUSED: SharedState = { subscription: 'waiting', wasLive: false, heard: false, repair: 'ok' };

/** How many messages after a snapshot are kept for a view that joins late; then it fetches one anew. */
const MOST_KEPT = 1_000;

/** Makes the part that the views of one identifier share; it uses the hub only while one of its streams is subscribed to. */
export function createSharedChannel(identifier: string, { hub, environment, get }: SharedContext): SharedChannel {
  const change$ = new Emitter<void>();
  let state = UNUSED;
  const errors$ = new Emitter<CablegramError>();
  const refresh$ = new Emitter<void>();
  const agreed: { -readonly [Key in keyof SharedOptions]: SharedOptions[Key] } = {};
  let snapshot: Snapshot | undefined;
  let lastHeardAt: number | undefined;

  function change(change: Partial<SharedState>): void {
    state = { ...state, ...change };
    change$.next();
  }

  function note(event: IdentifierEvent): void {
    const { subscription, wasLive } = state;
    if (event.type === 'discarded' && event.why === 'rounded') reportRounded();
    else if (event.type === 'body') hears();
    else if (event.type === 'subscription' && event.state !== subscription) {
      change({ subscription: event.state, wasLive: wasLive || event.state === 'confirmed' });
    }
  }

  /** What a snapshot says counts as much as what the cable does. */
  function hears(): void {
    lastHeardAt = Date.now();
    if (!state.heard) change({ heard: true });
  }

  function reportRounded(): void {
    const why = `A body of ${identifier} holds a whole number beyond 2^53, which the page's own consumer has rounded, so it was left out.`;
    errors$.next(new CablegramError('number-rounded', `${why} Let the server send such numbers as text, or dial with cable().`));
  }

  function read(body: unknown): Message | undefined {
    try {
      return (agreed.decode ?? decodeBody)(body, Date.now());
    } catch (cause) {
      errors$.next(new CablegramError('body-undecodable', `A body of ${identifier} could not be decoded and was left out.`, { cause }));
      return undefined;
    }
  }

  function snapshotSource(): SnapshotSource | undefined {
    return agreed.snapshot;
  }

  function mend(): void {
    refresh$.next();
  }

  function onRepair(repair: Repair, failure?: string): void {
    const before = state.repair;
    if (failure !== undefined) errors$.next(new CablegramError('snapshot-failed', failure));
    if (repair !== before) change({ repair });
    if (repair === 'ok') hears();
    hub.noteRepair(identifier, repair);
  }

  const event$ = hub.follow(identifier, snapshotSource).pipe(shareWhileUsed({ onValue: note, onStop: () => change(UNUSED) }));

  /** Tells one who comes while others use the channel how it stands, as the first one was told. */
  const told$ = new Observable<IdentifierEvent>((subscriber) => {
    const { subscription } = state;
    if (subscription !== 'waiting') subscriber.next({ type: 'subscription', state: subscription });
    return event$.subscribe(subscriber);
  });

  return {
    identifier,
    bodies$: bodiesOf(event$),
    messages$: told$.pipe(
      recoverGap({
        read,
        snapshot: () => snapshot,
        seqOf: (body) => numberOf(readPlace(body, agreed.seq)),
        versionOf: (body) => versionOf(readPlace(body, agreed.version)),
        keyOf: (body) => readPlace(body, agreed.key),
        refresh$,
        onRepair,
        environment,
      }),
      replayState(mend),
    ),
    errors$,
    state$: derive([change$], () => state),
    get state() {
      return state;
    },
    get lastHeardAt() {
      return lastHeardAt;
    },
    get key() {
      return agreed.key;
    },
    agree(options) {
      agreeOn(identifier, agreed, options);
      if (snapshot || agreed.snapshot === undefined) return;
      snapshot = createSnapshot(identifier, agreed.snapshot, get);
      // Whoever came before has none.
      mend();
    },
    get hasSnapshot() {
      return snapshot !== undefined;
    },
    mend,
    perform: createPerform(hub, identifier, snapshotSource),
  };
}

/**
 * Finds the shared channel of an identifier, or makes it; two views get the same one.
 *
 * It lives as long as one of its views, so that a page may follow any number of identifiers one after the other.
 *
 * @throws CablegramError `channel-conflict` where a view and those before it want different things.
 */
export function shareChannels(context: SharedContext): (identifier: string, options: SharedOptions) => SharedChannel {
  const known = new Map<string, WeakRef<SharedChannel>>();
  const gone = new FinalizationRegistry<string>((identifier) => {
    if (!known.get(identifier)?.deref()) known.delete(identifier);
  });
  return (identifier, options) => {
    let shared = known.get(identifier)?.deref();
    if (!shared) {
      shared = createSharedChannel(identifier, context);
      known.set(identifier, new WeakRef(shared));
      gone.register(shared, identifier);
    }
    shared.agree(options);
    return shared;
  };
}

/** Repeats for who comes late the last snapshot and what followed it; `mend` fetches it anew where that was too much. */
export function replayState<M extends Message>(mend: () => void): MonoTypeOperatorFunction<M> {
  return replaySince<M>(isSnapshot, MOST_KEPT, mend);
}

/** Whether a message replaces all before it. */
export function isSnapshot({ type }: Message): boolean {
  return type === 'snapshot';
}

function agreeOn(identifier: string, agreed: { -readonly [Key in keyof SharedOptions]: unknown }, options: SharedOptions): void {
  for (const name of ['decode', 'snapshot', 'key', 'version', 'seq'] as const) {
    const [known, wanted] = [agreed[name], options[name]];
    if (known !== undefined && wanted !== undefined && known !== wanted) {
      throw new CablegramError('channel-conflict', `Views of ${identifier} differ in ${name}; give all the same.`);
    }
    if (wanted !== undefined) agreed[name] = wanted;
  }
}

function bodiesOf(event$: Observable<IdentifierEvent>): Observable<unknown> {
  return new Observable((subscriber) =>
    event$.subscribe(
      passTo(subscriber, (event) => {
        if (event.type === 'body') visitMembers(event.body, (member) => subscriber.next(member));
      }),
    ),
  );
}

function numberOf(value: unknown): number | undefined {
  // No number is next to NaN, and none is newer.
  return Number.isFinite(value) ? (value as number) : undefined;
}

function versionOf(value: unknown): Version | undefined {
  return typeof value === 'string' ? value : numberOf(value);
}
