import type { Signal } from '../transport/transport.js';
import type { Loss } from './loss.js';

/**
 * How an attempt ended: the reason, the failed attempts in a row so far, and when the server last sent anything (epoch ms, `undefined` if
 * never).
 */
interface EndOfDial extends Loss {
  readonly attempt: number;
  readonly heardAt: number | undefined;
}

/**
 * An event of a link: a signal of its transport, or an attempt, a loss, a wait, or giving up.
 *
 * After `lost` the link reconnects; `waiting` says when (epoch ms). After `failed` it does not.
 */
export type LinkEvent =
  | Signal
  | { readonly type: 'dialling'; readonly attempt: number }
  | (EndOfDial & { readonly type: 'lost' })
  | (EndOfDial & { readonly type: 'failed' })
  | { readonly type: 'waiting'; readonly retryAt: number };
