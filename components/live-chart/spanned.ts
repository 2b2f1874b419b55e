import type { ChartFrame } from './engine.js';
import type { Cell } from './series.js';

/**
 * Returns a column without the values that are known to be missing, so that its line goes on to the next value.
 *
 * The line stays interrupted over a gap, where values may have been missed: nobody knows what they were. The gaps end in ascending order.
 */
export function spanned(cells: readonly Cell[], { at, gaps }: Pick<ChartFrame, 'at' | 'gaps'>): readonly Cell[] {
  const result = [...cells];
  let since = -Infinity;
  let missing: number[] = [];
  let next = 0;
  const end = (until: number): void => {
    while ((gaps[next]?.until ?? Infinity) <= since) next += 1;
    const isMissed = (gaps[next]?.since ?? Infinity) < until;
    if (!isMissed) for (const row of missing) result[row] = undefined;
    missing = [];
  };
  cells.forEach((cell, row) => {
    if (cell === null) missing.push(row);
    if (typeof cell !== 'number') return;
    const instant = at[row] ?? since;
    if (missing.length > 0) end(instant);
    since = instant;
  });
  return result;
}
