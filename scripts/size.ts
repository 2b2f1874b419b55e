import { additions, budgets, type Budget } from '../rollup.config.js';
import { buildIfMissing } from './build-if-missing.mjs';
import { byEsbuild, byRollup, byVite, byWebpack, type Weigh } from './weigh.js';

/** A table of weights: what is weighed, by which bundlers, and what each may come to. */
interface Table {
  readonly title: string;
  readonly bundlers: Readonly<Record<string, Weigh>>;
  readonly rows: readonly Pick<Budget, 'name' | 'entry' | 'scriptTag' | 'limit'>[];
}

/** Prints what each budget's entry weighs, at best and as other bundlers take the built package, and fails over a limit. */
const best: Table = { title: 'at best: from the sources', bundlers: { rollup: byRollup }, rows: budgets };
const usual: Table = {
  title: 'as people get it: by defaults',
  bundlers: { esbuild: byEsbuild, Vite: byVite, webpack: byWebpack },
  rows: budgets.flatMap(({ name, page }) => (page ? [{ name, ...page }] : [])),
};

console.log('Bytes, gzip -9, dependencies inside; after the +, what a page loads later if it uses it');
let over = await print(best);
await printAdditions();
buildIfMissing();
over += await print(usual);
if (over > 0) {
  console.error('Over the budget: make it smaller, or raise the limit in rollup.config.ts in a commit that says why.');
  process.exitCode = 1;
}

/** Prints a table and returns how many weights are over their limit. */
async function print({ title, bundlers, rows }: Table): Promise<number> {
  const width = Math.max(...budgets.map(({ name }) => name.length));
  console.log(`\n${[title.padEnd(width), ...Object.keys(bundlers).map(pad), pad('limit')].join('  ')}`);
  let count = 0;
  for (const { name, entry, scriptTag, limit } of rows) {
    const weights = await Promise.all(Object.values(bundlers).map((weigh) => weigh(entry, scriptTag)));
    const excess = Math.max(...weights.map(({ start }) => start)) - limit;
    if (excess > 0) count += 1;
    const cells = weights.map(({ start, later }) => pad(later > 0 ? `${start} + ${later}` : start));
    console.log([name.padEnd(width), ...cells, pad(limit), ...(excess > 0 ? [`${excess} over`] : [])].join('  '));
  }
  return count;
}

/** Prints what each element adds to the size of a page. */
async function printAdditions(): Promise<void> {
  const start = new Map<string, number>();
  async function startOf(entry: string): Promise<number> {
    const known = start.get(entry) ?? (await byRollup(entry)).start;
    start.set(entry, known);
    return known;
  }
  console.log('\nwhat an element adds to a page with the core and the counter (the counter: to a page with the core), by rollup');
  for (const { name, before, after } of additions)
    console.log(`${name.padEnd(16)}${pad((await startOf(after)) - (await startOf(before)))}`);
}

function pad(cell: number | string): string {
  return String(cell).padStart(13);
}
