// @ts-check
// Tests anyCable() against a real AnyCable: node scripts/test-anycable.mjs
//
//   test-anycable.mjs history order   files of test/anycable whose names contain one of these words
//   test-anycable.mjs --grep 'A7'     tests whose names match
//
// Installs the server if it is missing. If it cannot be had, or with ANYCABLE=stand-in, the same tests run against a stand-in that speaks as
// AnyCable does (test/anycable/harness/stand-in), and the first line and the last one say so. Each test starts its own server on free ports,
// and ends it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { provideAnyCable } from './anycable-gem.mjs';
import { runNodeTests } from './run-node-tests.mjs';

const folder = fileURLToPath(new URL('../test/anycable', import.meta.url));
const { values, positionals } = parseArgs({ options: { grep: { type: 'string' } }, allowPositionals: true });
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts') && (positionals.length === 0 || positionals.some((word) => name.includes(word))))
  .map((name) => join(folder, name));

const missing = process.env['ANYCABLE'] === 'stand-in' ? 'ANYCABLE=stand-in' : provideAnyCable().missing;
const notice = `No real AnyCable (${missing}): these are results of its stand-in, test/anycable/harness/stand-in.`;
if (missing !== undefined) {
  process.env['ANYCABLE'] = 'stand-in';
  console.log(notice);
}
await test();
if (missing !== undefined) console.log(notice);

/** Runs the test files and prints the totals. */
async function test() {
  // Set here, for each file's own process.
  process.execArgv.push('--import', 'tsx');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
  await runNodeTests({ files, grep: values.grep, concurrency: 2, timeout: 600_000, signal: stop.signal });
}
