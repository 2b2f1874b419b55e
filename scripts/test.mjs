// @ts-check
// Runs all tests, or the named parts (`npm test -- node rails`), and ends with one line for all of them:
// `N passed, N failed`. Before it stand the tests that failed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { buildIfMissing } from './build-if-missing.mjs';
import { findBrowser, needBrowser } from './browsers.mjs';
import { failureLines } from './failure-line.mjs';

const parts = [
  { name: 'node', script: 'test:node', has: true },
  { name: 'elements', script: 'test:elements', has: holds('test/components', '.test.ts') },
  // The same tests in Firefox and in WebKitGTK, if they are installed: sh scripts/install-browsers.sh all
  { name: 'firefox', script: 'test:firefox', has: findBrowser('firefox') !== undefined, without: 'no Firefox was found' },
  { name: 'webkit', script: 'test:webkit', has: findBrowser('webkit') !== undefined, without: 'no WebKitWebDriver was found' },
  { name: 'e2e', script: 'test:e2e', has: holds('test/e2e', '.test.ts') },
  // The examples of the most used frameworks, which take about four minutes; all of them: npm run test:frameworks
  { name: 'frameworks', script: 'test:frameworks', parameters: ['--', '--usual'], has: true },
  { name: 'stories', script: 'test:stories', has: holds('stories', '.stories.ts') },
  { name: 'visual', script: 'test:visual', has: holds('test/visual', '.test.ts') },
  { name: 'ruby', script: 'test:ruby', has: true },
  { name: 'rails', script: 'test:rails', has: true },
  { name: 'anycable', script: 'test:anycable', has: true },
  { name: 'rails-app', script: 'test:rails-app', has: true },
];

try {
  buildIfMissing();
  provideBrowser();
} catch (error) {
  console.error(`\n${/** @type {Error} */ (error).message}\n`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const lines = [];
/** @type {string[]} */
const failures = [];
const asked = process.argv.slice(2);
for (const { name, script, parameters = [], has, without } of parts.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  if (!has) {
    if (without !== undefined) lines.push(`${name.padEnd(10)}left out: ${without}`);
    continue;
  }
  console.log(`\n— ${name} tests: npm run ${script}`);
  const started = Date.now();
  const { code, output } = await run('npm', ['run', '--silent', script, ...parameters]);
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, ([1-9]\d* files skipped.*))?/gm)].at(-1);
  failures.push(...failureLines(output));
  const passed = Number(found?.[1] ?? 0);
  const skipped = found?.[3];
  // A part that fails without a failed test, or runs no test without saying why, counts as one failure.
  const failed = Number(found?.[2] ?? 0) || (code === 0 && (passed > 0 || skipped !== undefined) ? 0 : 1);
  total.passed += passed;
  total.failed += failed;
  if (skipped !== undefined) total.skipped += 1;
  const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed`;
  lines.push(`${name.padEnd(10)}${counts} ${seconds(started).padStart(8)} s${skipped === undefined ? '' : `  ${skipped}`}`);
}
console.log(['', ...failures, '', ...lines].join('\n'));
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed + total.skipped === 0 ? 1 : 0;

/** Finds Chromium, or installs Debian's if this process may. */
function provideBrowser() {
  if (findBrowser('chromium')) return;
  const apt = (process.env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, 'apt-get')));
  if (process.getuid?.() === 0 && apt) {
    console.log('No browser was found: installing Debian’s chromium.');
    spawnSync('sh', ['scripts/install-browsers.sh'], { stdio: 'inherit' });
  }
  needBrowser('chromium');
}

/** @param {string} folder @param {string} ending */
function holds(folder, ending) {
  return existsSync(folder) && readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => name.endsWith(ending));
}

/** @param {number} since */
function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}

/** Runs a command, and prints and returns its output. @param {string} command @param {string[]} args @returns {Promise<{ code: number, output: string }>} */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ text) => {
      output += text.toString();
      process.stdout.write(text);
    });
    child.stderr.on('data', (/** @type {Buffer} */ text) => process.stderr.write(text));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
