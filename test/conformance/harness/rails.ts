import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ownPort } from '../../support/own-port.js';
import { startTethered, untilReady, type Tethered } from './tethered.js';

/** Why Rails is not run here, or `false`: its gems are installed by `npm run test:rails`, which says so by a variable. */
export const withoutRails: string | false = process.env['CONFORMANCE_RAILS'] ? false : 'Rails is run by `npm run test:rails`.';

/** What the application says of itself. */
export interface RailsState {
  readonly rails: string;
  readonly connections: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** An answer, read to its end. */
export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

/** The application of test/conformance/rails, running on puma. Its points outlive a restart. */
export interface Rails {
  readonly url: string;
  /** What puma and the application said. */
  readonly log: string;
  /** Tells it to do something: `POST /deed?params`. */
  order(deed: string, params?: Readonly<Record<string, string | number>>, body?: string): Promise<Answer>;
  /** `GET /path`. */
  ask(path: string): Promise<Answer>;
  state(): Promise<RailsState>;
  /** Ends puma, as a deploy does. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Ends it for good. */
  end(): Promise<void>;
}

/** How long an answer may take, in ms, before the application counts as stuck. */
const ANSWER_WITHIN = 20_000;

/** Starts the application on a free port of 127.0.0.1; with the URL of a Redis it broadcasts by that, else by the async adapter. */
export async function startRails({ redis }: { readonly redis?: string } = {}): Promise<Rails> {
  const port = await ownPort();
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
    await untilReady(program, async () => (await say('state')).ok);
  }

  async function order(deed: string, params: Readonly<Record<string, string | number>> = {}, body = ''): Promise<Answer> {
    const query = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
    return ask(`${deed}?${query}`, 'POST', body);
  }

  /** Asks, and tells what each of puma's threads does where no answer comes. */
  async function ask(path: string, method = 'GET', body = ''): Promise<Answer> {
    try {
      return await say(path, method, body);
    } catch (cause) {
      // Once in some dozen runs puma sent an answer without its first line. Reading changes nothing, so it is asked again.
      if (method === 'GET' && String((cause as NodeJS.ErrnoException).code).startsWith('HPE_')) return say(path);
      if (program?.hasEnded !== false || (cause as Error).name !== 'TimeoutError') throw cause;
      program.signal('SIGPWR');
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      throw new Error(`${path} was not answered within ${ANSWER_WITHIN} ms.\n${program.log}`, { cause });
    }
  }

  /** On a connection of its own: `fetch` keeps some open, which a restart breaks, and once read a part of an answer for a whole one. */
  function say(path: string, method = 'GET', body = ''): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(ANSWER_WITHIN);
      const headers = { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) };
      const sent = request(`${url}/${path}`, { method, headers, agent: false, signal }, (answer) => {
        const status = answer.statusCode ?? 0;
        readText(answer).then((text) => resolve({ ok: status >= 200 && status < 300, status, text }), reject);
      });
      sent.once('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
      sent.end(body);
    });
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
    ask,
    state: async () => JSON.parse((await ask('state')).text) as RailsState,
    start,
    stop,
    async end() {
      // A process that went by itself explains what failed before.
      const told = program?.hasEnded ? program.log : undefined;
      await stop();
      await rm(folder, { recursive: true, force: true });
      if (told !== undefined) throw new Error(`Rails ended by itself.\n${told}`);
    },
  };
}
