import { Observable } from 'rxjs';
import { CablegramError } from '../errors.js';
import { adoptActionCable, type ActionCableConsumer } from './adopted-action-cable.js';
import { adoptAnyCable, type AnyCableConsumer } from './adopted-anycable.js';
import type { Transport } from './transport.js';

/** A consumer that the page has already; what is used of it beyond this is looked for when it is handed in, since its types leave it out. */
export interface AdoptableConsumer {
  readonly subscriptions: object;
  connect(): unknown;
}

/**
 * Uses the connection of a consumer that the page has already: that of `@rails/actioncable`, of Turbo (`cable.getConsumer()` of
 * `@hotwired/turbo-rails`, which promises it), or of `@anycable/web`'s `createConsumer`. It is watched and nudged, never rewired, and what
 * the page itself subscribed is left alone.
 *
 * Where a promise brings none, the next rung of the ladder is used, or the connection has `failed` with the reason `no-consumer`.
 *
 * @throws CablegramError `option-invalid` where it is none of these, and no promise.
 */
export function adopt(consumer: AdoptableConsumer | Promise<AdoptableConsumer>): Transport {
  if ('then' in consumer) return adoptPromised(consumer);
  if (isAnyCable(consumer)) return adoptAnyCable(consumer);
  if (isActionCable(consumer)) return adoptActionCable(consumer);
  throw new CablegramError('option-invalid', 'adopt() takes a consumer of @rails/actioncable or of @anycable/web, and this is neither.');
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
