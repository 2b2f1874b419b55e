import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { Message } from '../../../src/message/message.js';
import { connect } from '../../support/fake-connection.js';
import { record } from '../../support/record.js';
import { inVirtualTime, inVirtualTimeAsync } from '../../support/virtual-time.js';

function short(message: Message): unknown {
  if (message.type === 'snapshot') return message.messages.map(short);
  return message.type === 'gap' ? 'gap' : message.body;
}

async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
}

suite('views of one identifier', () => {
  test('that name different snapshots share one subscription, and each gets its own alone', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const none = record(connection.channel('C').messages$);
      const totals = record(connection.channel('C', {}, { snapshot: () => Promise.resolve(15) }).messages$);
      const recent = record(connection.channel('C', {}, { snapshot: () => Promise.resolve([1, 2]) }).messages$);
      await settled();
      fake.broadcast('C', {}, 16);
      assert.deepEqual(
        [none, totals, recent].map(({ values }) => values.map(short)),
        [[16], [[15], 16], [[1, 2], 16]],
      );
      assert.equal(fake.commands.length, 1);
      connection.close();
    }));

  test('may differ once those that wanted something else are gone, and a snapshot may change', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      const first = connection.channel('C', {}, { seq: 'a' });
      record(first.messages$).subscription.unsubscribe();
      record(connection.channel('C', {}, { seq: 'b' }).messages$);
      assert.throws(() => connection.channel('C', {}, { seq: 'c' }), /differ in `seq`/);
      connection.channel('C', {}, { snapshot: '/a' });
      connection.channel('C', {}, { snapshot: '/b' });
      connection.close();
    });
  });

  test('that bring two functions for one thing are told to pass the same', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      record(connection.channel('C', {}, { key: () => 1 }).messages$);
      assert.throws(() => connection.channel('C', {}, { key: () => 1 }), /Pass the same function/);
      connection.close();
    });
  });

  for (const [what, first] of [
    ['as text', 11n],
    ['beyond 2^53', 9_007_199_254_740_995n],
  ] as const) {
    test(`numbers ${what} put bodies in order, drop doubles and place a snapshot`, () =>
      inVirtualTimeAsync(async (time) => {
        const { fake, connection } = connect(time);
        const numbered = (place: number): unknown => ({ seq: String(first + BigInt(place)), value: place });
        const snapshot = (): Promise<unknown> => Promise.resolve([numbered(1), numbered(0)]);
        const { values } = record(connection.channel('C', {}, { seq: 'seq', snapshot }).messages$);
        for (const place of [1, 2, 4, 3, 3]) fake.broadcast('C', {}, numbered(place));
        await settled();
        time.advance(1_000);
        const shown = [0, 1, 2, 3, 4].map(numbered);
        assert.deepEqual(values.map(short), [shown.slice(0, 2), ...shown.slice(2)]);
        connection.close();
      }));
  }

  test('versions as text are compared as numbers', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const snapshot = (): Promise<unknown> => Promise.resolve([{ v: '10' }, { v: 9 }]);
      const { values } = record(connection.channel('C', {}, { version: 'v', snapshot }).messages$);
      await settled();
      for (const v of ['9', '9007199254740993', '9007199254740992', 11]) fake.broadcast('C', {}, { v });
      assert.deepEqual(values.map(short), [[{ v: 9 }, { v: '10' }], { v: '9007199254740993' }]);
      connection.close();
    }));

  test('a snapshot function that throws is reported with what it threw', () =>
    inVirtualTimeAsync(async (time) => {
      const { connection } = connect(time);
      const cause = new Error('no session');
      const channel = connection.channel('C', {}, { snapshot: () => Promise.reject(cause) });
      const errors = record(channel.errors$);
      record(channel.messages$);
      await settled();
      assert.deepEqual([errors.values.length, errors.values[0]?.code, errors.values[0]?.cause], [1, 'snapshot-failed', cause]);
      connection.close();
    }));

  test('a function that throws costs its body alone, in a batch and in a snapshot, and is reported', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const version = (body: unknown): number => (body as { readonly v: number }).v;
      const channel = connection.channel('C', {}, { version, key: 'id', snapshot: () => Promise.resolve([{ id: 1, v: 1 }, null]) });
      const [messages, errors] = [record(channel.messages$), record(channel.errors$)];
      await settled();
      fake.broadcast('C', {}, { type: 'batch', data: [{ id: 2, v: 1 }, null, { id: 3, v: 1 }] });
      assert.deepEqual(messages.values.map(short), [[{ id: 1, v: 1 }], { id: 2, v: 1 }, { id: 3, v: 1 }]);
      assert.deepEqual(
        errors.values.map(({ code }) => code),
        ['body-undecodable', 'body-undecodable'],
      );
      assert.equal(channel.status.health, 'ok');
      connection.close();
    }));
});

