import type { Environment } from '../environment.js';
import { CablegramError } from '../errors.js';

/** Why an attempt ended or a transport was left: `reason` for programs, `message` for people. */
export interface Loss {
  readonly reason: string;
  readonly message: string;
}

/**
 * How long a link must stay open after its welcome to count as a success, in ms.
 *
 * Without it, a server that welcomes and closes at once, as behind a broken proxy, would be tried 35 times a minute without end.
 */
export const PROVEN_AFTER = 10_000;

/**
 * Returns the reason for an error of a transport. If the device is offline, that is the reason. `opened` separates a lost link from a
 * refused attempt.
 */
export function lossOf(error: unknown, opened: boolean, { isOnline }: Environment): Loss {
  const code = error instanceof CablegramError && error.code !== 'link-lost' && error.code;
  return {
    reason: isOnline() ? code || (opened ? 'closed' : 'refused') : 'offline',
    message: error instanceof Error ? error.message : String(error),
  };
}
