/** How often a channel usually receives bodies. */
export interface Hearing {
  /** Notes that a body was received. */
  hear(): void;
  /** Forgets when the last body was received, since a loss explains the silence after it. */
  pause(): void;
  /** Whether the channel has been silent for much longer than ever before. */
  isUnusuallySilent(): boolean;
}

/** How long a channel must have been observed before its silence means anything, in ms. */
const LEARNED_AFTER = 60_000;

/** How many times the longest silence so far an unusual silence lasts. */
const TIMES = 2;

/** Learns how long a channel is usually silent between two bodies. It is unknown while less than a minute has been observed. */
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
