import { Subscription } from 'rxjs';
import type { Fetched } from './conditional-get.js';
import { after, type Environment } from '../environment.js';

/** How a channel's snapshot is fetched, and the callback for its answers. */
export interface RefreshOptions {
  /** Sends a request and resolves to its answer. */
  readonly fetch: (controller: AbortController) => Promise<Fetched>;
  /** Handles an answer. `isSilent`: it was fetched because the channel was silent. If it throws, the answer counts as failed. */
  readonly onAnswer: (fetched: Fetched, isSilent: boolean) => void;
  readonly environment: Environment;
}

/** Schedules the requests for a channel's snapshot: at most one at a time, and none within 2 s of the one before. */
export interface Refresh {
  /** Fetches as soon as that is allowed. */
  soon(): void;
  /** Fetches again after a failure, after a longer wait each time, up to 30 s. */
  retry(after: number | undefined): void;
  /** Everything is right: fetches when nothing was received for 20–30 s. `onHeard` restarts that time. */
  watch(): void;
  onHeard(): void;
  /** Cancels the current request, and a server's `Retry-After`, until the next call. */
  stop(): void;
  /** Cancels the current request, for good. */
  end(): void;
}

const FETCH_EVERY = 2_000;
const FIRST_RETRY = 1_000;
const RETRY_CAP = 30_000;

/** The longest `Retry-After` that is obeyed, in ms. A wrong clock must not keep a channel stale for an hour. */
const LONGEST_REST = 60_000;

/** How long a channel may be silent before its snapshot is fetched, in ms, ± 20 %. Rails can become deaf and still send heartbeats. */
const SILENT_AFTER = 25_000;

/** Creates the schedule of a channel's snapshot. While the page is hidden, silence causes no request. */
export function createRefresh({ fetch, onAnswer, environment }: RefreshOptions): Refresh {
  const { now, random, isVisible } = environment;
  let waiting = new Subscription();
  let flight: AbortController | undefined;
  /** When the next request may be sent. */
  let allowedAt = -Infinity;
  /** Until when the server asked for no requests. */
  let restsUntil = -Infinity;
  let heardAt = now();
  let failures = 0;
  let isOver = false;

  function wait(delay: number, then: () => void): void {
    waiting.unsubscribe();
    // `onAnswer` may have ended this schedule.
    if (!isOver) waiting = after(delay, then);
  }

  function fetchNow(isSilent = false): void {
    waiting.unsubscribe();
    const mine = (flight = new AbortController());
    allowedAt = now() + FETCH_EVERY;
    void fetch(mine).then((fetched) => {
      if (flight !== mine) return;
      flight = undefined;
      try {
        onAnswer(fetched, isSilent);
      } catch (cause) {
        onAnswer({ type: 'failed', message: `The snapshot could not be taken over: ${String(cause)}` }, isSilent);
      }
    });
  }

  function watchFor(silence: number): void {
    wait(heardAt + silence - now(), () => {
      const isSilent = now() - heardAt >= silence;
      if (isSilent && isVisible()) return fetchNow(true);
      if (isSilent) heardAt = now();
      watchFor(silence);
    });
  }

  function stop(): void {
    restsUntil = -Infinity;
    waiting.unsubscribe();
    flight?.abort();
    flight = undefined;
  }

  return {
    soon() {
      if (flight) return;
      const rest = Math.max(allowedAt, restsUntil) - now();
      if (rest <= 0) fetchNow();
      else wait(rest, fetchNow);
    },
    retry(after = 0) {
      const limit = Math.min(RETRY_CAP, FIRST_RETRY * 2 ** failures);
      failures += 1;
      const rest = Math.min(after, LONGEST_REST);
      restsUntil = now() + rest;
      wait(Math.max(rest, FETCH_EVERY, limit * (0.5 + random() / 2)), fetchNow);
    },
    watch() {
      failures = 0;
      heardAt = now();
      watchFor(SILENT_AFTER * (0.8 + 0.4 * random()));
    },
    onHeard() {
      heardAt = now();
    },
    stop,
    end() {
      isOver = true;
      stop();
    },
  };
}
