import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { record } from '../support/record.js';
import { withAnyCable } from './harness/with-server.js';

const STREAM = 'bodies';

suite('AnyCable: bodies', () => {
  test('A19 0, false and "" arrive, null arrives as text, keys in any order, and ids beyond 2^53 as text', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const follower = follow(STREAM);
      const { values } = record(follower.channel.bodies$);
      await follower.live();
      for (const body of [0, false, '', null, { z: 1, a: '9007199254740993' }, { n: 1 }]) await server.broadcast(STREAM, body);
      await follower.number(1);
      assert.deepEqual(values, [0, false, '', 'null', { a: '9007199254740993', z: 1 }, { n: 1 }]);
    }));

  test('A18 typed broadcasts are no messages, and are no hole; unknown frames are counted', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const follower = follow(STREAM);
      await follower.live();
      await server.broadcast(STREAM, { n: 1 });
      await server.broadcast(STREAM, { n: 2 }, { broadcast_type: 'note' });
      await server.broadcast(STREAM, { n: 3 });
      await follower.number(3);
      await follower.frame(({ type }) => type === 'ping');
      assert.deepEqual(follower.numbers, [1, 3]);
      assert.equal(follower.historyRequests.length, 0);
      assert.equal(follower.connection.discarded.unknown, 1);
    }));

  test('a transient broadcast has no number: it arrives live, and moves no position', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const follower = follow(STREAM);
      await follower.live();
      await server.broadcast(STREAM, { n: 1 });
      await server.broadcast(STREAM, { n: 2 }, { transient: true });
      await server.broadcast(STREAM, { n: 3 });
      await follower.number(3);
      assert.deepEqual(follower.numbers, [1, 2, 3]);
      assert.equal(follower.historyRequests.length, 0);
    }));
});
