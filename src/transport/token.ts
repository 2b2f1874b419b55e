import type { AskToken, GetToken } from './transport.js';

/** How long to wait for one call of the page's function, and the clock that measures it; both in ms. */
export interface SingleFlightOptions {
  readonly within: number;
  /** Monotonic time. */
  readonly now: () => number;
}

interface Flight {
  readonly controller: AbortController;
  readonly startedAt: number;
  readonly answer: Promise<string | undefined>;
  /** How many callers still wait for the answer. */
  askers: number;
}

/**
 * Runs one call of the page's `getToken` at a time. Callers in the meantime get the same answer. The token is not stored.
 *
 * A call is abandoned, and its signal aborted, when all callers have left, or when somebody asks again after `within`: one call that hangs
 * must not end the connection for good. Each caller has its own deadline.
 */
export function singleFlight(getToken: GetToken | undefined, { within, now }: SingleFlightOptions): AskToken | undefined {
  if (!getToken) return undefined;
  let flight: Flight | undefined;

  function start(ask: GetToken): Flight {
    const controller = new AbortController();
    // In a promise, so that a function that throws fails like one that rejects.
    const answer = Promise.resolve()
      .then(() => ask({ signal: controller.signal }))
      .finally(() => forget(started));
    const started: Flight = { controller, startedAt: now(), answer, askers: 0 };
    return started;
  }

  function forget(over: Flight): void {
    if (flight === over) flight = undefined;
  }

  function giveUp(hanging: Flight): void {
    forget(hanging);
    hanging.controller.abort();
  }

  return (signal) => {
    if (flight && now() - flight.startedAt >= within) giveUp(flight);
    const mine = (flight ??= start(getToken));
    mine.askers += 1;
    signal?.addEventListener('abort', () => {
      mine.askers -= 1;
      if (mine.askers === 0 && flight === mine) giveUp(mine);
    });
    return mine.answer;
  };
}

/**
 * Returns a function that returns whether a token differs from the one before.
 *
 * It stores a hash of the token, from which the token cannot be recovered.
 */
export function createTokenWatch(): (token: string | undefined) => boolean {
  let last: number | undefined;
  return (token = '') => {
    let sum = 0;
    for (const character of token) sum = (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0;
    const isOther = last !== undefined && sum !== last;
    last = sum;
    return isOther;
  };
}

/** Adds the token as an `Authorization` header to the given headers. */
export function bearer(
  getToken: AskToken | undefined,
  headers?: () => Promise<Readonly<Record<string, string>>>,
): (() => Promise<Readonly<Record<string, string>>>) | undefined {
  if (!getToken) return headers;
  return async () => {
    const token = await getToken();
    return { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...(await headers?.()) };
  };
}
