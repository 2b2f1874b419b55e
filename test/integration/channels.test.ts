import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { take, toArray, firstValueFrom } from 'rxjs';
import type { Channel } from '../../src/channel/channel.js';
import { CablegramError } from '../../src/errors.js';
import { connectTo, when, withDemo } from '../support/demo.js';
import { ownTime } from '../support/own-time.js';
import { record } from '../support/record.js';

const isConfirmed = ({ subscription }: Channel['status']): boolean => subscription === 'confirmed';

/** Uses a channel and waits until it stands. */
async function confirmed(channel: Channel): Promise<unknown[]> {
  const { values } = record(channel.bodies$);
  await when(channel.status$, isConfirmed, 2_000);
  return values;
}

suite('channels of a real server', { concurrency: true }, () => {
  test('are subscribed to and heard', () =>
    withDemo({}, async (server, connect) => {
      const { connection } = connect();
      const channel = connection.channel('DemoChannel', { stream: 'a' });
      await confirmed(channel);
      const heard = when(channel.messages$, () => true, 2_000);
      server.broadcast({ channel: 'DemoChannel', stream: 'a' }, { metric: 'cpu', value: 42 });
      const message = await heard;
      assert.deepEqual([message.type, 'value' in message && message.value], ['datapoint', 42]);
      assert.deepEqual([connection.status.state, connection.status.transport], ['connected', 'cable']);
    }));

  test('R13: S1: two spellings of the same params are one subscription and one delivery', () =>
    withDemo({}, async (server, connect) => {
      const { connection } = connect();
      const one = await confirmed(connection.channel('DemoChannel', { stream: 'a', b: 1 }));
      const other = await confirmed(connection.channel('DemoChannel', { b: 1, stream: 'a' }));
      const last = when(connection.channel('DemoChannel', { stream: 'a', b: 1 }).bodies$, (body) => body === 'last', 2_000);
      server.broadcast('demo:a', 'first');
      server.broadcast('demo:a', 'last');
      await last;
      assert.deepEqual(
        [one, other],
        [
          ['first', 'last'],
          ['first', 'last'],
        ],
      );
    }));

  test('R16: S3: the state that a server sends before it confirms is delivered', () =>
    withDemo({}, async (_, connect) => {
      const { connection } = connect();
      const [first] = await confirmed(connection.channel('ServerHealthChannel', { metric: 'memory' }));
      assert.equal((first as { metric?: string }).metric, 'memory');
    }));

  test('R16: S6: bodies that are no objects arrive as they are, and keys of prototypes stay keys', () =>
    withDemo({}, async (server, connect) => {
      const { connection } = connect();
      const values = await confirmed(connection.channel('DemoChannel', { stream: 'a' }));
      const bodies = ['str', '', [1, 2], 7, 0, null, false];
      const all = firstValueFrom(connection.channel('DemoChannel', { stream: 'a' }).bodies$.pipe(take(bodies.length + 1), toArray()));
      for (const body of bodies) server.broadcast('demo:a', body);
      server.broadcast('demo:a', JSON.parse('{"__proto__":{"polluted":1}}'));
      await all;
      assert.deepEqual(values.slice(0, -1), bodies);
      assert.ok(Object.hasOwn(values.at(-1) as object, '__proto__'));
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    }));

  test('S5: an action that the server does not know, or that fails, ends nothing', () =>
    withDemo({}, async (_, connect) => {
      const { connection } = connect();
      const channel = connection.channel('DemoChannel', { stream: 'a' });
      await confirmed(channel);
      const answer = when(channel.bodies$, () => true, 2_000);
      for (const action of ['nope', 'boom']) await channel.perform(action);
      await channel.perform('ping_back', { n: 7 });
      assert.deepEqual(await answer, { pong: 7 });
      assert.equal(connection.status.state, 'connected');
    }));

  test('an action waits for the confirmation, and its answer is a message', () =>
    withDemo({}, async (_, connect) => {
      const channel = connect().connection.channel('DemoChannel', { stream: 'a' });
      const answer = when(channel.bodies$, () => true, 2_000);
      await channel.perform('ping_back', { n: 1 });
      assert.deepEqual(await answer, { pong: 1 });
    }));

  test('R17: a rejected channel is told so, asked for once, and ends no other', () =>
    withDemo({}, async (server, connect) => {
      const { connection } = connect();
      const rejected = connection.channel('RejectingChannel');
      record(rejected.messages$);
      await when(rejected.status$, ({ subscription }) => subscription === 'rejected', 2_000);
      const other = connection.channel('DemoChannel', { stream: 'a' });
      await confirmed(other);
      const heard = when(other.bodies$, () => true, 2_000);
      server.broadcast('demo:a', 1);
      assert.equal(await heard, 1);
      assert.deepEqual(connection.status.channels, { waiting: 0, confirmed: 1, unconfirmed: 0, rejected: 1, heard: 1, deaf: 0 });
      await assert.rejects(rejected.perform('x'), (error) => error instanceof CablegramError && error.code === 'subscription-rejected');
    }));

  test('R15: S4: an unknown and a raising channel are called unconfirmed within 10.5 s, while the link beats', () =>
    withDemo({}, async (_, connect) => {
      const { connection, dials } = connect();
      const silent = [connection.channel('NoSuchChannel'), connection.channel('RaisingChannel')];
      for (const { messages$ } of silent) record(messages$);
      await Promise.all(silent.map(({ status$ }) => when(status$, ({ subscription }) => subscription === 'unconfirmed', 10_700)));
      assert.deepEqual([connection.status.state, connection.status.channels.unconfirmed, dials()], ['connected', 2, 1]);
    }));

  test('R14: 1,000 remounts in one tick end with one subscription, heard once', () =>
    withDemo({ seed: 14 }, async (server, connect) => {
      const { connection } = connect();
      const channels = Array.from({ length: 20 }, (_, n) => connection.channel('DemoChannel', { stream: `r${n}` }));
      await when(connection.status$, ({ state }) => state === 'idle', 100);
      for (let mounts = 0; mounts < 50; mounts += 1) {
        for (const { messages$ } of channels) record(messages$).subscription.unsubscribe();
      }
      const heard = channels.map((channel) => record(channel.bodies$).values);
      await when(connection.status$, (status) => status.channels.confirmed === channels.length, 2_000);
      const marker = connection.channel('DemoChannel', { stream: 'marker' });
      await confirmed(marker);
      const marked = when(marker.bodies$, () => true, 2_000);
      channels.forEach((_, n) => server.broadcast(`demo:r${n}`, n));
      server.broadcast('demo:marker', 'all was sent before');
      await marked;
      assert.deepEqual(
        heard,
        channels.map((_, n) => [n]),
      );
    }));

  test('R14: S10: leaving and coming back around the linger ends neither deaf nor doubled', () =>
    withDemo({ seed: 10 }, async (server, connect) => {
      const { connection } = connect({ linger: 0 });
      connection.keepOpen();
      await when(connection.status$, ({ state }) => state === 'connected', 2_000);
      const rounds = await Promise.all(
        Array.from({ length: 60 }, async (_, n) => {
          const channel = connection.channel('DemoChannel', { stream: `s${n}` });
          record(channel.bodies$).subscription.unsubscribe();
          // A turn of the loop lets the linger of 0 ms end, so that the unsubscribe is under way when the next user comes.
          await new Promise((resolve) => setTimeout(resolve, n % 12));
          const { values } = record(channel.bodies$);
          await when(channel.status$, isConfirmed, 4_000);
          return { n, channel, values };
        }),
      );
      const marker = connection.channel('DemoChannel', { stream: 'marker' });
      await confirmed(marker);
      const marked = when(marker.bodies$, () => true, 2_000);
      for (const { n } of rounds) server.broadcast(`demo:s${n}`, n);
      server.broadcast('demo:marker', 'all was sent before');
      await marked;
      assert.deepEqual(
        rounds.map(({ values }) => values),
        rounds.map(({ n }) => [n]),
      );
    }));

  test('R28: S14: a frame of 10 MB is thrown away and counted, and the connection stays', () =>
    withDemo({}, async (server, connect) => {
      const { connection, dials } = connect();
      const channel = connection.channel('DemoChannel', { stream: 'a' });
      const values = await confirmed(channel);
      const after = when(channel.bodies$, (body) => body === 'after', 5_000);
      server.broadcast('demo:a', 'x'.repeat(10_000_000));
      server.broadcast('demo:a', 'after');
      await after;
      assert.deepEqual([values, connection.discarded['too-large'], dials()], [['after'], 1, 1]);
    }));

  test('S8: what comes late is delivered all the same, nothing lost and nothing doubled', () =>
    withDemo({ unordered: true, seed: 8 }, async (server, connect) => {
      const { connection } = connect();
      const channel = connection.channel('DemoChannel', { stream: 'a' });
      await confirmed(channel);
      const all = firstValueFrom(channel.bodies$.pipe(take(500), toArray()));
      for (let n = 0; n < 500; n += 1) server.broadcast('demo:a', n);
      const numbers = (await all) as number[];
      assert.notDeepEqual(
        numbers,
        [...numbers].sort((one, other) => one - other),
      );
      assert.equal(new Set(numbers).size, 500);
    }));

  test('R10: without the token it has failed with the reason at once, after one dial', () =>
    withDemo({ token: 'secret' }, async (server) => {
      const { connection, dials } = connectTo(server.url);
      const begun = ownTime();
      connection.keepOpen();
      const { reason } = await when(connection.status$, ({ state }) => state === 'failed', 1_000);
      assert.equal(reason, 'unauthorized');
      assert.ok(ownTime() - begun < 500);
      const more = when(connection.status$, ({ state }) => state !== 'failed', 4_000);
      await assert.rejects(more, /Timeout/);
      assert.equal(dials(), 1);
      connection.close();
    }));
});
