import type { Signal } from '../transport/transport.js';

/**
 * What happens to a link: a signal of its transport, or word of dialling, losing, waiting and giving up.
 *
 * `lost` tells how many tries failed in a row, why, and when something was last heard (epoch ms, `undefined` if never); `waiting` when the
 * next dial is due (epoch ms); `failed` that none is.
 */
export type LinkEvent =
  | Signal
  | { readonly type: 'dialling'; readonly attempt: number }
  | {
      readonly type: 'lost';
      readonly attempt: number;
      readonly reason: string;
      readonly message: string;
      readonly heardAt: number | undefined;
    }
  | { readonly type: 'waiting'; readonly retryAt: number }
  | { readonly type: 'failed'; readonly reason: string; readonly message: string };
