import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { DemoServer } from '../../../examples/server/server.js';
import { Client, eventually, identify, withServer } from './client.js';

const DEMO = identify('DemoChannel', { stream: 'a' });

suite('faults', () => {
  test('drop resets every socket without a close frame, and one may come back at once', () =>
    withServer({}, async (server) => {
      const clients = await Promise.all([Client.welcomed(server), Client.welcomed(server)]);
      server.fault('drop');
      for (const client of clients) assert.equal((await client.closed).code, 1006);
      await eventually(() => server.connections === 0);
      await Client.welcomed(server);
    }));

  test('close sends a close frame 1001', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      server.fault('close');
      assert.equal((await client.closed).code, 1001);
    }));

  test('remote closes with a bare 1000', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      server.fault('remote');
      assert.deepEqual(await client.closed, { code: 1000, reason: '' });
      assert.deepEqual(client.frames, []);
    }));

  test('refuse answers new upgrades 503 and ends by itself, while those inside stay', () =>
    withServer({}, async (server) => {
      const inside = await Client.welcomed(server);
      server.fault('refuse', { for: 60_000 });
      await assert.rejects(new Client(server).opened, /503/);
      await inside.settled();
      server.fault('refuse', { for: 60 });
      await comesBack(server);
    }));

  test('freeze keeps sockets open, sends nothing, answers nothing, not even a new upgrade, until the thaw', () =>
    withServer({ beatEvery: 10 }, async (server) => {
      const client = await Client.welcomed(server);
      await client.subscribe(DEMO);
      server.fault('freeze');
      // What it sent before is read by the time that a later request is answered.
      await (await fetch(`${server.url}/faults`)).text();
      client.frames.length = 0;
      const late = new Client(server);
      client.command('message', DEMO, { action: 'ping_back', n: 1 });
      server.broadcast('demo:a', 'lost');
      await assert.rejects(client.next(() => true, 100));
      assert.equal(client.socket.readyState, client.socket.OPEN);
      assert.equal(late.socket.readyState, late.socket.CONNECTING);
      server.fault('thaw');
      await client.next(({ type }) => type === 'ping');
      await late.next(({ type }) => type === 'welcome');
      server.broadcast('demo:a', 'heard');
      await client.next(({ message }) => message === 'heard');
    }));

  test('freeze with `for` ends by itself', () =>
    withServer({ beatEvery: 10 }, async (server) => {
      const client = await Client.welcomed(server);
      server.fault('freeze', { for: 40 });
      client.frames.length = 0;
      await client.next(({ type }) => type === 'ping');
    }));

  test('a frozen server does not answer a close frame', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      server.fault('freeze');
      client.socket.close();
      assert.equal(await Promise.race([client.closed.then(() => 'closed'), pause(60)]), 'pause');
      server.fault('thaw');
      await client.closed;
    }));

  test('S16: deaf beats on, while no broadcast comes and nothing new is confirmed; HTTP still tells the state', () =>
    withServer({ beatEvery: 10 }, async (server) => {
      const client = await Client.welcomed(server);
      await client.subscribe(DEMO);
      server.fault('deaf');
      server.publish('demo:a', { n: 1 });
      client.command('subscribe', identify('DemoChannel', { stream: 'b' }));
      for (let beats = 0; beats < 10; beats += 1) await client.next(({ type }) => type === 'ping');
      assert.deepEqual(
        client.frames.filter(({ type }) => type !== 'ping'),
        [],
      );
      assert.deepEqual(await (await fetch(`${server.url}/snapshots/demo/a.json`)).json(), [{ n: 1, seq: 1 }]);
      server.fault('heal');
      server.publish('demo:a', { n: 2 });
      assert.deepEqual((await client.message(DEMO)).message, { n: 2, seq: 2 });
    }));

  test('restart says server_restart, closes 1000, and refuses for a while', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      server.fault('restart', { for: 60_000 });
      const { text } = await client.next(({ type }) => type === 'disconnect');
      assert.equal(text, '{"type":"disconnect","reason":"server_restart","reconnect":true}');
      assert.equal((await client.closed).code, 1000);
      await assert.rejects(new Client(server).opened, /503/);
      server.fault('restart', { for: 60 });
      await comesBack(server);
    }));

  test('stop takes the cable away until start, while HTTP goes on', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      server.fault('stop');
      assert.equal((await client.closed).code, 1006);
      await assert.rejects(new Client(server).opened, /503/);
      assert.equal((await fetch(`${server.url}/cable`)).status, 503);
      assert.equal((await fetch(`${server.url}/snapshots/health.json`)).status, 200);
      server.fault('start');
      await Client.welcomed(server);
    }));

  test('unauthorized sends everyone away, newcomers too, until heal', () =>
    withServer({}, async (server) => {
      const inside = await Client.welcomed(server);
      server.fault('unauthorized');
      for (const client of [inside, new Client(server)]) {
        const { text } = await client.next(() => true);
        assert.equal(text, '{"type":"disconnect","reason":"unauthorized","reconnect":false}');
        assert.equal((await client.closed).code, 1000);
      }
      server.fault('heal');
      await Client.welcomed(server);
    }));

  test('flood raises the rate and gives back the one before', () =>
    withServer({ rate: 'calm' }, async (server) => {
      const client = await Client.welcomed(server);
      await client.subscribe(identify('StockChannel'));
      server.fault('flood', { for: 60_000 });
      assert.equal(server.rate, 'flood');
      await eventually(() => client.frames.length > 150);
      server.fault('flood', { for: 10 });
      assert.equal(server.rate, 'flood');
      await eventually(() => server.rate === 'calm');
    }));
});

async function comesBack(server: DemoServer): Promise<void> {
  for (;;) {
    const came = await new Client(server).opened.then(
      () => true,
      () => false,
    );
    if (came) return;
  }
}

function pause(duration: number): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve('pause'), duration));
}
