import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import { decode } from '../../../src/message/decode.js';
import type { Message } from '../../../src/message/message.js';
import { pace, type Keyed, type PaceOptions } from '../../../src/channel/pace.js';
import { connect } from '../../support/fake-connection.js';
import { record } from '../../support/record.js';
import { FRAME, inVirtualTime } from '../../support/virtual-time.js';

type Step = number | { readonly body: unknown };

/** Plays bodies and waits (numbers, in ms), and tells each batch as `at: bodies`. */
function play(options: PaceOptions & Keyed, steps: readonly Step[]): readonly string[] {
  const told: string[] = [];
  inVirtualTime((time) => {
    const message$ = new Subject<Message>();
    message$.pipe(pace(options, options, time.environment)).subscribe((batch) => {
      const bodies = batch.map((message) => ('body' in message ? JSON.stringify(message.body) : message.type));
      told.push(`${time.now}: ${bodies.join(' ')}`);
    });
    for (const step of steps) {
      if (typeof step === 'number') time.advance(step);
      else message$.next(decode(step.body, time.wall));
    }
  });
  return told;
}

const say = (...bodies: readonly unknown[]): Step[] => bodies.map((body) => ({ body }));

suite('pace', () => {
  test('without a word gathers every message, once a frame', () => {
    assert.deepEqual(play({}, [...say(1, 2, 1), 100, ...say(3), 100]), [`${FRAME}: 1 2 1`, `${100 + FRAME}: 3`]);
    assert.deepEqual(play({ pace: 'all' }, [...say(1, 2, 1), 100]), [`${FRAME}: 1 2 1`]);
  });

  test('`latest` keeps the newest state of each metric', () => {
    const cpu = (value: number): object => ({ metric: 'cpu', value });
    const memory = (value: number): object => ({ metric: 'memory', value });
    const [batch] = play({ pace: 'latest' }, [...say(cpu(1), memory(1), cpu(2)), 100]);
    assert.equal(batch, `${FRAME}: ${JSON.stringify(memory(1))} ${JSON.stringify(cpu(2))}`);
  });

  test('`latest` keeps the newest of each kind where nothing is named', () => {
    const bodies = [1, 2, { value: 3 }, { value: 4 }, { cpu: 5 }, { cpu: 6 }, { progress: 7 }, { progress: 8 }];
    assert.deepEqual(play({ pace: 'latest' }, [...say(...bodies), 100]), [`${FRAME}: 2 {"value":4} {"cpu":6} {"progress":8}`]);
  });

  for (const [what, body] of [
    ['a delta', { increment: 1 }],
    ['an event', { event: 'sold' }],
    ['html', '<turbo-stream></turbo-stream>'],
    ['what nobody knows', { type: 'other' }],
  ] as const) {
    test(`\`latest\` leaves out no message that is no state: ${what}`, () => {
      const [batch] = play({ pace: 'latest' }, [...say(body, body, body), 100]);
      assert.equal(batch, `${FRAME}: ${[body, body, body].map((each) => JSON.stringify(each)).join(' ')}`);
    });
  }

  test('`latest` leaves out no gap and no snapshot', () => {
    inVirtualTime((time) => {
      const message$ = new Subject<Message>();
      const { values } = record(message$.pipe(pace({ pace: 'latest' }, { key: () => 'one' }, time.environment)));
      const made: Message[] = [
        { type: 'gap', since: 1, until: 2 },
        { type: 'gap', since: 3, until: 4 },
        { type: 'snapshot', messages: [] },
        { type: 'snapshot', messages: [] },
      ];
      for (const message of made) message$.next(message);
      time.advance(FRAME);
      assert.deepEqual(values, [made]);
    });
  });

  test('`latest` tells things apart by a path or a function of the body', () => {
    const order = (id: number, n: number): object => ({ data: { id }, n });
    const bodies = say(order(1, 1), order(2, 1), order(1, 2));
    const expected = [`${FRAME}: ${JSON.stringify(order(2, 1))} ${JSON.stringify(order(1, 2))}`];
    assert.deepEqual(play({ pace: 'latest', key: 'data.id' }, [...bodies, 100]), expected);
    const key = (body: unknown): unknown => (body as { data: { id: number } }).data.id;
    assert.deepEqual(play({ pace: 'latest', key }, [...bodies, 100]), expected);
  });

  test('`latest` leaves out nothing that has no key', () => {
    assert.deepEqual(play({ pace: 'latest', key: 'id' }, [...say({ n: 1 }, { n: 1 }, { id: null }), 100]), [
      `${FRAME}: {"n":1} {"n":1} {"id":null}`,
    ]);
  });

  test('`latest` takes a key that is 0, false or "" for a key', () => {
    for (const id of [0, false, '']) {
      const [batch] = play({ pace: 'latest', key: 'id' }, [...say({ id, n: 1 }, { id, n: 2 }), 100]);
      assert.equal(batch, `${FRAME}: ${JSON.stringify({ id, n: 2 })}`);
    }
  });

  test('a number gathers every message, once in so many ms', () => {
    const told = play({ pace: 1_000 }, [...say(1), 100, ...say(2, 3), 2_000, ...say(4), 100]);
    assert.deepEqual(told, [`${FRAME}: 1`, `${FRAME + 1_000}: 2 3`, `${2_100 + FRAME}: 4`]);
  });

  test('`throttle` lets the first through at once, then a batch once in so many ms', () => {
    const told = play({ throttle: 500 }, [...say(1), 100, ...say(2), 100, ...say(3), 1_000]);
    assert.deepEqual(told, [`${FRAME}: 1`, `${FRAME + 500}: 2 3`]);
  });

  test('`throttle` with `latest` keeps the newest of what waits', () => {
    assert.deepEqual(play({ throttle: 500, pace: 'latest' }, [...say(1), 100, ...say(2, 3), 1_000]), [`${FRAME}: 1`, `${FRAME + 500}: 3`]);
  });

  test('`debounce` waits until nothing came for so long', () => {
    const told = play({ debounce: 300 }, [...say(1), 200, ...say(2), 200, ...say(3), 1_000, ...say(4), 300]);
    assert.deepEqual(told, ['700: 1 2 3', '1700: 4']);
  });

  test('R29: hands over once a frame, however many messages come', () => {
    inVirtualTime((time) => {
      const message$ = new Subject<Message>();
      const { values } = record(message$.pipe(pace({ pace: 'latest' }, {}, time.environment)));
      for (let n = 0; n < 100_000; n += 1) message$.next(decode(n));
      time.advance(FRAME);
      assert.equal(values.length, 1);
    });
  });
});

suite('a channel with a pace', () => {
  test('hands its batches over as its options say, by the key that any view names', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const paced = record(connection.channel('C', {}, { pace: 'latest', throttle: 100 }).batches$).values;
      record(connection.channel('C', {}, { key: 'id' }).messages$);
      const say = (...bodies: readonly object[]): void => bodies.forEach((body) => fake.broadcast('C', {}, body));
      const told = (): string =>
        paced.map((batch) => batch.map((message) => ('body' in message ? JSON.stringify(message.body) : '')).join(' ')).join(' | ');
      say({ id: 1, n: 1 }, { id: 2, n: 1 }, { id: 1, n: 2 });
      time.advance(FRAME);
      say({ id: 1, n: 3 });
      time.advance(99);
      assert.equal(told(), '{"id":2,"n":1} {"id":1,"n":2}');
      time.advance(1);
      assert.equal(told(), '{"id":2,"n":1} {"id":1,"n":2} | {"id":1,"n":3}');
      connection.close();
    });
  });
});
