import { Subscription } from 'rxjs';
import { after } from './environment.js';
import { CablegramError, type CablegramErrorCode } from './errors.js';
import type { Hub } from './hub.js';

/** How long `perform` waits for a confirmed subscription, in ms. */
const PERFORM_WITHIN = 10_000;

/** Wants an identifier until the server has answered, so that an action reaches a channel that stands, and hands the action over. */
export function perform(hub: Hub, identifier: string, data: string): Promise<void> {
  const waiting = new Subscription();
  const handed = new Promise<void>((resolve, reject) => {
    const fail = (code: CablegramErrorCode, message: string): void => reject(new CablegramError(code, message));
    waiting.add(after(PERFORM_WITHIN, () => fail('timed-out', `${identifier} was not confirmed within ${PERFORM_WITHIN} ms.`)));
    waiting.add(
      hub.follow(identifier).subscribe({
        next(event) {
          if (event.type !== 'subscription') return;
          if (event.state === 'rejected') fail('subscription-rejected', `The server rejected ${identifier}.`);
          if (event.state !== 'confirmed') return;
          hub.perform(identifier, data);
          resolve();
        },
        complete: () => fail('connection-closed', 'The connection was closed before the action could be sent.'),
      }),
    );
  });
  return handed.finally(() => waiting.unsubscribe());
}
