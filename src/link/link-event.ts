import type { Signal } from '../transport/transport.js';
import type { Loss } from './loss.js';

/** How a dial ended: why, how many tries failed in a row by then, and when something was last heard (epoch ms, `undefined` if never). */
interface EndOfDial extends Loss {
  readonly attempt: number;
  readonly heardAt: number | undefined;
}

/**
 * What happens to a link: a signal of its transport, or word of dialling, losing, waiting and giving up.
 *
 * After `lost` it is dialled again, `waiting` tells when (epoch ms); after `failed` it is not.
 */
export type LinkEvent =
  | Signal
  | { readonly type: 'dialling'; readonly attempt: number }
  | (EndOfDial & { readonly type: 'lost' })
  | (EndOfDial & { readonly type: 'failed' })
  | { readonly type: 'waiting'; readonly retryAt: number };
