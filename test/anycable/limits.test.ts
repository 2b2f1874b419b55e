import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { whileAway, withAnyCable } from './harness/with-server.js';

const STREAM = 'numbers';

suite('AnyCable: where the history has an end', () => {
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
