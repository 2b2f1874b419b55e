import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LaunchedAnyCable, launchAnyCable } from '../examples/anycable/launch.js';
import { provideAnyCable } from './anycable-gem.mjs';
import { buildIfMissing } from './build-if-missing.mjs';
import { anyFreePort, choosePort, readPortOptions } from './ports.js';
import { provideGems, provideTools } from './rails-gems.mjs';
import { Refusal } from './refusal.mjs';

const HELP = `
npm run rails [-- options]

  --port N          serve on this port; the default is 4281, or a free port if that is taken
  --anycable        put a real AnyCable in front of the application
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
  const { help, port, flags } = readPortOptions(process.argv.slice(2), HELP, ['anycable']);
  // The variable is for the application by hand, and means the same here.
  if (help) console.log(HELP);
  else await start(port, flags.has('anycable') || process.env['CABLE'] === 'anycable');
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function start(asked: number | undefined, isBehindAnyCable: boolean): Promise<void> {
  // Redis is needed only with CABLE=redis, by whoever has one.
  const missing = provideTools(VERSION).filter((tool) => tool !== 'redis-server');
  if (missing.length > 0) throw new Refusal(`The Rails application needs ${missing.join(', ')}. Install it, and run this again.`);
  build();
  const anyCable = isBehindAnyCable ? await prepareAnyCable() : undefined;
  const gems = await provideGems(VERSION, { behindAnyCable: isBehindAnyCable });
  const env = { ...process.env, ...gems, ...anyCable?.env, FROM: join(ROOT, 'dist/cdn') };
  await prepare(env);
  const port = await choosePort(asked, USUAL_PORT);
  const url = `http://127.0.0.1:${port}`;
  const applicationPort = anyCable ? await anyFreePort() : port;
  const puma = run('exec puma', { ...env, HOST: '127.0.0.1', PORT: String(applicationPort), TETHERED: '1' });
  // Ctrl-C reaches puma too, which ends by itself. SIGTERM reaches only this program.
  process.on('SIGINT', () => undefined);
  process.once('SIGTERM', () => puma.child.kill('SIGTERM'));
  await untilReady(`http://127.0.0.1:${applicationPort}`, puma);
  const server = await anyCable?.launch(port, applicationPort, puma);
  const where = server ? 'A print shop on Rails behind a real AnyCable' : 'A print shop on Rails';
  console.log(`\n  ${url}/\n\n${where}: eleven pages, and the files that make each of them.\nCtrl-C ends it.\n`);
  await puma.ended;
  // Last, so that it takes what puma broadcasts at its end.
  await server?.end();
}

interface PreparedAnyCable {
  /** What the application must know of it. */
  readonly env: NodeJS.ProcessEnv;
  /** Starts it in front of the application. If it ends, puma does too. */
  launch(port: number, applicationPort: number, puma: Running): Promise<LaunchedAnyCable>;
}

async function prepareAnyCable(): Promise<PreparedAnyCable> {
  const gem = provideAnyCable();
  if (gem.missing !== undefined)
    throw new Refusal(`No AnyCable, for want of ${gem.missing}. Without --anycable, the application needs none.`);
  const { folder } = gem;
  const secret = randomBytes(32).toString('hex');
  const broadcastPort = await anyFreePort();
  return {
    env: { ANYCABLE_SECRET: secret, ANYCABLE_HTTP_BROADCAST_URL: `http://127.0.0.1:${broadcastPort}/_broadcast` },
    async launch(port, applicationPort, puma) {
      try {
        const server = await launchAnyCable({ folder, port, applicationPort, broadcastPort, secret });
        void server.ended.then(() => {
          if (puma.child.kill('SIGTERM')) console.error('AnyCable ended, and the application ends too.');
        });
        return server;
      } catch (error) {
        puma.child.kill('SIGTERM');
        throw new Refusal(error instanceof Error ? error.message : String(error));
      }
    },
  };
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
