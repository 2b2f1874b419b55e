import { once } from 'node:events';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import type { DemoServer } from '../../examples/server/server.js';
import type { FaultName } from '../../examples/server/faults.js';
import type { Channel } from '../../src/channel/channel.js';
import type { ConnectionOptions } from '../../src/options.js';
import { type Client, when, withDemo } from '../support/demo.js';
import { ownTime } from '../support/own-time.js';
import { record } from '../support/record.js';
import { eventually } from './server/client.js';

const RUNS = 16;

const isLive = ({ state, subscription }: Channel['status']): boolean => state === 'connected' && subscription === 'confirmed';

interface Follower extends Client {
  readonly channel: Channel;
  readonly messages: readonly { readonly type: string }[];
}

/** Makes so many clients that follow one channel each, and waits until all are live. */
function follow(connect: (options?: ConnectionOptions) => Client, count: number): Promise<readonly Follower[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      // Chance is spread evenly over the clients. Drawn by each, the median of so few waits is above its limit once in a hundred runs.
      const client = connect({ environment: { random: () => (index + 0.5) / count } });
      const channel = client.connection.channel('DemoChannel', { stream: 'a' });
      const { values } = record(channel.messages$);
      await when(channel.status$, isLive, 5_000);
      return { ...client, channel, messages: values };
    }),
  );
}

/** Waits until each is told of a loss, and tells how long that took since `begun`, both in the time of this process. */
function toldAfter(followers: readonly Follower[], begun: number, within: number): Promise<readonly number[]> {
  return Promise.all(
    followers.map(async ({ connection }) => {
      await when(connection.status$, ({ state }) => state !== 'connected', within);
      return ownTime() - begun;
    }),
  );
}

/** Waits until each is live, and tells how long that took since `begun`, both in the time of this process. */
function liveAfter(followers: readonly Follower[], begun: number, within: number): Promise<readonly number[]> {
  return Promise.all(
    followers.map(async ({ channel }) => {
      await when(channel.status$, isLive, within);
      return ownTime() - begun;
    }),
  );
}

/**
 * Opens bare sockets beside the clients, and tells when the last of them hears of a loss.
 *
 * Server, clients and other tests share this process: before a bare socket hears of it, nobody in it can.
 */
async function watchBare(server: DemoServer): Promise<() => Promise<number>> {
  const sockets = Array.from({ length: 4 }, () => new WebSocket(`${server.url.replace(/^http/, 'ws')}/cable`, ['actioncable-v1-json']));
  const lost = sockets.map(async (socket) => {
    // A reset is an error before it is a close.
    socket.on('error', () => undefined);
    await once(socket, 'message');
    return new Promise<number>((resolve) => {
      const hear = (): void => resolve(ownTime());
      socket.once('close', hear);
      socket.on('message', (frame) => {
        if (String(frame).includes('"disconnect"')) hear();
      });
    });
  });
  await Promise.all(sockets.map((socket) => once(socket, 'message')));
  return async () => Math.max(...(await Promise.all(lost)));
}

