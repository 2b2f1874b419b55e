/** How long a loss may last before the badge and the elements report it, in ms. Shorter losses are not worth a report. */
export const GRACE = 1_000;

/** How many graces the first connection gets: a handshake on a slow line takes 2 s. */
export const FIRST_GRACES = 3;

/** After how many failed attempts in a row, and how many graces, the connection counts as unavailable. By then each transport has been tried. */
export const MOST_TRIES = 3;
export const UNAVAILABLE_GRACES = 10;

/** The current trouble, and whether it is reported yet. Instants are monotonic ms. */
export interface Trouble {
  /** When it began; `undefined` if there is none. */
  readonly since: number | undefined;
  readonly isReported: boolean;
  /** Whether everything has worked before. */
  readonly wasWell: boolean;
  /** When to check again even if nothing happens. */
  readonly lookAgainAt: number | undefined;
}

/** What is true now. */
export interface Condition {
  /** `well`: it works; `new`: not started, or under way; `trouble`: a loss that may end soon; `final`: a loss that does not end by waiting. */
  readonly is: 'well' | 'new' | 'trouble' | 'final';
  /** Monotonic ms. */
  readonly now: number;
  /** The page is hidden: no new trouble is reported, and the grace starts when the page is visible again. */
  readonly isAway: boolean;
  /** How long a loss may last before it is reported, in ms. @default GRACE */
  readonly grace?: number;
}

/** Nothing is known yet. */
export const noTrouble: Trouble = { since: undefined, isReported: false, wasWell: false, lookAgainAt: undefined };

/** Trouble that began `ms` ago after everything had worked. */
export function troubleFor(ms: number, now: number): Trouble {
  return { ...noTrouble, since: now - ms, wasWell: true };
}

/** Reports trouble after the grace (three graces on the first connection), and final trouble at once. */
export function nextTrouble(trouble: Trouble, { is, now, isAway, grace = GRACE }: Condition): Trouble {
  const { wasWell, isReported } = trouble;
  switch (is) {
    case 'well':
      return { ...noTrouble, wasWell: true };
    case 'new':
      return { ...noTrouble, wasWell };
    case 'final':
      return { since: trouble.since ?? now, isReported: true, wasWell, lookAgainAt: undefined };
    case 'trouble': {
      if (isAway && !isReported) return { ...noTrouble, wasWell };
      const since = trouble.since ?? now;
      const dueAt = since + (wasWell ? grace : FIRST_GRACES * grace);
      if (isReported || now >= dueAt) return { since, isReported: true, wasWell, lookAgainAt: hopelessAt(since, now, grace) };
      return { since, isReported: false, wasWell, lookAgainAt: dueAt };
    }
    default:
      return is satisfies never;
  }
}

/** Returns when trouble that began at `since` counts as unavailable; after that, every second, since attempts may fail later. */
function hopelessAt(since: number, now: number, grace: number): number {
  return Math.max(since + UNAVAILABLE_GRACES * grace, now + GRACE);
}
