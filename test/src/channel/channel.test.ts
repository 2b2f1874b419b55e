import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { firstValueFrom } from 'rxjs';
import { createConnection } from '../../../src/connection.js';
import { CablegramError } from '../../../src/errors.js';
import { decode } from '../../../src/message/decode.js';
import type { Message } from '../../../src/message/message.js';
import { FakeCable } from '../../../src/testing/index.js';
import { beat, connect } from '../../support/fake-connection.js';
import { replyFresh, withHttp } from '../../support/http-server.js';
import { record } from '../../support/record.js';
import { FRAME, inVirtualTime, inVirtualTimeAsync } from '../../support/virtual-time.js';

const RETRY = 1_600;
const LINGER = 1_000;

/** What a message carries, in short. */
function short(message: Message): unknown {
  return message.type === 'value' ? message.value : message.type;
}

suite('Channel', () => {
  test('R14: one identifier is one subscription, however many views and streams use it', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      for (const params of [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]) {
        const { bodies$, messages$, batches$ } = connection.channel('C', params);
        for (const stream$ of [bodies$, bodies$, messages$, batches$]) record<unknown>(stream$);
      }
      assert.deepEqual(fake.commands, [{ type: 'subscribe', identifier: '{"channel":"C","a":1,"b":2}' }]);
    });
  });

  test('R13: delivers each body once to each view', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const views = [connection.channel('C', { a: 1, b: 2 }), connection.channel('C', { b: 2, a: 1 })];
      const seen = views.map(({ messages$ }) => record(messages$));
      fake.broadcast('C', { a: 1, b: 2 }, 7);
      assert.deepEqual(
        seen.map(({ values }) => values.map(short)),
        [[7], [7]],
      );
    });
  });

  test('delivers to its own identifier alone', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const [one, other] = [record(connection.channel('C', { a: 1 }).bodies$), record(connection.channel('C', { a: 2 }).bodies$)];
      fake.broadcast('C', { a: 1 }, 'mine');
      assert.deepEqual([one.values, other.values], [['mine'], []]);
    });
  });

  for (const body of [0, false, '', null, [], {}]) {
    test(`R16: delivers ${JSON.stringify(body)}, which is a value`, () => {
      inVirtualTime((time) => {
        const { fake, connection } = connect(time);
        const channel = connection.channel('C');
        const [bodies, messages, batches] = [record(channel.bodies$), record(channel.messages$), record(channel.batches$)];
        fake.broadcast('C', {}, body);
        time.advance(FRAME);
        assert.deepEqual(bodies.values, [body]);
        assert.ok(messages.values[0] && 'body' in messages.values[0]);
        assert.equal(messages.values[0].body, body);
        assert.equal(batches.values.length, 1);
      });
    });
  }

  test('R16: delivers a body that comes before the confirmation', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const channel = connection.channel('C');
      const { values } = record(channel.messages$);
      fake.signal({ type: 'body', identifier: channel.identifier, body: 'early' });
      assert.deepEqual(values.map(short), ['early']);
      fake.confirm('C');
      assert.equal(channel.status.subscription, 'confirmed');
    });
  });

  test('R16: delivers nothing to a view that was left, while its subscription lingers', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const left = record(connection.channel('C').messages$);
      left.subscription.unsubscribe();
      fake.broadcast('C', {}, 1);
      assert.deepEqual(left.values, []);
    });
  });

  test('takes batches apart, into one batch of the view', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const channel = connection.channel('C');
      const [bodies, batches] = [record(channel.bodies$), record(channel.batches$)];
      fake.broadcast('C', {}, { type: 'batch', data: [1, { type: 'batch', data: [2] }, 3] });
      time.advance(FRAME);
      assert.deepEqual(bodies.values, [1, 2, 3]);
      assert.deepEqual(
        batches.values.map((batch) => batch.map(short)),
        [[1, 2, 3]],
      );
    });
  });

  test('decodes each body once, however many views there are', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      let decoded = 0;
      const counting = (body: unknown, receivedAt: number): Message => {
        decoded += 1;
        return decode(body, receivedAt);
      };
      for (let views = 0; views < 30; views += 1) record(connection.channel('C', {}, { decode: counting }).messages$);
      fake.broadcast('C', {}, 1);
      assert.equal(decoded, 1);
    });
  });

  test('decodes nothing for who takes bodies', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const refusing = (): Message => assert.fail('Nobody asked.');
      record(connection.channel('C', {}, { decode: refusing }).bodies$);
      fake.broadcast('C', {}, 1);
    });
  });

  test('R24: a decoder that throws loses that body alone, and says which error it was', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const cause = new Error('unreadable');
      const picky = (body: unknown, receivedAt: number): Message => {
        if (body === 'bad') throw cause;
        return decode(body, receivedAt);
      };
      const channel = connection.channel('C', {}, { decode: picky });
      const [messages, errors] = [record(channel.messages$), record(channel.errors$)];
      for (const body of ['a', 'bad', { type: 'batch', data: ['b', 'bad', 'c'] }]) fake.broadcast('C', {}, body);
      assert.deepEqual(messages.values.map(short), ['a', 'b', 'c']);
      assert.deepEqual(
        errors.values.map(({ code, cause: why }) => [code, why]),
        [
          ['body-undecodable', cause],
          ['body-undecodable', cause],
        ],
      );
    });
  });

  test('takes a decoder that another view brought, and refuses a different one', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const shouting = (body: unknown, receivedAt: number): Message => decode(String(body).toUpperCase(), receivedAt);
      const first = connection.channel('C');
      record(connection.channel('C', {}, { decode: shouting }).messages$);
      const { values } = record(first.messages$);
      fake.broadcast('C', {}, 'a');
      assert.deepEqual(values.map(short), ['A']);
      assert.throws(() => connection.channel('C', {}, { decode }), codeIs('channel-conflict'));
    });
  });

  test('says how it stands, from waiting over its first body to lost', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const channel = connection.channel('C');
      const statuses = record(channel.status$);
      record(channel.messages$);
      fake.confirm('C');
      fake.broadcast('C', {}, 1);
      fake.drop();
      const seen = statuses.values.map(({ state, subscription, health, heard }) => [state, subscription, health, heard].join(' '));
      assert.deepEqual(
        seen.filter((text, place) => text !== seen[place - 1]),
        [
          'idle waiting ok false',
          'connecting waiting ok false',
          'connected waiting ok false',
          'connected confirmed ok false',
          'connected confirmed ok true',
          'reconnecting confirmed stale true',
          'reconnecting waiting stale true',
        ],
      );
      assert.deepEqual(channel.status, statuses.values.at(-1));
    });
  });

  test('is stale only where it was live before, and until it is confirmed again', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const channel = connection.channel('C');
      record(channel.messages$);
      assert.equal(channel.status.health, 'ok');
      fake.confirm('C');
      fake.drop();
      time.advance(RETRY);
      assert.equal(channel.status.health, 'stale');
      fake.confirm('C');
      assert.equal(channel.status.health, 'ok');
    });
  });

  test('tells when a body last came, which a beat is not', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const channel = connection.channel('C');
      record(channel.messages$);
      assert.equal(channel.lastHeardAt, undefined);
      fake.broadcast('C', {}, 1);
      beat(time, fake, 5_000);
      assert.equal(channel.lastHeardAt, time.wall - 5_000);
    });
  });

  test('R15: is called unconfirmed after 10 s, and right when the answer comes after 60 s', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const channel = connection.channel('Misspelt');
      record(channel.messages$);
      beat(time, fake, 9_999);
      assert.equal(channel.status.subscription, 'waiting');
      beat(time, fake, 1);
      assert.equal(channel.status.subscription, 'unconfirmed');
      beat(time, fake, 50_000);
      fake.confirm('Misspelt');
      assert.equal(channel.status.subscription, 'confirmed');
    });
  });

  test('R17: a rejection ends that identifier only, and nothing is asked again', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const [rejected, other] = [connection.channel('Secret'), connection.channel('Open')];
      record(rejected.messages$);
      record(other.messages$);
      fake.confirm('Open');
      fake.reject('Secret');
      fake.drop();
      beat(time, fake, 60_000);
      const asked = fake.commands.filter(({ type, identifier }) => type === 'subscribe' && identifier === rejected.identifier);
      assert.deepEqual([asked.length, rejected.status.subscription], [1, 'rejected']);
      fake.confirm('Open');
      assert.equal(other.status.subscription, 'confirmed');
    });
  });

  test('R14: 1,000 remounts in one tick are one subscription, and nothing is doubled or lost', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      for (let mounts = 0; mounts < 1_000; mounts += 1) record(connection.channel('C').messages$).subscription.unsubscribe();
      const { values } = record(connection.channel('C').messages$);
      fake.broadcast('C', {}, 1);
      time.advance(5_000);
      fake.broadcast('C', {}, 2);
      assert.deepEqual(
        fake.commands.map(({ type }) => type),
        ['subscribe'],
      );
      assert.deepEqual(values.map(short), [1, 2]);
    });
  });

  test('R14: keeps its subscription for a second after its last user', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      connection.keepOpen();
      const channel = connection.channel('C');
      record(channel.messages$).subscription.unsubscribe();
      time.advance(999);
      const again = record(channel.messages$);
      time.advance(60);
      again.subscription.unsubscribe();
      time.advance(999);
      assert.deepEqual(
        fake.commands.map(({ type }) => type),
        ['subscribe'],
      );
      time.advance(1);
      assert.deepEqual(
        fake.commands.map(({ type }) => type),
        ['subscribe', 'unsubscribe'],
      );
    });
  });

  test('R14: asks again no sooner than 250 ms after it left', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      connection.keepOpen();
      const channel = connection.channel('C');
      record(channel.messages$).subscription.unsubscribe();
      time.advance(1_000);
      const { values } = record(channel.messages$);
      time.advance(249);
      assert.equal(fake.commands.length, 2);
      time.advance(1);
      assert.deepEqual(
        fake.commands.map(({ type }) => type),
        ['subscribe', 'unsubscribe', 'subscribe'],
      );
      fake.broadcast('C', {}, 1);
      // The view comes back, and what was sent meanwhile is missing.
      assert.deepEqual(values.map(short), ['gap', 1]);
    });
  });

  test('asks for all its identifiers again with each link', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const channels = ['A', 'B', 'C'].map((name) => connection.channel(name));
      for (const { messages$ } of channels) record(messages$);
      fake.drop();
      time.advance(RETRY);
      assert.deepEqual(
        fake.commands.slice(3).map(({ identifier }) => identifier),
        channels.map(({ identifier }) => identifier),
      );
    });
  });

  test('a confirmation is told once', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      const channel = connection.channel('C');
      const { values } = record(channel.status$);
      record(channel.messages$);
      assert.equal(values.filter(({ subscription }) => subscription === 'confirmed').length, 1);
    });
  });
});

