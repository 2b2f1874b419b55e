import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { buildIfMissing } from '../scripts/build-if-missing.mjs';
import { launchBrowser } from '../test/e2e/open-page.js';
import { barChart } from './bar-chart.js';
import { comparisons } from './comparisons.js';
import { documentOf } from './document.js';
import type { Part } from './figures.js';

/**
 * Compares cablegram with what people would pick instead, and writes `docs/benchmarks.md` with its charts: npm run bench -- [names] [--rounds 5]
 *
 * Without names, all parts are measured; each prints how long it takes. A part that is not named keeps its figures. `--write` measures nothing and
 * writes the document anew. A limit that is missed is exit code 1.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, write: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const figuresFile = `${docs}benchmarks/figures.json`;

const unknown = positionals.filter((name) => !comparisons.some((comparison) => comparison.name === name));
if (unknown.length > 0 || !(rounds >= 1)) {
  console.error(`npm run bench -- [${comparisons.map(({ name }) => name).join(' ')}] [--rounds 5]`);
  process.exit(2);
}
const wanted = comparisons.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const parts = new Map(readParts().map((part) => [part.name, part]));
if (!values.write) await measureAll();

// The words are those of today, also for a part that was measured before.
const inOrder = comparisons.flatMap(({ name, title, how }) => {
  const part = parts.get(name);
  return part ? [{ ...part, title, how }] : [];
});
mkdirSync(`${docs}benchmarks`, { recursive: true });
for (const table of inOrder.flatMap(({ tables }) => tables)) writeFileSync(`${docs}benchmarks/${table.name}.svg`, barChart(table));
writeFileSync(figuresFile, `${JSON.stringify(inOrder, undefined, 2)}\n`);
writeFileSync(`${docs}benchmarks.md`, await documentOf(inOrder));
console.log('docs/benchmarks.md is written.');

/** Measures what is wanted, and keeps it in `parts`. */
async function measureAll(): Promise<void> {
  console.log(`Measures ${wanted.map(({ name, minutes }) => `${name} (about ${minutes} min)`).join(', ')}; ${roundsText()} of each.`);

  buildIfMissing();
  const browser = await launchBrowser('--js-flags=--expose-gc');
  try {
    for (const { name, title, how, measure } of wanted) {
      const began = performance.now();
      const tables = await measure({ browser, rounds });
      const part: Part = { name, title, how, tables, conditions: await conditionsOf(browser) };
      parts.set(name, part);
      report(part, (performance.now() - began) / 60_000);
    }
  } finally {
    await browser.close();
  }
}

function readParts(): readonly Part[] {
  try {
    return JSON.parse(readFileSync(figuresFile, 'utf8')) as readonly Part[];
  } catch {
    return [];
  }
}

async function conditionsOf(launched: Browser): Promise<string> {
  const version = /\d+/.exec(await launched.version())?.[0] ?? '';
  const node = process.versions.node.split('.').slice(0, 2).join('.');
  return `${availableParallelism()} cores, Node ${node}, headless Chromium ${version}; ${roundsText()}`;
}

function roundsText(): string {
  return rounds === 1 ? '1 round' : `${rounds} rounds`;
}

/** Prints the tables of a part, and fails where one of our rows is over its limit. */
function report({ name, tables }: Part, minutes: number): void {
  console.log(`\n${name}: ${minutes.toFixed(1)} min`);
  for (const { title, unit, rows, limit } of tables) {
    console.log(`  ${title}, in ${unit}${limit === undefined ? '' : `; limit ${limit}`}`);
    for (const { name: row, isOurs, figure } of rows) {
      const isOver = isOurs && limit !== undefined && figure.median > limit;
      if (isOver) process.exitCode = 1;
      const spread = `${figure.median.toFixed(2)} (${figure.least.toFixed(2)} to ${figure.most.toFixed(2)})`;
      console.log(`    ${row.padEnd(28)}${spread}${isOver ? '  OVER' : ''}`);
    }
  }
}
