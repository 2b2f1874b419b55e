/** A stretch of time, in epoch ms. */
export interface Span {
  readonly since: number;
  readonly until: number;
}

/** How many gaps are kept. More are not distinguishable on a screen. */
const MOST_GAPS = 256;

/**
 * Adds a gap to a sorted list of gaps that do not overlap. If it overlaps others, they become one.
 *
 * If there are too many, the two that are closest to each other become one: more is marked than was missed, never less.
 */
export function addGap(gaps: Span[], { since, until }: Span): void {
  const before = gaps.filter((gap) => gap.until <= since);
  const after = gaps.filter((gap) => gap.since >= until && gap.until > since);
  const touched = gaps.slice(before.length, gaps.length - after.length);
  const merged = {
    since: Math.min(since, ...touched.map((gap) => gap.since)),
    until: Math.max(until, ...touched.map((gap) => gap.until)),
  };
  gaps.splice(before.length, touched.length, merged);
  if (gaps.length > MOST_GAPS) mergeClosest(gaps);
}

function mergeClosest(gaps: Span[]): void {
  let first = 0;
  let shortest = Infinity;
  gaps.forEach((gap, index) => {
    const distance = gap.since - (gaps[index - 1]?.until ?? -Infinity);
    if (distance < shortest) [first, shortest] = [index - 1, distance];
  });
  const [one, other] = [gaps[first], gaps[first + 1]];
  if (one && other) gaps.splice(first, 2, { since: one.since, until: other.until });
}
