import { Subscription } from 'rxjs';
import type { Connection, Status } from '../../src/index.js';
import { elementClock } from './element-clock.js';

/** How long a remembered pause waits for the first data of the page, in ms from the moment the page is connected. */
const FILL_WITHIN = 3_000;

/**
 * Calls back once every channel of a connection has its first data, at most 3 s after it is connected, so that a page that opens paused is not
 * empty.
 */
export function whenFilled(connection: Connection, callback: () => void): Subscription {
  const waiting = new Subscription();
  let cancel: (() => void) | undefined;
  const end = (): void => {
    waiting.unsubscribe();
    callback();
  };
  waiting.add(() => cancel?.());
  waiting.add(
    connection.status$.subscribe((status) => {
      // Not during the subscription, since it could not be ended yet.
      if (isFilled(status)) queueMicrotask(() => !waiting.closed && end());
      else if (status.state === 'connected') cancel ??= elementClock.after(FILL_WITHIN, end);
    }),
  );
  return waiting;
}

function isFilled({ state, channels }: Status): boolean {
  const { waiting, confirmed, unconfirmed, heard } = channels;
  return state === 'connected' && confirmed > 0 && waiting + unconfirmed === 0 && heard >= confirmed;
}
