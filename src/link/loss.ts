import type { Environment } from '../environment.js';
import { CablegramError } from '../errors.js';

/** Why a dial ended or a rung was left: for programs, and for people. */
export interface Loss {
  readonly reason: string;
  readonly message: string;
}

/**
 * How long a link must live after its welcome to count as a success, in ms.
 *
 * A server that welcomes and closes at once, as one behind a broken proxy does, would else be dialled 35 times a minute for ever.
 */
export const PROVEN_AFTER = 10_000;

/** Names why a transport erred. That the device is offline explains all else; `opened` tells a lost link from a refused dial. */
export function lossOf(error: unknown, opened: boolean, { isOnline }: Environment): Loss {
  const code = error instanceof CablegramError && error.code !== 'link-lost' && error.code;
  return {
    reason: isOnline() ? code || (opened ? 'closed' : 'refused') : 'offline',
    message: error instanceof Error ? error.message : String(error),
  };
}
