import { Observable } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import { hasRoundedNumber } from '../message/number.js';
import type { Command, Transport } from './transport.js';

/** What is used of a consumer of `@anycable/web`, which its `createConsumer` makes. */
export interface AnyCableConsumer {
  connect(): Promise<unknown>;
  readonly subscriptions: { create(params: Record<string, unknown>, mixin: Readonly<Record<string, unknown>>): AnyCableSubscription };
  readonly cable: {
    readonly state: string;
    readonly monitor?: { reconnectNow(): unknown };
    on(event: string, listener: (detail?: { readonly reason?: string }) => void): () => void;
    perform(identifier: string, action: string, data: object): Promise<unknown>;
  };
}

interface AnyCableSubscription {
  readonly identifier: string;
  unsubscribe(): unknown;
}

/** Cables that were silent when they were left. */
const silent = new WeakSet<AnyCableConsumer['cable']>();

/**
 * Uses the cable of AnyCable's consumer: what the page subscribed and what we do share one subscription on the wire, which AnyCable counts.
 *
 * It keeps its own reconnection, which waits ever longer: where it waits, it is asked to go on at once. AnyCable swallows bodies that are
 * `null`, `false`, `0` or `""`. It parses bodies by itself, so a whole number beyond 2^53 may have become its neighbour: such a body is thrown
 * away, reported in `errors$`, and made up for by the channel's snapshot, or told as a gap.
 */
export function adoptAnyCable(consumer: AnyCableConsumer): Transport {
  return (command$, { attempt }) =>
    new Observable((subscriber) => {
      const { cable } = consumer;
      const followed = new Map<string, AnyCableSubscription>();
      let isOpen = false;

      function open(): void {
        if (isOpen) return;
        isOpen = true;
        silent.delete(cable);
        subscriber.next({ type: 'open', kind: 'adopted' });
        subscriber.next({ type: 'heartbeat' });
      }

      function subscribe(identifier: string): void {
        if (followed.has(identifier)) return;
        const subscription = consumer.subscriptions.create(JSON.parse(identifier) as Record<string, unknown>, {
          connected: () => subscriber.next({ type: 'confirmed', identifier }),
          rejected: () => subscriber.next({ type: 'rejected', identifier }),
          received: (body: unknown) =>
            subscriber.next(
              hasRoundedNumber(body) ? { type: 'discarded', why: 'rounded', identifier } : { type: 'body', identifier, body },
            ),
          // It gives up after 10 s without an answer, and is asked again.
          disconnected: ({ allowReconnect }: { readonly allowReconnect: boolean }) => {
            if (!allowReconnect) followed.delete(identifier);
          },
        });
        followed.set(identifier, subscription);
      }

      function hand(command: Command): void {
        const { type, identifier } = command;
        const subscription = followed.get(identifier);
        if (type === 'subscribe') return subscribe(identifier);
        if (!subscription) return;
        if (type === 'unsubscribe') {
          followed.delete(identifier);
          subscription.unsubscribe();
        } else {
          const data = JSON.parse(command.data) as { readonly action: string };
          // Where it cannot be sent the link is lost, which is told.
          cable.perform(subscription.identifier, data.action, data).catch(() => undefined);
        }
      }

      const stops = [
        cable.on('connect', open),
        cable.on('keepalive', () => {
          if (isOpen) subscriber.next({ type: 'heartbeat' });
          else open();
        }),
        cable.on('disconnect', (error) => {
          const reason = error?.reason ?? 'closed';
          if (isOpen) subscriber.error(new CablegramError('link-lost', `The page's own cable was lost (${reason}).`));
          else goOn();
        }),
        cable.on('close', (error) => {
          if (!error?.reason) return subscriber.error(new CablegramError('link-lost', 'The page closed its own cable.'));
          subscriber.next({ type: 'goodbye', reason: error.reason, reconnect: false });
          subscriber.complete();
        }),
      ];
      let waiting = after(0, () => undefined);

      /** Once its monitor has heard of the loss too. */
      function goOn(): void {
        waiting = after(0, () => cable.monitor?.reconnectNow());
      }

      subscriber.add(() => {
        waiting.unsubscribe();
        for (const stop of stops) stop();
        if (isOpen && cable.state === 'connected') silent.add(cable);
        for (const subscription of followed.values()) subscription.unsubscribe();
      });
      subscriber.add(command$.subscribe(hand));
      if (attempt === 0) silent.delete(cable);
      if (cable.state === 'connected' && !silent.has(cable)) open();
      else if (cable.state === 'disconnected') goOn();
      else if (cable.state === 'idle') consumer.connect().catch(() => undefined);
    });
}
