// @ts-check
// Holds cablegram against a real Rails: node scripts/test-rails.mjs
//
//   test-rails.mjs                    all that need Rails; test:node holds the stand-in to the same cases
//   test-rails.mjs outage stand-in    the files of test/conformance whose names hold one of these words
//   test-rails.mjs --grep 'S16'       the tests whose names match
//   RAILS_VERSION=8.1                 another Rails than 7.2
//
// Installs the gems where they are missing (BUNDLE_PATH says where to). Each test file starts its own application and its own Redis, on free
// ports of 127.0.0.1; they end with it, however it ends.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const version = process.env.RAILS_VERSION ?? '7.2';
const { values, positionals } = parseArgs({ options: { grep: { type: 'string' } }, allowPositionals: true });

/** What cannot be done here, and a person can mend. */
class Refusal extends Error {}

const words = positionals.length > 0 ? positionals : ['rails-'];
const files = readdirSync(join(root, 'test/conformance'))
  .filter((name) => name.endsWith('.test.ts') && words.some((word) => name.includes(word)))
  .map((name) => join(root, 'test/conformance', name));

try {
  const missing = provideTools();
  if (missing.length > 0) {
    const cases = files.reduce((count, file) => count + (readFileSync(file, 'utf8').match(/^\s*(test|register)\(/gm)?.length ?? 0), 0);
    console.log(`Rails is not tested here: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.`);
    console.log(`0 passed, 0 failed, ${cases} skipped`);
  } else await testWith(await provideGems());
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

/** Looks for the tools, and on a build machine installs Debian's; names those that are missing. */
function provideTools() {
  const tools = { ruby: 'Ruby', bundle: 'Bundler', 'redis-server': 'redis-server' };
  const look = () => Object.keys(tools).filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status !== 0);
  let missing = look();
  if (missing.length > 0 && process.env.CI === 'true') {
    if (process.getuid?.() !== 0) throw new Refusal(`A build machine needs ${missing.join(', ')}, which only root can install.`);
    console.log(`Installing ${missing.join(', ')} with what native gems need.`);
    const packages = ['ruby', 'ruby-dev', 'bundler', 'build-essential', 'libyaml-dev', 'redis-server'];
    // At runlevel 1 no package starts a server of its own.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
    const options = ['-y', '-qq', '--no-install-recommends'];
    spawnSync('apt-get', ['install', ...options, ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env });
    missing = look();
    if (missing.length > 0) throw new Refusal(`${missing.join(', ')} could not be installed.`);
  }
  return missing.map((tool) => tools[/** @type {keyof typeof tools} */ (tool)]);
}

/**
 * Installs the gems where they are missing, beside a copy of the Gemfile, so that no lock file (which holds an address) comes into the
 * sources. Returns the variables that lead Bundler there.
 */
async function provideGems() {
  const folder = join(root, 'node_modules/.cache/rails', version);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, 'test/conformance/rails/Gemfile'), join(folder, 'Gemfile'));
  const env = {
    RAILS_VERSION: version,
    BUNDLE_GEMFILE: join(folder, 'Gemfile'),
    BUNDLE_PATH: process.env.BUNDLE_PATH ?? join(folder, 'gems'),
    BUNDLE_IGNORE_MESSAGES: 'true',
  };
  if (spawnSync('bundle', ['check'], { env: { ...process.env, ...env }, stdio: 'ignore' }).status === 0) return env;
  console.log(`Installing Rails ${version} and what it needs; the first time that takes a minute or two.`);
  const began = Date.now();
  let installed = 0;
  let log = '';
  const child = spawn('bundle', ['install', '--jobs', '4'], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = endWithUs(child);
  child.stdout.on('data', (/** @type {Buffer} */ text) => {
    log += text.toString();
    const now = log.match(/^Installing /gm)?.length ?? 0;
    if (Math.floor(now / 10) > Math.floor(installed / 10)) console.log(`  ${now} gems installed`);
    installed = now;
  });
  child.stderr.on('data', (/** @type {Buffer} */ text) => void (log += text.toString()));
  if ((await ended) !== 0) {
    // Addresses are of the machine, and nobody else's business.
    const told = log
      .replace(/\b\w+:\/\/\S+/g, '<address>')
      .split('\n')
      .slice(-25)
      .join('\n');
    throw new Refusal(`The gems could not be installed:\n${told}`);
  }
  console.log(`  ${installed} gems installed in ${Math.round((Date.now() - began) / 1000)} s.`);
  return env;
}

/** Runs the test files and closes with the totals. @param {Record<string, string>} env */
async function testWith(env) {
  Object.assign(process.env, env, { CONFORMANCE_RAILS: version });
  // Here, so that nobody need remember it, and in each file's own process.
  process.execArgv.push('--import', 'tsx');
  const counts = { passed: 0, failed: 0 };
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
  // They mostly wait, so that more of them than processors run well side by side.
  const tests = run({
    files,
    concurrency: 4,
    timeout: 300_000,
    signal: stop.signal,
    ...(values.grep === undefined ? {} : { testNamePatterns: [values.grep] }),
  });
  tests.on('test:diagnostic', ({ nesting, message }) => {
    if (nesting !== 0) return;
    const [, what = '', count = '0'] = /^(pass|fail|cancelled) (\d+)$/.exec(message) ?? [];
    if (what === 'pass') counts.passed += Number(count);
    else if (what) counts.failed += Number(count);
  });
  // @ts-expect-error: the types of Node 20 call the reporter a function where it is a stream.
  for await (const text of tests.compose(spec)) process.stdout.write(text);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

/** Ends a child with us, and tells how it ended. @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} */
function endWithUs(child) {
  const end = () => void child.kill();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, end);
      resolve(code ?? 1);
    });
    child.once('error', () => resolve(1));
  });
}
