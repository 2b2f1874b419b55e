import { Observable, Subscription, type Subscriber } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import { hasRoundedNumber } from '../message/number.js';
import type { Command, Signal, Transport } from './transport.js';

/** The parts of a consumer from `createConsumer` of `@anycable/web` that are used. */
export interface AnyCableConsumer {
  connect(): Promise<unknown>;
  readonly subscriptions: { create(params: Record<string, unknown>, mixin: Readonly<Record<string, unknown>>): AnyCableSubscription };
  readonly cable: {
    readonly state: string;
    readonly monitor?: { attempts: number; reconnectNow(): unknown };
    on(event: string, listener: (detail?: { readonly reason?: string }) => void): () => void;
    perform(identifier: string, action: string, data: object): Promise<unknown>;
  };
}

interface AnyCableSubscription {
  readonly identifier: string;
  /** The channel of the subscription, which also reports the position of a body in the server's history. */
  readonly channel: { on(event: 'message', listener: (body: unknown, place?: Place) => void): unknown };
  unsubscribe(): unknown;
}

interface Place {
  readonly stream: string;
  readonly epoch: string;
  readonly offset: number;
}

/** One of our subscriptions at AnyCable. It outlives a loss, and then reports to the next attempt. */
interface Followed {
  /** The attempt that it reports to; `undefined` between two attempts. */
  dial: Subscriber<Signal> | undefined;
  state: 'asked' | 'confirmed' | 'ended';
  readonly subscription: AnyCableSubscription;
}

/** The highest attempt count that AnyCable may reach. Its own wait after this many is 13 to 26 minutes. */
const MOST_ATTEMPTS = 8;

/** How many body positions are remembered for each channel. */
const MOST_PLACES = 1_000;

/** Cables that were silent when they were abandoned. */
const silent = new WeakSet<AnyCableConsumer['cable']>();

/**
 * Uses the cable of AnyCable's consumer. A subscription of the page and one of ours share one subscription on the wire, which AnyCable
 * counts.
 *
 * AnyCable does its own reconnecting, with growing waits; while it waits, it is asked to reconnect at once. With its extended protocol the
 * server restores the subscriptions of a lost session and never confirms them again, so ours are kept over a loss. AnyCable drops bodies
 * that are `null`, `false`, `0` or `""`.
 */
export function adoptAnyCable(consumer: AnyCableConsumer): Transport {
  const { cable } = consumer;
  /** The subscriptions that were in use when the cable was lost, until an attempt requests them again. */
  const kept = new Map<string, Followed>();

  return (command$, { attempt }) =>
    new Observable((subscriber) => {
      const followed = new Map<string, Followed>();
      let isOpen = false;
      let isLost = false;

      function open(): void {
        if (isOpen) return;
        isOpen = true;
        silent.delete(cable);
        subscriber.next({ type: 'open', kind: 'adopted' });
        subscriber.next({ type: 'heartbeat' });
      }

      function subscribe(identifier: string): void {
        const known = followed.get(identifier);
        // AnyCable gives up after 10 s without an answer. Then it is asked again.
        if (known && known.state !== 'ended') return;
        const before = kept.get(identifier);
        kept.delete(identifier);
        if (!before || before.state === 'ended') return void followed.set(identifier, follow(consumer, identifier, subscriber));
        followed.set(identifier, before);
        before.dial = subscriber;
        if (before.state === 'confirmed') subscriber.next({ type: 'confirmed', identifier });
      }

      function hand(command: Command): void {
        const { type, identifier } = command;
        const subscription = followed.get(identifier)?.subscription;
        if (type === 'extra') return;
        if (type === 'subscribe') return subscribe(identifier);
        if (type === 'unsubscribe') {
          followed.delete(identifier);
          subscription?.unsubscribe();
        } else if (!subscription || cable.state !== 'connected') subscriber.next({ type: 'unsent', identifier });
        else {
          const data = JSON.parse(command.data) as { readonly action: string };
          // If it cannot be sent, the cable is lost and reports that itself.
          cable.perform(subscription.identifier, data.action, data).catch(() => undefined);
        }
      }

      /** A reason from the server, such as `server_restart`, determines the wait. `transport_closed` is AnyCable's own. */
      function lose(reason: string): void {
        isLost = true;
        if (reason !== 'transport_closed') subscriber.next({ type: 'goodbye', reason, reconnect: true });
        subscriber.error(new CablegramError('link-lost', `The page's own cable was lost (${reason}).`));
      }

      const stops = [
        cable.on('connect', open),
        cable.on('keepalive', () => {
          if (isOpen) subscriber.next({ type: 'heartbeat' });
          else open();
        }),
        cable.on('disconnect', (error) => lose(error?.reason ?? 'transport_closed')),
        cable.on('close', (error) => {
          if (!error?.reason) return subscriber.error(new CablegramError('link-lost', 'The page closed its own cable.'));
          subscriber.next({ type: 'goodbye', reason: error.reason, reconnect: false });
          subscriber.complete();
        }),
      ];
      let waiting = Subscription.EMPTY;

      /** Reconnects after AnyCable's monitor has also noticed the loss. */
      function reconnectSoon(): void {
        waiting = after(0, () => {
          const { monitor } = cable;
          // Each attempt doubles AnyCable's own wait, and a timer of more than 24 days fires at once.
          if (monitor && monitor.attempts > MOST_ATTEMPTS) monitor.attempts = MOST_ATTEMPTS;
          monitor?.reconnectNow();
        });
      }

      subscriber.add(() => {
        waiting.unsubscribe();
        for (const stop of stops) stop();
        if (isLost && followed.size > 0) return keep(cable, followed, kept);
        if (isOpen && cable.state === 'connected') silent.add(cable);
        for (const { subscription } of followed.values()) subscription.unsubscribe();
      });
      subscriber.add(command$.subscribe(hand));
      if (attempt === 0) silent.delete(cable);
      if (cable.state === 'connected' && !silent.has(cable)) open();
      else if (cable.state === 'disconnected') reconnectSoon();
      else if (cable.state === 'idle') consumer.connect().catch(() => undefined);
    });
}

