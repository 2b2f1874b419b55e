import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** What an AnyCable needs. Ports are on this machine. */
export interface AnyCableOptions {
  /** The folder of the gem. */
  readonly folder: string;
  /** Where pages reach it: `/cable` is its own, and everything else is passed on to the application. */
  readonly port: number;
  readonly applicationPort: number;
  /** Where it takes broadcasts. */
  readonly broadcastPort: number;
}

/** A real AnyCable in front of an application. */
export interface RunningAnyCable {
  /** Broadcasts a body. While AnyCable is away, bodies wait, 10,000 at most, and follow in order. */
  broadcast(stream: string, body: unknown): void;
  /** Ends it as a deploy does, and starts it again. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

/** How long a start may take, in ms; usually 0.2 s. */
const START_WITHIN = 15_000;

/** How long somebody without a link still counts as present, and how long the answer to a ping may take, in s. */
const LEAVE_AFTER = 6;

/** How many bodies wait while AnyCable is away, and how long until the next try, in ms. */
const MOST_WAITING = 10_000;
const TRY_EVERY = 100;

/** Starts AnyCable, which asks the application over HTTP what a client may do. It needs no Rails. */
export async function startAnyCable(options: AnyCableOptions): Promise<RunningAnyCable> {
  const { broadcastPort, port } = options;
  // Otherwise the answer of another AnyCable there would pass for this one's.
  if (await isUp(port)) throw new Error(`Port ${port} is taken. Choose another with --port.`);
  let child = await launch(options);
  let isEnded = false;
  const waiting: { readonly stream: string; readonly data: string }[] = [];

  /** Sends what waits, as one batch after another, so that the order is kept. */
  async function send(): Promise<void> {
    while (!isEnded) {
      const batch = waiting.slice(0, 500);
      const isTaken = batch.length > 0 && (await post(broadcastPort, batch));
      if (isTaken) waiting.splice(0, batch.length);
      else await setTimeout(batch.length === 0 ? 10 : TRY_EVERY);
    }
  }

  const sending = send();
  return {
    broadcast(stream, body) {
      if (waiting.length < MOST_WAITING) waiting.push({ stream, data: JSON.stringify(body) });
    },
    async restart() {
      await stop(child);
      child = await launch(options);
    },
    async end() {
      isEnded = true;
      await sending;
      await stop(child);
    },
  };
}

async function launch({ folder, port, applicationPort, broadcastPort }: AnyCableOptions): Promise<ChildProcess> {
  const settings = [
    `--rpc_host=http://127.0.0.1:${applicationPort}/_anycable`,
    '--presets=broker',
    '--history_limit=1000',
    // Who closes a page, or loses the network, is gone for the others after some seconds. A reload takes less.
    `--presence_ttl=${LEAVE_AFTER}`,
    `--pong_timeout=${LEAVE_AFTER}`,
    '--broadcast_adapter=http',
    `--http_broadcast_port=${broadcastPort}`,
    // The list of Rails would not count here.
    `--allowed_origins=127.0.0.1:${port},localhost:${port}`,
  ];
  // It wants a command to run: `cat` ends with our stdin, so that nothing outlives this program.
  const child = spawn(join(folder, 'bin/thrust'), ['cat'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {
      ...process.env,
      GEM_HOME: folder,
      ANYCABLE_DISABLE_TELEMETRY: 'true',
      LOG_REQUESTS: '0',
      HTTP_PORT: String(port),
      TARGET_PORT: String(applicationPort),
      ANYCABLE_OPT: settings.join(' '),
    },
  });
  const until = performance.now() + START_WITHIN;
  while (!(await isUp(port))) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`AnyCable did not start on port ${port}, which may be taken.`);
    await setTimeout(20);
  }
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.stdin?.end();
  child.kill('SIGTERM');
  await exited;
}

/** Whether a cable is there: it refuses what is no upgrade. */
function isUp(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/cable`).then(
    ({ status }) => status === 400,
    () => false,
  );
}

/** Posts broadcasts, and returns whether AnyCable took them. */
function post(port: number, batch: readonly object[]): Promise<boolean> {
  const body = JSON.stringify(batch);
  return fetch(`http://127.0.0.1:${port}/_broadcast`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } }).then(
    ({ status }) => status === 201,
    () => false,
  );
}
