import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { eventually, identify } from '../integration/server/client.js';
import { FaultProxy } from '../support/fault-proxy/fault-proxy.js';
import { ownTime } from '../support/own-time.js';
import { live, range } from './cases/core-cases.js';
import { withClient } from './cases/server-facts.js';
import { sleep } from './harness/case.js';
import { Probe } from './harness/probe.js';
import { startRails, withoutRails, type Rails } from './harness/rails.js';
import { startRedis, type Redis } from './harness/redis.js';
import { railsTarget, type Target } from './harness/target.js';

suite('Rails and its Redis, away and back', { skip: withoutRails }, () => {
  let redis: Redis;
  let rails: Rails;
  let target: Target;

  before(async () => {
    redis = await startRedis();
    rails = await startRails({ redis: redis.url });
    target = railsTarget(rails, 'user');
  });
  after(async () => {
    try {
      await rails.end();
    } finally {
      await redis.end();
    }
  });

  test('R5: a deploy restart (SIGTERM, and puma again) is told within 100 ms, and 16 clients are live within 10 s after it', async (t) => {
    const proxy = await FaultProxy.start({ to: target.url });
    const clients = range(16).map(() => new Probe({ url: proxy.url, query: target.query }));
    try {
      const followers = clients.map((client, n) => client.follow('DemoChannel', { stream: `deploy-${n}` }));
      await live(followers);
      const seq = await target.publish('deploy-0', 1);
      const stopping = rails.stop();
      await stopping;
      await rails.start();
      const told = clients.map((client) => (client.when('reconnecting', 0) ?? NaN) - (client.ends[0] ?? NaN));
      assert.ok(Math.max(...told) <= 100, `told after ${told.join(', ')} ms`);
      const began = ownTime();
      await eventually(() => followers.every(({ liveAt }) => liveAt.length === 2), 10_000);
      t.diagnostic(`all live ${Math.round(ownTime() - began)} ms after the server was back`);
      assert.equal(await target.publish('deploy-0', 2), seq + 1);
      await eventually(() => followers[0]?.bodies.length === 2);
    } finally {
      for (const client of clients) client.close();
      await proxy.end();
    }
  });

  test('S16: the pub/sub connection killed alone heals by itself', () =>
    withClient(target, async (client) => {
      const identifier = identify('DemoChannel', { stream: 'kill' });
      await client.subscribe(identifier);
      assert.match(await redis.command('CLIENT KILL TYPE pubsub'), /^:[1-9]/);
      const deadline = ownTime() + 10_000;
      while ((await redis.command('PUBSUB CHANNELS demo:kill')) !== '*1')
        assert.ok(ownTime() < deadline, 'Rails did not ask Redis for the stream again.');
      await target.broadcast('kill', 1);
      await client.message(identifier);
    }));

  test('S16: after Redis was away for 2 s the server pings, answers and is deaf, to old clients and new; a restart cures it', (t) =>
    withClient(target, async (client) => {
      const [known, fresh] = ['known', 'fresh'].map((stream) => identify('DemoChannel', { stream })) as [string, string];
      await client.subscribe(known);
      await redis.stop();
      await sleep(2_000);
      await redis.start();
      await sleep(500);
      const seq = await target.publish('known', 1);
      await client.next(({ type }) => type === 'ping', 3_500);
      await withClient(target, async (newcomer) => {
        newcomer.command('subscribe', known);
        newcomer.command('subscribe', fresh);
        // A stream that somebody in this process hears already is confirmed at once, without a word to Redis: a confirmation proves nothing.
        await newcomer.confirmed(known);
        await target.publish('known', 2);
        await target.publish('fresh', 1);
        await newcomer.next(({ type }) => type === 'ping', 3_500);
        await assert.rejects(newcomer.next(({ type }) => type !== 'ping', 1_000));
      });
      assert.equal(client.socket.readyState, client.socket.OPEN);
      assert.deepEqual(
        client.frames.filter(({ type }) => type !== 'ping'),
        [],
      );
      assert.equal((await target.points('known')).at(-1)?.seq, seq + 1);
      t.diagnostic(`Rails ${(await rails.state()).rails}`);
      await rails.stop();
      await rails.start();
      await withClient(target, async (newcomer) => {
        await newcomer.subscribe(known);
        await target.publish('known', 3);
        await newcomer.message(known);
      });
    }));
});