/** Breaks the links, and tells when each client was told (in ms after a bare socket was) and was live again (in ms after the fault). */
async function breakAndMeasure(server: DemoServer, followers: readonly Follower[], fault: FaultName) {
  const lostAt = await watchBare(server);
  const begun = ownTime();
  server.fault(fault);
  const [heardAt, told] = await Promise.all([lostAt(), toldAfter(followers, 0, 5_000)]);
  return { told: told.map((at) => at - heardAt), live: await liveAfter(followers, begun, 8_000) };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

function figures(values: readonly number[]): string {
  return `${Math.round(median(values))} (median), ${Math.round(Math.max(...values))} (most) ms`;
}

suite('a connection to a real server', { concurrency: true }, () => {
  for (const [what, fault] of [
    ['RST', 'drop'],
    ['a close frame', 'close'],
    ['a bare close 1000', 'remote'],
  ] as const) {
    test(`R1: R3: after ${what} ${RUNS} of ${RUNS} are told within 100 ms and live within 3.5 s, without a dial too many`, (t) =>
      withDemo({}, async (server, connect) => {
        const followers = await follow(connect, RUNS);
        const { told, live } = await breakAndMeasure(server, followers, fault);
        t.diagnostic(`told ${figures(told)}; live ${figures(live)}`);
        assert.ok(Math.max(...told) <= 100, `told ${told.map(Math.round).join(' ')} ms after a bare socket`);
        assert.ok(Math.max(...live) <= 3_500, `live after ${live.map(Math.round).join(' ')} ms`);
        assert.ok(median(live) <= 2_400, `live after ${live.map(Math.round).join(' ')} ms`);
        assert.ok(followers.every(({ dials }) => dials() === 2));
        // The bare sockets may end a moment later.
        await eventually(() => server.connections === RUNS);
      }));
  }

  test('tells as a gap what was missed, with its bounds, and goes on', () =>
    withDemo({}, async (server, connect) => {
      const [follower] = await follow(connect, 1);
      assert.ok(follower);
      server.broadcast('demo:a', 'before');
      await when(follower.channel.status$, ({ heard }) => heard, 1_000);
      server.fault('drop');
      const lostAt = Date.now();
      await toldAfter([follower], ownTime(), 1_000);
      // Read only now: a beat may have been on its way when the link broke.
      const since = follower.connection.lastHeardAt;
      server.broadcast('demo:a', 'missed');
      const gap = when(follower.channel.messages$, ({ type }) => type === 'gap', 5_000);
      const gapMessage = await gap;
      const liveAt = Date.now();
      const after = when(follower.channel.bodies$, (body) => body === 'after', 2_000);
      server.broadcast('demo:a', 'after');
      await after;
      assert.ok(gapMessage.type === 'gap');
      assert.ok(Math.abs(gapMessage.since - Number(since)) <= 5, `${gapMessage.since - Number(since)} ms from the last word`);
      assert.ok(gapMessage.since <= lostAt && gapMessage.until >= lostAt && gapMessage.until <= liveAt);
      assert.deepEqual(
        follower.messages.map(({ type }) => type),
        ['value', 'gap', 'value'],
      );
    }));

  test(`R5: after 6 s of outage ${RUNS} clients are back in 5 s at the median and in 10 s at the most`, (t) =>
    withDemo({}, async (server, connect) => {
      const followers = await follow(connect, RUNS);
      const begun = performance.now();
      server.fault('stop', { for: 6_000 });
      await toldAfter(followers, ownTime(), 1_000);
      await new Promise((resolve) => setTimeout(resolve, begun + 6_000 - performance.now()));
      const live = await liveAfter(followers, ownTime(), 12_000);
      t.diagnostic(`live ${figures(live)}`);
      assert.ok(Math.max(...live) <= 10_000, `live after ${live.map(Math.round).join(' ')} ms`);
      assert.ok(median(live) <= 5_000, `live after ${live.map(Math.round).join(' ')} ms`);
    }));

  test('R1: R11: a first dial that is refused is told within 1 s', () =>
    withDemo({}, async (server, connect) => {
      server.fault('stop');
      const { connection } = connect();
      connection.keepOpen();
      const { reason, attempt } = await when(connection.status$, ({ state }) => state === 'reconnecting', 1_000);
      assert.deepEqual([reason, attempt], ['refused', 1]);
    }));

  test('R2: a half-open link is told within 7 s of the last byte, and is live again once the server thaws', (t) =>
    withDemo({}, async (server, connect) => {
      const followers = await follow(connect, 4);
      const told = followers.map(async ({ connection, socket }) => {
        let heardAt = ownTime();
        socket()?.on('message', () => (heardAt = ownTime()));
        await when(connection.status$, ({ reason }) => reason === 'silent', 10_500);
        return { own: ownTime() - heardAt, real: Date.now() - Number(connection.lastHeardAt) };
      });
      server.fault('freeze');
      const after = await Promise.all(told);
      const [own, real] = [after.map((each) => each.own), after.map((each) => each.real)];
      t.diagnostic(`told ${figures(real)} after the last byte`);
      assert.ok(
        Math.min(...real) >= 6_000 && Math.max(...own) <= 7_000,
        `${real.join(' ')}, of which count ${own.map(Math.round).join(' ')}`,
      );
      server.fault('thaw');
      await liveAfter(followers, ownTime(), 8_000);
    }));

  test('R6: R10: a server that restarts says so, and is dialled again after 1 to 6 s', (t) =>
    withDemo({}, async (server, connect) => {
      const followers = await follow(connect, RUNS);
      const lostAt = await watchBare(server);
      const begun = performance.now();
      const told = followers.map(async ({ connection }) => {
        const { reason, retryAt, since } = await when(connection.status$, (status) => status.retryAt !== undefined, 5_000);
        return { at: ownTime(), reason, wait: Number(retryAt) - since };
      });
      server.fault('restart', { for: 500 });
      const [heardAt, words] = await Promise.all([lostAt(), Promise.all(told)]);
      assert.ok(words.every(({ at, reason }) => reason === 'server_restart' && at - heardAt <= 200));
      const live = await Promise.all(
        followers.map(async ({ channel }) => {
          await when(channel.status$, isLive, 12_000);
          return performance.now() - begun;
        }),
      );
      t.diagnostic(`live ${figures(live)}`);
      // How long the dial itself takes is for others to say; a wait is told to a whole ms.
      const waits = words.map(({ wait }) => wait);
      assert.ok(Math.min(...waits) >= 1_000 - 1 && Math.max(...waits) <= 6_000 + 1, waits.join(' '));
      assert.ok(Math.min(...live) >= 1_000, live.map(Math.round).join(' '));
    }));

  test('R7: messages that flow while pings stall keep the link up', () =>
    withDemo({ beatEvery: 60_000 }, async (server, connect) => {
      const [follower] = await follow(connect, 1);
      assert.ok(follower);
      const flow = setInterval(() => server.broadcast('demo:a', 1), 2_000);
      const lost = when(follower.connection.status$, ({ state }) => state !== 'connected', 9_000);
      await assert.rejects(lost, /Timeout/);
      clearInterval(flow);
      assert.equal(follower.dials(), 1);
    }));
});
