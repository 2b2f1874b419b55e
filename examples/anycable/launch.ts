import { spawn } from 'node:child_process';
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
  /** The secret that it shares with the application, for questions and broadcasts. @default everybody may broadcast */
  readonly secret?: string;
  /** The hosts, with ports, whose pages may connect beside those of its own. @default none */
  readonly origins?: readonly string[];
}

/** AnyCable's server, a program of its own. */
export interface LaunchedAnyCable {
  /** Resolves when it has ended, however that came. */
  readonly ended: Promise<void>;
  /** Ends it as a deploy does: each client is told. */
  end(): Promise<void>;
}

/** How long a start may take, in ms; usually 0.2 s. */
const START_WITHIN = 15_000;

/** How long somebody without a link still counts as present, and how long the answer to a ping may take, in s. */
const LEAVE_AFTER = 6;

/**
 * Starts AnyCable's server, and waits until it answers. It asks the application over HTTP what a client may do.
 *
 * @throws Error if the port is taken, or if it does not start within 15 s
 */
export async function launchAnyCable(options: AnyCableOptions): Promise<LaunchedAnyCable> {
  const { folder, port, applicationPort, broadcastPort, secret, origins = [] } = options;
  // Otherwise the answer of another AnyCable there would pass for this one's.
  if (await isUp(port)) throw new Error(`Port ${port} is taken. Choose another with --port.`);
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
    `--allowed_origins=${[`127.0.0.1:${port}`, `localhost:${port}`, ...origins].join(',')}`,
  ];
  // It wants a command to run: `cat` ends with our stdin, so that nothing outlives this program.
  const child = spawn(join(folder, 'bin/thrust'), ['cat'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Ctrl-C reaches the whole group of a terminal. This one ends last, by `end`.
    detached: true,
    env: {
      ...process.env,
      GEM_HOME: folder,
      ANYCABLE_DISABLE_TELEMETRY: 'true',
      LOG_REQUESTS: '0',
      HTTP_PORT: String(port),
      TARGET_PORT: String(applicationPort),
      ANYCABLE_OPT: settings.join(' '),
      ...(secret !== undefined && { ANYCABLE_SECRET: secret }),
    },
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const until = performance.now() + START_WITHIN;
  while (!(await isUp(port))) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`AnyCable did not start on port ${port}, which may be taken.`);
    await setTimeout(20);
  }
  return {
    ended,
    async end() {
      child.stdin.end();
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Whether a cable is there: it refuses what is no upgrade. */
function isUp(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/cable`).then(
    ({ status }) => status === 400,
    () => false,
  );
}
