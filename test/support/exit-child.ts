import { type Connection, type Status } from '../../src/index.js';
import { connectTo, when } from './demo.js';
import { ownTime } from './own-time.js';

/**
 * A program of its own: brings one connection into each state, closes all, and says how long it took to end by itself, in ms of its own.
 *
 * Arguments: the address of a live server, of a frozen one that it follows already, and of a port that accepts and never answers.
 */
const [live = '', freezing = '', hung = ''] = process.argv.slice(2);

async function openIn(url: string, holds: (status: Status) => boolean): Promise<Connection> {
  const { connection } = connectTo(url, { idleAfter: 5_000, retry: () => 60_000 });
  connection.channel('DemoChannel', { stream: 'a' }).batches$.subscribe();
  await when(connection.status$, holds, 5_000);
  return connection;
}

const isConnected = ({ state }: Status): boolean => state === 'connected';
const connections = [
  await openIn(live, isConnected),
  await openIn(freezing, isConnected),
  await openIn(hung, ({ state }) => state === 'connecting'),
  await openIn('http://127.0.0.1:9', ({ retryAt }) => retryAt !== undefined),
  connectTo(live).connection,
];
const left = connectTo(live, { idleAfter: 60_000 }).connection;
left.keepOpen()();
const [, frozen] = connections;

// The parent freezes its second server when it reads this, and answers.
process.stdout.write('open\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
process.stdin.destroy();
if (frozen?.status.state !== 'connected') throw new Error('The frozen server is not held for connected.');

const closedAt = ownTime();
for (const connection of [...connections, left]) connection.close();
process.once('exit', () => process.stdout.write(`${Math.round(ownTime() - closedAt)}\n`));
