import type { Reading } from './reading.js';

/** What came since a request went out, or since the confirmation before it. */
export interface Recent {
  /** Begins anew; nothing is kept before the first `begin` and after a `take`. */
  begin(): void;
  /** Marks that the request goes out now: what came before is in its answer. */
  mark(): void;
  add(reading: Reading): void;
  /** What came, oldest first. */
  readonly all: readonly Reading[];
  /** How many of them came before the mark. */
  readonly beforeMark: number;
  /** Whether more came than is kept. */
  readonly isIncomplete: boolean;
  /** Hands over all and keeps nothing more. */
  take(): readonly Reading[];
}

const MOST_RECENT = 1_000;

/** Keeps the newest 1,000. */
export function createRecent(): Recent {
  let kept: Reading[] | undefined;
  let before = 0;
  let isIncomplete = false;
  return {
    begin() {
      kept = [];
      before = 0;
      isIncomplete = false;
    },
    mark() {
      before = kept?.length ?? 0;
      isIncomplete = false;
    },
    add(reading) {
      if (!kept || kept.push(reading) <= MOST_RECENT) return;
      kept.shift();
      if (before > 0) before -= 1;
      isIncomplete = true;
    },
    get all() {
      return kept ?? [];
    },
    get beforeMark() {
      return before;
    },
    get isIncomplete() {
      return isIncomplete;
    },
    take() {
      const taken = kept ?? [];
      kept = undefined;
      before = 0;
      return taken;
    },
  };
}
