import { lazyPart, type LazyPart } from '../lazy-part.js';
import type { MessageObserver, Recovery, RecoveryOptions } from './recovery-options.js';

/** The module `recovery.ts`. */
export interface RecoveryPart {
  readonly createRecovery: (options: RecoveryOptions, out: MessageObserver) => Recovery;
}

/** The code that only channels with a snapshot, a sequence number or a version need, about 7 kB. */
export const recoveryPart: LazyPart<RecoveryPart> = lazyPart(() => import('./recovery.js'));
