import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createRandom } from '../../examples/server/random.js';
import { outcomeOf, range, startSource } from './harness/source.js';
import { withAnyCable } from './harness/with-server.js';

const STREAM = 'numbers';
const NOTHING_WRONG = { lost: 0, double: 0, late: 0 };

suite('AnyCable: the order of a stream is kept', () => {
  test('A7 200 links cut within 20 ms of their welcome at 1,000 a second: 0 lost, 0 double, 0 out of order', () =>
    withAnyCable({ history_limit: 20_000 }, async ({ server, proxy, follow }) => {
      const source = startSource(server, STREAM, 1_000);
      const clients = await Promise.all(
        range(1, 4).map(async (seed) => {
          const way = await proxy();
          const random = createRandom(seed);
          const follower = follow(STREAM, { proxy: way, connection: { retry: () => 20 } });
          await follower.live();
          await follower.number(source.last + 50);
          for (let count = 0; count < 50; count += 1) {
            const welcomed = follower.frame(({ type }) => type === 'welcome');
            way.reset();
            await welcomed;
            // Within the first frames after the welcome, before or in the history.
            const begun = follower.received.length;
            const frames = Math.floor(random() * 20);
            await follower.frame(() => follower.received.length >= begun + frames);
          }
          return follower;
        }),
      );
      await source.stop();
      await Promise.all(clients.map((follower) => follower.number(source.last)));
      for (const { numbers, gaps } of clients) {
        assert.deepEqual(outcomeOf(numbers, numbers[0] ?? 0, source.last), NOTHING_WRONG);
        assert.equal(gaps.length, 0);
      }
    }));

  test('A8 20 reconnections at 1,000 a second: what overtakes the history is put in order, 0 lost, 0 double, 0 out of order', () =>
    withAnyCable({ history_limit: 5_000 }, async ({ server, proxy, follow }) => {
      const way = await proxy();
      const source = startSource(server, STREAM, 1_000);
      const follower = follow(STREAM, { proxy: way, connection: { retry: () => 500 } });
      await follower.live();
      await follower.number(source.last + 100);
      for (let count = 0; count < 20; count += 1) {
        way.reset();
        await follower.lost();
        await follower.live();
        await follower.number(source.last + 100);
      }
      await source.stop();
      await follower.number(source.last);
      const { numbers, gaps, received } = follower;
      const onTheWire = received.flatMap(({ offset }) => (typeof offset === 'number' ? [offset] : []));
      const { double, late } = outcomeOf(onTheWire, 1, 0);
      console.log(`A8 on the wire: ${late} out of order, ${double} double of ${onTheWire.length}`);
      assert.deepEqual(outcomeOf(numbers, numbers[0] ?? 0, source.last), NOTHING_WRONG);
      assert.equal(gaps.length, 0);
    }));

  test('A9 8 broadcasts at the same time, 10,000 in all: in the order of the server, 0 requests for history', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const follower = follow(STREAM);
      await follower.live();
      let next = 0;
      async function post(): Promise<void> {
        while (next < 10_000) {
          next += 1;
          await server.broadcast(STREAM, { n: next });
        }
      }
      await Promise.all(range(1, 8).map(post));
      await server.broadcast(STREAM, { n: 10_001 });
      await follower.number(10_001, 20_000);
      // The order of the server is that of the offsets, which the numbers follow by 8 places at most.
      const offsets = new Map(follower.received.map(({ offset, message }) => [(message as { n?: number } | undefined)?.n, offset]));
      const inOrder = follower.numbers.map((n) => Number(offsets.get(n)));
      assert.deepEqual(outcomeOf(inOrder, 1, 10_001), NOTHING_WRONG);
      assert.equal(follower.historyRequests.length, 0);
      assert.equal(follower.gaps.length, 0);
    }));
});
