import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ownPort } from '../../support/own-port.js';
import { StandIn } from './stand-in/stand-in.js';

const folder = fileURLToPath(new URL('../../../node_modules/.cache/anycable', import.meta.url));

/** How long a start may take, in ms; usually 0.2 s. */
const START_WITHIN = 15_000;

/** The settings of AnyCable's server that a test changes, as on its command line. */
export type ServerSettings = Readonly<Record<string, string | number | true>>;

/** Whether the tests run against the stand-in, since the real AnyCable cannot be had (`scripts/test-anycable.mjs`). */
export const isStandIn = process.env['ANYCABLE'] === 'stand-in';

/**
 * A real AnyCable without an application, or its stand-in: clients subscribe to public streams, and broadcasts come by HTTP.
 */
export class AnyCable {
  readonly port: number;
  readonly #broadcastPort: number;
  readonly #targetPort: number;
  readonly #settings: ServerSettings;
  readonly #agent = new Agent({ keepAlive: true });
  #process: ChildProcess | undefined;
  #standIn: StandIn | undefined;

  private constructor([port, broadcastPort, targetPort]: readonly [number, number, number], settings: ServerSettings) {
    this.port = port;
    this.#broadcastPort = broadcastPort;
    this.#targetPort = targetPort;
    this.#settings = settings;
  }

  /** Starts one on free ports. */
  static async start(settings: ServerSettings = {}): Promise<AnyCable> {
    const server = new AnyCable([await ownPort(), await ownPort(), await ownPort()], settings);
    await server.start();
    return server;
  }

  /** The address of the cable. */
  get url(): string {
    return `ws://127.0.0.1:${this.port}/cable`;
  }

  /** The process, for signals. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async start(): Promise<void> {
    const settings: ServerSettings = {
      norpc: true,
      noauth: true,
      public_streams: true,
      presets: 'broker',
      broadcast_adapter: 'http',
      http_broadcast_port: this.#broadcastPort,
      ...this.#settings,
    };
    if (isStandIn) {
      const standIn = (this.#standIn = new StandIn({ port: this.port, broadcastPort: this.#broadcastPort, settings }));
      return standIn.start();
    }
    const options = Object.entries(settings).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`));
    // It wants a command to run: `cat` ends with our stdin, so that nothing outlives the test.
    const child = spawn(join(folder, 'bin/thrust'), ['cat'], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: {
        ...process.env,
        GEM_HOME: folder,
        ANYCABLE_DISABLE_TELEMETRY: 'true',
        LOG_REQUESTS: '0',
        HTTP_PORT: String(this.port),
        TARGET_PORT: String(this.#targetPort),
        ANYCABLE_OPT: options.join(' '),
      },
    });
    this.#process = child;
    const until = performance.now() + START_WITHIN;
    while (!(await this.#isUp())) {
      if (child.exitCode !== null || performance.now() > until) throw new Error('AnyCable did not start.');
      await setTimeout(20);
    }
  }

  /** Ends it as a deploy does (SIGTERM, with a frame to every client), or as a crash does (SIGKILL). */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await this.#endStandIn(signal);
    const child = this.#process;
    if (!child) return;
    this.#process = undefined;
    const exited = child.exitCode === null ? once(child, 'exit') : undefined;
    child.kill(signal);
    await exited;
  }

  async end(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    this.#agent.destroy();
    await this.#endStandIn('SIGKILL');
    if (child?.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.stdin?.end();
    child.kill('SIGKILL');
    await exited;
  }

  /** Broadcasts a body to a stream; resolves when the server has taken it, and rejects if it is away. */
  broadcast(stream: string, body: unknown, meta?: object): Promise<void> {
    return this.post({ stream, data: JSON.stringify(body), ...(meta && { meta }) });
  }

  /** Broadcasts several bodies in one request, in order. */
  broadcastAll(stream: string, bodies: readonly unknown[]): Promise<void> {
    return this.post(bodies.map((body) => ({ stream, data: JSON.stringify(body) })));
  }

  /** Sends any command of AnyCable's. */
  post(command: unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.#broadcastPort, path: '/_broadcast', method: 'POST', agent: this.#agent };
      const sent = request({ ...options, headers: { 'content-type': 'application/json' } }, (answer) => {
        answer.resume();
        if (answer.statusCode === 201) answer.once('end', resolve);
        else reject(new Error(`AnyCable answered ${answer.statusCode}.`));
      });
      sent.once('error', reject);
      sent.end(JSON.stringify(command));
    });
  }

  async #endStandIn(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const standIn = this.#standIn;
    this.#standIn = undefined;
    await standIn?.stop(signal);
  }

  #isUp(): Promise<boolean> {
    return new Promise((resolve) => {
      const asked = request({ host: '127.0.0.1', port: this.port, path: '/cable' }, (answer) => {
        answer.resume();
        // It refuses what is no upgrade.
        resolve(answer.statusCode === 400);
      });
      asked.once('error', () => resolve(false));
      asked.end();
    });
  }
}
