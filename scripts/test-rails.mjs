// @ts-check
// Tests cablegram against a real Rails: node scripts/test-rails.mjs
//
//   test-rails.mjs                    everything that needs Rails; test:node runs the same cases against the stand-in
//   test-rails.mjs --app              the application in examples/rails, in a browser: the files of test/rails-app
//   test-rails.mjs outage stand-in    files of test/conformance whose names contain one of these words
//   test-rails.mjs --grep 'S16'       tests whose names match
//   test-rails.mjs --install          installs what they need, and nothing else
//   RAILS_VERSION=8.1                 another Rails version than 7.2
//
// Installs missing gems (to BUNDLE_PATH), and with CI=true Ruby and Redis too; without CI=true it skips the tests
// if those are missing, and says so. Each test file starts its own application and Redis on free ports of 127.0.0.1; they end
// with it, however it ends.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { provideGems, provideTools } from './rails-gems.mjs';
import { Refusal } from './refusal.mjs';
import { runNodeTests } from './run-node-tests.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const version = process.env.RAILS_VERSION ?? '7.2';
const { values, positionals } = parseArgs({
  options: { app: { type: 'boolean', default: false }, grep: { type: 'string' }, install: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const folder = values.app ? 'test/rails-app' : 'test/conformance';
const words = positionals.length > 0 ? positionals : values.app ? [''] : ['rails-'];
const files = readdirSync(join(root, folder))
  .filter((name) => name.endsWith('.test.ts') && words.some((word) => name.includes(word)))
  .map((name) => join(root, folder, name));

try {
  // The application needs no Redis.
  const missing = provideTools(version).filter((tool) => !values.app || tool !== 'redis-server');
  if (missing.length > 0) {
    console.log(`0 passed, 0 failed, ${files.length} files skipped: no Rails to test against, for want of ${missing.join(', ')}.`);
  } else {
    const variables = await provideGems(version);
    if (!values.install) await testWith(variables);
  }
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

/** Runs the test files and prints the totals. @param {Record<string, string>} env */
async function testWith(env) {
  Object.assign(process.env, env, { CONFORMANCE_RAILS: version });
  // Set here, for each file's own process.
  process.execArgv.push('--import', 'tsx');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
  await runNodeTests({
    files,
    grep: values.grep,
    // They mostly wait, so more of them than processors can run in parallel. Those of the application start processes and a browser each.
    concurrency: values.app ? 1 : 4,
    timeout: 600_000,
    signal: stop.signal,
  });
}
