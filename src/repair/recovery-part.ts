import { lazyPart, type LazyPart } from '../lazy-part.js';
import type { Recovery, RepairedChannel } from './repaired-channel.js';

/** The module `recovery.ts`. */
export interface RecoveryPart {
  readonly createRecovery: (channel: RepairedChannel, missedSince: number | undefined) => Recovery;
}

/** The code that only channels with a snapshot, a sequence number or a version need, about 7 kB. */
export const recoveryPart: LazyPart<RecoveryPart> = lazyPart(() => import('./recovery.js'));
