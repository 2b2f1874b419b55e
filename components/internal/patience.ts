/** How long a loss may last before badge and elements report it, in ms: nobody needs to know of one that is over within a second. */
export const GRACE = 1_000;

/** How many graces the first connection gets: a handshake on a slow line takes 2 s. */
export const FIRST_GRACES = 3;

/** After how many failed tries in a row, and how many graces, the connection counts as unavailable: each way to the server was tried by then. */
export const MOST_TRIES = 3;
export const UNAVAILABLE_GRACES = 10;

/** What is known of trouble, and whether it is reported yet. Instants are monotonic ms. */
export interface Trouble {
  /** When it began; `undefined` if there is none. */
  readonly since: number | undefined;
  readonly isReported: boolean;
  /** Whether all was well once. */
  readonly wasWell: boolean;
  /** When to look again though nothing happened. */
  readonly lookAgainAt: number | undefined;
}

/** What is true now. */
export interface Condition {
  /** `well`; `new`: not begun, or on its way; `trouble`: a loss that may be over soon; `final`: a loss that waiting does not cure. */
  readonly is: 'well' | 'new' | 'trouble' | 'final';
  /** Monotonic ms. */
  readonly now: number;
  /** The page is hidden: no new trouble is reported, and the grace begins once it is seen again. */
  readonly isAway: boolean;
  /** How long a loss may last before it is reported, in ms. @default GRACE */
  readonly grace?: number;
}

/** Nothing is known yet. */
export const noTrouble: Trouble = { since: undefined, isReported: false, wasWell: false, lookAgainAt: undefined };

/** Trouble that somebody who arrives now finds, which began `ms` ago after all was well. */
export function troubleFor(ms: number, now: number): Trouble {
  return { ...noTrouble, since: now - ms, wasWell: true };
}

/** Reports trouble once it lasted for the grace, three graces on the first connection, and a final one at once. */
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

/** When trouble that began at `since` has lasted long enough to be called hopeless; each second after that, since tries come late. */
function hopelessAt(since: number, now: number, grace: number): number {
  return Math.max(since + UNAVAILABLE_GRACES * grace, now + GRACE);
}
