import { lazyPart, type LazyPart } from '../lazy-part.js';
import type { Transport } from '../transport/transport.js';
import type { LadderOptions } from './ladder-options.js';

/** The module `ladder.ts`. */
export interface LadderPart {
  readonly ladder: (first: Transport, below: readonly Transport[], options: LadderOptions) => Transport;
}

/** The code that only connections with several transports need, about 1 kB. */
export const ladderPart: LazyPart<LadderPart> = lazyPart(() => import('./ladder.js'));
