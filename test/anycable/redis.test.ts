import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { suite, test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { ownPort } from '../support/own-port.js';
import { Follower } from './harness/follower.js';
import { AnyCable, isStandIn } from './harness/server.js';
import { outcomeOf } from './harness/source.js';

const STREAM = 'numbers';

/** How long Redis is away: two seconds, after which AnyCable finds it again by itself. */
const AWAY_FOR = 2_000;

/** A Redis of its own, which keeps nothing on disk. */
class Redis {
  readonly port: number;
  #process: ChildProcess | undefined;

  constructor(port: number) {
    this.port = port;
  }

  async start(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.#process = spawn('redis-server', options, { stdio: 'ignore' });
    while (!(await this.#isUp())) await pass(20);
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  #isUp(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
  }
}

/** Runs a test with two servers of AnyCable on one Redis. Each keeps a history of its own: this AnyCable has no broker on Redis. */
async function withTwo(run: (first: AnyCable, second: AnyCable, redis: Redis) => Promise<void>): Promise<void> {
  const redis = new Redis(await ownPort());
  await redis.start();
  const servers: AnyCable[] = [];
  try {
    const settings = { redis_url: `redis://127.0.0.1:${redis.port}/0`, pubsub: 'redis', ping_interval: 1 };
    for (let count = 0; count < 2; count += 1) servers.push(await AnyCable.start(settings));
    const [first, second] = servers;
    if (first && second) await run(first, second, redis);
  } finally {
    for (const server of servers) await server.end();
    await redis.stop();
  }
}

const missing = isStandIn
  ? 'Two processes need a real AnyCable.'
  : spawnSync('redis-server', ['--version']).error && 'There is no redis-server.';

suite('AnyCable: two servers with one Redis', { skip: missing ?? false }, () => {
  test('a message that one server takes arrives at the clients of both', () =>
    withTwo(async (first, second) => {
      const followers = [new Follower(first.url, STREAM), new Follower(second.url, STREAM)];
      try {
        for (const follower of followers) await follower.live();
        await first.broadcast(STREAM, { n: 1 });
        await first.broadcast(STREAM, { n: 2 });
        for (const follower of followers) {
          await follower.number(1);
          await follower.number(2);
        }
        assert.deepEqual(
          followers.map(({ numbers }) => [...numbers].sort()),
          [
            [1, 2],
            [1, 2],
          ],
        );
        assert.deepEqual(
          followers.map(({ gaps }) => gaps.length),
          [0, 0],
        );
      } finally {
        for (const follower of followers) follower.close();
      }
    }));

  test('A24 Redis is restarted: what is broadcast after it is back arrives at the clients of both, and what is missing is reported', () =>
    withTwo(async (first, second, redis) => {
      const followers = [new Follower(first.url, STREAM), new Follower(second.url, STREAM)];
      try {
        for (const follower of followers) await follower.live();
        await first.broadcast(STREAM, { n: 1 });
        for (const follower of followers) await follower.number(1);
        await redis.stop();
        await pass(AWAY_FOR);
        await redis.start();
        const until = performance.now() + 60_000;
        let n = 1;
        while (followers.some(({ numbers }) => numbers.length < 20) && performance.now() < until) {
          n += 1;
          await first.broadcast(STREAM, { n });
          await pass(250);
        }
        for (const { numbers, gaps } of followers) {
          const begun = numbers[1] ?? 0;
          const { lost, double, late } = outcomeOf(numbers.slice(1), begun, n);
          assert.ok(numbers.length >= 20, `deaf: ${numbers.join()}`);
          assert.deepEqual([double, late], [0, 0]);
          if (lost > 0 || begun > 2) assert.ok(gaps.length > 0, 'Something is missing, and nothing says so.');
        }
      } finally {
        for (const follower of followers) follower.close();
      }
    }));
});