suite('Channel after a loss', () => {
  test('tells as a gap what was missed, from the last sign of life to the confirmation', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const { values } = record(connection.channel('C').messages$);
      fake.confirm('C');
      fake.broadcast('C', {}, 1);
      const since = time.wall;
      time.advance(2_000);
      fake.drop();
      time.advance(RETRY + 300);
      fake.confirm('C');
      fake.broadcast('C', {}, 2);
      assert.deepEqual(
        values.map((message) => (message.type === 'gap' ? message : short(message))),
        [1, { type: 'gap', since, until: since + 2_000 + RETRY + 300 }, 2],
      );
    });
  });

  test('tells no gap with its first confirmation, however late and after however many losses', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const { values } = record(connection.channel('C').messages$);
      fake.drop();
      time.advance(RETRY);
      fake.confirm('C');
      assert.deepEqual(values, []);
    });
  });

  test('tells one gap for losses without a confirmation between them, from the first', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const { values } = record(connection.channel('C').messages$);
      fake.confirm('C');
      const since = time.wall;
      fake.drop();
      time.advance(RETRY);
      fake.drop();
      time.advance(RETRY);
      fake.confirm('C');
      assert.deepEqual(values, [{ type: 'gap', since, until: since + 2 * RETRY }]);
    });
  });

  test('tells every view of the same gap', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const seen = [1, 2, 3].map(() => record(connection.channel('C').messages$));
      fake.drop();
      time.advance(RETRY);
      assert.deepEqual(
        seen.map(({ values }) => values.map(short)),
        [['gap'], ['gap'], ['gap']],
      );
    });
  });

  test('tells the gap to a view that came while the channel was live already', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const channel = connection.channel('C');
      record(channel.bodies$);
      const { values } = record(channel.messages$);
      fake.drop();
      time.advance(RETRY);
      assert.deepEqual(values.map(short), ['gap']);
    });
  });

  test('tells the gap after a goodbye and a reconnect() by hand', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const { values } = record(connection.channel('C').messages$);
      fake.goodbye('unauthorized', false);
      const since = time.wall;
      time.advance(5_000);
      connection.reconnect();
      assert.deepEqual(values, [{ type: 'gap', since, until: since + 5_000 }]);
    });
  });
});

