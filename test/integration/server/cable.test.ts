import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import { suite, test } from 'node:test';
import { Client, eventually, identify, withServer } from './client.js';

const DEMO = identify('DemoChannel', { stream: 'a' });

suite('the cable of the demo server', () => {
  test('welcomes by actioncable-v1-json within 100 ms', () =>
    withServer({}, async (server) => {
      const client = new Client(server);
      assert.equal(await client.opened, 'actioncable-v1-json');
      const { text } = await client.next(() => true, 100);
      assert.equal(text, '{"type":"welcome"}');
    }));

  test('beats for all clients at once, in whole unix seconds', () =>
    withServer({ beatEvery: 20 }, async (server) => {
      const clients = await Promise.all([Client.welcomed(server), Client.welcomed(server)]);
      for (const client of clients) {
        const { text, json } = await client.next(({ type }) => type === 'ping');
        assert.equal(text, `{"type":"ping","message":${String(json['message'])}}`);
        assert.ok(Math.abs(Number(json['message']) - Date.now() / 1000) < 2);
      }
    }));

  test('beats for nobody before the welcome', () =>
    withServer({ beatEvery: 1 }, async (server) => {
      const clients = Array.from({ length: 30 }, () => new Client(server));
      const first = await Promise.all(clients.map((client) => client.next(() => true)));
      assert.deepEqual(new Set(first.map(({ text }) => text)), new Set(['{"type":"welcome"}']));
    }));

  test('S1: an identifier is echoed byte for byte, and another spelling is another subscription', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      const spellings = [DEMO, '{"stream":"a","channel":"DemoChannel"}', '{ "channel" : "DemoChannel" , "stream" : "a" }'];
      for (const identifier of spellings) {
        client.command('subscribe', identifier);
        const { text } = await client.confirmed(identifier);
        assert.equal(text, `{"identifier":${JSON.stringify(identifier)},"type":"confirm_subscription"}`);
      }
      server.broadcast({ channel: 'DemoChannel', stream: 'a' }, 1);
      for (const identifier of spellings) {
        assert.equal((await client.message(identifier)).text, `{"identifier":${JSON.stringify(identifier)},"message":1}`);
      }
    }));

  test('S2: a second subscribe with the same identifier is not answered and doubles nothing', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      await client.subscribe(DEMO);
      client.command('subscribe', DEMO);
      await client.settled();
      server.broadcast('demo:a', 'once');
      await client.message(DEMO);
      await client.settled();
      assert.deepEqual(client.frames, []);
    }));

  test('S3: the state that a channel sends on subscribe comes before the confirmation', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      const identifier = identify('ServerHealthChannel', { metric: 'memory' });
      client.command('subscribe', identifier);
      const first = await client.next((frame) => frame.identifier === identifier);
      assert.equal(first.type, undefined);
      const { type, metric, value, timestamp, seq } = first.message as Record<string, unknown>;
      assert.deepEqual([type, metric, typeof value, typeof timestamp, typeof seq], ['datapoint', 'memory', 'number', 'string', 'number']);
      await client.confirmed(identifier);
    }));

  test('S4: an unknown channel, a raising channel and an identifier that names none get silence, and the beat goes on', () =>
    withServer({ beatEvery: 20 }, async (server) => {
      const client = await Client.welcomed(server);
      const silent = [identify('NoSuchChannel'), identify('RaisingChannel'), '"DemoChannel"', 'not json', '{}'];
      for (const identifier of silent) client.command('subscribe', identifier);
      await client.settled();
      await client.next(({ type }) => type === 'ping');
      assert.deepEqual(
        client.frames.filter(({ type }) => type !== 'ping'),
        [],
      );
    }));

  test('S5: unknown and raising actions, junk, and messages to the unsubscribed get no answer and end nothing', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      await client.subscribe(DEMO);
      client.command('message', DEMO, { action: 'nope' });
      client.command('message', DEMO, { action: 'boom' });
      client.command('message', identify('DemoChannel', { stream: 'never' }), { action: 'ping_back', n: 1 });
      for (const junk of [
        'not json',
        'null',
        '[]',
        '{"command":"frobnicate","identifier":"x"}',
        '{"command":"subscribe","identifier":7}',
      ]) {
        client.send(junk);
      }
      client.socket.send(Buffer.from([0, 255, 1]));
      await client.settled();
      assert.deepEqual(client.frames, []);
      assert.equal(client.socket.readyState, client.socket.OPEN);
    }));

  test('S6: a broadcast may be any JSON, and keys of prototypes pass through untouched', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      await client.subscribe(DEMO);
      const bodies = ['"str"', '[1,2]', '7', 'null', 'false', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"x":1}}}'];
      for (const body of bodies) server.broadcast('demo:a', JSON.parse(body));
      for (const body of bodies) {
        assert.equal((await client.message(DEMO)).text, `{"identifier":${JSON.stringify(DEMO)},"message":${body}}`);
      }
    }));

  test('S7: <, >, & and the two line separators leave as escapes', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      await client.subscribe(DEMO);
      server.broadcast('demo:a', '</script> & \u2028\u2029');
      assert.ok((await client.message(DEMO)).text.endsWith('"\\u003c/script\\u003e \\u0026 \\u2028\\u2029"}'));
    }));

  test('S8: with `unordered` some of 1000 broadcasts come late, none is lost, and every client has an order of its own', () =>
    withServer({ unordered: true, seed: 8 }, async (server) => {
      const clients = await Promise.all([Client.welcomed(server), Client.welcomed(server)]);
      await Promise.all(clients.map((client) => client.subscribe(DEMO)));
      const all = Array.from({ length: 1000 }, (_, n) => n);
      for (let n = 0; n < 1000; n += 1) {
        server.broadcast('demo:a', n);
        if (n % 5 === 4) await new Promise((resolve) => setTimeout(resolve, 2));
      }
      const orders: number[][] = [];
      for (const client of clients) {
        const order: number[] = [];
        while (order.length < 1000) order.push(Number((await client.message(DEMO)).message));
        const late = order.filter((n, place) => order.slice(0, place).some((earlier) => earlier > n)).length;
        assert.ok(late > 10 && late < 150, `${late} late`);
        assert.deepEqual(
          [...order].sort((one, other) => one - other),
          all,
        );
        orders.push(order);
      }
      assert.notDeepEqual(orders[0], orders[1]);
    }));

  test('S8: without `unordered` the order is kept', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      await client.subscribe(DEMO);
      for (let n = 0; n < 500; n += 1) server.broadcast('demo:a', n);
      for (let n = 0; n < 500; n += 1) assert.equal((await client.message(DEMO)).message, n);
    }));

  test('S9: actions run side by side, a full pool makes the next one wait, and pings are not delayed by it', () =>
    withServer({ workers: 2, beatEvery: 20 }, async (server) => {
      const client = await Client.welcomed(server);
      await client.subscribe(DEMO);
      client.frames.length = 0;
      client.command('message', DEMO, { action: 'slow', s: 0.8, n: 'slower' });
      client.command('message', DEMO, { action: 'slow', s: 0.2, n: 'slow' });
      // By then both are under way.
      await eventually(() => client.frames.length >= 3);
      client.command('message', DEMO, { action: 'ping_back', n: 'after' });
      await eventually(() => client.frames.filter(({ type }) => type === undefined).length === 3);
      assert.equal(client.frames[0]?.type, 'ping');
      const bodies = client.frames.filter(({ type }) => type === undefined).map(({ message }) => message);
      assert.deepEqual(bodies, [{ slow_done: 'slow' }, { pong: 'after' }, { slow_done: 'slower' }]);
    }));

  test('S12: without a subprotocol frames come; only unknown ones are answered 101 without one', () =>
    withServer({}, async (server) => {
      const bare = await Client.welcomed(server, { protocols: [] });
      assert.equal(bare.socket.protocol, '');
      const unknown = new Client(server, { protocols: ['actioncable-unsupported'] });
      await assert.rejects(unknown.opened, /Server sent no subprotocol/);
    }));

  test('S13: commands sent before the welcome are done', () =>
    withServer({}, async (server) => {
      const client = new Client(server);
      client.socket.once('open', () => client.command('subscribe', DEMO));
      await client.confirmed(DEMO);
      assert.equal(client.frames[0]?.type, 'welcome');
    }));

  test('S14: a body and a command of 1 MB pass', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      await client.subscribe(DEMO);
      const big = 'x'.repeat(1_000_000);
      server.broadcast('demo:a', big);
      assert.equal((await client.message(DEMO)).message, big);
      client.command('message', DEMO, { action: 'ping_back', n: big });
      assert.deepEqual((await client.message(DEMO)).message, { pong: big });
    }));

  test('S15: a foreign Origin is answered 404 over plain HTTP, the own host and the listed ones come in', () =>
    withServer({ allowedOrigins: ['https://shop.example'] }, async (server) => {
      for (const origin of [
        'https://evil.example',
        'null',
        `${server.url}.evil.example`,
        'https://shop.example.evil',
        'http://shop.example',
      ]) {
        await assert.rejects(new Client(server, { origin }).opened, /404/, origin);
      }
      await Client.welcomed(server, { origin: server.url });
      await Client.welcomed(server, { origin: 'https://shop.example' });
    }));

  test('S15: without an Origin the door is open to Node, and shut where `allowMissingOrigin` is false', async () => {
    await withServer({}, async (server) => void (await Client.welcomed(server)));
    await withServer({ allowMissingOrigin: false }, (server) => assert.rejects(new Client(server).opened, /404/));
  });

  test('a plain GET of the cable is 404 with "Page not found"', () =>
    withServer({}, async (server) => {
      const response = await fetch(`${server.url}/cable`);
      assert.equal(response.status, 404);
      assert.equal(await response.text(), 'Page not found');
    }));

  test('a request for an address that is none ends nothing', () =>
    withServer({}, async (server) => {
      for (const address of ['//', '*', 'x:y']) {
        const socket = connect(server.port, '127.0.0.1');
        socket.write(`GET ${address} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
        await once(socket.resume(), 'close');
      }
      await Client.welcomed(server);
    }));

  test('an upgrade elsewhere is refused', () =>
    withServer({}, async (server) => {
      const headers = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'a'.repeat(22) + '==',
      };
      const status = await new Promise((resolve, reject) => {
        get(`${server.url}/elsewhere`, { headers }, (response) => resolve(response.resume().statusCode)).on('error', reject);
      });
      assert.equal(status, 404);
    }));

  test('a rejecting channel answers reject_subscription, each time anew', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      const identifier = identify('RejectingChannel');
      for (let round = 0; round < 2; round += 1) {
        client.command('subscribe', identifier);
        const { text } = await client.next(({ type }) => type === 'reject_subscription');
        assert.equal(text, `{"identifier":${JSON.stringify(identifier)},"type":"reject_subscription"}`);
      }
    }));

  test('an unsubscribe is not answered, and nothing comes after it', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      await client.subscribe(DEMO);
      client.command('unsubscribe', DEMO);
      await client.settled();
      server.broadcast('demo:a', 1);
      await client.settled();
      assert.deepEqual(client.frames, []);
    }));

  test('without the token a client is told unauthorized, without a welcome; as query or subprotocol it lets in', () =>
    withServer({ token: 'secret' }, async (server) => {
      for (const options of [{}, { query: '?token=wrong' }]) {
        const client = new Client(server, options);
        const { text } = await client.next(() => true);
        assert.equal(text, '{"type":"disconnect","reason":"unauthorized","reconnect":false}');
        assert.equal((await client.closed).code, 1000);
        assert.deepEqual(client.frames, []);
      }
      await Client.welcomed(server, { query: '?token=secret' });
      await Client.welcomed(server, { protocols: ['actioncable-v1-json', 'actioncable-token.secret'] });
    }));
});
