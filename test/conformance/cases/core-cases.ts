import assert from 'node:assert/strict';
import { eventually } from '../../integration/server/client.js';
import { ownTime } from '../../support/own-time.js';
import { sleep, type Case } from '../harness/case.js';
import type { Follower, Probe } from '../harness/probe.js';

/** The core against a server: subscriptions, and how a connection ends for good or for now. */
export const coreCases: readonly Case[] = [
  {
    title: 'R13: two spellings of the same params are one subscription on the wire, and one delivery to each view',
    async run({ target, probe }) {
      const client = probe();
      const views = [client.follow('DemoChannel', { stream: 'r13', a: 1 }), client.follow('DemoChannel', { a: 1, stream: 'r13' })];
      await live(views);
      await target.broadcast('r13', 1);
      await eventually(() => views.every(({ bodies }) => bodies.length > 0));
      await sleep(200);
      assert.deepEqual(
        views.map(({ bodies }) => bodies),
        [[1], [1]],
      );
      assert.equal(client.commands.length, 1);
    },
  },
  {
    title: 'R14: 1,000 remounts in one tick leave none deaf and none doubled',
    alone: true,
    async run({ target, probe }) {
      const client = probe();
      await live([client.follow('DemoChannel', { stream: 'r14' })]);
      const followers = range(50).map((n) => {
        const mount = (): Follower => client.follow('DemoChannel', { stream: `r14-${n}` });
        for (let remount = 0; remount < 20; remount += 1) mount().leave();
        return mount();
      });
      await heardOnce(followers, (n) => target.broadcast(`r14-${n}`, n));
    },
  },
  {
    title: 'R14: 60 channels left and followed again within their first second, without a linger, end neither deaf nor doubled',
    alone: true,
    async run({ target, probe, note }) {
      const client = probe({ linger: 0 });
      const followers = await Promise.all(
        range(60).map(async (n) => {
          const follow = (): Follower => client.follow('DemoChannel', { stream: `r14-again-${n}` });
          for (let remount = 0; remount < 3; remount += 1) {
            const follower = follow();
            // Left before it is confirmed, just when it is, and after.
            if (n % 3 > 0) await eventually(() => follower.isLive, 10_000);
            if (n % 3 > 1) await sleep(5);
            follower.leave();
            await sleep(1);
          }
          return follow();
        }),
      );
      await heardOnce(followers, (n) => target.broadcast(`r14-again-${n}`, n));
      note(`${client.commands.length} commands`);
    },
  },
  {
    title: 'R16: what comes before the confirmation is delivered, and bodies that are no objects too',
    async run({ target, probe }) {
      const client = probe();
      const early = client.follow(target.greeting);
      const follower = client.follow('DemoChannel', { stream: 'r16' });
      await live([early, follower]);
      assert.ok(early.bodies.length > 0);
      const bodies = ['text', 7, null, false, [1, 2], {}];
      for (const body of bodies) {
        await target.broadcast('r16', body);
        await eventually(() => follower.bodies.length > bodies.indexOf(body));
      }
      assert.deepEqual(follower.bodies, bodies);
    },
  },
  {
    title: 'R16: S20: unknown types and fields are ignored, and what is left hears nothing more',
    async run({ target, proxy, probe }) {
      const client = probe();
      const stays = client.follow('DemoChannel', { stream: 'r16-stays' });
      const leaves = client.follow('DemoChannel', { stream: 'r16-leaves' });
      await live([stays, leaves]);
      proxy.say('{"type":"error","reason":"nothing"}');
      proxy.say('{"type":"welcome","extensions":["pong"]}');
      proxy.say('{"type":"confirm_subscription","identifier":"{\\"channel\\":\\"Nobody\\"}"}');
      leaves.leave();
      await target.broadcast('r16-leaves', 1);
      await target.broadcast('r16-stays', 1);
      await eventually(() => stays.bodies.length > 0);
      assert.deepEqual([stays.bodies, leaves.bodies], [[1], []]);
      assert.equal(client.dials.length, 1);
    },
  },
  {
    title: 'R17: a rejection ends that identifier only, and is not asked again',
    async run({ target, probe }) {
      const client = probe();
      const rejected = client.follow('RejectingChannel');
      const follower = client.follow('DemoChannel', { stream: 'r17' });
      await live([follower]);
      await eventually(() => rejected.subscription === 'rejected');
      await sleep(2_500);
      assert.equal(client.commands.filter(({ value }) => value.includes('RejectingChannel')).length, 1);
      await target.broadcast('r17', 1);
      await eventually(() => follower.bodies.length === 1);
      assert.equal(client.connection.status.state, 'connected');
    },
  },
  {
    title: 'perform: an action runs once the subscription stands, and its answer is a message',
    async run({ probe }) {
      const follower = probe().follow('DemoChannel', { stream: 'perform' });
      await follower.channel.perform('ping_back', { n: 1 });
      await eventually(() => follower.bodies.length === 1);
      assert.deepEqual(follower.bodies, [{ pong: 1 }]);
    },
  },
  {
    title: 'R10: `server_restart` is told with its reason, and the client comes back after 1 to 6 s',
    alone: true,
    async run({ target, probe }) {
      const client = probe();
      const follower = client.follow('DemoChannel', { stream: 'r10-restart' });
      await live([follower]);
      const began = ownTime();
      await target.restartCable();
      await backAgain(client, follower, began, 'server_restart', 7_500);
    },
  },
  {
    title: 'R10: a disconnect from afar is told, and the client comes back',
    async run({ target, probe, note }) {
      const client = probe();
      const follower = client.follow('DemoChannel', { stream: 'r10-remote' });
      await live([follower]);
      const began = ownTime();
      await target.disconnect();
      await backAgain(client, follower, began, target.name === 'Rails' ? 'remote' : 'closed', 4_500);
      note(`reason ${client.statuses.find(({ value }) => value.state === 'reconnecting')?.value.reason}`);
    },
  },
  {
    title: 'R10: a user who is refused from now on gets one more connect, then the client has failed',
    async run({ target, probe }) {
      const client = probe();
      await live([client.follow('DemoChannel', { stream: 'r10-refused' })]);
      await target.refuse();
      if (target.name === 'Rails') await target.disconnect();
      await eventually(() => client.connection.status.state === 'failed', 4_500);
      assert.equal(client.connection.status.reason, 'unauthorized');
      const dials = client.dials.length;
      await target.admit();
      client.connection.reconnect();
      await eventually(() => client.connection.status.state === 'connected');
      assert.equal(client.dials.length, dials + 1);
    },
  },
];

