import assert from 'node:assert/strict';
import { eventually } from '../../integration/server/client.js';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy.js';
import { ownTime } from '../../support/own-time.js';
import { median, sleep, type Case, type Context } from '../harness/case.js';
import type { Follower, Probe } from '../harness/probe.js';
import { live, range } from './core-cases.js';

/** The core through a way that breaks; each client and channel by itself, so that they may run side by side. */
export const linkCases: readonly Case[] = [
  {
    title: 'R1, R3: RST, FIN, close frame and cut frame are told within 100 ms; 16 clients are live in 2.2 s (median), 3.5 s at most',
    async run(context) {
      const runs: number[] = [];
      const told: number[] = [];
      // New clients for each fault: a link that is lost within 10 s counts as a failed attempt, and the next one waits longer.
      for (const fault of ['reset', 'close', 'goAway', 'cutMidFrame'] as const) {
        const clients = await many(context, 16, `r3-${fault}`);
        const drop = await dropped(clients, () => context.proxy[fault]());
        runs.push(...drop.live);
        told.push(...drop.told);
        await context.target.broadcast(`r3-${fault}-0`, 1);
        await eventually(() => clients[0]?.follower.bodies.length === 1);
        for (const { client } of clients) client.close();
      }
      context.note(`told ${summary(told)}; live ${summary(runs)} ms`);
      assert.ok(Math.max(...told) <= 100, `told after ${summary(told)} ms`);
      assert.ok(median(runs) <= 2_200 && Math.max(...runs) <= 3_500, `live after ${summary(runs)} ms`);
    },
  },
  {
    title: 'R12: a reconnection is seen by each of three channels, and no status equals the one before it',
    async run({ proxy, probe }) {
      const client = probe();
      const followers = range(3).map((n) => client.follow('DemoChannel', { stream: `r12-${n}` }));
      await live(followers);
      proxy.reset();
      await eventually(() => followers.every(({ liveAt }) => liveAt.length === 2), 4_000);
      client.statuses.forEach(({ value }, n) => assert.notDeepEqual(value, client.statuses[n - 1]?.value));
    },
  },
  {
    title:
      'R2: half-open is told within 7 s after the last byte; 16 clients, each at a time of its own, are live in 8.5 s (median), 10 s at most',
    async run(context) {
      const random = spread();
      const runs = await Promise.all(range(16).map((n) => halfOpened(context, `r2-${n}`, { random, after: (n / 16) * BEAT_EVERY })));
      const told = runs.map((run) => run.told);
      const liveAfter = runs.map((run) => run.live);
      context.note(`told ${summary(told)} after the last byte; live ${summary(liveAfter)} ms`);
      assert.ok(Math.max(...told) <= 7_000, `told after ${summary(told)} ms`);
      assert.ok(median(liveAfter) <= 8_500 && Math.max(...liveAfter) <= 10_000, `live after ${summary(liveAfter)} ms`);
    },
  },
  {
    title: 'R6: a handshake that hangs is given up within 8 s, and the client is live within 12 s after that ends',
    async run({ proxy, probe, note }) {
      proxy.hang();
      const client = probe();
      const follower = client.follow('DemoChannel', { stream: 'r6' });
      await eventually(() => client.when('reconnecting', 0) !== undefined, 8_500);
      assert.equal(client.connection.status.reason, 'no-welcome');
      await eventually(() => client.dials.length === 2, 4_000);
      // Those that hang already stay so.
      proxy.hang(false, { resets: false });
      const began = ownTime();
      await live([follower], 12_000);
      note(`live ${Math.round(ownTime() - began)} ms after`);
    },
  },
  {
    title: 'R7: 2 s of latency and 1.5 s of jitter, then 2 kB/s, cause no reconnect',
    async run({ target, proxy, probe }) {
      const client = probe();
      const follower = client.follow('DemoChannel', { stream: 'r7' });
      await live([follower]);
      proxy.delay(2_000, 1_500);
      await sleep(12_000);
      proxy.delay(0);
      proxy.throttle(2_000);
      await target.burst('r7', 100, 15);
      await sleep(8_000);
      proxy.throttle(Infinity);
      await eventually(() => follower.bodies.length === 100, 5_000);
      assert.equal(client.dials.length, 1);
    },
  },
  {
    title: 'R10: a wrong token makes one connect, and the reason is passed on within 100 ms',
    async run({ proxy, probe }) {
      const client = probe({ query: '?token=wrong' });
      await eventually(() => client.connection.status.state === 'failed');
      const refusedAt = client.frames.find(({ value }) => value.includes('unauthorized'))?.at ?? NaN;
      const after = (client.when('failed', 0) ?? NaN) - refusedAt;
      assert.equal(client.connection.status.reason, 'unauthorized');
      assert.ok(after <= 100, `failed ${after} ms after the frame`);
      await sleep(20_000);
      assert.equal(proxy.accepted, 1);
    },
  },
  {
    title: 'R11: a forbidden Origin (404), 403 and 503 are told within 1 s, as one reason, and tried again with longer waits',
    async run({ proxy, probe }) {
      const client = probe({ origin: 'http://foreign.example' });
      await told(client, 'refused');
      for (const status of [403, 503]) {
        proxy.answer(status);
        await told(probe(), 'refused');
      }
      await sleep(18_000);
      assert.ok(client.dials.length >= 3 && client.dials.length <= 20, `${client.dials.length} dials in 19 s`);
      assert.equal(client.connection.status.state, 'reconnecting');
    },
  },
  {
    title: 'R15: an unknown channel is called unconfirmed within 10 s, and costs 5 commands in 25 s',
    async run({ target, probe }) {
      const client = probe();
      const unknown = client.follow('NoSuchChannel');
      const known = client.follow('DemoChannel', { stream: 'r15' });
      await live([known]);
      assert.equal(unknown.subscription, 'waiting');
      await eventually(() => unknown.subscription === 'unconfirmed', 10_500);
      await sleep(14_000);
      const asked = client.commands.filter(({ value }) => value.includes('NoSuchChannel')).length;
      assert.ok(asked >= 3 && asked <= 5, `${asked} commands`);
      await target.broadcast('r15', 1);
      await eventually(() => known.bodies.length === 1);
      assert.equal(client.dials.length, 1);
    },
  },
];

