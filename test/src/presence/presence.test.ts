import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createConnection } from '../../../src/connection.js';
import { presence, type Presence, type PresenceChannel } from '../../../src/presence/presence.js';
import type { Connection } from '../../../src/scope.js';
import { FakeCable, type FakeCableOptions } from '../../../src/testing/fake-cable.js';
import { adoptAnyCable, type AnyCableConsumer } from '../../../src/transport/adopted-anycable.js';
import { cable } from '../../../src/transport/cable.js';
import { polling } from '../../../src/transport/polling.js';
import { replay } from '../../../src/transport/replay.js';
import type { Transport } from '../../../src/transport/transport.js';
import { FakeSockets } from '../../support/fake-socket.js';
import { record } from '../../support/record.js';
import { inVirtualTime, type VirtualTime } from '../../support/virtual-time.js';

const ROOM = ['RoomChannel', { id: 7 }] as const;

/** A consumer of `@anycable/web` that is connected and confirms at once. */
const anyCableConsumer: AnyCableConsumer = {
  connect: () => Promise.resolve(),
  subscriptions: {
    create(_params, mixin) {
      (mixin as { readonly connected: () => void }).connected();
      return { identifier: '', channel: { on: () => undefined }, unsubscribe: () => undefined };
    },
  },
  cable: { state: 'connected', on: () => () => undefined, perform: () => Promise.resolve() },
};

/** Transports on which nobody can whisper. */
const WITHOUT: readonly (readonly [string, (time: VirtualTime) => Transport])[] = [
  ['polling()', ({ environment }) => polling({ environment })],
  ['adopt()', () => adoptAnyCable(anyCableConsumer)],
  ['replay()', () => replay([])],
];

interface Stage {
  readonly fake: FakeCable;
  readonly connection: Connection;
  readonly room: PresenceChannel;
  readonly time: VirtualTime;
}

function open(options: FakeCableOptions, run: (stage: Stage) => void): () => void {
  return () =>
    inVirtualTime((time) => {
      const fake = new FakeCable({ beatEvery: 3_000, ...options });
      const connection = createConnection({ transports: [fake.transport], retry: () => 200, environment: time.environment });
      run({ fake, connection, room: presence(connection.channel(...ROOM)), time });
      connection.close();
    });
}

function idsOf({ members }: Presence): readonly string[] {
  return members.map(({ id }) => id);
}

function moves(values: readonly Presence[]): readonly string[] {
  return values.flatMap(({ joined, left }) => [...joined.map(({ id }) => `+${id}`), ...left.map(({ id }) => `-${id}`)]);
}

