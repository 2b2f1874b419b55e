import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { outcomeOf, range } from './harness/source.js';
import { whileAway, withAnyCable } from './harness/with-server.js';

const STREAM = 'numbers';

suite('AnyCable: where the history has an end', () => {
  test('A16 a history of 30 MB that is read too slowly: each link goes on from the newest offset, and after two the rest is a gap', () =>
    withAnyCable({ history_limit: 2_000 }, async ({ server, proxy, follow }) => {
      const way = await proxy();
      const follower = follow(STREAM, { proxy: way });
      await follower.live();
      await server.broadcast(STREAM, { n: 1 });
      await follower.number(1);
      const text = 'x'.repeat(30_000);
      way.throttle(4_000_000);
      let dialsBefore = 0;
      await whileAway(follower, way, async () => {
        for (const n of range(2, 1_001)) await server.broadcast(STREAM, { n, text });
        dialsBefore = follower.dials;
      });
      await follower.message(({ type }) => type === 'gap', 60_000);
      await server.broadcast(STREAM, { n: 1_002 });
      await follower.number(1_002);
      const { double, late } = outcomeOf(follower.numbers, 1, 1_002);
      assert.deepEqual([double, late, follower.gaps.length], [0, 0, 1]);
      assert.equal(follower.received.filter(({ reason }) => reason === 'too_slow').length, 2);
      assert.ok(follower.dials - dialsBefore <= 4, `${follower.dials - dialsBefore} dials`);
      // The second request goes on where the first one was cut, and the third link asks for nothing.
      const offsets = follower.historyRequests.map(({ streams }) => (streams as Record<string, { offset: number }>)[STREAM]?.offset ?? 0);
      assert.ok(offsets.length === 2 && Number(offsets[1]) > Number(offsets[0]), offsets.join());
    }));

  test('without a broker: it connects, confirms and delivers, and a loss is a gap', () =>
    withAnyCable({ presets: '' }, async ({ server, proxy, follow }) => {
      const way = await proxy();
      const follower = follow(STREAM, { proxy: way });
      await follower.live();
      await server.broadcast(STREAM, { n: 1 });
      await follower.number(1);
      await whileAway(follower, way, () => server.broadcast(STREAM, { n: 2 }));
      await server.broadcast(STREAM, { n: 3 });
      await follower.number(3);
      assert.deepEqual([follower.numbers, follower.gaps.length], [[1, 3], 1]);
    }));
});
