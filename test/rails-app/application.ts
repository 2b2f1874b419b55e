import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type LaunchedAnyCable, launchAnyCable } from '../../examples/anycable/launch.js';
import { startTethered, type Tethered, untilReady } from '../conformance/harness/tethered.js';
import { ownPort } from '../support/own-port.js';

const FOLDER = fileURLToPath(new URL('../../examples/rails', import.meta.url));

/** The application of examples/rails, with databases of its own. Its data moves only when a test moves it. */
export interface Application {
  readonly url: string;
  /** Evaluates Ruby in a second process of the application, and returns the result as JSON has it. */
  ruby<T = unknown>(code: string): Promise<T>;
  /** The end of what puma printed. */
  readonly log: string;
  /** Ends puma, as a deploy does. */
  stop(): Promise<void>;
  /** Starts puma again on the same port. */
  start(): Promise<void>;
  end(): Promise<void>;
}

/** A real AnyCable in front of the application. */
export interface AnyCableInFront {
  /** The folder of the gem. */
  readonly folder: string;
  /** What points Bundler to the gems of the application behind AnyCable. */
  readonly gems: Readonly<Record<string, string>>;
  /** Where pages reach it. */
  readonly port: number;
  /** Hosts with ports, beside its own, whose pages may connect. */
  readonly origins: readonly string[];
}

/** How the application is started. */
export interface ApplicationOptions {
  /** How many processes serve pages. @default 1 */
  readonly processes?: number;
  /** The address of a Redis that Action Cable uses. @default Solid Cable on SQLite */
  readonly redis?: string | undefined;
  readonly anyCable?: AnyCableInFront;
}

/** Prepares the databases, and starts puma and the second process. */
export async function startApplication({ processes = 1, redis, anyCable }: ApplicationOptions = {}): Promise<Application> {
  const storage = await mkdtemp(join(tmpdir(), 'rails-app-'));
  const secret = randomBytes(32).toString('hex');
  const broadcastPort = await ownPort();
  const env = {
    STORAGE_FOLDER: storage,
    SIMULATION: 'off',
    RELOADING: 'off',
    TETHERED: '1',
    FROM: fileURLToPath(new URL('../../dist/cdn', import.meta.url)),
    ...(processes > 1 ? { WEB_CONCURRENCY: String(processes) } : {}),
    ...(redis === undefined ? {} : { CABLE: 'redis', REDIS_URL: redis }),
    ...anyCable?.gems,
    ANYCABLE_SECRET: secret,
    ANYCABLE_HTTP_BROADCAST_URL: `http://127.0.0.1:${String(broadcastPort)}/_broadcast`,
  };
  const prepared = startTethered({ command: 'bundle', args: ['exec', 'rails', 'cablegram:copy', 'db:prepare'], cwd: FOLDER, env });
  await prepared.ended;
  const port = await ownPort();
  const url = `http://127.0.0.1:${anyCable?.port ?? port}`;
  let puma: Tethered | undefined;
  let server: LaunchedAnyCable | undefined;
  async function start(): Promise<void> {
    puma = startTethered({ command: 'bundle', args: ['exec', 'puma'], cwd: FOLDER, env: { ...env, PORT: String(port) } });
    await untilReady(puma, async () => (await fetch(`http://127.0.0.1:${port}/up`)).ok).catch((cause: unknown) => {
      throw new Error(`The application did not start.\n${prepared.log}`, { cause });
    });
  }
  const second = startSecond(env);
  await start();
  if (anyCable) server = await launchAnyCable({ ...anyCable, applicationPort: port, broadcastPort, secret });
  return {
    url,
    ruby: second.ask,
    get log() {
      return puma?.log ?? '';
    },
    start,
    stop: async () => puma?.stop('SIGTERM'),
    async end() {
      second.end();
      await puma?.stop('SIGTERM');
      await server?.end();
      await rm(storage, { recursive: true, force: true });
    },
  };
}

/** Reads a line of Ruby, evaluates it, and prints the result as a line of JSON. */
const LOOP = `$stdout.sync = true
$stdin.each_line do |line|
  result = begin
    Rails.application.executor.wrap { { value: eval(JSON.parse(line)) } }
  rescue Exception => error
    { error: error.full_message(highlight: false) }
  end
  puts "answer:" + JSON.generate(result)
end`;

interface Second {
  ask<T>(code: string): Promise<T>;
  end(): void;
}

/** Starts a process that asks the same databases, and ends with its standard input. */
function startSecond(env: Readonly<Record<string, string>>): Second {
  const child = spawn('bundle', ['exec', 'rails', 'runner', LOOP], { cwd: FOLDER, env: { ...process.env, ...env } });
  let log = '';
  child.stderr.on('data', (text: Buffer) => void (log = (log + text.toString()).slice(-4_000)));
  child.stdin.on('error', () => undefined);
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('answer:')) waiting.shift()?.(line.slice('answer:'.length));
  });
  const ended = new Promise<string>((resolve) => {
    child.once('close', () => resolve(JSON.stringify({ error: `The second process ended.\n${log}` })));
  });
  return {
    async ask<T>(code: string): Promise<T> {
      const answer = new Promise<string>((resolve) => waiting.push(resolve));
      child.stdin.write(`${JSON.stringify(code)}\n`);
      const { value, error } = JSON.parse(await Promise.race([answer, ended])) as { value: T; error?: string };
      if (error !== undefined) throw new Error(error);
      return value;
    },
    end: () => void child.stdin.end(),
  };
}
