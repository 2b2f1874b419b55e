import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { provideAnyCable } from '../scripts/anycable-gem.mjs';
import { AnyCable } from '../test/anycable/harness/server.js';
import { median } from '../test/conformance/harness/case.js';
import type { Clients, Kind, Order, Report } from './clients-of-one-kind.js';

/**
 * Measures many clients of a real AnyCable beside as many bare sockets: tsx bench/clients.ts [--clients 1000] [--rounds 10]
 *
 * Each kind has a process of its own, and each client three channels. The limits: at most 60 kB of heap a client; twice the processor time
 * of a bare socket to open; 1.3 times its median latency of the same broadcasts and 1.5 times its 99th percentile. After the server was
 * killed, at most 47 % of the clients dial in any second, and all are live 8 s after it is back. A limit that is missed is exit code 1.
 */
const { values } = parseArgs({ options: { clients: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '10' } } });
const LIMITS = { heap: 60, cpu: 2, median: 1.3, p99: 1.5, second: 0.47, live: 8_000 };

/** How long the killed server is away, in ms. */
const AWAY = 1_500;

const { missing } = provideAnyCable();
if (missing !== undefined) throw new Error(`There is no AnyCable to measure, for want of ${missing}.`);
const clients = Number(values.clients);
const server = await AnyCable.start();

/** A process of clients of one kind. */
class Crowd {
  readonly #child: ChildProcess;
  readonly #kind: Kind;

  constructor(kind: Kind) {
    this.#kind = kind;
    const file = fileURLToPath(new URL('clients-of-one-kind.ts', import.meta.url));
    this.#child = fork(file, { execArgv: ['--import', 'tsx', '--expose-gc'], stdio: 'inherit' });
  }

  open(): Promise<Report> {
    const order: Clients = { type: 'open', kind: this.#kind, clients, url: server.url };
    return this.ask(order);
  }

  async ask(order: Order): Promise<Report> {
    const answer = once(this.#child, 'message');
    this.#child.send(order);
    const [report] = (await answer) as [Report];
    return report;
  }

  end(): void {
    this.#child.disconnect();
  }
}

const [bare, ours] = [new Crowd('ws'), new Crowd('cablegram')];
try {
  const opened = { bare: await bare.open(), ours: await ours.open() };
  say(
    'heap a client',
    opened.ours.heap / clients / 1000,
    LIMITS.heap,
    'kB',
    `a bare socket ${(opened.bare.heap / clients / 1000).toFixed(1)}`,
  );
  say('processor time to open', opened.ours.cpu / opened.bare.cpu, LIMITS.cpu, '× a bare socket');

  for (let round = 0; round < Number(values.rounds); round += 1) {
    await server.broadcast(`bench-${round % 3}`, { at: performance.timeOrigin + performance.now() });
    await sleep(1_000);
  }
  const heard = { bare: await bare.ask({ type: 'report' }), ours: await ours.ask({ type: 'report' }) };
  const expected = clients * Number(values.rounds);
  console.log(`${heard.ours.latencies.length} of ${expected} messages arrived; ${heard.bare.latencies.length} at the bare sockets`);
  if (heard.ours.latencies.length !== expected) process.exitCode = 1;
  const [our, their] = [heard.ours.latencies, heard.bare.latencies];
  say('median latency', median(our) / median(their), LIMITS.median, '×', `${median(our).toFixed(0)} and ${median(their).toFixed(0)} ms`);
  say('99th percentile', p99(our) / p99(their), LIMITS.p99, '×', `${p99(our).toFixed(0)} and ${p99(their).toFixed(0)} ms`);

  bare.end();
  await server.stop('SIGKILL');
  await sleep(AWAY);
  await server.start();
  const isBack = performance.timeOrigin + performance.now();
  const { dials, liveAt } = await ours.ask({ type: 'live' });
  say('most dials in a second', mostWithin(dials, 1_000) / clients, LIMITS.second, 'of the clients');
  say('all live after the server is back', liveAt - isBack, LIMITS.live, 'ms', `${dials.length} dials`);
} finally {
  ours.end();
  await server.end();
}

function say(what: string, figure: number, most: number, unit: string, more?: string): void {
  const isWithin = figure <= most;
  if (!isWithin) process.exitCode = 1;
  const text = figure >= 100 ? figure.toFixed(0) : figure.toFixed(2);
  console.log(`${what}: ${text} ${unit}${more === undefined ? '' : ` (${more})`}, of ${most}: ${isWithin ? 'within' : 'OVER'}`);
}

function p99(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[Math.floor(figures.length * 0.99)] ?? NaN;
}

/** The most instants within any span of so many ms. */
function mostWithin(instants: readonly number[], span: number): number {
  const sorted = [...instants].sort((one, other) => one - other);
  let most = 0;
  let first = 0;
  for (const [index, at] of sorted.entries()) {
    while (at - (sorted[first] ?? at) >= span) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
