// @ts-check
// Installs what examples/rails and the tests against Rails need; `test-rails.mjs --install` does only that.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Refusal } from './refusal.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Finds the tools, installs Debian's on a build machine, and returns those that are missing. @param {string} version of Rails */
export function provideTools(version) {
  const missing = missingTools(version);
  if (missing.length === 0 || process.env.CI !== 'true') return missing;
  console.log(`Installing ${missing.join(', ')}.`);
  const packages = ['ruby', 'ruby-dev', 'bundler', 'build-essential', 'libyaml-dev', 'redis-server'];
  // At runlevel 1 no package starts a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const [command = '', ...before] = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', '-nE', 'apt-get'];
  const options = ['-qq', '-o', 'Acquire::Retries=3'];
  spawnSync(command, [...before, 'update', ...options], { stdio: 'ignore', env });
  const install = ['install', '-y', '--no-install-recommends', ...options, ...packages];
  spawnSync(command, [...before, ...install], { stdio: ['ignore', 'ignore', 'inherit'], env });
  const still = missingTools(version);
  if (still.length > 0) throw new Refusal(`A build machine needs ${still.join(', ')}, and apt-get could not install what is missing.`);
  return still;
}

/** @param {string} version */
function missingTools(version) {
  const ruby = Number(version.split('.')[0]) < 8 ? '3.1' : '3.2';
  const tools = {
    [`Ruby ${ruby} or newer`]: ['ruby', '-e', `exit Gem::Version.new(RUBY_VERSION) >= Gem::Version.new("${ruby}")`],
    // Some gems are compiled during installation.
    'what compiles gems': [
      'ruby',
      '-e',
      'exit File.exist?(File.join(RbConfig::CONFIG["rubyhdrdir"], "ruby.h")) && system("make -v", out: IO::NULL)',
    ],
    Bundler: ['bundle', '--version'],
    'redis-server': ['redis-server', '--version'],
  };
  return Object.entries(tools).flatMap(([name, [command = '', ...args]]) =>
    spawnSync(command, args, { stdio: 'ignore' }).status === 0 ? [] : [name],
  );
}

/**
 * Installs the missing gems of examples/rails beside a copy of its Gemfile, so that no lock file (which contains an address) gets into
 * the sources. Returns the environment variables that point Bundler there, and those that choose AnyCable.
 *
 * @param {string} version of Rails
 * @param {{ readonly behindAnyCable?: boolean }} [options]
 */
export async function provideGems(version, { behindAnyCable = false } = {}) {
  const usual = join(root, 'node_modules/.cache/rails', version);
  const folder = behindAnyCable ? `${usual}-anycable` : usual;
  mkdirSync(folder, { recursive: true });
  // The gems that are installed already are the right ones here too.
  if (behindAnyCable && existsSync(join(usual, 'Gemfile.lock')) && !existsSync(join(folder, 'Gemfile.lock')))
    copyFileSync(join(usual, 'Gemfile.lock'), join(folder, 'Gemfile.lock'));
  copyFileSync(join(root, 'examples/rails/Gemfile'), join(folder, 'Gemfile'));
  // The Gemfile names a folder beside it.
  if (!existsSync(join(folder, 'lib'))) symlinkSync(join(root, 'examples/rails/lib'), join(folder, 'lib'));
  const variables = {
    RAILS_VERSION: version,
    BUNDLE_GEMFILE: join(folder, 'Gemfile'),
    BUNDLE_PATH: process.env.BUNDLE_PATH ?? join(usual, 'gems'),
    BUNDLE_IGNORE_MESSAGES: 'true',
    ...(behindAnyCable && { CABLE: 'anycable' }),
  };
  const env = { ...process.env, ...variables };
  if (spawnSync('bundle', ['check'], { env, stdio: 'ignore' }).status === 0) return variables;
  const what = behindAnyCable ? `Rails ${version}, anycable-rails-core and what they need` : `Rails ${version} and what it needs`;
  console.log(`Installing ${what}; the first time that takes two to five minutes.`);
  const began = Date.now();
  // Bundler retries a failing registry at once. The second run, which keeps what is installed, covers a longer outage.
  let { isDone, installed, log } = await install(env);
  if (!isDone) {
    console.log(`  That did not succeed: once more in ${AWAY_FOR / 1000} s.`);
    await setTimeout(AWAY_FOR);
    ({ isDone, installed, log } = await install(env));
  }
  if (!isDone) {
    // Addresses belong to this machine.
    const told = log.replace(/\b\w+:\/\/\S+|\b[\w.-]+:\d+\b/g, '<address>').trim();
    const last = told.split('\n').slice(-25).join('\n');
    throw new Refusal(`The gems could not be installed. Bundler said last:\n${last}`);
  }
  console.log(`  ${installed} gems installed, after ${Math.round((Date.now() - began) / 1000)} s.`);
  return variables;
}

/** How long to wait before the second run, in ms. */
const AWAY_FOR = 20_000;

/** Time limit of one installation, in ms: four times the longest seen on two busy processors. */
const INSTALL_WITHIN = 15 * 60_000;

/** Runs Bundler, prints every tenth gem, and keeps the output. @param {NodeJS.ProcessEnv} env */
async function install(env) {
  let installed = 0;
  let log = '';
  const args = ['install', '--jobs', '4', '--retry', '5'];
  const child = spawn('bundle', args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: INSTALL_WITHIN });
  const ended = endWithUs(child);
  child.stdout.on('data', (/** @type {Buffer} */ text) => {
    log += text.toString();
    const now = log.match(/^Installing /gm)?.length ?? 0;
    if (Math.floor(now / 10) > Math.floor(installed / 10)) console.log(`  ${now} gems installed`);
    installed = now;
  });
  child.stderr.on('data', (/** @type {Buffer} */ text) => void (log += text.toString()));
  return { isDone: (await ended) === 0, installed, log };
}

/** Ends the child if we are ended; returns its exit code. @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} */
function endWithUs(child) {
  const end = () => {
    child.kill();
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, end);
      resolve(code ?? 1);
    });
    child.once('error', () => resolve(1));
  });
}