suite('Channel.pause', () => {
  test('holds a view back and counts what waits, while its neighbours go on', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const [paused, running] = [connection.channel('C'), connection.channel('C')];
      const [held, shown, bodies] = [record(paused.messages$), record(running.messages$), record(paused.bodies$)];
      paused.pause();
      for (const body of [1, 2]) fake.broadcast('C', {}, body);
      time.advance(FRAME);
      assert.deepEqual([held.values.length, shown.values.length, bodies.values.length], [0, 2, 2]);
      assert.deepEqual([paused.status.paused, paused.status.held], [true, { waiting: 2, dropped: 0 }]);
      assert.deepEqual([running.status.paused, running.status.held], [false, { waiting: 0, dropped: 0 }]);
      paused.resume();
      assert.deepEqual(held.values.map(short), [1, 2]);
    });
  });

  test('holds back every view of a scope, or of the whole connection', () => {
    for (const whole of [false, true]) {
      inVirtualTime((time) => {
        const { fake, connection } = connect(time);
        const scope = connection.scope();
        const inside = [record(scope.channel('C').messages$), record(scope.channel('D').messages$)];
        const outside = record(connection.channel('C').messages$);
        const pausing = whole ? connection : scope;
        pausing.pause();
        fake.broadcast('C', {}, 1);
        fake.broadcast('D', {}, 2);
        assert.deepEqual(
          inside.map(({ values }) => values.length),
          [0, 0],
        );
        assert.equal(outside.values.length, whole ? 0 : 1);
        pausing.resume();
        assert.deepEqual(
          inside.map(({ values }) => values.map(short)),
          [[1], [2]],
        );
        assert.equal(outside.values.length, 1);
      });
    }
  });

  test('counts together what the views of a scope hold, and tells it at most once a frame', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const scope = connection.scope();
      record(scope.channel('C').messages$);
      record(scope.channel('D').messages$);
      const [inner, outer] = [record(scope.held$), record(connection.held$)];
      scope.pause();
      for (let n = 0; n < 50; n += 1) {
        fake.broadcast('C', {}, n);
        fake.broadcast('D', {}, n);
      }
      time.advance(FRAME);
      scope.resume();
      time.advance(FRAME);
      const told = [
        { waiting: 0, dropped: 0 },
        { waiting: 100, dropped: 0 },
        { waiting: 0, dropped: 0 },
      ];
      assert.deepEqual(inner.values, told);
      assert.deepEqual(outer.values, told);
    });
  });

  test('holds back no more when a paused view is left', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      const { subscription } = record(view.messages$);
      connection.pause();
      fake.broadcast('C', {}, 1);
      time.advance(FRAME);
      subscription.unsubscribe();
      time.advance(FRAME);
      assert.deepEqual(view.status.held, { waiting: 0, dropped: 0 });
      const held = record(connection.held$);
      assert.deepEqual(held.values, [{ waiting: 0, dropped: 0 }]);
    });
  });

  test('R23: holds 1,000 messages at the most, counts what it drops, and tells it as a gap on resume', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      const { values } = record(view.messages$);
      view.pause();
      const since = time.wall;
      fake.broadcast('C', {}, 'oldest');
      time.advance(100);
      for (let n = 0; n < 1_004; n += 1) fake.broadcast('C', {}, n);
      time.advance(FRAME);
      assert.deepEqual(view.status.held, { waiting: 1_000, dropped: 5 });
      view.resume();
      const [gap, ...rest] = values;
      assert.deepEqual(gap, { type: 'gap', since, until: since + 100 });
      assert.deepEqual(
        rest.map(short),
        Array.from({ length: 1_000 }, (_, n) => n + 4),
      );
    });
  });

  test('holds the rest back if a message that is let through begins the next pause', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      const seen: unknown[] = [];
      view.messages$.subscribe((message) => {
        seen.push(short(message));
        if (short(message) === 2) view.pause();
      });
      view.pause();
      for (const n of [1, 2, 3, 4]) fake.broadcast('C', {}, n);
      view.resume();
      assert.deepEqual([seen, view.status.held.waiting], [[1, 2], 2]);
      view.resume();
      assert.deepEqual(seen, [1, 2, 3, 4]);
    });
  });

  test('lets nothing through that was held, once the view is left while it is let through', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      const seen: unknown[] = [];
      const subscription = view.messages$.subscribe((message) => {
        seen.push(short(message));
        view.pause();
        subscription.unsubscribe();
      });
      view.pause();
      for (const n of [1, 2, 3]) fake.broadcast('C', {}, n);
      view.resume();
      time.advance(FRAME);
      assert.deepEqual([seen, view.status.held], [[1], { waiting: 0, dropped: 0 }]);
    });
  });

  test('a subscriber that comes while the view stops keeps it in use', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      const { subscription } = record(view.messages$);
      fake.broadcast('C', {}, 1);
      const seen: unknown[] = [];
      const following = view.status$.subscribe(({ heard }) => {
        if (!heard && seen.length === 0) view.messages$.subscribe((message) => seen.push(short(message)));
      });
      subscription.unsubscribe();
      following.unsubscribe();
      fake.broadcast('C', {}, 2);
      assert.equal(seen.at(-1), 2);
    });
  });

  test('a pause that is ended by what it reports ends at once, and nothing is missing after it', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      const { values } = record(view.messages$);
      fake.broadcast('C', {}, 1);
      const following = view.status$.subscribe(({ heard }) => heard || view.resume());
      view.pause('stop');
      following.unsubscribe();
      fake.broadcast('C', {}, 2);
      assert.deepEqual([values.map(short), view.status.paused], [[1, 2], false]);
    });
  });

  test('two streams that end in one event of the channel take nothing from each other', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const [one, other] = [connection.channel('C'), connection.channel('C')];
      const seen: unknown[] = [];
      const leaving = one.bodies$.subscribe(() => subscription.unsubscribe());
      const subscription = other.bodies$.subscribe((body) => seen.push(body));
      const staying = record(other.messages$);
      fake.broadcast('C', {}, 1);
      fake.broadcast('C', {}, 2);
      leaving.unsubscribe();
      assert.deepEqual([seen, staying.values.map(short)], [[], [1, 2]]);
    });
  });

  test('a paused view never hides a broken connection', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      const statuses = record(view.status$);
      record(view.messages$);
      view.pause();
      fake.drop();
      assert.deepEqual([view.status.state, view.status.health, view.status.paused], ['reconnecting', 'stale', true]);
      assert.equal(statuses.values.at(-1)?.state, 'reconnecting');
    });
  });

  test('holds a gap back with what is around it, in its place', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      const { values } = record(view.messages$);
      view.pause();
      fake.broadcast('C', {}, 1);
      fake.drop();
      time.advance(RETRY);
      fake.broadcast('C', {}, 2);
      view.resume();
      assert.deepEqual(values.map(short), [1, 'gap', 2]);
    });
  });

  test('sends nothing to the server', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      record(view.messages$);
      view.pause();
      view.resume();
      connection.pause();
      time.advance(1_000);
      assert.equal(fake.commands.length, 1);
    });
  });
});

