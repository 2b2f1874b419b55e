import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { suite, test } from 'node:test';
import { ownPort } from '../support/own-port.js';
import { Follower } from './harness/follower.js';
import { AnyCable } from './harness/server.js';
import { outcomeOf, startSource } from './harness/source.js';

const STREAM = 'numbers';

/** A load balancer: passes each connection on to one server, which may be changed. */
async function balance(first: AnyCable): Promise<{ readonly url: string; to: AnyCable; end(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const balancer = { url: '', to: first, end };
  const door = createServer((inner) => {
    const outer = connect(balancer.to.port, '127.0.0.1');
    for (const [one, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  }).listen(0, '127.0.0.1');
  async function end(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await once(door.close(), 'close');
  }
  await once(door, 'listening');
  balancer.url = `ws://127.0.0.1:${(door.address() as AddressInfo).port}/cable`;
  return balancer;
}

/** Runs a test with two servers that share the broker and the pub/sub of the first one. */
async function withTwo(run: (first: AnyCable, second: AnyCable) => Promise<void>): Promise<void> {
  const nats = `nats://127.0.0.1:${await ownPort()}`;
  const first = await AnyCable.start({ embed_nats: true, enats_addr: nats, nats_servers: nats, broker: 'nats', pubsub: 'nats' });
  let second: AnyCable | undefined;
  try {
    second = await AnyCable.start({ nats_servers: nats, broker: 'nats', pubsub: 'nats' });
    await run(first, second);
  } finally {
    await second?.end();
    await first.end();
  }
}

suite('AnyCable: two servers with one broker (embedded NATS)', () => {
  test('a message that one server takes arrives at the clients of both', () =>
    withTwo(async (first, second) => {
      const followers = [new Follower(first.url, STREAM), new Follower(second.url, STREAM)];
      try {
        for (const follower of followers) await follower.live();
        await first.broadcast(STREAM, { n: 1 });
        await second.broadcast(STREAM, { n: 2 });
        for (const follower of followers) {
          await follower.number(1);
          await follower.number(2);
          assert.deepEqual([...follower.numbers].sort(), [1, 2]);
        }
      } finally {
        for (const follower of followers) follower.close();
      }
    }));

  test('one server is killed at 20 messages a second: live on the other one, nothing lost, nothing twice, no gap', () =>
    withTwo(async (first, second) => {
      const balancer = await balance(second);
      const follower = new Follower(balancer.url, STREAM);
      try {
        await follower.live();
        const source = startSource(first, STREAM, 20);
        await follower.number(10);
        balancer.to = first;
        await second.stop('SIGKILL');
        await follower.lost();
        await follower.live();
        const live = source.last;
        await follower.number(live + 20);
        await source.stop();
        await follower.number(source.last);
        assert.deepEqual(outcomeOf(follower.numbers, 1, source.last), { lost: 0, double: 0, late: 0 });
        assert.deepEqual([follower.gaps.length, follower.dials], [0, 2]);
      } finally {
        follower.close();
        await balancer.end();
      }
    }));
});
