import { budgets } from '../rollup.config.js';
import { buildIfMissing } from './build-if-missing.mjs';
import { byEsbuild, byRollup, byVite, byWebpack, type Weigh } from './weigh.js';

/** A table of weights: what is weighed, by which bundlers, and what each may come to. */
interface Table {
  readonly title: string;
  readonly bundlers: Readonly<Record<string, Weigh>>;
  readonly rows: readonly { readonly name: string; readonly entry: string; readonly limit: number }[];
}

/** Prints what each budget's entry weighs, at best and as other bundlers take the built package, and fails over a limit. */
const best: Table = { title: 'at best: from the sources', bundlers: { rollup: byRollup }, rows: budgets };
const usual: Table = {
  title: 'as people get it: by defaults',
  bundlers: { esbuild: byEsbuild, Vite: byVite, webpack: byWebpack },
  rows: budgets.flatMap(({ name, page }) => (page ? [{ name, ...page }] : [])),
};

console.log('Bytes, gzip -9, dependencies inside');
let over = await print(best);
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
  for (const { name, entry, limit } of rows) {
    const weights = await Promise.all(Object.values(bundlers).map((weigh) => weigh(entry)));
    const excess = Math.max(...weights) - limit;
    if (excess > 0) count += 1;
    console.log([name.padEnd(width), ...weights.map(pad), pad(limit), ...(excess > 0 ? [`${excess} over`] : [])].join('  '));
  }
  return count;
}

function pad(cell: number | string): string {
  return String(cell).padStart(7);
}
