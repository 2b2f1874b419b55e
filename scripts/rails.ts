import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfMissing } from './build-if-missing.mjs';
import { choosePort, readPortOptions } from './ports.js';
import { provideGems, provideTools } from './rails-gems.mjs';
import { Refusal } from './refusal.mjs';

const HELP = `
npm run rails [-- options]

  --port N          serve on this port; the default is 4281, or a free port if that is taken
  --help            print this help

Starts the Rails application in examples/rails. Ctrl-C ends it.
`;

const USUAL_PORT = 4281;
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const APPLICATION = join(ROOT, 'examples/rails');
const VERSION = process.env['RAILS_VERSION'] ?? '7.2';

/** How long the application may take to answer, in ms. */
const READY_WITHIN = 60_000;

try {
  const { help, port } = readPortOptions(process.argv.slice(2), HELP);
  if (help) console.log(HELP);
  else await start(port);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function start(asked: number | undefined): Promise<void> {
  // Redis is needed only with CABLE=redis, by whoever has one.
  const missing = provideTools(VERSION).filter((tool) => tool !== 'redis-server');
  if (missing.length > 0) throw new Refusal(`The Rails application needs ${missing.join(', ')}. Install it, and run this again.`);
  build();
  const env = { ...process.env, ...(await provideGems(VERSION)), FROM: join(ROOT, 'dist/cdn') };
  await prepare(env);
  const port = await choosePort(asked, USUAL_PORT);
  const url = `http://127.0.0.1:${port}`;
  const puma = run('exec puma', { ...env, HOST: '127.0.0.1', PORT: String(port), TETHERED: '1' });
  // Ctrl-C reaches puma too, which ends by itself. SIGTERM reaches only this program.
  process.on('SIGINT', () => undefined);
  process.once('SIGTERM', () => puma.child.kill('SIGTERM'));
  await untilReady(url, puma);
  console.log(`\n  ${url}/\n\nA print shop on Rails: eleven pages, and the files that make each of them.\nCtrl-C ends it.\n`);
  await puma.ended;
}

function build(): void {
  try {
    buildIfMissing();
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

/** Copies the browser files, and creates the databases if they are missing. */
async function prepare(env: NodeJS.ProcessEnv): Promise<void> {
  console.log('Preparing the databases.');
  const rails = run('exec rails cablegram:copy db:prepare', env);
  if ((await rails.ended) !== 0) throw new Refusal(`The databases could not be prepared:\n${rails.log()}`);
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number>;
  /** The end of what it printed. */
  log(): string;
}

/** Runs Bundler in the application. What it starts ends when its standard input does, so it never outlives this program. */
function run(args: string, env: NodeJS.ProcessEnv): Running {
  const child = spawn('bundle', args.split(' '), { cwd: APPLICATION, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  const keep = (text: Buffer): void => void (log = (log + text.toString()).slice(-4_000));
  child.stdin.on('error', () => undefined);
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code) => resolve(code ?? 0));
    child.once('error', () => resolve(1));
  });
  return { child, ended, log: () => log };
}

async function untilReady(url: string, puma: Running): Promise<void> {
  let hasEnded = false;
  void puma.ended.then(() => (hasEnded = true));
  const deadline = Date.now() + READY_WITHIN;
  for (;;) {
    if (hasEnded) throw new Refusal(`The application could not be started:\n${puma.log()}`);
    const isReady = await fetch(`${url}/up`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    if (Date.now() > deadline) {
      puma.child.kill();
      throw new Refusal(`The application did not answer within ${READY_WITHIN / 1000} s:\n${puma.log()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
