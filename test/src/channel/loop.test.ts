import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { setImmediate as settled } from 'node:timers/promises';
import type { Message } from '../../../src/message/message.js';
import { connect } from '../../support/fake-connection.js';
import { FRAME, inVirtualTimeAsync } from '../../support/virtual-time.js';

/** What a message carries, in short. */
function short(message: Message): unknown {
  return 'body' in message ? message.body : message.type;
}

suite('for await (const batch of channel)', () => {
  test('yields the batches, and what came while the loop was busy as one', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const loop = connection.channel('C')[Symbol.asyncIterator]();
      const first = loop.next();
      fake.broadcast('C', {}, 1);
      time.advance(FRAME);
      assert.deepEqual((await first).value?.map(short), [1]);
      for (const body of [2, 3, 4]) {
        fake.broadcast('C', {}, body);
        time.advance(FRAME);
      }
      assert.deepEqual((await loop.next()).value?.map(short), [2, 3, 4]);
    }));

  test('uses the channel only from the first step, and leaves it with the loop', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const channel = connection.channel('C');
      const unused = channel.batches();
      assert.deepEqual(fake.commands, []);
      const seen: unknown[] = [];
      async function follow(): Promise<void> {
        for await (const batch of channel) {
          seen.push(batch.map(short));
          break;
        }
      }
      const following = follow();
      fake.broadcast('C', {}, 'one');
      time.advance(FRAME);
      await following;
      time.advance(10_000);
      assert.deepEqual([seen, fake.commands.map(({ type }) => type)], [[['one']], ['subscribe', 'unsubscribe']]);
      assert.ok(unused);
    }));

  test('ends without an error when the signal is aborted, while it waits and between two steps', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const controller = new AbortController();
      const { signal } = controller;
      const [waiting, held] = [connection.channel('C').batches({ signal }), connection.channel('C').batches({ signal })].map((batches) =>
        batches[Symbol.asyncIterator](),
      );
      assert.ok(waiting && held);
      const firsts = [waiting.next(), held.next()];
      fake.broadcast('C', {}, 1);
      time.advance(FRAME);
      await Promise.all(firsts);
      fake.broadcast('C', {}, 2);
      time.advance(FRAME);
      await waiting.next();
      const end = waiting.next();
      controller.abort();
      assert.deepEqual(await Promise.all([end, held.next()]), [
        { done: true, value: undefined },
        { done: true, value: undefined },
      ]);
      const late = connection.channel('C').batches({ signal })[Symbol.asyncIterator]();
      assert.equal((await late.next()).done, true);
      time.advance(10_000);
      assert.deepEqual(
        fake.commands.map(({ type }) => type),
        ['subscribe', 'unsubscribe'],
      );
    }));

  test('yields the rest and ends when the connection is closed', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const loop = connection.channel('C')[Symbol.asyncIterator]();
      const first = loop.next();
      fake.broadcast('C', {}, 1);
      time.advance(FRAME);
      await first;
      fake.broadcast('C', {}, 2);
      connection.close();
      assert.deepEqual((await loop.next()).value?.map(short), [2]);
      assert.equal((await loop.next()).done, true);
    }));

  test('R23: a loop that is too slow gets a gap before what it still holds', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const loop = connection.channel('C')[Symbol.asyncIterator]();
      const first = loop.next();
      const since = time.wall;
      for (let n = 0; n <= 1_500; n += 1) fake.broadcast('C', {}, n);
      time.advance(FRAME);
      await first;
      for (let n = 0; n < 1_500; n += 1) fake.broadcast('C', {}, n);
      time.advance(FRAME);
      const batch = (await loop.next()).value ?? [];
      const [gap] = batch;
      assert.ok(gap?.type === 'gap' && gap.since >= since && gap.until >= gap.since);
      assert.deepEqual([batch.length, short(batch.at(-1) ?? gap)], [1_001, 1_499]);
    }));

  test('R23: with a snapshot, a loop that is too slow gets the snapshot', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      let fetches = 0;
      const channel = connection.channel('C', {}, { snapshot: () => Promise.resolve((fetches += 1)) });
      const loop = channel[Symbol.asyncIterator]();
      const first = loop.next();
      await settled();
      time.advance(FRAME);
      await first;
      assert.equal(fetches, 1);
      for (let n = 0; n < 1_500; n += 1) fake.broadcast('C', {}, n);
      time.advance(FRAME);
      assert.equal(
        (await loop.next()).value?.some(({ type }) => type === 'gap'),
        false,
      );
      const repaired = loop.next();
      time.advance(5_000);
      await settled();
      time.advance(FRAME);
      assert.equal((await repaired).value?.[0]?.type, 'snapshot');
      assert.equal(fetches, 2);
    }));

  test('throws the error that ends the messages', () =>
    inVirtualTimeAsync(async (time) => {
      const { connection } = connect(time);
      const snapshot = '/orders.json';
      const [one, other] = [connection.channel('C', {}, { snapshot, seq: 'n' }), connection.channel('C', {}, { snapshot, seq: 'm' })];
      one.subscribe({ message: () => undefined });
      await assert.rejects(other[Symbol.asyncIterator]().next(), { code: 'channel-conflict' });
      connection.close();
    }));
});
