import { monitorEventLoopDelay } from 'node:perf_hooks';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { DemoServer } from '../../examples/server/server.js';
import type { FaultName } from '../../examples/server/faults.js';
import type { Channel } from '../../src/channel.js';
import type { ConnectionOptions } from '../../src/options.js';
import { type Client, when, withDemo } from '../support/demo.js';
import { record } from '../support/record.js';

const RUNS = 16;

const isLive = ({ state, subscription }: Channel['status']): boolean => state === 'connected' && subscription === 'confirmed';

interface Follower extends Client {
  readonly channel: Channel;
  readonly messages: readonly { readonly type: string }[];
}

/** Makes so many clients that follow one channel each, and waits until all are live. */
function follow(connect: (options?: ConnectionOptions) => Client, count: number): Promise<readonly Follower[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const client = connect();
      const channel = client.connection.channel('DemoChannel', { stream: 'a' });
      const { values } = record(channel.messages$);
      await when(channel.status$, isLive, 5_000);
      return { ...client, channel, messages: values };
    }),
  );
}

/** Waits until each is told of a loss, and tells how long that took since `begun`. */
function toldAfter(followers: readonly Follower[], begun: number, within: number): Promise<readonly number[]> {
  return Promise.all(
    followers.map(async ({ connection }) => {
      await when(connection.status$, ({ state }) => state !== 'connected', within);
      return performance.now() - begun;
    }),
  );
}

/** Waits until each is live, and tells how long that took since `begun`. */
function liveAfter(followers: readonly Follower[], begun: number, within: number): Promise<readonly number[]> {
  return Promise.all(
    followers.map(async ({ channel }) => {
      await when(channel.status$, isLive, within);
      return performance.now() - begun;
    }),
  );
}

async function breakAndMeasure(server: DemoServer, followers: readonly Follower[], fault: FaultName) {
  // Server and clients share this process: while it is held up by others, nobody can tell anything.
  const heldUp = monitorEventLoopDelay({ resolution: 5 });
  heldUp.enable();
  const begun = performance.now();
  server.fault(fault);
  const told = await toldAfter(followers, begun, 2_000);
  heldUp.disable();
  return { told, heldUp: heldUp.max / 1e6, live: await liveAfter(followers, begun, 8_000) };
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
        const { told, heldUp, live } = await breakAndMeasure(server, followers, fault);
        t.diagnostic(`told ${figures(told)}; live ${figures(live)}`);
        assert.ok(Math.max(...told) <= 100 + heldUp, `told after ${told.map(Math.round).join(' ')} ms, held up ${heldUp} ms`);
        assert.ok(Math.max(...live) <= 3_500, `live after ${live.map(Math.round).join(' ')} ms`);
        assert.ok(median(live) <= 2_400, `live after ${live.map(Math.round).join(' ')} ms`);
        assert.ok(followers.every(({ dials }) => dials() === 2));
        assert.equal(server.connections, RUNS);
      }));
  }

  test('tells as a gap what was missed, with its bounds, and goes on', () =>
    withDemo({}, async (server, connect) => {
      const [follower] = await follow(connect, 1);
      assert.ok(follower);
      server.broadcast('demo:a', 'before');
      await when(follower.channel.status$, ({ heard }) => heard, 1_000);
      const since = follower.connection.lastHeardAt;
      server.fault('drop');
      const lostAt = Date.now();
      await toldAfter([follower], performance.now(), 1_000);
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
      await toldAfter(followers, begun, 1_000);
      const live = await liveAfter(followers, begun + 6_000, 18_000);
      t.diagnostic(`live ${figures(live)}`);
      assert.ok(Math.max(...live) <= 10_000, `live after ${live.map(Math.round).join(' ')} ms`);
      assert.ok(median(live) <= 5_000, `live after ${live.map(Math.round).join(' ')} ms`);
    }));

  test('R1: R11: a first dial that is refused is told within 1 s', () =>
    withDemo({}, async (server, connect) => {
      server.fault('stop');
      const { connection } = connect();
      connection.open();
      const { reason, attempt } = await when(connection.status$, ({ state }) => state === 'reconnecting', 1_000);
      assert.deepEqual([reason, attempt], ['refused', 1]);
    }));

  test('R2: a half-open link is told within 7 s of the last byte, and is live again once the server thaws', (t) =>
    withDemo({}, async (server, connect) => {
      const followers = await follow(connect, 4);
      server.fault('freeze');
      const told = await Promise.all(
        followers.map(async ({ connection }) => {
          await when(connection.status$, ({ reason }) => reason === 'silent', 10_500);
          return Date.now() - Number(connection.lastHeardAt);
        }),
      );
      t.diagnostic(`told ${figures(told)} after the last byte`);
      assert.ok(Math.min(...told) >= 6_000 && Math.max(...told) <= 7_000, told.join(' '));
      server.fault('thaw');
      await liveAfter(followers, performance.now(), 8_000);
    }));

  test('R6: R10: a server that restarts says so, and is dialled again after 1 to 6 s', (t) =>
    withDemo({}, async (server, connect) => {
      const followers = await follow(connect, RUNS);
      const begun = performance.now();
      server.fault('restart', { for: 500 });
      await Promise.all(followers.map(({ connection }) => when(connection.status$, ({ reason }) => reason === 'server_restart', 200)));
      const live = await liveAfter(followers, begun, 8_000);
      t.diagnostic(`live ${figures(live)}`);
      assert.ok(Math.min(...live) >= 1_000 && Math.max(...live) <= 6_500, live.map(Math.round).join(' '));
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
