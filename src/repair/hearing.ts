/** How often a channel is usually heard. */
export interface Hearing {
  /** Notes that a body came. */
  hear(): void;
  /** Forgets when the last body came, since a loss explains the silence after it. */
  pause(): void;
  /** Whether the channel is silent for much longer than it ever was while it was heard. */
  isUnusuallySilent(): boolean;
}

/** How long a channel must have been heard before its silence means anything, in ms. */
const LEARNED_AFTER = 60_000;

/** How many times the longest silence so far a silence must last. */
const TIMES = 2;

/** Learns how long a channel is usually silent between two bodies. A channel that was heard for less than a minute is unknown. */
export function createHearing(now: () => number): Hearing {
  let heardFor = 0;
  let longest = 0;
  let lastAt: number | undefined;
  return {
    hear() {
      const at = now();
      if (lastAt !== undefined) {
        heardFor += at - lastAt;
        longest = Math.max(longest, at - lastAt);
      }
      lastAt = at;
    },
    pause() {
      lastAt = undefined;
    },
    isUnusuallySilent: () => lastAt !== undefined && heardFor >= LEARNED_AFTER && now() - lastAt >= TIMES * longest,
  };
}
