// @ts-check
// Runs the tests of the elements in a browser, a few folders at a time: node scripts/test-elements.mjs
//
// A new browser for each part: after some twenty files in one Chromium, new test pages do not start within a minute.
// With arguments, it runs wtr once with them: npm run test:elements -- --files "test/components/live-feed/**/*.test.ts"
import { spawn } from 'node:child_process';

const PARTS = [
  '*.test.ts',
  'internal/**/*.test.ts',
  '{define,format,live-chart}/**/*.test.ts',
  '{live-connection,live-counter}/**/*.test.ts',
  '{live-feed,live-pause,live-status}/**/*.test.ts',
];

const asked = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
let code = 0;
for (const args of asked.length > 0 ? [asked] : PARTS.map((part) => ['--files', `test/components/${part}`])) {
  const run = await wtr(args);
  code ||= run.code;
  const found = [...run.output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1);
  total.passed += Number(found?.[1] ?? 0);
  // A part that ends without its totals counts as one failure.
  total.failed += Number(found?.[2] ?? 1) || (run.code === 0 ? 0 : 1);
  total.skipped += Number(found?.[3] ?? 0);
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = code;

/** Runs wtr, and prints and returns its output. @param {string[]} args @returns {Promise<{ code: number, output: string }>} */
function wtr(args) {
  return new Promise((resolve) => {
    const child = spawn('wtr', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ text) => {
      output += String(text);
      process.stdout.write(text);
    });
    child.on('close', (status) => resolve({ code: status ?? 1, output }));
  });
}
