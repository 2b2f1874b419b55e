import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { eventually } from '../server/client.js';
import { Client, withEcho } from './echo.js';

suite('FaultProxy: how connections end', () => {
  for (const [fault, code] of [
    ['reset', 1006],
    ['close', 1006],
    ['cutMidFrame', 1006],
    ['goAway', 1001],
  ] as const) {
    test(`${fault} ends every client with ${code}, and the server's side too`, () =>
      withEcho(async ({ proxy, sockets, open }) => {
        const clients = [await open(), await open()];
        proxy[fault]();
        for (const client of clients) assert.equal(await client.closed, code);
        await eventually(() => sockets.size === 0);
        await open();
      }));
  }

  test('refuse refuses newcomers alone, and accept takes them again on the same port', () =>
    withEcho(async ({ proxy, open }) => {
      const inside = await open();
      proxy.refuse();
      await assert.rejects(open(), /ECONNREFUSED/);
      inside.socket.send('still here');
      await eventually(() => inside.heard.length === 1);
      await proxy.accept();
      await open();
    }));

  test('half-open says nothing to either side, and newcomers pass', () =>
    withEcho(async ({ proxy, sockets, open }) => {
      const client = await open();
      proxy.halfOpen();
      client.socket.send('lost');
      for (const socket of sockets) socket.send('lost');
      client.socket.close();
      const newcomer = await open();
      newcomer.socket.send('heard');
      await eventually(() => newcomer.heard.length === 1);
      // What the half-open side said earlier would have come by now.
      assert.deepEqual(client.heard, []);
      assert.equal(client.socket.readyState, client.socket.CLOSING);
      assert.equal([...sockets].filter(({ readyState, OPEN }) => readyState === OPEN).length, 2);
    }));

  test('a server that ends or resets is passed on', () =>
    withEcho(async ({ sockets, open }) => {
      const [closes, terminates] = [await open(), await open()];
      const [first, second] = sockets;
      first?.close(4000);
      assert.equal(await closes.closed, 4000);
      second?.terminate();
      assert.equal(await terminates.closed, 1006);
    }));

  test('a server that is not there resets its clients', () =>
    withEcho(async ({ proxy }) => {
      const nowhere = await proxyToNowhere();
      await assert.rejects(new Client(nowhere.url).opened, /ECONNRESET|socket hang up/);
      await nowhere.end();
      assert.equal(proxy.accepted, 0);
    }));
});

suite('FaultProxy: upgrades', () => {
  test('answer refuses upgrades with a status of HTTP, while other requests pass', () =>
    withEcho(async ({ proxy, open }) => {
      for (const status of [403, 404, 503]) {
        proxy.answer(status);
        await assert.rejects(open(), new RegExp(String(status)));
      }
      assert.equal((await fetch(proxy.url)).status, 200);
      proxy.answer(undefined);
      await open();
    }));

  test('hang takes upgrades in and never answers, until it ends', () =>
    withEcho(async ({ proxy, open }) => {
      proxy.hang();
      const client = new Client(proxy.url);
      await eventually(() => proxy.upgradesAt.length === 1);
      // A later request is answered, this one is not.
      assert.equal((await fetch(proxy.url)).status, 200);
      assert.equal(client.socket.readyState, client.socket.CONNECTING);
      proxy.hang(false);
      assert.equal(await client.closed, 1006);
      await open();
    }));
});

async function proxyToNowhere() {
  const { FaultProxy } = await import('../../support/fault-proxy/fault-proxy.js');
  const closed = await FaultProxy.start({ to: 1 });
  await closed.end();
  return FaultProxy.start({ to: closed.port });
}
