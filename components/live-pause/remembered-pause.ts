import { Subscription } from 'rxjs';
import type { Connection, PauseKind, Status } from '../../src/index.js';
import { elementClock } from '../internal/element-clock.js';
import { keepPreference, type Persist, readPreference } from '../internal/preference.js';

/** How long a remembered pause waits for the first data of the page, in ms from the moment the page is connected. */
const FILL_WITHIN = 3_000;

/** A person's last choice. */
type Choice = PauseKind | 'live';

/** Where a choice is kept, and for which scope. */
export interface Memory {
  readonly persist: Persist;
  /** The name of the scope. */
  readonly scope: string;
}

/** Keeps the person's choice for a scope. */
export function remember({ persist, scope }: Memory, choice: Choice): void {
  keepPreference(persist, nameOf(scope), choice);
}

/** Returns the choice that was kept for a scope. */
export function recall({ persist, scope }: Memory): Choice | undefined {
  const choice = readPreference(persist, nameOf(scope));
  return choice === 'freeze' || choice === 'stop' || choice === 'live' ? choice : undefined;
}

/** Returns whether the browser asks to save data. Only Chromium can say so. */
export function isDataSaved(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}

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

function nameOf(scope: string): string {
  return `cablegram-pause:${scope}`;
}
