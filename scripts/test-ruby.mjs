// @ts-check
// Tests the Ruby half in examples/rails/lib/cablegram: node scripts/test-ruby.mjs
//
//   test-ruby.mjs progress     files whose names contain one of these words
//   RAILS_VERSION=8.1          another Rails version than 7.2
//
// Installs missing gems as test-rails.mjs does.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideGems, provideTools } from './rails-gems.mjs';
import { Refusal } from './refusal.mjs';

const gem = fileURLToPath(new URL('../examples/rails/lib/cablegram', import.meta.url));
const version = process.env.RAILS_VERSION ?? '7.2';
const words = process.argv.slice(2);
const files = readdirSync(join(gem, 'test')).filter(
  (name) => name.endsWith('_test.rb') && (words.length === 0 || words.some((word) => name.includes(word))),
);

try {
  const missing = provideTools(version);
  if (missing.length > 0)
    console.log(`0 passed, 0 failed, ${files.length} files skipped: no Ruby to test with, for want of ${missing.join(', ')}.`);
  else await test(await provideGems(version));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

/** Runs the test files in one process and prints the totals. @param {Record<string, string>} variables */
async function test(variables) {
  const load = files.map((name) => `require "./test/${name}"`).join('; ');
  const child = spawn('bundle', ['exec', 'ruby', '-Ilib', '-Itest', '-e', load], {
    cwd: gem,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 300_000,
  });
  let output = '';
  child.stdout.on('data', (/** @type {Buffer} */ text) => {
    output += text.toString();
    process.stdout.write(text);
  });
  await new Promise((resolve) => child.once('close', resolve));
  const [, runs = 0, failures = 0, errors = 0, skips = 0] =
    /(\d+) runs, \d+ assertions, (\d+) failures, (\d+) errors, (\d+) skips/.exec(output)?.map(Number) ?? [];
  const failed = runs === 0 ? 1 : failures + errors;
  console.log(`${runs - failures - errors - skips} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
