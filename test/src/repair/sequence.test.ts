import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createSequence, type Sequence } from '../../../src/repair/sequence.js';
import { inVirtualTime, type VirtualTime } from '../../support/virtual-time.js';

type Told = (number | 'beginning' | 'hole')[];

/** Runs a sequence whose values are their numbers, known up to `known`; a hole is written as `hole`. */
function play(run: (sequence: Sequence<number>, told: Told, time: VirtualTime) => void, known: number | 'nothing' = 0): void {
  inVirtualTime((time) => {
    const told: Told = [];
    const onHole = (first: number | undefined): void => void told.push(first === undefined ? 'beginning' : 'hole');
    const sequence = createSequence<number>({ deliver: (value) => told.push(value), onHole, now: time.environment.now });
    if (known !== 'nothing') sequence.goOnAfter(known);
    run(sequence, told, time);
  });
}

function take(sequence: Sequence<number>, ...numbers: readonly number[]): void {
  for (const number of numbers) sequence.take(number, number);
}

suite('createSequence', () => {
  test('lets through at once what comes in order, and schedules nothing for it', () => {
    play((sequence, told, time) => {
      take(sequence, 1, 2, 3);
      assert.deepEqual([told, sequence.last(), time.pending.timers], [[1, 2, 3], 3, 0]);
    });
  });

  test('R20: waits for a late one, and puts what followed it behind it', () => {
    play((sequence, told, time) => {
      take(sequence, 1, 4, 3);
      assert.deepEqual(told, [1]);
      take(sequence, 2);
      assert.deepEqual([told, time.pending.timers], [[1, 2, 3, 4], 0]);
    });
  });

  test('drops doubles, delivered or waiting', () => {
    play((sequence, told) => {
      take(sequence, 1, 2, 2, 1, 4, 4, 3, 3);
      assert.deepEqual(told, [1, 2, 3, 4]);
    });
  });

  test('R20: calls it a hole after half a second, and goes on', () => {
    play((sequence, told, time) => {
      take(sequence, 1, 3, 4);
      time.advance(499);
      assert.deepEqual(told, [1]);
      time.advance(1);
      assert.deepEqual(told, [1, 'hole', 3, 4]);
      take(sequence, 5, 2);
      assert.deepEqual([told, time.pending.timers], [[1, 'hole', 3, 4, 5], 0]);
    });
  });

  test('continues after a restart as if there had been none, if nothing was missed', () => {
    play((sequence, told, time) => {
      take(sequence, 1, 2);
      sequence.restart();
      sequence.resume();
      take(sequence, 3);
      assert.deepEqual([told, time.pending.timers], [[1, 2, 3], 0]);
    });
  });

  test('does not continue if a late value was still waited for', () => {
    play((sequence, told, time) => {
      take(sequence, 1, 3);
      sequence.restart();
      sequence.resume();
      take(sequence, 2);
      time.advance(500);
      assert.deepEqual(told, [1, 3, 'beginning', 2]);
    });
  });

  test('tells two holes in their turns', () => {
    play((sequence, told, time) => {
      take(sequence, 1, 3, 5);
      time.advance(500);
      assert.deepEqual(told, [1, 'hole', 3]);
      time.advance(500);
      assert.deepEqual(told, [1, 'hole', 3, 'hole', 5]);
    });
  });

  test('R20: lets no more than 100 wait for a late one', () => {
    play((sequence, told) => {
      take(sequence, 1, ...Array.from({ length: 100 }, (_, n) => n + 3));
      assert.deepEqual(told, [1]);
      take(sequence, 103);
      assert.deepEqual(told.slice(0, 3), [1, 'hole', 3]);
      assert.equal(told.at(-1), 103);
    });
  });

  test('R20: waits half a second at a beginning, since nobody knows which is the first', () => {
    play((sequence, told, time) => {
      take(sequence, 9, 3, 1, 2, 1);
      assert.deepEqual(told, []);
      time.advance(500);
      assert.deepEqual(told, ['beginning', 1, 2, 3]);
      time.advance(500);
      assert.deepEqual(told, ['beginning', 1, 2, 3, 'hole', 9]);
      take(sequence, 10);
      assert.deepEqual([told.at(-1), time.pending.timers], [10, 0]);
    }, 'nothing');
  });

  test('takes a number far below the last for a server that began anew: a new beginning, after what waits', () => {
    play((sequence, told, time) => {
      take(sequence, 5_000, 5_002, 3, 1, 2);
      assert.deepEqual(told, [5_000, 5_002]);
      time.advance(500);
      assert.deepEqual(told, [5_000, 5_002, 'beginning', 1, 2, 3]);
    }, 4_999);
  });

  test('takes lower numbers that go on for ten seconds for a new count', () => {
    play((sequence, told, time) => {
      for (let number = 1; number < 6; number += 1) {
        take(sequence, number);
        time.advance(2_500);
      }
      assert.deepEqual(told, ['beginning', 5]);
    }, 50);
  });

  test('drops doubles however late and however often they come', () => {
    play((sequence, told, time) => {
      for (let times = 0; times < 20; times += 1) {
        take(sequence, 47, 48, 49, 50);
        time.advance(1_000);
      }
      assert.deepEqual(told, []);
    }, 50);
  });

  test('goes on after a number that is known from elsewhere, with what waits and is newer', () => {
    play((sequence, told, time) => {
      take(sequence, 1, 4, 5, 7);
      sequence.goOnAfter(4);
      assert.deepEqual(told, [1, 5]);
      take(sequence, 3, 6);
      assert.deepEqual([told, time.pending.timers], [[1, 5, 6, 7], 0]);
    });
  });

  test('delivers on restart what waits, and takes the next number for the first', () => {
    play((sequence, told, time) => {
      take(sequence, 1, 5, 3);
      sequence.restart();
      take(sequence, 90);
      assert.deepEqual(told, [1, 3, 5]);
      time.advance(500);
      assert.deepEqual([told, time.pending.timers], [[1, 3, 5, 'beginning', 90], 0]);
    });
  });

  test('goes on after any number where none is known, and keeps what waits', () => {
    play((sequence, told, time) => {
      take(sequence, 1, 3);
      sequence.goOnAfter(undefined);
      take(sequence, 1);
      time.advance(500);
      assert.deepEqual(told, [1, 'beginning', 1]);
      time.advance(500);
      assert.deepEqual(told, [1, 'beginning', 1, 'hole', 3]);
    });
  });

  test('R26: who leaves with what a restart delivers is given no more', () => {
    inVirtualTime((time) => {
      const told: unknown[] = [];
      const sequence: Sequence<number> = createSequence<number>({
        deliver(value) {
          told.push(value);
          sequence.end();
        },
        onHole: () => undefined,
        now: time.environment.now,
      });
      sequence.goOnAfter(0);
      take(sequence, 2, 4);
      sequence.restart();
      assert.ok(!told.includes(undefined), String(told));
      assert.equal(time.pending.timers, 0);
    });
  });

  test('R26: leaves no timer where more than 100 waited', () => {
    play((sequence, _told, time) => {
      for (let number = 2; number < 104; number += 1) take(sequence, number);
      assert.equal(time.pending.timers, 0);
      sequence.end();
    });
  });

  test('takes what a snapshot contains for doubles, though another double came long before that snapshot', () => {
    play((sequence, told, time) => {
      take(sequence, 1, 2);
      sequence.goOnAfter(5);
      take(sequence, 4);
      time.advance(11_000);
      sequence.goOnAfter(20);
      take(sequence, 19, 20);
      assert.deepEqual([told, time.pending.timers], [[1, 2], 0]);
    });
  });

  test('R26: delivers nothing and leaves no timer when it has ended', () => {
    play((sequence, told, time) => {
      take(sequence, 1, 3);
      sequence.end();
      time.advance(1_000);
      assert.deepEqual([told, time.pending.timers], [[1], 0]);
    });
  });
});
