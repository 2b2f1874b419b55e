import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { Message } from '../../../src/message/message.js';
import { placeOf } from '../../../src/repair/placement.js';
import type { Reading } from '../../../src/repair/reading.js';
import { createSequencer, type Sequencer } from '../../../src/repair/sequencer.js';
import { inVirtualTime, type VirtualTime } from '../../support/virtual-time.js';

interface Body {
  readonly seq?: number;
  readonly id?: string;
  readonly version?: number | string;
}

interface Played {
  readonly order: Sequencer;
  readonly time: VirtualTime;
  readonly told: () => string;
  readonly take: (...bodies: readonly Body[]) => void;
  readonly replace: (bodies: readonly Body[], seq?: number, since?: number) => boolean;
}

const readingOf = (body: Body): Reading => ({
  message: { type: 'unknown', error: undefined, body, receivedAt: 0 },
  seq: body.seq,
  version: body.version,
  key: body.id,
});

/** Names a message by its number, else by its version; a snapshot in brackets. */
function short(message: Message): string {
  if (message.type === 'snapshot') return `[${message.messages.map(short).join(' ')}]`;
  if (message.type === 'gap') return 'gap';
  const { seq, id, version } = message.body as Body;
  return String(seq ?? `${id ?? ''}${version ?? '-'}`);
}

function play(run: (played: Played) => void): void {
  inVirtualTime((time) => {
    const delivered: Message[] = [];
    const order = createSequencer({
      deliver: (message) => delivered.push(message),
      onHole: () => undefined,
      environment: time.environment,
    });
    run({
      order,
      time,
      told: () => delivered.map(short).join(' '),
      take: (...bodies) => bodies.forEach((body) => order.take(readingOf(body))),
      replace(bodies, seq, since) {
        const readings = bodies.map(readingOf);
        return order.replace({ readings, place: placeOf(readings, seq, true) }, since, []);
      },
    });
    order.end();
    assert.equal(time.pending.timers, 0);
  });
}

suite('createSequencer', () => {
  test('passes what tells neither number nor version as it comes, and what has no body', () =>
    play(({ order, told, take }) => {
      take({}, {});
      order.take({ message: { type: 'gap', since: 1, until: 2 }, seq: undefined, version: undefined, key: undefined });
      assert.equal(told(), '- - gap');
    }));

  test('delivers by number what is newer by version', () =>
    play(({ time, told, take }) => {
      take({ seq: 1, id: 'a', version: 2 });
      time.advance(500);
      take({ seq: 3, id: 'a', version: 4 }, { seq: 2, id: 'a', version: 1 }, { seq: 4, id: 'b', version: 1 });
      assert.equal(told(), '1 3 4');
    }));

  test('R22: a snapshot of older versions is believed when it comes the fifth time, and then its versions are known, and no others', () =>
    play(({ told, take, replace }) => {
      take({ id: 'a', version: 5 }, { id: 'b', version: 5 });
      for (let n = 0; n < 4; n += 1) assert.equal(replace([{ id: 'a', version: 3 }, {}]), false);
      assert.equal(replace([{ id: 'a', version: 3 }, {}]), true);
      take({ id: 'a', version: 3 }, { id: 'a', version: 4 }, { id: 'b', version: 1 });
      assert.equal(told(), 'a5 b5 [a3 -] a4 b1');
    }));

  test('after a snapshot goes on behind its number', () =>
    play(({ order, told, take, replace }) => {
      assert.equal(replace([{ seq: 2 }], 2), true);
      assert.equal(order.highest(), 2);
      take({ seq: 2 }, { seq: 3 });
      assert.equal(told(), '[2] 3');
    }));

  test('R22: a snapshot that is older than what was shown is not delivered, and changes nothing', () =>
    play(({ order, told, take, replace }) => {
      replace([{ seq: 7, id: 'a', version: 7 }], 7);
      assert.equal(replace([{ seq: 5, id: 'a', version: 5 }], 5, 7), false);
      take({ id: 'a', version: 6 }, { seq: 8, id: 'a', version: 8 });
      assert.deepEqual([told(), order.highest()], ['[7] 8', 8]);
    }));

  test('a snapshot that shows what is shown already is delivered', () =>
    play(({ told, replace }) => {
      assert.equal(replace([{ seq: 7 }], 7, 7), true);
      assert.equal(told(), '[7]');
    }));

  test('R22: after a loss too, until it comes the fifth time: then the count began anew', () =>
    play(({ order, told, take, replace }) => {
      take({ seq: 40 });
      replace([{ seq: 41 }], 41);
      take({ seq: 43 });
      order.restart();
      // Nothing came in between.
      order.restart();
      for (let n = 0; n < 4; n += 1) assert.equal(replace([{ seq: 42 }], 42), false);
      assert.equal(told(), '[41] 43');
      assert.equal(replace([{ seq: 42 }], 42), true);
      order.restart();
      assert.equal(replace([{ seq: 41 }], 41), false);
      assert.equal(replace([{ seq: 42 }], 42), true);
      assert.equal(told(), '[41] 43 [42] [42]');
    }));

  test('R22: one that is older than what waited for its turn when it was asked for, and does no more, is not delivered either', () =>
    play(({ order, time, told, take, replace }) => {
      replace([{ seq: 1 }], 1);
      take({ seq: 4 });
      const since = order.highest();
      assert.equal(replace([{ seq: 2 }], 2, since), true);
      take({ seq: 6 });
      time.advance(500);
      assert.equal(told(), '[1] [2] 4');
      assert.equal(replace([{ seq: 3 }], 3, since), false);
    }));

  test('R22: what a live message counts lower after a loss, a snapshot may too', () =>
    play(({ order, time, told, take, replace }) => {
      replace([{ seq: 40 }], 40);
      order.restart();
      take({ seq: 3 });
      time.advance(500);
      assert.equal(replace([{ seq: 3 }], 3, order.highest()), true);
      assert.equal(told(), '[40] 3 [3]');
    }));

  test('R22: one that is 1,000 or more behind may be of a count begun anew, too, though nothing was lost', () =>
    play(({ told, replace, take }) => {
      replace([{ seq: 1_000 }], 1_000);
      for (let n = 0; n < 9; n += 1) assert.equal(replace([{ seq: 1 }], 1, 1_000), false);
      replace([{ seq: 1_001 }], 1_001);
      for (let n = 0; n < 4; n += 1) assert.equal(replace([{ seq: 1 }], 1, 1_001), false);
      assert.equal(replace([{ seq: 1 }], 1, 1_001), true);
      take({ seq: 2 });
      assert.equal(told(), '[1000] [1001] [1] 2');
    }));

  test('S8: on restart delivers what waits, and takes any number for the next', () =>
    play(({ order, time, told, take, replace }) => {
      replace([{ seq: 1 }], 1);
      take({ seq: 4 });
      order.restart();
      assert.equal(told(), '[1] 4');
      assert.equal(order.highest(), undefined);
      take({ seq: 3 });
      time.advance(500);
      assert.equal(told(), '[1] 4 3');
    }));
});
