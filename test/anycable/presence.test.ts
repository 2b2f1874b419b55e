import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createRecorder } from '../../src/diagnosis/recorder.js';
import { presence, type Presence, type PresenceChannel } from '../../src/transport/anycable/index.js';
import { when } from '../support/demo.js';
import { record } from '../support/record.js';
import type { Follower } from './harness/follower.js';
import { whileAway, withAnyCable } from './harness/with-server.js';

const STREAM = 'room';
/** Quick enough for many reconnections in a row. */
const QUICK = { connection: { retry: () => 20 } } as const;

/** Waits until exactly these are present, by the server's own list. */
function present(room: PresenceChannel, ...ids: readonly string[]): Promise<unknown> {
  return when(room.presence$, ({ state, members }) => state === 'live' && namesOf(members) === [...ids].sort().join(), 10_000);
}

function namesOf(members: Presence['members']): string {
  return members
    .map(({ id }) => id)
    .sort()
    .join();
}

/** Everything that a view reports of arrivals and departures. */
function moves(values: readonly Presence[]): readonly string[] {
  return values.flatMap(({ joined, left }) => [...joined.map(({ id }) => `+${id}`), ...left.map(({ id }) => `-${id}`)]);
}

/** The answers to pings, and how long the slowest took, in ms. */
function watchPongs(follower: Follower): () => { pings: number; pongs: number } {
  return () => ({
    pings: follower.received.filter(({ type }) => type === 'ping').length,
    pongs: follower.sent.filter(({ command }) => command === 'pong').length,
  });
}

