import type { Environment } from '../environment.js';
import { CablegramError } from '../errors.js';

/** Why a dial ended or a rung was left: for programs, and for people. */
export interface Loss {
  readonly reason: string;
  readonly message: string;
}

/** Names why a transport erred: that the device is offline explains all else; `opened` tells a lost link from a refused dial. */
export function lossOf(error: unknown, opened: boolean, { isOnline }: Environment): Loss {
  const code = error instanceof CablegramError && error.code !== 'link-lost' && error.code;
  return {
    reason: isOnline() ? code || (opened ? 'closed' : 'refused') : 'offline',
    message: error instanceof Error ? error.message : String(error),
  };
}
