import type { Reading } from './reading.js';

/** The messages received since a request was sent, or since the confirmation before it. */
export interface Recent {
  /** Starts keeping messages, from none. Nothing is kept before the first `begin` and after a `take`. */
  begin(): void;
  /** Marks that the request is sent now. Its answer contains the messages before. */
  mark(): void;
  add(reading: Reading): void;
  /** The kept messages, oldest first. */
  readonly all: readonly Reading[];
  /** How many of them came before the mark. */
  readonly beforeMark: number;
  /** Whether more messages arrived than are kept. */
  readonly isIncomplete: boolean;
  /** Returns all and stops keeping messages. */
  take(): readonly Reading[];
}

const MOST_RECENT = 1_000;

/** Keeps the newest 1,000 messages. */
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