suite("Channel.pause('stop')", () => {
  test('R23: lets go of the subscription to save data, and tells what was missed as a gap', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      const { values } = record(view.messages$);
      fake.broadcast('C', {}, 1);
      view.pause('stop');
      const since = time.wall;
      time.advance(LINGER);
      assert.deepEqual(
        fake.commands.map(({ type }) => type),
        ['subscribe', 'unsubscribe'],
      );
      fake.broadcast('C', {}, 2);
      time.advance(60_000);
      assert.deepEqual([view.status.paused, view.status.pauseKind], [true, 'stop']);
      view.resume();
      const until = time.wall;
      fake.broadcast('C', {}, 3);
      assert.deepEqual([values.map(short), values[1]], [[1, 'gap', 3], { type: 'gap', since, until }]);
      assert.deepEqual([view.status.paused, view.status.pauseKind], [false, undefined]);
    });
  });

  test('R23: tells the gap from the last sign of life on, since the link may have been dead when it was let go of', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      const { values } = record(view.messages$);
      fake.broadcast('C', {}, 1);
      const since = time.wall;
      fake.freeze();
      time.advance(3_000);
      fake.broadcast('C', {}, 2);
      view.pause('stop');
      time.advance(LINGER + 10_000);
      view.resume();
      assert.deepEqual([values.length, values[1]], [2, { type: 'gap', since, until: time.wall }]);
    });
  });

  test('R23: tells the gap from the loss on, where it is let go of before it is live again', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const view = connection.channel('C');
      const { values } = record(view.messages$);
      fake.confirm('C');
      fake.broadcast('C', {}, 1);
      const since = time.wall;
      fake.drop();
      time.advance(2_000);
      view.pause('stop');
      view.resume();
      fake.confirm('C');
      assert.deepEqual([values.length, values[1]], [2, { type: 'gap', since, until: time.wall }]);
    });
  });

  test('R23: a stop that becomes a freeze holds the gap back, and counts it for no update', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      const { values } = record(view.messages$);
      fake.broadcast('C', {}, 1);
      view.pause('stop');
      fake.broadcast('C', {}, 2);
      view.pause('freeze');
      assert.equal(view.status.held.waiting, 0);
      fake.broadcast('C', {}, 3);
      assert.equal(view.status.held.waiting, 1);
      view.resume();
      assert.deepEqual(values.map(short), [1, 'gap', 3]);
    });
  });

  test('R23: fetches the snapshot once on resume', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      let fetches = 0;
      const view = connection.channel('C', {}, { snapshot: () => Promise.resolve((fetches += 1)) });
      const { values } = record(view.messages$);
      await settled();
      beat(time, fake, 6_000);
      view.pause('stop');
      view.resume();
      await settled();
      beat(time, fake, 6_000);
      await settled();
      assert.deepEqual([fetches, values.length], [2, 2]);
      connection.close();
    }));

  test('R23: tells the gap up to the confirmation, however late that comes', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const view = connection.channel('C');
      const { values } = record(view.messages$);
      fake.confirm('C');
      view.pause('stop');
      const since = time.wall;
      time.advance(5_000);
      view.resume();
      time.advance(1_500);
      assert.deepEqual(values, []);
      fake.confirm('C');
      assert.deepEqual(values, [{ type: 'gap', since, until: since + 6_500 }]);
    });
  });

  test('leaves its neighbours what they have', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const [stopped, running] = [connection.channel('C'), connection.channel('C')];
      const [missing, shown] = [record(stopped.messages$), record(running.messages$)];
      stopped.pause('stop');
      time.advance(5_000);
      fake.broadcast('C', {}, 1);
      stopped.resume();
      fake.broadcast('C', {}, 2);
      assert.deepEqual(
        [missing.values.map(short), shown.values.map(short)],
        [
          // What its neighbour got meanwhile was kept.
          [1, 2],
          [1, 2],
        ],
      );
      assert.equal(fake.commands.length, 1);
    });
  });

  test('R23: with a snapshot it shows the present again, and tells no gap', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const state = { n: 0 };
      const view = connection.channel('C', {}, { snapshot: () => Promise.resolve(state.n) });
      const { values } = record(view.messages$);
      await settled();
      view.pause('stop');
      time.advance(10_000);
      state.n = 7;
      view.resume();
      await settled();
      time.advance(2_000);
      await settled();
      const last = values.at(-1);
      assert.deepEqual(last?.type === 'snapshot' && last.messages.map(short), [7]);
      assert.equal(
        values.some(({ type }) => type === 'gap'),
        false,
      );
      assert.equal(fake.isOpen, true);
    });
  });

  test('a whole connection that is stopped hangs up, since nobody uses it, and dials again on resume', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const { values } = record(connection.channel('C').messages$);
      connection.pause('stop');
      assert.equal(connection.pauseKind, 'stop');
      time.advance(5_000);
      assert.deepEqual([fake.isOpen, connection.status.state], [false, 'idle']);
      connection.resume();
      assert.deepEqual([fake.isOpen, values.map(short)], [true, ['gap']]);
    });
  });

  test('R26: leaves nothing behind when the connection is closed', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      const stopped = record(connection.channel('C').messages$);
      connection.pause('stop');
      connection.close();
      assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
      assert.equal(stopped.completed, true);
    });
  });
});

