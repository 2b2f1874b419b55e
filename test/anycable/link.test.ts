import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { suite, test } from 'node:test';
import { WebSocket } from 'ws';
import type { Status } from '../../src/status.js';
import { createRandom, pick } from '../../examples/server/random.js';
import { when } from '../support/demo.js';
import { ownTime } from '../support/own-time.js';
import { record } from '../support/record.js';
import { range } from './harness/source.js';
import { withAnyCable } from './harness/with-server.js';

const STREAM = 'numbers';
const SECRET = 'secret';

/** A token as AnyCable reads it, which expires in so many seconds. */
function tokenFor(user: string, expiresIn = 60, secret = SECRET): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { ext: JSON.stringify({ user }), exp: Math.floor(Date.now() / 1_000) + expiresIn };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

// The rows of A15 that are elsewhere: `too_slow` is A16 (limits.test.ts), `no_pong` A21 and A23 (presence.test.ts), a token in another place
// A15 here. A command of more than 64 kB is refused by cablegram itself (A13). `idle_timeout` cannot be had: this server does not know the
// option ("flag provided but not defined").
suite('AnyCable: how links end', () => {
  test('A13 10,000 random calls of the public API: the server still reads, and the socket stays', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const follower = follow(STREAM);
      await follower.live();
      const random = createRandom(13);
      const cyclic: Record<string, unknown> = {};
      cyclic.self = cyclic;
      const values: readonly [unknown, ...unknown[]] = [
        undefined,
        NaN,
        -0,
        1e308,
        9_007_199_254_740_993n,
        cyclic,
        '\ud800',
        '\u0000',
        'x'.repeat(70_000),
        {},
        [],
        [[undefined]],
        null,
        true,
        '',
        { toJSON: () => ({ command: 'nope' }) },
        Symbol('s'),
        () => 1,
      ];
      let refused = 0;
      const performed: Promise<void>[] = [];
      for (let count = 0; count < 10_000; count += 1) {
        const value = pick(random, values);
        const name = pick(random, ['a', '', '\udfff', 'x'.repeat(10)]);
        try {
          if (random() < 0.5) performed.push(follower.channel.perform(name, { [name]: value }).catch(() => void (refused += 1)));
          else {
            const params = { stream_name: name, value } as never;
            follower.connection
              .channel('$pubsub', params)
              .messages$.subscribe({ error: () => undefined })
              .unsubscribe();
          }
        } catch {
          refused += 1;
        }
      }
      await Promise.all(performed);
      assert.ok(refused > 0);
      const pong = follower.frame(({ type }) => type === 'pong');
      follower.socket?.send('{"command":"ping"}' as never);
      await pong;
      await server.broadcast(STREAM, { n: 1 });
      await follower.number(1);
      assert.equal(follower.dials, 1);
    }));

  test('A14 a server that reads nothing more: a new link within 12 s, and one only', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const follower = follow(STREAM);
      await follower.live();
      await server.broadcast(STREAM, { n: 1 });
      await follower.number(1);
      follower.socket?.send('"nope"' as never);
      const begun = ownTime();
      const other = follower.connection.channel('$pubsub', { stream_name: 'other' });
      record(other.messages$);
      await when(other.status$, ({ subscription }) => subscription === 'confirmed', 20_000);
      const took = ownTime() - begun;
      assert.ok(took <= 12_000, `${took} ms`);
      await server.broadcast(STREAM, { n: 2 });
      await follower.number(2);
      assert.deepEqual([follower.dials, follower.numbers, follower.gaps.length], [2, [1, 2], 0]);
    }));

  test('A15 a good token connects, as a subprotocol and as `jid`', () =>
    withAnyCable({ jwt_secret: SECRET, enforce_jwt: true, noauth: 'false' }, async ({ follow }) => {
      for (const transport of [{}, { tokenIn: { query: 'jid' } }]) {
        let asked = 0;
        const getToken = (): Promise<string> => {
          asked += 1;
          return Promise.resolve(tokenFor('ann'));
        };
        const follower = follow(STREAM, { transport, connection: { getToken } });
        await follower.live();
        assert.deepEqual([asked, follower.dials], [1, 1]);
      }
    }));

  for (const [what, token, reason] of [
    ['a wrong token', (): string => tokenFor('ann', 60, 'other'), 'unauthorized'],
    ['a token that is always expired', (): string => tokenFor('ann', -60), 'token_expired'],
  ] as const)
    test(`A15 ${what}: one more token, one more dial, then failed`, () =>
      withAnyCable({ jwt_secret: SECRET, enforce_jwt: true, noauth: 'false' }, async ({ follow }) => {
        let asked = 0;
        const getToken = (): Promise<string> => {
          asked += 1;
          return Promise.resolve(token());
        };
        const follower = follow(STREAM, { connection: { getToken } });
        const status = await failed(follower.connection.status$);
        assert.deepEqual([status.reason, asked, follower.dials], [reason, 2, 2]);
      }));

  test('A15 an expired token, then a good one: one more token, one more dial, connected', () =>
    withAnyCable({ jwt_secret: SECRET, enforce_jwt: true, noauth: 'false' }, async ({ follow }) => {
      const tokens = [tokenFor('ann', -60), tokenFor('ann')];
      const follower = follow(STREAM, { connection: { getToken: () => Promise.resolve(tokens.shift()) } });
      await follower.live();
      assert.deepEqual([tokens.length, follower.dials], [0, 2]);
    }));

  test('A15 no token: failed at once', () =>
    withAnyCable({ jwt_secret: SECRET, enforce_jwt: true, noauth: 'false' }, async ({ follow }) => {
      const follower = follow(STREAM);
      const { reason } = await failed(follower.connection.status$);
      assert.deepEqual([reason, follower.dials], ['unauthorized', 1]);
    }));

  for (const reconnect of [true, false])
    test(`A15 a remote disconnect with reconnect: ${String(reconnect)}`, () =>
      withAnyCable({ jwt_secret: SECRET, enforce_jwt: true, noauth: 'false' }, async ({ server, follow }) => {
        const follower = follow(STREAM, { connection: { getToken: () => Promise.resolve(tokenFor('ann')) } });
        await follower.live();
        const begun = ownTime();
        const told = when(follower.connection.status$, ({ state }) => state !== 'connected', 5_000);
        await server.post({ command: 'disconnect', payload: { identifier: JSON.stringify({ user: 'ann' }), reconnect } });
        const { reason } = await told;
        assert.ok(ownTime() - begun <= 1_000);
        assert.equal(reason, 'remote');
        if (reconnect) await follower.live();
        else await failed(follower.connection.status$);
        assert.equal(follower.dials, reconnect ? 2 : 1);
      }));

  test('A15 SIGTERM is a server restart, and the link comes back by itself', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const follower = follow(STREAM, { connection: { retry: () => 100 } });
      await follower.live();
      const told = when(follower.connection.status$, ({ reason }) => reason !== undefined, 5_000);
      await server.stop('SIGTERM');
      assert.equal((await told).reason, 'server_restart');
      await server.start();
      await follower.live();
    }));

  test('A15 a crash is a lost link, and the link comes back by itself', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const follower = follow(STREAM, { connection: { retry: () => 100 } });
      await follower.live();
      const told = when(follower.connection.status$, ({ reason }) => reason !== undefined, 5_000);
      await server.stop('SIGKILL');
      assert.equal((await told).reason, 'closed');
      await server.start();
      await follower.live();
    }));

  test('A15 no application behind the server (closed with 1011 at once): tried again, with growing waits, never failed', () =>
    withAnyCable(
      { norpc: 'false', noauth: 'false', public_streams: 'false', rpc_host: 'http://127.0.0.1:9/_anycable' },
      async ({ follow }) => {
        const follower = follow(STREAM);
        const { values } = record(follower.connection.status$);
        await when(follower.connection.status$, ({ attempt }) => attempt >= 3, 30_000);
        assert.ok(values.every(({ state }: Status) => state !== 'failed'));
        const reasons = new Set(values.flatMap(({ reason }) => (reason === undefined ? [] : [reason])));
        assert.deepEqual([...reasons], ['refused']);
      },
    ));

  test('A15 a foreign origin (403): reported as refused, tried again with growing waits, never failed', () =>
    withAnyCable({ allowed_origins: 'shop.example' }, async ({ follow }) => {
      class Foreign extends WebSocket {
        constructor(address: string, protocols: string[]) {
          super(address, protocols, { origin: 'https://foreign.example' });
        }
      }
      const follower = follow(STREAM, { transport: { WebSocket: Foreign } });
      const { values } = record(follower.connection.status$);
      await when(follower.connection.status$, ({ attempt }) => attempt >= 3, 30_000);
      assert.ok(values.every(({ state }: Status) => state !== 'failed'));
      const reasons = new Set(values.flatMap(({ reason }) => (reason === undefined ? [] : [reason])));
      assert.deepEqual([...reasons], ['refused']);
    }));

  test('A15 a server with pong_timeout never ends the link with no_pong, since it does not ask this protocol for pongs', () =>
    withAnyCable({ ping_interval: 1, pong_timeout: 1 }, async ({ server, follow }) => {
      const follower = follow(STREAM);
      await follower.live();
      for (let pings = 0; pings < 5; pings += 1) await follower.frame(({ type }) => type === 'ping');
      await server.broadcast(STREAM, { n: 1 });
      await follower.number(1);
      assert.equal(follower.dials, 1);
    }));

  test('A20 1,000 subscriptions and their ends in one tick: delivered once, not deaf', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const follower = follow('base');
      await follower.live();
      const channel = follower.connection.channel<{ n: number }>('$pubsub', { stream_name: STREAM });
      for (let count = 0; count < 1_000; count += 1) channel.messages$.subscribe().unsubscribe();
      const { values } = record(channel.messages$);
      await when(channel.status$, ({ subscription }) => subscription === 'confirmed', 5_000);
      for (const n of range(1, 3)) await server.broadcast(STREAM, { n });
      await when(channel.messages$, (message) => 'body' in message && message.body.n === 3, 5_000);
      assert.deepEqual(
        values.map((message) => ('body' in message ? message.body.n : message.type)),
        [1, 2, 3],
      );
    }));
});

function failed(status$: Parameters<typeof when<Status>>[0]): Promise<Status> {
  return when(status$, ({ state }) => state === 'failed', 10_000);
}