/** Subscribes through AnyCable, and reports to the attempt that asked, or to the one after it. */
function follow({ subscriptions }: AnyCableConsumer, identifier: string, dial: Subscriber<Signal>): Followed {
  // AnyCable may call back before it has returned the subscription.
  const one: Omit<Followed, 'subscription'> = { dial, state: 'asked' };
  const subscription = subscriptions.create(JSON.parse(identifier) as Record<string, unknown>, {
    connected() {
      one.state = 'confirmed';
      one.dial?.next({ type: 'confirmed', identifier });
    },
    rejected() {
      one.state = 'ended';
      one.dial?.next({ type: 'rejected', identifier });
    },
    disconnected({ allowReconnect }: { readonly allowReconnect: boolean }) {
      one.state = allowReconnect ? 'asked' : 'ended';
    },
  });
  const isNew = createDoubleFilter();
  subscription.channel.on('message', (body, place) => {
    if (!isNew(place)) return;
    one.dial?.next(hasRoundedNumber(body) ? { type: 'discarded', why: 'rounded', identifier } : { type: 'body', identifier, body });
  });
  return Object.assign(one, { subscription });
}

/** Returns a test that is false for a position seen before. After a loss, the history repeats bodies that were also received live. */
function createDoubleFilter(): (place: Place | undefined) => boolean {
  const seen = new Set<string>();
  return (place) => {
    if (!place) return true;
    const name = `${place.stream} ${place.epoch} ${place.offset}`;
    if (seen.has(name)) return false;
    seen.add(name);
    for (const oldest of seen) {
      if (seen.size <= MOST_PLACES) break;
      seen.delete(oldest);
    }
    return true;
  };
}

/** Keeps the subscriptions of a lost attempt until the cable is back. Those that no attempt has requested by then are unsubscribed. */
function keep(cable: AnyCableConsumer['cable'], followed: ReadonlyMap<string, Followed>, kept: Map<string, Followed>): void {
  for (const [identifier, one] of followed) {
    one.dial = undefined;
    if (one.state === 'confirmed') one.state = 'asked';
    kept.set(identifier, one);
  }
  function release(): void {
    for (const stop of stops) stop();
    // An attempt that waits for this connection requests its subscriptions within the same event.
    queueMicrotask(() => {
      for (const [identifier, one] of followed) {
        if (kept.get(identifier) !== one) continue;
        kept.delete(identifier);
        one.subscription.unsubscribe();
      }
    });
  }
  const stops = ['connect', 'close'].map((event) => cable.on(event, release));
}
