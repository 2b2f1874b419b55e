/**
 * Returns the known word that a word is probably meant to be: one that differs only in hyphens, underscores and case, or in one letter, or, if the
 * word has at least eight letters, in two. Two letters that are swapped count as one.
 */
export function nearWord(word: string, known: Iterable<string>): string | undefined {
  const plain = plainOf(word);
  const most = plain.length < 4 ? 0 : plain.length < 8 ? 1 : 2;
  let best: string | undefined;
  let least = most + 1;
  for (const other of known) {
    const distance = distanceOf(plain, plainOf(other));
    if (other !== word && distance < least) [best, least] = [other, distance];
  }
  return best;
}

function plainOf(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, '');
}

/** The number of letters to insert, remove, replace or swap. */
function distanceOf(one: string, other: string): number {
  let [beforeLast, last]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const costs = [(last?.[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last?.[column - 1] ?? 0) + (isSame ? 0 : 1)];
      if (isSwapped) costs.push((beforeLast?.[column - 2] ?? 0) + 1);
      current.push(Math.min(...costs));
    }
    [beforeLast, last] = [last, current];
  }
  return last?.at(-1) ?? 0;
}
