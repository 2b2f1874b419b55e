import { Subscription } from 'rxjs';
import type { Fetched } from './conditional-get.js';
import { after, type Environment } from '../environment.js';
import type { Snapshot } from './snapshot.js';

/** When a channel's snapshot is fetched, and who hears of it. */
export interface RefreshOptions {
  readonly snapshot: () => Snapshot | undefined;
  readonly environment: Environment;
  /** Told just before a request goes out; tells whether it asks for full state, also where that is what it was. */
  readonly onFetch: () => boolean;
  /** Told the answer; `silent` where it was fetched because nothing was heard. */
  readonly onAnswer: (fetched: Fetched, silent: boolean) => void;
}

/** The fetching of one channel's snapshot: at most one request at a time, and none within 2 s of the one before (X7). */
export interface Refresh {
  /** Fetches as soon as that is allowed. */
  soon(): void;
  /** Fetches again after a failure, later each time, up to 30 s (R22). */
  retry(after: number | undefined): void;
  /** All is well: fetches when nothing was heard for 20–30 s (R21); `heard` puts that off. */
  watch(): void;
  heard(): void;
  /** Cancels what is under way, a server's `Retry-After` too, until the next call, or for good. */
  stop(forGood?: boolean): void;
}

const FETCH_EVERY = 2_000;
const FIRST_RETRY = 1_000;
const RETRY_CAP = 30_000;

/** The longest that a server's `Retry-After` is obeyed, in ms: a wrong clock must not keep a channel stale for an hour. */
const LONGEST_REST = 60_000;

/** How long a channel may be silent before its snapshot is asked, in ms, ± 20 %: Rails can go deaf and beat on (S16). */
const SILENT_AFTER = 25_000;

/** Makes the timing of a channel's snapshot; nothing is fetched for silence while the page is hidden. */
export function createRefresh({ snapshot, environment, onFetch, onAnswer }: RefreshOptions): Refresh {
  const { now, random, isVisible } = environment;
  let waiting = new Subscription();
  let flight: AbortController | undefined;
  /** From when on the next request may go out. */
  let allowedAt = -Infinity;
  /** Until when the server asked not to be asked. */
  let restsUntil = -Infinity;
  let heardAt = now();
  let failures = 0;
  let isOver = false;

  function wait(delay: number, then: () => void): void {
    waiting.unsubscribe();
    // Whoever leaves with the answer is told no more of it.
    if (isOver) return;
    waiting = after(delay, then);
  }

  function fetchNow(silent = false): void {
    waiting.unsubscribe();
    const mine = (flight = new AbortController());
    allowedAt = now() + FETCH_EVERY;
    void snapshot()
      ?.fetch(mine, onFetch())
      .then((fetched) => {
        if (flight !== mine) return;
        flight = undefined;
        onAnswer(fetched, silent);
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
    heard() {
      heardAt = now();
    },
    stop(forGood = isOver) {
      isOver = forGood;
      restsUntil = -Infinity;
      waiting.unsubscribe();
      flight?.abort();
      flight = undefined;
    },
  };
}
