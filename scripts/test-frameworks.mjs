// @ts-check
// Installs each example in examples/frameworks from the packed package, checks and builds it, and drives it in Chromium: npm run test:frameworks
//
//   npm run test:frameworks                    all examples
//   npm run test:frameworks -- react vue       these
//   npm run test:frameworks -- --usual         those that `npm test` runs. Each takes about a minute, and together they may take five, so these
//                                              are the most used frameworks (React, Vue, Svelte) and both ways without one (Vite, import map)
import { spawnSync } from 'node:child_process';
import { buildIfMissing } from './build-if-missing.mjs';
import { needBrowser } from './browsers.mjs';
import { failureLine } from './failure-line.mjs';
import { Refusal } from './refusal.mjs';
import { runNodeTests } from './run-node-tests.mjs';
import { EXAMPLES } from '../test/frameworks/examples.js';

const USUAL = ['react', 'vue', 'svelte', 'plain-vite', 'importmap'];

try {
  const names = namesOf(process.argv.slice(2));
  needBrowser('chromium');
  needRegistry();
  buildIfMissing();
  if (names.length > 0) process.env.FRAMEWORKS = names.join(',');
  // A file of tests is one process: an example is not installed while another runs.
  await runNodeTests({ files: ['test/frameworks/frameworks.test.ts'], timeout: 1_800_000 });
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.log(failureLine('scripts/test-frameworks.mjs', error.message));
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

/** @param {string[]} words */
function namesOf(words) {
  if (words.includes('--usual')) return USUAL;
  const unknown = words.find((word) => !EXAMPLES.some(({ name }) => name === word));
  if (unknown === undefined) return words;
  throw new Refusal(`There is no example "${unknown}"; there are ${EXAMPLES.map(({ name }) => name).join(', ')}.`);
}

/** Throws one sentence if npm reaches no registry, instead of a failure for each example. */
function needRegistry() {
  const { status } = spawnSync('npm', ['view', 'vite', 'version', '--prefer-online', '--fetch-retries=1', '--fetch-timeout=30000'], {
    stdio: 'ignore',
    timeout: 90_000,
  });
  if (status === 0) return;
  throw new Refusal('npm cannot reach its registry, so the examples in examples/frameworks could not be installed.');
}
