import { assertDuration } from '../assert-options.js';
import { CablegramError } from '../errors.js';

/**
 * Returns how long to wait before the next dial, in ms.
 *
 * `attempt` counts the tries that failed in a row, from 1. `wasOpen` says whether the server ever welcomed this connection.
 */
export type RetryDelay = (attempt: number, reason: string, wasOpen: boolean) => number;

/** The numbers of `exponentialBackoff`; all in ms but `factor`. */
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
   * The cap after five refusals of a server that never welcomed this connection.
   *
   * @default 20_000
   */
  readonly refusedCap?: number;
}

/** How many refusals in a row mean that the server refuses this page, rather than that it is away for a moment. */
const MOST_REFUSALS = 5;

/**
 * Spreads retries: the first uniform in 0.2–3 s (after `server_restart` in 1–6 s), later ones with full jitter below a limit that grows
 * by 1.7 up to 8 s. A dial that was never welcomed took 8 s already, so that the next is soon, however many there were (R6).
 *
 * These numbers were found by simulating 200 clients: they bring one client back in 2.2 s at the median, and never more than 95 of 200
 * within one second (R3, R4, R5). A server that refused the first five dials most likely has no cable at this address or refuses the page:
 * it is asked every 10–20 s.
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
