import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { startServer } from '../examples/server/server.js';
import { cable, createConnection } from '../src/index.js';

/**
 * Disconnects many clients at once and prints how they return, on real sockets: tsx bench/herd.ts [--clients 200] [--rounds 3]
 *
 * R4, for 200 clients: after a reset all are live within 5 s, with no more than 95 connects in any second and 20 in any 100 ms; after
 * `server_restart` all within 10 s, spread over 4.5 s or more, with no more than 65 in any second. Delays are random: the limits are
 * those of 99 runs in 100.
 */
const { values } = parseArgs({ options: { clients: { type: 'string', default: '200' }, rounds: { type: 'string', default: '3' } } });

const server = await startServer({ rate: 0 });
let dialledAt: number[] = [];
class Timed extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols);
    dialledAt.push(performance.now());
  }
}
const herd = Array.from({ length: Number(values.clients) }, () => {
  const transport = cable(`${server.url.replace('http', 'ws')}/cable`, { WebSocket: Timed });
  const connection = createConnection({ transports: [transport] });
  const channel = connection.channel('DemoChannel', { stream: 'herd' });
  channel.bodies$.subscribe();
  return { connection, channel };
});
await allLive();
for (let round = 0; round < Number(values.rounds); round += 1) {
  print('reset', await sendAway(() => server.fault('drop')), { live: 5_000, second: 95, tenth: 20 });
  print('restart', await sendAway(() => server.fault('restart', { for: 500 })), { live: 10_000, second: 65, spread: 4_500 });
}
for (const { connection } of herd) connection.close();
await server.close();

interface Return {
  /** When the last client was live, and over how long the dials were spread, in ms. */
  readonly live: number;
  readonly spread: number;
  /** The most connects in any second and in any 100 ms. */
  readonly second: number;
  readonly tenth: number;
}

interface Limits {
  readonly live: number;
  readonly second: number;
  readonly tenth?: number;
  readonly spread?: number;
}

async function sendAway(deed: () => void): Promise<Return> {
  dialledAt = [];
  const began = performance.now();
  deed();
  // All clients learn of the loss before the first one reconnects.
  await new Promise((resolve) => setTimeout(resolve, 150));
  await allLive();
  const live = performance.now() - began;
  const spread = Math.max(...dialledAt) - Math.min(...dialledAt);
  return { live, spread, second: mostWithin(1_000), tenth: mostWithin(100) };
}

async function allLive(): Promise<void> {
  while (!herd.every(({ channel: { status } }) => status.state === 'connected' && status.subscription === 'confirmed'))
    await new Promise((resolve) => setTimeout(resolve, 5));
}

function mostWithin(length: number): number {
  return Math.max(...dialledAt.map((from) => dialledAt.filter((at) => at >= from && at < from + length).length));
}

function print(what: string, { live, spread, second, tenth }: Return, limits: Limits): void {
  const isWithin = live <= limits.live && second <= limits.second && tenth <= (limits.tenth ?? Infinity) && spread >= (limits.spread ?? 0);
  const figures = [
    what.padEnd(8),
    `live ${(live / 1000).toFixed(1)} s`,
    `spread ${(spread / 1000).toFixed(1)} s`,
    `at most ${second} a second`,
    `${tenth} in 100 ms`,
    isWithin ? 'within R4' : 'OVER R4',
  ];
  console.log(figures.join('  '));
  if (!isWithin) process.exitCode = 1;
}
