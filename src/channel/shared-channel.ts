import { Observable } from 'rxjs';
import type { Hub } from '../hub/hub.js';
import type { IdentifierEvent, IdentifierListener, SubscriptionState } from '../hub/subscription.js';
import { Emitter } from '../operators/emitter.js';
import type { ExtraRequest, SnapshotSource } from '../transport/transport.js';
import { createPerform, type PerformOptions } from './perform.js';
import { createRepairGroup, type GroupChannel, type RepairContext, type RepairGroup, type SharedState } from './repair-group.js';

/** The subscription of one identifier on the wire, for parts that know more than Action Cable. All views of the identifier have the same. */
export interface Wire {
  /** The events of the identifier, beginning with its state. Following them uses the channel. */
  readonly event$: Observable<IdentifierEvent>;
  /** Sends a request beyond Action Cable. A transport that does not know such requests ignores it. */
  request(request: ExtraRequest): void;
}

/** What all views of one identifier share: the subscription on the wire, and the repair of views with the same snapshot. */
export interface SharedChannel extends GroupChannel {
  readonly wire: Wire;
  /** When a body last came, in epoch ms. */
  readonly lastHeardAt: number | undefined;
  /** Returns what the views with this snapshot (or without one) share. */
  groupOf(source: SnapshotSource | undefined): RepairGroup;
  /** Sends JSON to the server once the channel is confirmed. */
  perform(data: string, options?: PerformOptions): Promise<void>;
}

const UNUSED: SharedState = { subscription: 'waiting', wasLive: false };

/** Creates what the views of one identifier share. It uses the hub only while somebody follows it. */
export function createSharedChannel(identifier: string, context: RepairContext): SharedChannel {
  return new Shared(identifier, context);
}

/** Each body passes it, and a page may have hundreds. So it is one object, without a stream between it and the hub. */
class Shared implements SharedChannel, IdentifierListener {
  readonly identifier: string;
  readonly change$ = new Emitter<void>();
  state = UNUSED;
  lastHeardAt: number | undefined;
  readonly groupOf: (source: SnapshotSource | undefined) => RepairGroup;
  readonly perform: (data: string, options?: PerformOptions) => Promise<void>;
  readonly #hub: Hub;
  /** Replaced by each change, so that a listener may come or leave while an event goes through the list. */
  #listeners: readonly IdentifierListener[] = [];
  #isFollowing = false;
  #wire: Wire | undefined;
  /** By snapshot: how many users want a transport that fetches to request it. */
  #sources: Map<SnapshotSource, number> | undefined;

  constructor(identifier: string, context: RepairContext) {
    this.identifier = identifier;
    this.#hub = context.hub;
    this.groupOf = sharedByKey((source: SnapshotSource | undefined) => createRepairGroup(source, this, context));
    this.perform = createPerform(context.hub, identifier, this.#wanted);
  }

  get wire(): Wire {
    return (this.#wire ??= {
      event$: new Observable((subscriber) => {
        this.follow(subscriber);
        return () => this.leave(subscriber);
      }),
      request: (request) => this.#hub.request(this.identifier, request),
    });
  }

  follow(listener: IdentifierListener): void {
    this.#listeners = this.#listeners.concat(listener);
    if (this.#isFollowing) {
      const { subscription } = this.state;
      if (subscription !== 'waiting') listener.next({ type: 'subscription', state: subscription });
      return;
    }
    this.#isFollowing = true;
    this.#hub.follow(this.identifier, this, this.#wanted);
  }

  leave(listener: IdentifierListener): void {
    if (!this.#listeners.includes(listener)) return;
    this.#listeners = this.#listeners.filter((other) => other !== listener);
    if (this.#listeners.length === 0) this.#stop();
  }

  next(event: IdentifierEvent): void {
    if (event.type === 'body') this.lastHeardAt = Date.now();
    else if (event.type === 'subscription') this.#noteSubscription(event.state);
    for (const listener of this.#listeners) listener.next(event);
  }

  complete(): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    this.#stop();
    for (const listener of listeners) listener.complete();
  }

  want(source: SnapshotSource | undefined): () => void {
    if (source === undefined) return () => undefined;
    const sources = (this.#sources ??= new Map<SnapshotSource, number>());
    sources.set(source, (sources.get(source) ?? 0) + 1);
    return () => {
      const users = (sources.get(source) ?? 1) - 1;
      if (users > 0) sources.set(source, users);
      else sources.delete(source);
    };
  }

  readonly #wanted = (): readonly SnapshotSource[] => [...(this.#sources?.keys() ?? [])];

  #stop(): void {
    this.#isFollowing = false;
    this.#hub.leave(this.identifier, this);
    this.#change(UNUSED);
  }

  #noteSubscription(subscription: SubscriptionState): void {
    if (subscription !== this.state.subscription) {
      this.#change({ subscription, wasLive: this.state.wasLive || subscription === 'confirmed' });
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
export function shareChannels(context: RepairContext): (identifier: string) => SharedChannel {
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