suite('AnyCable: presence', () => {
  test('joining before the first confirmation changes the protocol unnoticed, without a gap', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const follower = follow(STREAM);
      const room = presence(follower.channel);
      const { values } = record(follower.connection.status$);
      room.join('u1');
      await present(room, 'u1');
      await server.broadcast(STREAM, { n: 1 });
      await follower.number(1);
      assert.equal(follower.dials, 2);
      assert.deepEqual([...new Set(values.map(({ state }) => state))], ['connecting', 'connected']);
      assert.equal(follower.messages.length, 1);
    }));

  test('who is present, with info; two clients with one id are one member; who joins and leaves is told once', () =>
    withAnyCable({}, async ({ follow }) => {
      const [watcher, ann, twin] = [follow(STREAM, QUICK), follow(STREAM, QUICK), follow(STREAM, QUICK)];
      const [here, annRoom, twinRoom] = [watcher, ann, twin].map(({ channel }) => presence(channel)) as [
        PresenceChannel,
        PresenceChannel,
        PresenceChannel,
      ];
      const { values } = record(here.presence$);
      await present(here);
      annRoom.join('9007199254740993', { name: 'Ann' });
      await present(here, '9007199254740993');
      assert.deepEqual(here.presence.members, [{ id: '9007199254740993', info: { name: 'Ann' } }]);
      const leave = twinRoom.join('9007199254740993', { name: 'Ann' });
      await present(twinRoom, '9007199254740993');
      annRoom.leave();
      const bob = presence(follow(STREAM, QUICK).channel);
      bob.join('bob');
      await present(here, '9007199254740993', 'bob');
      leave();
      await present(here, 'bob');
      assert.deepEqual(moves(values), ['+9007199254740993', '+bob', '-9007199254740993']);
      assert.equal(watcher.messages.length, 0);
    }));

  test('A18 presence and whispers are no messages, and no place in the history; nothing is discarded', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const [plain, asked, sender] = [follow(STREAM), follow(STREAM), follow(STREAM)];
      const [askedRoom, senderRoom] = [presence(asked.channel), presence(sender.channel)];
      const { values } = record(askedRoom.whispers$);
      const { values: errors } = record(askedRoom.errors$);
      await Promise.all([plain.live(), asked.live(), sender.live()]);
      await server.broadcast(STREAM, { n: 1 });
      await Promise.all([plain.number(1), asked.number(1), sender.number(1)]);
      senderRoom.join('u1');
      await present(senderRoom, 'u1');
      assert.equal(senderRoom.whisper({ typing: true }), true);
      await asked.frame(({ message }) => (message as { typing?: boolean } | undefined)?.typing === true);
      // Another client's own whisper, which nothing marks.
      sender.socket?.send(JSON.stringify({ command: 'whisper', identifier: sender.channel.identifier, data: { n: 99 } }) as never);
      await asked.frame(({ message }) => (message as { n?: number } | undefined)?.n === 99);
      await server.broadcast(STREAM, { n: 2 });
      await Promise.all([plain.number(2), asked.number(2)]);
      assert.deepEqual(values, [{ typing: true }, { n: 99 }]);
      assert.deepEqual(asked.numbers, [1, 2]);
      assert.deepEqual(
        plain.messages.filter((message) => 'body' in message && 'typing' in message.body),
        [],
      );
      assert.deepEqual(errors, []);
      assert.equal(asked.historyRequests.length + plain.historyRequests.length, 0);
      assert.equal(asked.connection.discarded.unknown + plain.connection.discarded.unknown, 0);
    }));

  test('A21 on the extended protocol each ping is answered within 100 ms, and none of 60 reconnections is deaf', () =>
    withAnyCable({ ping_interval: 1, pong_timeout: 2 }, async ({ server, proxy, follow }) => {
      const door = await proxy();
      const follower = follow(STREAM, { proxy: door, ...QUICK });
      const room = presence(follower.channel);
      const counts = watchPongs(follower);
      let slowest = 0;
      room.join('u1');
      await present(room, 'u1');
      await server.broadcast(STREAM, { n: 0 });
      await follower.number(0);
      assert.equal(follower.socket?.protocol, 'actioncable-v1-ext-json');
      for (let n = 1; n <= 60; n += 1) {
        await whileAway(follower, door, () => Promise.resolve());
        await server.broadcast(STREAM, { n });
        await follower.number(n);
      }
      for (let count = 0; count < 3; count += 1) {
        await follower.frame(({ type }) => type === 'ping');
        const begun = performance.now();
        const { pings } = counts();
        while (counts().pongs < pings && performance.now() - begun < 1_000) await new Promise((resolve) => setTimeout(resolve, 2));
        slowest = Math.max(slowest, performance.now() - begun);
      }
      assert.ok(slowest <= 100, `${slowest} ms`);
      assert.equal(counts().pings, counts().pongs);
      assert.ok(follower.sent.filter(({ command }) => command === 'pong').every((frame) => Object.keys(frame).length === 1));
      assert.equal(follower.numbers.length, 61);
      assert.equal(follower.gaps.length, 0);
    }));

  test('A22 the sid is in no address, frame, memory or record, and another user of the same page gets nothing of the first', () =>
    withAnyCable({}, async ({ server, proxy, follow }) => {
      const door = await proxy();
      const recorder = createRecorder();
      const addresses: string[] = [];
      const first = follow(STREAM, { proxy: door, connection: { ...QUICK.connection, recorder } });
      const room = presence(first.channel);
      room.join('u1');
      await present(room, 'u1');
      await whileAway(first, door, () => Promise.resolve());
      await present(room, 'u1');
      const sids = first.received.filter(({ type }) => type === 'welcome').map(({ sid }) => String(sid));
      addresses.push(String(first.socket?.url));
      const seen = JSON.stringify([first.sent, addresses, first.connection.history(), first.connection.status, room.presence]);
      assert.ok(sids.length >= 2 && sids.every((sid) => sid.length > 10));
      assert.ok(sids.every((sid) => !seen.includes(sid)));
      first.close();
      const second = follow('another', { proxy: door, ...QUICK });
      await second.live();
      await server.broadcast(STREAM, { n: 1 });
      await server.broadcast('another', { n: 2 });
      await second.number(2);
      assert.deepEqual(second.numbers, [2]);
      assert.equal(second.received.filter(({ restored }) => restored !== undefined).length, 0);
    }));

  test('A23 a member whose link is reset and back within 5 s neither leaves nor joins for the others, nor they for it', () =>
    withAnyCable({ presence_ttl: 6 }, async ({ proxy, follow }) => {
      const door = await proxy();
      const [other, dropped] = [follow(STREAM, QUICK), follow(STREAM, { proxy: door, ...QUICK })];
      const [otherRoom, droppedRoom] = [presence(other.channel), presence(dropped.channel)];
      const [seen, own] = [record(otherRoom.presence$).values, record(droppedRoom.presence$).values];
      otherRoom.join('other');
      droppedRoom.join('dropped');
      await Promise.all([present(otherRoom, 'dropped', 'other'), present(droppedRoom, 'dropped', 'other')]);
      const [seenBefore, ownBefore] = [moves(seen).length, moves(own).length];
      for (const seconds of [0, 1, 4.5]) {
        await whileAway(dropped, door, () => new Promise((resolve) => setTimeout(resolve, seconds * 1_000)));
        assert.equal(droppedRoom.presence.members.length, 2);
        await present(droppedRoom, 'dropped', 'other');
      }
      // The server forgets the old links.
      await new Promise((resolve) => setTimeout(resolve, 8_000));
      assert.deepEqual(moves(seen).slice(seenBefore), []);
      assert.deepEqual(moves(own).slice(ownBefore), []);
      assert.equal(namesOf(otherRoom.presence.members), 'dropped,other');
    }));

  test('A23 a member whose link is half open is gone within presence_ttl, two pong_timeouts and 2 s', () =>
    withAnyCable({ presence_ttl: 3, ping_interval: 1, pong_timeout: 2 }, async ({ proxy, follow }) => {
      const door = await proxy();
      // The member itself notices the silence after 6.5 s, and must not come back before the server has missed it.
      const stays = { connection: { retry: () => 60_000 }, transport: { presence: true } };
      const [other, dropped] = [follow(STREAM, QUICK), follow(STREAM, { proxy: door, ...stays })];
      const [otherRoom, droppedRoom] = [presence(other.channel), presence(dropped.channel)];
      droppedRoom.join('dropped');
      await present(otherRoom, 'dropped');
      const begun = performance.now();
      door.halfOpen();
      await present(otherRoom);
      const took = (performance.now() - begun) / 1_000;
      assert.ok(took <= 3 + 2 * 2 + 2, `${took} s`);
    }));

  test('a member is still present after its time to live, since the extended protocol keeps it', () =>
    withAnyCable({ presence_ttl: 2 }, async ({ follow }) => {
      const [other, member] = [follow(STREAM, QUICK), follow(STREAM, { ...QUICK, transport: { presence: true } })];
      const [otherRoom, memberRoom] = [presence(other.channel), presence(member.channel)];
      const { values } = record(otherRoom.presence$);
      memberRoom.join('u1');
      await present(otherRoom, 'u1');
      assert.equal(member.dials, 1);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      assert.deepEqual(
        moves(values).filter((move) => move.startsWith('-')),
        [],
      );
    }));

  test('after a restart of the server nobody leaves who comes back', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const followers = [follow(STREAM, QUICK), follow(STREAM, { connection: { retry: () => 1_500 } })];
      const [one, two] = followers.map(({ channel }) => presence(channel)) as [PresenceChannel, PresenceChannel];
      one.join('one');
      two.join('two');
      await Promise.all([present(one, 'one', 'two'), present(two, 'one', 'two')]);
      const { values } = record(one.presence$);
      await server.stop('SIGKILL');
      await followers[0]?.lost();
      assert.equal(one.presence.state, 'stale');
      await server.start();
      await Promise.all([present(one, 'one', 'two'), present(two, 'one', 'two')]);
      assert.deepEqual(moves(values), []);
    }));

  test('without a broker an error says so, and bodies and whispers arrive', () =>
    withAnyCable({ presets: 'none' }, async ({ server, follow }) => {
      const [follower, sender] = [follow(STREAM, QUICK), follow(STREAM, QUICK)];
      const room = presence(follower.channel);
      const { values: whispers } = record(room.whispers$);
      const { values: errors } = record(room.errors$);
      const { state, error } = await when(room.presence$, ({ state }) => state === 'unsupported', 10_000);
      assert.equal(state, 'unsupported');
      assert.equal(error?.code, 'presence-unsupported');
      assert.match(String(error), /--presets=broker/);
      await sender.live();
      presence(sender.channel).whisper({ typing: true });
      await follower.frame(({ message }) => (message as { typing?: boolean } | undefined)?.typing === true);
      await server.broadcast(STREAM, { n: 1 });
      await follower.number(1);
      assert.deepEqual(follower.numbers, [1]);
      assert.deepEqual(whispers, [{ typing: true }]);
      assert.equal(errors.length, 1);
    }));
});
