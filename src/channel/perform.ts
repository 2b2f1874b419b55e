import { Subscription } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError, connectionClosed } from '../errors.js';
import type { Hub } from '../hub/hub.js';
import { assertDuration } from '../assert-options.js';

/** How an action is handed over. */
export interface PerformOptions {
  /**
   * How long the action may wait for a confirmed subscription, in ms. After that it is not sent any more.
   *
   * @default 10_000
   */
  readonly within?: number | undefined;
}

/** How many actions of one channel may wait; the next one is refused at once. */
const MOST_WAITING = 100;

/**
 * Makes the queue of one identifier's actions. On a confirmed channel an action is handed over at once. Any other waits, and wants the
 * identifier meanwhile; those that wait are handed over in the order they were asked for. `snapshots` are for views that come meanwhile.
 */
export function createPerform(
  hub: Hub,
  identifier: string,
  snapshots?: Parameters<Hub['follow']>[1],
): (data: string, options?: PerformOptions) => Promise<void> {
  let queued = 0;
  return async (data, { within = 10_000 } = {}) => {
    assertDuration('within', within);
    if (queued === 0 && hub.perform(identifier, data)) return;
    if (queued >= MOST_WAITING) throw new CablegramError('queue-full', `${MOST_WAITING} actions of ${identifier} wait already.`);
    const waiting = new Subscription();
    queued += 1;
    try {
      await new Promise<void>((resolve, reject) => {
        waiting.add(after(within, () => reject(new CablegramError('timed-out', `${identifier} could not be asked within ${within} ms.`))));
        waiting.add(
          hub.follow(identifier, snapshots).subscribe({
            next(event) {
              if (event.type !== 'subscription') return;
              if (event.state === 'rejected') reject(new CablegramError('subscription-rejected', `The server rejected ${identifier}.`));
              // An action that finds the socket closing waits for the next one.
              if (event.state === 'confirmed' && hub.perform(identifier, data)) resolve();
            },
            complete: () => reject(connectionClosed()),
          }),
        );
      });
    } finally {
      waiting.unsubscribe();
      queued -= 1;
    }
  };
}
