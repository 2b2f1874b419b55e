import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownPort } from '../../support/own-port.js';
import { startTethered, untilReady, type Tethered } from './tethered.js';

/** A Redis of our own, which keeps nothing. */
export interface Redis {
  readonly url: string;
  /** Ends the process; everything that was connected is reset. */
  stop(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Says a command in one line, and returns the first line of the answer. */
  command(line: string): Promise<string>;
  /** Ends it for good. */
  end(): Promise<void>;
}

/** Why tests that need a Redis cannot run here; `false` if they can. */
export const withoutRedis: string | false = spawnSync('redis-server', ['--version']).status === 0 ? false : 'There is no redis-server.';

// The shell ends the server when its own standard input ends, and only then.
const TETHER = 'redis-server "$@" & pid=$!; trap "" TERM INT; cat; kill $pid; wait $pid';

/** Starts a Redis on a free port of 127.0.0.1, in a temporary folder. */
export async function startRedis(): Promise<Redis> {
  const port = await ownPort();
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  let program: Tethered | undefined;

  async function start(): Promise<void> {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    program = startTethered({ command: 'sh', args: ['-c', TETHER, 'redis', ...settings] });
    await untilReady(program, async () => (await command('PING')) === '+PONG');
  }

  function command(line: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(`${line}\r\n`));
      socket.once('error', reject);
      socket.once('data', (answer) => {
        socket.destroy();
        resolve(answer.toString().split('\r\n')[0] ?? '');
      });
    });
  }

  async function stop(): Promise<void> {
    await program?.stop();
    program = undefined;
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}/0`,
    stop,
    start,
    command,
    async end() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
