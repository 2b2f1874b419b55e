import type { TabReport } from './tab-message.js';

/** Which leader a tab follows, and the number of the last report that it took. */
export interface Place {
  readonly leader: string;
  readonly term: number;
  readonly n: number;
}

/**
 * What a report is to a tab. `next`: the one that follows. `new-leader`: the first of a later leader. `hole`: reports are missing before it.
 * `old`: it was taken before, or comes from a leader that was replaced.
 */
export type Step = 'next' | 'new-leader' | 'hole' | 'old';

/** Returns what a report is, and the place after it. Pure. */
export function nextPlace(place: Place | undefined, { from, term, n }: Pick<TabReport, 'from' | 'term' | 'n'>): readonly [Step, Place] {
  const after: Place = { leader: from, term, n };
  if (place === undefined || term > place.term) return ['new-leader', after];
  if (term < place.term || from !== place.leader || n <= place.n) return ['old', place];
  return [n === place.n + 1 ? 'next' : 'hole', after];
}

/** Returns the term of a new leader. It is higher than every term that the tab knows, and than that of a leader that it never met. */
export function nextTerm(place: Place | undefined, wallClock: number): number {
  return Math.max((place?.term ?? 0) + 1, wallClock);
}