suite('a view that comes late or comes back', () => {
  test('without a snapshot begins with the last value of each metric and the items', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      record(connection.channel('C').messages$);
      const bodies = [{ metric: 'a', value: 1 }, { metric: 'b', value: 2 }, { metric: 'a', value: 3 }, { event: 'paid' }];
      for (const body of bodies) fake.broadcast('C', {}, body);
      const late = connection.channel('C');
      assert.deepEqual(record(late.messages$).values.map(short), bodies.slice(1));
      assert.equal(late.status.heard, true);
    });
  });

  test('is not heard while nothing came for it', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      record(connection.channel('C').messages$);
      fake.broadcast('C', {}, { increment: 1 });
      const late = connection.channel('C');
      assert.deepEqual(record(late.messages$).values, []);
      assert.equal(late.status.heard, false);
    });
  });

  test('300 ms after the first left begins with what that showed', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const first = record(connection.channel('C').messages$);
      fake.broadcast('C', {}, { value: 7 });
      first.subscription.unsubscribe();
      time.advance(300);
      assert.deepEqual(record(connection.channel('C').messages$).values.map(short), [{ value: 7 }]);
    });
  });

  test('gets a gap first if something came while nobody used the channel', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const first = record(connection.channel('C').messages$);
      fake.broadcast('C', {}, { increment: 1 });
      first.subscription.unsubscribe();
      fake.broadcast('C', {}, { increment: 2 });
      time.advance(500);
      const again = record(connection.channel('C').messages$);
      fake.broadcast('C', {}, { increment: 3 });
      assert.deepEqual(again.values.map(short), ['gap', { increment: 3 }]);
    });
  });

  test('goes on where it left, without a double', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const view = connection.channel('C');
      record(connection.channel('C').messages$);
      const before = record(view.messages$);
      fake.broadcast('C', {}, { event: 'a' });
      before.subscription.unsubscribe();
      fake.broadcast('C', {}, { event: 'b' });
      assert.deepEqual(record(view.messages$).values.map(short), [{ event: 'b' }]);
    });
  });
});

suite('what bodies and snapshots say of their place', () => {
  test('state that is older by its own time is left out, and marked for a view that keeps a history', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const shown = record(connection.channel('C').messages$);
      const history = record(connection.channel('C', {}, { late: true }).messages$);
      const [newer, older] = [
        { value: 42, timestamp: '2026-11-29T05:00:04Z' },
        { value: 41, timestamp: '2026-11-29T05:00:00Z' },
      ];
      for (const body of [newer, older]) fake.broadcast('C', {}, body);
      assert.deepEqual([shown.values.map(short), history.values.map(short)], [[newer], [newer, older]]);
    });
  });

  for (const [what, body] of [
    ['nothing', {}],
    ['an error', { error: 'gone' }],
    ['a value that is none', { value: { cents: 4200 } }],
  ] as const) {
    test(`a snapshot that holds ${what} is reported, and the state may be old`, () =>
      inVirtualTimeAsync(async (time) => {
        const { connection } = connect(time);
        const channel = connection.channel('C', {}, { snapshot: () => Promise.resolve(body) });
        const [messages, errors] = [record(channel.messages$), record(channel.errors$)];
        await settled();
        assert.deepEqual([messages.values, channel.status.health, errors.values.length], [[], 'stale', 1]);
        connection.close();
      }));
  }

  test('a list in a well-known place is the list, with the number beside it', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const channel = connection.channel(
        'C',
        {},
        { seq: 'seq', snapshot: () => Promise.resolve({ seq: 2, items: [{ id: 1 }, { id: 2 }] }) },
      );
      const { values } = record(channel.messages$);
      await settled();
      for (const seq of [2, 3]) fake.broadcast('C', {}, { seq });
      assert.deepEqual(values.map(short), [[{ id: 1 }, { id: 2 }], { seq: 3 }]);
      connection.close();
    }));

  test('a delta that came while the snapshot was fetched leaves the sum in doubt until none does, reported once', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const answers: ((body: unknown) => void)[] = [];
      const channel = connection.channel('C', {}, { snapshot: () => new Promise((resolve) => answers.push(resolve)) });
      const errors = record(channel.errors$);
      record(channel.messages$);
      await settled();
      fake.broadcast('C', {}, { increment: 1 });
      answers[0]?.({ value: 10 });
      await settled();
      assert.deepEqual([channel.status.health, errors.values.map(({ code }) => code)], ['stale', ['snapshot-unplaced']]);
      time.advance(2_500);
      await settled();
      answers[1]?.({ value: 11 });
      await settled();
      assert.deepEqual([channel.status.health, errors.values.length], ['ok', 1]);
      connection.close();
    }));
});
