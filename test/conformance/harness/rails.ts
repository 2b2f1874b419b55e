import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startTethered, untilReady, type Tethered } from './tethered.js';

/** Why Rails is not run here, or `false`: its gems are installed by `npm run test:rails`, which says so by a variable. */
export const withoutRails: string | false = process.env['CONFORMANCE_RAILS'] ? false : 'Rails is run by `npm run test:rails`.';

/** What the application says of itself. */
export interface RailsState {
  readonly rails: string;
  readonly connections: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** The application of test/conformance/rails, running on puma. Its points outlive a restart. */
export interface Rails {
  readonly url: string;
  /** What puma and the application said. */
  readonly log: string;
  /** Tells it to do something: `POST /deed?params`. */
  order(deed: string, params?: Readonly<Record<string, string | number>>, body?: string): Promise<Response>;
  state(): Promise<RailsState>;
  /** Ends puma, as a deploy does. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Ends it for good. */
  end(): Promise<void>;
}

/** Starts the application on a free port of 127.0.0.1; with the URL of a Redis it broadcasts by that, else by the async adapter. */
export async function startRails({ redis }: { readonly redis?: string } = {}): Promise<Rails> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  let program: Tethered | undefined;

  async function start(): Promise<void> {
    program = startTethered({
      command: 'bundle',
      args: ['exec', 'puma', '-e', 'production', '-t', '16:16', '-b', `tcp://127.0.0.1:${port}`, 'config.ru'],
      cwd: fileURLToPath(new URL('../rails', import.meta.url)),
      env: { TETHERED: '1', STATE: join(folder, 'points'), CABLE_URL: redis, RAILS_MAX_THREADS: undefined, WEB_CONCURRENCY: undefined },
    });
    await untilReady(program, async () => (await fetch(`${url}/state`)).ok);
  }

  async function order(deed: string, params: Readonly<Record<string, string | number>> = {}, body?: string): Promise<Response> {
    const query = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
    const headers = { 'content-type': 'text/plain' };
    return fetch(`${url}/${deed}?${query}`, { method: 'POST', ...(body !== undefined && { body, headers }) });
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await program?.stop(signal);
  }

  await start();
  return {
    url,
    get log() {
      return program?.log ?? '';
    },
    order,
    state: async () => (await (await fetch(`${url}/state`)).json()) as RailsState,
    start,
    stop,
    async end() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