suite('presence', () => {
  test(
    'begins with the list, and reports who joins and leaves once',
    open({ presence: true }, ({ fake, room }) => {
      fake.join(...ROOM, 'ann', { name: 'Ann' });
      const { values } = record(room.presence$);
      fake.join(...ROOM, 'bob');
      fake.join(...ROOM, 'bob');
      fake.leave(...ROOM, 'ann');
      assert.deepEqual(moves(values), ['+bob', '-ann']);
      assert.deepEqual(idsOf(room.presence), ['bob']);
      assert.equal(room.presence.state, 'live');
    }),
  );

  test(
    'begins with the list also where the channel is in use already',
    open({ presence: true }, ({ fake, connection, room }) => {
      record(connection.channel(...ROOM).bodies$);
      fake.join(...ROOM, 'ann');
      record(room.presence$);
      assert.deepEqual([room.presence.state, idsOf(room.presence)], ['live', ['ann']]);
    }),
  );

  test(
    'joins again after each reconnection, and leaves 1 s after the last join has ended',
    open({ presence: true }, ({ fake, room, time }) => {
      const leave = room.join('me', { name: 'I' });
      fake.drop();
      time.advance(1_000);
      assert.deepEqual(fake.presentIn(...ROOM), ['me']);
      leave();
      const again = room.join('me', { name: 'I' });
      time.advance(5_000);
      assert.deepEqual(fake.presentIn(...ROOM), ['me']);
      const joins = fake.commands.filter((command) => command.type === 'extra' && command.request.type === 'join');
      again();
      time.advance(2_000);
      assert.deepEqual(fake.presentIn(...ROOM), []);
      assert.ok(joins.length <= 4);
    }),
  );

  test(
    'a drop and a return shows nobody leaving, and tells what changed once',
    open({ presence: true }, ({ fake, room, time }) => {
      for (const id of ['ann', 'bob']) fake.join(...ROOM, id);
      const { values } = record(room.presence$);
      fake.drop();
      assert.equal(room.presence.state, 'stale');
      assert.deepEqual(idsOf(room.presence), ['ann', 'bob']);
      fake.leave(...ROOM, 'bob');
      fake.join(...ROOM, 'cid');
      time.advance(1_000);
      assert.equal(room.presence.state, 'live');
      assert.deepEqual(moves(values), ['+cid']);
      time.advance(6_000);
      assert.deepEqual(moves(values), ['+cid', '-bob']);
    }),
  );

  test(
    'after a restart of the server, who comes back within 6 s has not left',
    open({ presence: true }, ({ fake, room, time }) => {
      fake.join(...ROOM, 'ann');
      const { values } = record(room.presence$);
      fake.restart();
      time.advance(3_000);
      fake.join(...ROOM, 'ann');
      time.advance(10_000);
      assert.deepEqual(moves(values), []);
      assert.deepEqual(idsOf(room.presence), ['ann']);
    }),
  );

  test(
    'whispers are no bodies and no messages',
    open({ presence: true }, ({ fake, connection, room }) => {
      const { values } = record(room.whispers$);
      const { values: messages } = record(connection.channel(...ROOM).messages$);
      const { values: bodies } = record(connection.channel(...ROOM).bodies$);
      fake.whisper(...ROOM, { typing: true });
      assert.deepEqual([values, messages, bodies], [[{ typing: true }], [], []]);
      assert.equal(room.whisper({ typing: false }), true);
      assert.deepEqual(fake.commands.at(-1), {
        type: 'extra',
        identifier: connection.channel(...ROOM).identifier,
        request: { type: 'whisper', data: { typing: false } },
      });
    }),
  );

  test(
    'where nothing answers, an error says what to do after 5 s, once, and the channel works on',
    open({ presence: true }, ({ fake, connection, room, time }) => {
      fake.bend({ take: (signal, { next }) => void (signal.type !== 'extra' && next(signal)) });
      const { values: errors } = record(room.errors$);
      const { values: bodies } = record(connection.channel(...ROOM).bodies$);
      record(room.presence$);
      time.advance(4_900);
      assert.equal(room.presence.state, 'waiting');
      time.advance(200);
      assert.equal(room.presence.state, 'unsupported');
      fake.drop();
      time.advance(10_000);
      fake.broadcast(...ROOM, { n: 1 });
      assert.deepEqual(bodies, [{ n: 1 }]);
      assert.deepEqual(
        errors.map(({ code }) => code),
        ['presence-unsupported'],
      );
      assert.match(String(errors[0]), /anyCable\(\)/);
    }),
  );

  test('a transport without presence is reported as soon as the channel is confirmed, with what to do', () => {
    const sockets = new FakeSockets();
    const connection = createConnection({ transports: [cable('wss://shop.example/cable', { WebSocket: sockets.WebSocket })] });
    const channel = connection.channel(...ROOM);
    const room = presence(channel);
    const { values: errors } = record(room.errors$);
    record(room.presence$);
    sockets.last.welcome();
    assert.equal(room.presence.state, 'waiting');
    sockets.last.receive(JSON.stringify({ type: 'confirm_subscription', identifier: channel.identifier }));
    assert.equal(room.presence.state, 'unsupported');
    assert.match(String(errors[0]), /anyCable\(\)/);
    assert.equal(channel.status.subscription, 'confirmed');
    assert.equal(room.whisper({ typing: true }), false);
    connection.close();
  });

  for (const [what, transport] of WITHOUT)
    test(`${what}: whisper() returns false, and an error says what to do, within the call`, () =>
      inVirtualTime(async (time) => {
        const snapshot = (): Promise<unknown> => Promise.resolve({ n: 1 });
        const connection = createConnection({ transports: [transport(time)], environment: time.environment });
        const channel = connection.channel(...ROOM, { snapshot });
        const room = presence(channel);
        const { values: errors } = record(room.errors$);
        record(channel.messages$);
        await time.advanceAsync(1_000);
        assert.equal(channel.status.subscription, 'confirmed');
        assert.equal(room.whisper({ typing: true }), false);
        assert.equal(room.whisper({ typing: true }), false);
        assert.deepEqual(
          errors.map(({ code }) => code),
          ['presence-unsupported'],
        );
        assert.match(String(errors[0]), /anyCable\(\)/);
        connection.close();
      }));

  test(
    'a whisper while the channel is not confirmed is dropped, and is no error',
    open({ presence: true, confirm: false }, ({ connection, room }) => {
      const { values: errors } = record(room.errors$);
      record(connection.channel(...ROOM).messages$);
      assert.equal(room.whisper({ typing: true }), false);
      assert.deepEqual(errors, []);
    }),
  );

  test(
    'what is too large is named, with the limit of AnyCable',
    open({ presence: true }, ({ room }) => {
      const text = 'x'.repeat(65_000);
      assert.throws(
        () => room.join('me', { text }),
        /^CablegramError: The id and info for join\(\) of \{"channel":"RoomChannel".*would be \d+ bytes long, but AnyCable takes at most 65000\.$/,
      );
      assert.throws(() => room.whisper({ text }), { code: 'too-large', message: /^The data for whisper\(\) of / });
    }),
  );

  test(
    'without a broker the error comes at once',
    open({ presence: 'without-broker' }, ({ room }) => {
      const { values } = record(room.presence$);
      assert.equal(values.at(-1)?.state, 'unsupported');
      assert.match(String(room.presence.error), /broker/);
    }),
  );

  test(
    'hostile lists: no list, no id, doubles, numbers, __proto__',
    open({ presence: true }, ({ fake, connection, room }) => {
      record(room.presence$);
      const { identifier } = connection.channel(...ROOM);
      const say = (message: unknown): void => fake.signal({ type: 'extra', identifier, report: { type: 'presence', message } });
      for (const message of [
        null,
        [],
        'x',
        { type: 'info', records: {} },
        { type: 'join' },
        { type: 'join', id: [] },
        { type: 'leave', id: '' },
      ]) {
        say(message);
        assert.deepEqual(idsOf(room.presence), []);
      }
      const records = [
        null,
        [],
        { id: '9007199254740993' },
        { id: 5, info: [1] },
        { id: 'a', info: 1 },
        { id: 'a', info: 2 },
        { id: '__proto__' },
      ];
      say({ type: 'info', total: 7, records });
      assert.deepEqual(idsOf(room.presence), ['9007199254740993', '5', 'a', '__proto__']);
      assert.equal(room.presence.members[2]?.info, 2);
    }),
  );

  test(
    'join refuses an empty id, a number, another id of the same page, and info that is too long',
    open({ presence: true }, ({ room }) => {
      room.join('me');
      assert.throws(() => room.join(''), { code: 'option-invalid' });
      assert.throws(() => room.join(5 as never), { code: 'option-invalid' });
      assert.throws(() => room.join('other'), { code: 'channel-conflict' });
      assert.throws(() => room.join('me', 1n), { code: 'option-invalid' });
      assert.throws(() => room.join('me', 'x'.repeat(70_000)), { code: 'too-large' });
    }),
  );
});
