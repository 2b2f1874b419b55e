import { Subscription } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError, connectionClosed } from '../errors.js';
import type { Hub } from '../hub/hub.js';
import type { IdentifierListener } from '../hub/subscription.js';
import { assertDuration } from '../assert-options.js';

/** How an action is sent. */
export interface PerformOptions {
  /**
   * How long the action may wait for a confirmed subscription, in ms. After that it is not sent.
   *
   * @default 10_000
   */
  readonly within?: number | undefined;
}

/** How many actions of one channel may wait. The next one is refused at once. */
const MOST_WAITING = 100;

/**
 * Creates the queue of one identifier's actions. On a confirmed channel an action is sent at once. Otherwise it waits, and keeps the
 * identifier subscribed meanwhile; waiting actions are sent in the order of the calls. `snapshots` are for views that join in the meantime.
 */
export function createPerform(
  hub: Hub,
  identifier: string,
  snapshots?: Parameters<Hub['follow']>[2],
): (data: string, options?: PerformOptions) => Promise<void> {
  let queued = 0;
  return async (data, { within = 10_000 } = {}) => {
    assertDuration('within', within);
    const handed = queued === 0 && hub.perform(identifier, data);
    // Without an answer to wait for, the action takes its place in the queue at once.
    if (handed && (await handed)) return;
    if (queued >= MOST_WAITING) throw new CablegramError('queue-full', `${MOST_WAITING} actions of ${identifier} are already waiting.`);
    const waiting = new Subscription();
    let sent: boolean | Promise<boolean> = false;
    queued += 1;
    try {
      await new Promise<void>((resolve, reject) => {
        waiting.add(
          after(within, () =>
            settle(new CablegramError('timed-out', `${identifier} was not confirmed within ${within} ms, so the action was not sent.`)),
          ),
        );
        const listener: IdentifierListener = {
          next(event) {
            if (event.type !== 'subscription' || waiting.closed) return;
            if (event.state === 'rejected') reject(new CablegramError('subscription-rejected', `The server rejected ${identifier}.`));
            // If the socket is closing, the action waits for the next one.
            if (event.state !== 'confirmed') return;
            sent = hub.perform(identifier, data);
            settle();
          },
          complete: () => reject(connectionClosed()),
        };
        hub.follow(identifier, listener, snapshots);
        waiting.add(() => hub.leave(identifier, listener));

        /** Waits until it is known whether the action was sent, if somebody else sends it. If it was not, `failure` is the end. */
        function settle(failure?: CablegramError): void {
          Promise.resolve(sent).then((isSent) => (isSent ? resolve() : failure && reject(failure)), reject);
        }
      });
    } finally {
      waiting.unsubscribe();
      queued -= 1;
    }
  };
}