suite('a snapshot for who does not have it', () => {
  test('R19: whoever comes after the last one left gets the state, though it is what it was', () =>
    withHttp(replyFresh('[1]', '"1"'), async ({ url }) => {
      const fake = new FakeCable();
      const connection = createConnection({ transports: [fake.transport] });
      const view = connection.channel('C', {}, { snapshot: url });
      const [first, second] = [await firstValueFrom(view.messages$), await firstValueFrom(view.messages$)];
      assert.deepEqual([first.type, second.type], ['snapshot', 'snapshot']);
      connection.close();
    }));

  test('R26: whoever leaves with the snapshot leaves nothing behind', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { connection } = connect(time);
      const first = firstValueFrom(connection.channel('C', {}, { snapshot: () => Promise.resolve(1) }).messages$);
      assert.equal((await first).type, 'snapshot');
      await settled();
      time.advance(LINGER + 500);
      assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
    });
  });

  test('R23: a pause that overflowed is mended by the snapshot, without a gap', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      let fetches = 0;
      const view = connection.channel('C', {}, { snapshot: () => Promise.resolve((fetches += 1)) });
      const { values } = record(view.messages$);
      await settled();
      time.advance(5_000);
      view.pause();
      for (let n = 0; n < 1_005; n += 1) fake.broadcast('C', {}, n);
      view.resume();
      await settled();
      assert.deepEqual([fetches, values.at(-1)?.type], [2, 'snapshot']);
      assert.equal(
        values.some(({ type }) => type === 'gap'),
        false,
      );
    });
  });

  test('R23: a pause holds no more than 1 MB', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      record(view.messages$);
      view.pause();
      for (let n = 0; n < 30; n += 1) fake.broadcast('C', {}, 'x'.repeat(100_000));
      assert.deepEqual(view.status.held, { waiting: 9, dropped: 21 });
    });
  });

  test('R22: a snapshot that fails says why in errors$', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { connection } = connect(time);
      const view = connection.channel('C', {}, { snapshot: () => Promise.reject(new Error('500')) });
      const errors = record(view.errors$);
      record(view.messages$);
      await settled();
      assert.deepEqual(
        errors.values.map(({ code, message }) => `${code}: ${message}`),
        ['snapshot-failed: The snapshot of {"channel":"C"} could not be fetched.'],
      );
    });
  });
});