/** How long the server waits between two pings, in ms. */
const BEAT_EVERY = 3_000;

const GOLDEN = (Math.sqrt(5) - 1) / 2;

interface Followed {
  readonly client: Probe;
  readonly follower: Follower;
}

async function many({ probe }: Context, count: number, stream: string): Promise<readonly Followed[]> {
  const random = spread();
  const clients = range(count).map((n) => {
    const client = probe({ environment: { random } });
    return { client, follower: client.follow('DemoChannel', { stream: `${stream}-${n}` }) };
  });
  await live(clients.map(({ follower }) => follower));
  return clients;
}

/** Draws evenly from [0, 1), so that the median of a few clients is that of many. */
function spread(): () => number {
  let drawn = 0;
  return () => (drawn += GOLDEN) % 1;
}

/** Breaks the way, and tells when each client said so, in ms after its connection's end came in, and when it was live again after the fault. */
async function dropped(clients: readonly Followed[], breaks: () => void, within = 5_000) {
  const began = ownTime();
  const before = clients.map(({ follower }) => follower.liveAt.length);
  breaks();
  await eventually(() => clients.every(({ follower }, n) => follower.liveAt.length > (before[n] ?? 0)), within);
  return {
    told: clients.map(({ client }) => (client.when('reconnecting', began) ?? Infinity) - (client.ends.find((at) => at >= began) ?? NaN)),
    live: clients.map(({ follower }) => (follower.liveAt.at(-1) ?? Infinity) - began),
  };
}

/** Lets one client's way go dead, and tells when it said so after the last byte, and when it was live again after that, in ms. */
async function halfOpened({ target, probe }: Context, stream: string, { random, after }: { random: () => number; after: number }) {
  const proxy = await FaultProxy.start({ to: target.url });
  const client = probe({ url: proxy.url, environment: { random } });
  try {
    const follower = client.follow('DemoChannel', { stream });
    await live([follower]);
    await sleep(after);
    const began = ownTime();
    proxy.halfOpen();
    await eventually(() => follower.liveAt.length === 2, 10_500);
    const toldAt = client.when('reconnecting', began) ?? Infinity;
    const lastByteAt = client.frames.findLast(({ at }) => at <= toldAt)?.at ?? NaN;
    return { told: toldAt - lastByteAt, live: (follower.liveAt.at(-1) ?? Infinity) - began };
  } finally {
    client.close();
    await proxy.end();
  }
}

/** Waits until a client says why its first dial failed, which it must within a second after the answer came in. */
async function told(client: Probe, reason: string): Promise<void> {
  await eventually(() => client.connection.status.reason !== undefined, 10_000);
  assert.equal(client.connection.status.reason, reason);
  const after = ownTime() - (client.failures[0] ?? NaN);
  assert.ok(after <= 1_000, `told ${after} ms after the answer`);
}

function summary(figures: readonly number[]): string {
  return `${Math.round(median(figures))} (median), ${Math.round(Math.max(...figures))} (most)`;
}
