import { Subscription } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError, connectionClosed } from '../errors.js';
import type { Hub } from '../hub/hub.js';

/** How an action is handed over. */
export interface PerformOptions {
  /**
   * How long the action may wait for a confirmed subscription, in ms; older than that it is not sent any more.
   *
   * @default 10_000
   */
  readonly within?: number | undefined;
}

/** How many actions of one channel may wait; whoever asks for another is told at once. */
const MOST_WAITING = 100;

/**
 * Makes the queue of one identifier's actions: each wants the identifier until the server has answered, so that it reaches a channel that
 * stands, and is handed over then, in the order they were asked for. `snapshots` are what views that come meanwhile name.
 */
export function createPerform(
  hub: Hub,
  identifier: string,
  snapshots?: Parameters<Hub['follow']>[1],
): (data: string, options?: PerformOptions) => Promise<void> {
  let queued = 0;
  return async (data, { within = 10_000 } = {}) => {
    if (queued >= MOST_WAITING) throw new CablegramError('queue-full', `${MOST_WAITING} actions of ${identifier} wait already.`);
    const waiting = new Subscription();
    queued += 1;
    try {
      await new Promise<void>((resolve, reject) => {
        waiting.add(after(within, () => reject(new CablegramError('timed-out', `${identifier} was not confirmed within ${within} ms.`))));
        waiting.add(
          hub.follow(identifier, snapshots).subscribe({
            next(event) {
              if (event.type !== 'subscription') return;
              if (event.state === 'rejected') reject(new CablegramError('subscription-rejected', `The server rejected ${identifier}.`));
              if (event.state !== 'confirmed') return;
              hub.perform(identifier, data);
              resolve();
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