suite('Channel.perform', () => {
  test('hands any number of actions of one tick to a live channel', async () => {
    await inVirtualTime(async (time) => {
      const { fake, connection } = connect(time);
      const channel = connection.channel('C');
      record(channel.messages$);
      await Promise.all(Array.from({ length: 150 }, () => channel.perform('refresh')));
      assert.equal(fake.commands.filter(({ type }) => type === 'perform').length, 150);
      connection.close();
    });
  });

  test('waits as long as it is told to, and is not sent after that', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const late = connection.channel('C').perform('late', {}, { within: 3_000 });
      const patient = connection.channel('C').perform('patient', {}, { within: 60_000 });
      const refused = assert.rejects(late, codeIs('timed-out'));
      beat(time, fake, 30_000);
      await refused;
      fake.confirm('C');
      await patient;
      const sent = fake.commands.flatMap((command) => (command.type === 'perform' ? [command.data] : []));
      assert.deepEqual(sent, ['{"action":"patient"}']);
    });
  });

  test('hands over what waited in the order it was asked for', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const channel = connection.channel('C');
      const performed = ['a', 'b', 'c'].map((action) => channel.perform(action));
      fake.confirm('C');
      await Promise.all(performed);
      const sent = fake.commands.flatMap((command) => (command.type === 'perform' ? [command.data] : []));
      assert.deepEqual(sent, ['{"action":"a"}', '{"action":"b"}', '{"action":"c"}']);
    });
  });

  test('X7: no more than 100 actions of a channel wait, and the next is refused at once', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const channel = connection.channel('C');
      const performed = Array.from({ length: 100 }, () => channel.perform('refresh'));
      await assert.rejects(channel.perform('refresh'), codeIs('queue-full'));
      fake.confirm('C');
      await Promise.all(performed);
      await channel.perform('refresh');
      assert.equal(fake.commands.filter(({ type }) => type === 'perform').length, 101);
    });
  });

  test('hands an action to the server, and changes nothing of what it was given', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const channel = connection.channel('C');
      record(channel.messages$);
      const data = Object.freeze({ full: true });
      await channel.perform('refresh', data);
      const { identifier } = channel;
      assert.deepEqual(fake.commands.slice(1), [{ type: 'perform', identifier, data: '{"full":true,"action":"refresh"}' }]);
      assert.deepEqual(data, { full: true });
    });
  });

  test('names the action itself, whatever the data say', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      await connection.channel('C').perform('refresh', { action: 'destroy' });
      const sent = fake.commands.at(-1);
      assert.deepEqual(sent?.type === 'perform' && JSON.parse(sent.data), { action: 'refresh' });
    });
  });

  test('waits for the confirmation, and asks for it where nobody else did', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const channel = connection.channel('C');
      const performed = channel.perform('refresh');
      assert.deepEqual(
        fake.commands.map(({ type }) => type),
        ['subscribe'],
      );
      fake.confirm('C');
      await performed;
      assert.deepEqual(
        fake.commands.map(({ type }) => type),
        ['subscribe', 'perform'],
      );
    });
  });

  test('says what the channel is fetched by, for a view that comes while it waits', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C', {}, { snapshot: '/c.json' });
      view.perform('go').catch(() => undefined);
      record(view.messages$);
      const [command] = fake.commands;
      assert.deepEqual(command?.type === 'subscribe' && command.snapshots?.(), ['/c.json']);
      connection.close();
    });
  });

  test('waits over a loss for the confirmation after it, and sends the action once', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const performed = connection.channel('C').perform('refresh');
      fake.drop();
      time.advance(RETRY);
      fake.confirm('C');
      await performed;
      fake.drop();
      time.advance(RETRY);
      assert.equal(fake.commands.filter(({ type }) => type === 'perform').length, 1);
    });
  });

  test('sends the action once to a server that answers within the call', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      await connection.channel('C').perform('refresh');
      assert.equal(fake.commands.filter(({ type }) => type === 'perform').length, 1);
    });
  });

  test('lets the subscription go when it is done', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      await connection.channel('C').perform('refresh');
      time.advance(2_000);
      assert.deepEqual(
        fake.commands.map(({ type }) => type),
        ['subscribe', 'perform', 'unsubscribe'],
      );
      assert.deepEqual([connection.status.state, time.pending.timers], ['idle', 0]);
    });
  });

  test('fails where the server rejects the channel, now or before', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const channel = connection.channel('C');
      record(channel.messages$);
      const performed = channel.perform('refresh');
      fake.reject('C');
      await assert.rejects(performed, codeIs('subscription-rejected'));
      await assert.rejects(channel.perform('refresh'), codeIs('subscription-rejected'));
      assert.equal(fake.commands.length, 1);
    });
  });

  test('fails after 10 s without a confirmation', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { connection } = connect(time, { confirm: false });
      const performed = connection.channel('C').perform('refresh');
      let failed = false;
      performed.catch(() => (failed = true));
      time.advance(9_999);
      await settled();
      assert.equal(failed, false);
      time.advance(1);
      await assert.rejects(performed, codeIs('timed-out'));
    });
  });

  test('fails where the connection is closed meanwhile', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { connection } = connect(time, { confirm: false });
      const performed = connection.channel('C').perform('refresh');
      connection.close();
      await assert.rejects(performed, codeIs('connection-closed'));
      await settled();
      assert.equal(time.pending.timers, 0);
    });
  });

  test('fails on a connection that was closed before', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { connection } = connect(time);
      const channel = connection.channel('C');
      connection.close();
      await assert.rejects(channel.perform('refresh'), codeIs('connection-closed'));
    });
  });

  test('fails on a scope that was closed before, and sends nothing', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const scope = connection.scope();
      const channel = scope.channel('C');
      scope.close();
      await assert.rejects(channel.perform('refresh'), codeIs('connection-closed'));
      assert.equal(fake.dials, 0);
    });
  });

  test('X10: refuses an action that is not among those allowed, and sends nothing', async () => {
    await inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const channel = connection.channel('C', {}, { actions: ['refresh'] });
      record(channel.messages$);
      await assert.rejects(channel.perform('destroy'), (error) => codeIs('action-forbidden')(error) && String(error).includes('"destroy"'));
      await assert.rejects(channel.perform('toString'), codeIs('action-forbidden'));
      assert.equal(fake.commands.length, 1);
      await channel.perform('refresh');
      assert.equal(fake.commands.length, 2);
    });
  });

  for (const [what, snapshot, fetches] of [
    ['number 0, as live_stream sends', { items: [], seq: 0 }, 1],
    ['no number', [], 2],
  ] as const)
    test(`the first message ever of a stream whose empty snapshot has ${what}: fetches ${fetches} in all`, () =>
      inVirtualTime(async (time) => {
        const { fake, connection } = connect(time);
        let fetched = 0;
        const fetchIt = (): Promise<unknown> => Promise.resolve(((fetched += 1), snapshot));
        const { values } = record(connection.channel('C', {}, { seq: 'seq', snapshot: fetchIt }).messages$);
        await time.advanceAsync(1_000);
        fake.broadcast('C', {}, { event: 'begun', seq: 1 });
        await time.advanceAsync(3_000);
        assert.deepEqual([fetched, values.filter(({ type }) => type === 'event').length], [fetches, 1]);
        connection.close();
      }));

  test('X10: no body makes it perform anything', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      record(connection.channel('C').messages$);
      for (const body of [{ action: 'destroy' }, { command: 'message' }, { type: 'perform', data: '{}' }]) fake.broadcast('C', {}, body);
      time.advance(5_000);
      assert.deepEqual(
        fake.commands.map(({ type }) => type),
        ['subscribe'],
      );
    });
  });
});

function codeIs(code: string): (error: unknown) => boolean {
  return (error) => error instanceof CablegramError && error.code === code;
}

/** Lets every promise that can be settled settle. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
}
