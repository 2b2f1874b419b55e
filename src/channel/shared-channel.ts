import { Observable, type Subscriber, type Subscription } from 'rxjs';
import type { Environment } from '../environment.js';
import type { Hub } from '../hub/hub.js';
import type { IdentifierEvent } from '../hub/subscription.js';
import { derive } from '../operators/derive.js';
import { Emitter } from '../operators/emitter.js';
import { shareWhileUsed } from '../operators/share-while-used.js';
import type { SnapshotOptions } from '../repair/snapshot.js';
import type { ExtraRequest, SnapshotSource } from '../transport/transport.js';
import { createPerform, type PerformOptions } from './perform.js';
import { createRepairGroup, type RepairGroup, type SharedState } from './repair-group.js';

/** The subscription of one identifier on the wire, for parts that know more than Action Cable. All views of the identifier have the same. */
export interface Wire {
  /** The events of the identifier, beginning with its state. Following them uses the channel. */
  readonly event$: Observable<IdentifierEvent>;
  /** Sends a request beyond Action Cable. A transport that does not know such requests ignores it. */
  request(request: ExtraRequest): void;
}

/** What all views of one identifier share: the subscription on the wire, and the repair of views with the same snapshot. */
export interface SharedChannel {
  readonly identifier: string;
  /** The events of the identifier. */
  readonly event$: Observable<IdentifierEvent>;
  readonly wire: Wire;
  /** Emits when `state` has changed. */
  readonly change$: Observable<void>;
  readonly state: SharedState;
  /** When a body last came, in epoch ms. */
  readonly lastHeardAt: number | undefined;
  /** Returns what the views with this snapshot (or without one) share. */
  groupOf(source: SnapshotSource | undefined): RepairGroup;
  /** Makes a transport that fetches request a snapshot, until the returned function is called. */
  want(source: SnapshotSource | undefined): () => void;
  /** Sends JSON to the server once the channel is confirmed. */
  perform(data: string, options?: PerformOptions): Promise<void>;
}

/** What a shared channel needs from its connection. */
export interface SharedContext {
  readonly hub: Hub;
  readonly environment: Environment;
  /** How snapshots are fetched. */
  readonly get: SnapshotOptions;
  /** Returns whether a snapshot must not be shown. */
  readonly isRefused: (snapshot: unknown) => boolean;
}

const UNUSED: SharedState = { subscription: 'waiting', wasLive: false };

/** Creates what the views of one identifier share. It uses the hub only while one of its streams is subscribed to. */
export function createSharedChannel(identifier: string, context: SharedContext): SharedChannel {
  return new Shared(identifier, context);
}

class Shared implements SharedChannel {
  readonly identifier: string;
  readonly event$: Observable<IdentifierEvent>;
  readonly change$ = new Emitter<void>();
  state = UNUSED;
  lastHeardAt: number | undefined;
  readonly groupOf: (source: SnapshotSource | undefined) => RepairGroup;
  readonly perform: (data: string, options?: PerformOptions) => Promise<void>;
  readonly #hub: Hub;
  #wire: Wire | undefined;
  /** By snapshot: how many users want a transport that fetches to request it. */
  readonly #sources = new Map<SnapshotSource, number>();

  constructor(identifier: string, { hub, environment, get, isRefused }: SharedContext) {
    const wanted = (): readonly SnapshotSource[] => [...this.#sources.keys()];
    this.identifier = identifier;
    this.#hub = hub;
    this.event$ = hub
      .follow(identifier, wanted)
      .pipe(shareWhileUsed({ onValue: (event) => this.#note(event), onStop: () => this.#change(UNUSED) }));
    this.groupOf = sharedByKey((source: SnapshotSource | undefined) =>
      createRepairGroup(source, {
        identifier,
        hub,
        event$: new Observable((subscriber) => this.#followWithState(subscriber)),
        environment,
        get,
        isRefused,
        state$: derive([this.change$], () => this.state),
        state: () => this.state,
        want: (source) => this.want(source),
        owner: () => this,
      }),
    );
    this.perform = createPerform(hub, identifier, wanted);
  }

  get wire(): Wire {
    return (this.#wire ??= {
      event$: new Observable((subscriber) => this.#followWithState(subscriber)),
      request: (request) => this.#hub.request(this.identifier, request),
    });
  }

  want(source: SnapshotSource | undefined): () => void {
    if (source === undefined) return () => undefined;
    const sources = this.#sources;
    sources.set(source, (sources.get(source) ?? 0) + 1);
    return () => {
      const users = (sources.get(source) ?? 1) - 1;
      if (users > 0) sources.set(source, users);
      else sources.delete(source);
    };
  }

  /** Passes the state of the subscription to a group that begins while others already use the channel. */
  #followWithState(subscriber: Subscriber<IdentifierEvent>): Subscription {
    const { subscription } = this.state;
    if (subscription !== 'waiting') subscriber.next({ type: 'subscription', state: subscription });
    return this.event$.subscribe(subscriber);
  }

  #note(event: IdentifierEvent): void {
    if (event.type === 'body') this.lastHeardAt = Date.now();
    else if (event.type === 'subscription' && event.state !== this.state.subscription) {
      this.#change({ subscription: event.state, wasLive: this.state.wasLive || event.state === 'confirmed' });
    }
  }

  #change(next: SharedState): void {
    this.state = next;
    this.change$.next();
  }
}

/**
 * Returns the shared channel of an identifier, and creates it if there is none. Two views get the same one.
 *
 * It lives as long as one of its views, so that a page may follow any number of identifiers one after the other.
 */
export function shareChannels(context: SharedContext): (identifier: string) => SharedChannel {
  return sharedByKey((identifier) => createSharedChannel(identifier, context));
}

/** Forgets what nobody keeps any more. One registry serves all maps, since a page may have hundreds. */
const gone = new FinalizationRegistry<() => void>((forget) => forget());

/** Creates one value for each key, and keeps it as long as other code does. */
function sharedByKey<Key, Value extends object>(create: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, WeakRef<Value>>();
  return (key) => {
    let value = known.get(key)?.deref();
    if (value) return value;
    value = create(key);
    known.set(key, new WeakRef(value));
    gone.register(value, () => {
      if (!known.get(key)?.deref()) known.delete(key);
    });
    return value;
  };
}
