import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ownTime } from '../../support/own-time.js';
import { eventually } from '../server/client.js';
import { withEcho } from './echo.js';

suite('FaultProxy: the way', () => {
  test('lets requests and sockets through, and counts them', () =>
    withEcho(async ({ proxy, open }) => {
      assert.equal(await (await fetch(proxy.url)).text(), 'hello');
      const client = await open();
      client.socket.send('one');
      await eventually(() => client.heard.length === 1);
      assert.deepEqual(client.heard, ['one']);
      assert.deepEqual([proxy.accepted, proxy.upgradesAt.length], [2, 1]);
    }));

  test('lets 5 MB through untouched, each way', () =>
    withEcho(async ({ open }) => {
      const client = await open();
      const big = Array.from({ length: 500_000 }, (_, n) => String(n % 10).repeat(10)).join('');
      client.socket.send(big);
      await eventually(() => client.heard.length === 1, 5_000);
      assert.ok(client.heard[0] === big);
    }));

  test('delay makes each piece late, within its jitter, and keeps the order', () =>
    withEcho(async ({ proxy, open }) => {
      const client = await open();
      proxy.delay(60, 40);
      const began = performance.now();
      const texts = Array.from({ length: 20 }, (_, n) => String(n));
      for (const text of texts) client.socket.send(text);
      await eventually(() => client.heard.length === 20);
      // There and back.
      assert.ok(performance.now() - began >= 40);
      assert.deepEqual(client.heard, texts);
    }));

  test('throttle lets so many bytes a second through', () =>
    withEcho(async ({ proxy, sockets, open }) => {
      const client = await open();
      proxy.throttle(10_000);
      const [began, ownBegan] = [performance.now(), ownTime()];
      for (const socket of sockets) socket.send('x'.repeat(4_000));
      await eventually(() => client.heard.length === 1);
      const [took, ownTook] = [performance.now() - began, ownTime() - ownBegan];
      assert.ok(took >= 300 && ownTook < 1_000, `took ${took} ms, of which ${ownTook} ms count`);
    }));

  test('stall holds everything back, and resume lets it all through', () =>
    withEcho(async ({ proxy, sockets, open }) => {
      const client = await open();
      proxy.stall();
      for (const socket of sockets) for (const text of ['one', 'two']) socket.send(text);
      await sleep(80);
      assert.deepEqual(client.heard, []);
      proxy.resume();
      await eventually(() => client.heard.length === 2);
      assert.deepEqual(client.heard, ['one', 'two']);
    }));

  test('end leaves nothing open', async () => {
    let closed: Promise<number> | undefined;
    await withEcho(async ({ proxy, open }) => {
      ({ closed } = await open());
      proxy.halfOpen();
      await proxy.end();
      assert.equal(proxy.open, 0);
    });
    assert.equal(await closed, 1006);
  });
});

function sleep(length: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, length));
}
