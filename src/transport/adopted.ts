import { Observable } from 'rxjs';
import { CablegramError } from '../errors.js';
import { adoptActionCable, type ActionCableConsumer } from './adopted-action-cable.js';
import { adoptAnyCable, type AnyCableConsumer } from './adopted-anycable.js';
import type { Transport } from './transport.js';

/**
 * A consumer that the page already has. Its public types omit most of what is used here, so the rest is checked when the consumer is passed
 * in.
 */
export interface AdoptableConsumer {
  readonly subscriptions: object;
  connect(): unknown;
}

/**
 * Uses the connection of a consumer that the page already has: of `@rails/actioncable`, of Turbo (`cable.getConsumer()` of
 * `@hotwired/turbo-rails`, which returns a promise), or of `createConsumer` of `@anycable/web`. cablegram listens to it and asks it to
 * reconnect when needed; the page's own subscriptions are left alone.
 *
 * If the promise rejects, the next transport is used; without one, the connection has `failed` with the reason `no-consumer`.
 *
 * @throws CablegramError `option-invalid` if `consumer` is none of these, and not a promise.
 */
export function adopt(consumer: AdoptableConsumer | Promise<AdoptableConsumer>): Transport {
  if ('then' in consumer) return adoptPromised(consumer);
  if (isAnyCable(consumer)) return adoptAnyCable(consumer);
  if (isActionCable(consumer)) return adoptActionCable(consumer);
  throw new CablegramError('option-invalid', 'adopt() needs a consumer of @rails/actioncable or of @anycable/web, but got something else.');
}

function adoptPromised(promised: Promise<AdoptableConsumer>): Transport {
  return (command$, dial) =>
    new Observable((subscriber) => {
      promised
        .then((consumer) => {
          if (!subscriber.closed) subscriber.add(adopt(consumer)(command$, dial).subscribe(subscriber));
        })
        .catch((error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          subscriber.next({ type: 'goodbye', reason: 'no-consumer', reconnect: false, message, unusable: true });
          subscriber.complete();
        });
    });
}

function isAnyCable(consumer: object): consumer is AnyCableConsumer {
  return typeof (consumer as Partial<AnyCableConsumer>).cable?.on === 'function';
}

function isActionCable(consumer: object): consumer is ActionCableConsumer {
  return typeof (consumer as Partial<ActionCableConsumer>).connection?.isOpen === 'function';
}
