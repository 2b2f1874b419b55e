// @ts-check
// Runs the tests that need no test page, since Node 20 has no glob: node --import tsx scripts/test-node.mjs
//
//   test-node.mjs                    everything in test/ except components, stories, e2e, visual, rails-app, anycable, frameworks and page tests (*.page.test.ts)
//   test-node.mjs hub link/          files whose paths contain one of these words
//   test-node.mjs --grep 'climbs'    tests whose names match
//   test-node.mjs --e2e              the tests in test/e2e instead, one file at a time
//   test-node.mjs --visual           the tests in test/visual instead
import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildIfMissing } from './build-if-missing.mjs';
import { runNodeTests } from './run-node-tests.mjs';

const { values, positionals } = parseArgs({
  options: {
    e2e: { type: 'boolean', default: false },
    visual: { type: 'boolean', default: false },
    grep: { type: 'string' },
  },
  allowPositionals: true,
});
const elsewhere = /^test\/(components|stories|e2e|visual|rails-app|anycable|frameworks)\/|\.page\.test\.ts$/;
const only = values.e2e ? 'test/e2e/' : values.visual ? 'test/visual/' : undefined;
const files = testFiles('test')
  .filter((file) => (only === undefined ? !elsewhere.test(file) : file.startsWith(only)))
  .filter((file) => positionals.length === 0 || positionals.some((word) => file.includes(word)));

let failedBefore = 0;
try {
  // The tests of the package need the build.
  if (files.some((file) => file.startsWith('test/package/'))) buildIfMissing();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  failedBefore = 1;
}
if (files.length === 0) {
  console.log(`There is no test file${positionals.length > 0 ? ` with ${positionals.join(' or ')} in its path` : ''}.`);
  console.log('0 passed, 0 failed');
  process.exitCode = 1;
} else {
  const options = {
    files,
    grep: values.grep,
    concurrency: values.e2e ? 1 : 2,
    // A file that hangs fails after ten minutes (the pictures are one file, and take some); the others still report.
    timeout: values.visual ? 900_000 : 600_000,
  };
  await runNodeTests(options, failedBefore);
}

/** @param {string} folder @returns {string[]} */
function testFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.test.ts'))
    .sort();
}