/** Waits until all are confirmed. */
export async function live(followers: readonly Follower[], within = 5_000): Promise<void> {
  await eventually(() => followers.every(({ isLive }) => isLive), within);
}

/** Whole numbers from 0. */
export function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n);
}

/** Says one body to each, and fails where one came not at all or twice. */
async function heardOnce(followers: readonly Follower[], say: (n: number) => Promise<void>): Promise<void> {
  await live(followers, 15_000);
  for (const n of followers.keys()) await say(n);
  await eventually(() => followers.every(({ bodies }) => bodies.length > 0), 10_000).catch(() => undefined);
  await sleep(400);
  const deaf = followers.filter(({ bodies }) => bodies.length === 0).length;
  const doubled = followers.filter(({ bodies }) => bodies.length > 1).length;
  assert.deepEqual({ deaf, doubled }, { deaf: 0, doubled: 0 });
}

async function backAgain(client: Probe, follower: Follower, since: number, reason: string, within: number): Promise<void> {
  await eventually(() => client.when('reconnecting', since) !== undefined);
  assert.equal(client.statuses.find(({ at, value }) => at >= since && value.state === 'reconnecting')?.value.reason, reason);
  await eventually(() => follower.liveAt.length === 2, within);
  assert.equal(client.dials.length, 2);
}
