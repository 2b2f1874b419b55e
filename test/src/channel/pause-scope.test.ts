import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createPauseScope } from '../../../src/channel/pause-scope.js';
import { record } from '../../support/record.js';
import { FRAME, inVirtualTime } from '../../support/virtual-time.js';

suite('createPauseScope', () => {
  test('is paused when it or any scope around it is', () => {
    inVirtualTime((time) => {
      const outer = createPauseScope(time.environment);
      const inner = outer.within().within();
      const seen = record(inner.kind$);
      inner.pause('freeze');
      outer.pause('freeze');
      inner.pause(undefined);
      assert.equal(inner.kind, 'freeze');
      outer.pause(undefined);
      assert.deepEqual([inner.kind, seen.values], [undefined, [undefined, 'freeze', undefined]]);
    });
  });

  test('the stronger pause of its own and of those around it holds', () => {
    inVirtualTime((time) => {
      const outer = createPauseScope(time.environment);
      const inner = outer.within();
      const kinds = (['freeze', 'stop', undefined] as const).flatMap((around) =>
        (['freeze', 'stop', undefined] as const).map((own) => {
          outer.pause(around);
          inner.pause(own);
          return inner.kind;
        }),
      );
      assert.deepEqual(kinds, ['freeze', 'stop', 'freeze', 'stop', 'stop', 'stop', 'freeze', 'stop', undefined]);
    });
  });

  test('adds up what the scopes within it hold, and asks for one frame to tell all of them', () => {
    inVirtualTime((time) => {
      const outer = createPauseScope(time.environment);
      const [one, other] = [outer.within(), outer.within()];
      const told = [outer, one, other].map(({ held$ }) => record(held$));
      one.hold({ waiting: 2, dropped: 1 });
      one.hold({ waiting: 3, dropped: 1 });
      other.hold({ waiting: 4, dropped: 0 });
      assert.equal(time.pending.timers, 1);
      assert.deepEqual(outer.held, { waiting: 7, dropped: 1 });
      time.advance(FRAME);
      assert.deepEqual(
        told.map(({ values }) => values.slice(1)),
        [[{ waiting: 7, dropped: 1 }], [{ waiting: 3, dropped: 1 }], [{ waiting: 4, dropped: 0 }]],
      );
    });
  });

  test('asks for no frame where nothing changes', () => {
    inVirtualTime((time) => {
      const scope = createPauseScope(time.environment);
      scope.hold({ waiting: 0, dropped: 0 });
      assert.equal(time.pending.timers, 0);
    });
  });

  test('R26: takes its frame back when it ends, and asks for no other', () => {
    inVirtualTime((time) => {
      const outer = createPauseScope(time.environment);
      const inner = outer.within();
      const told = record(inner.held$);
      inner.hold({ waiting: 1, dropped: 0 });
      outer.end();
      inner.hold({ waiting: 0, dropped: 0 });
      assert.equal(time.pending.timers, 0);
      assert.equal(told.values.length, 1);
    });
  });

  test('R26: asks for no frame once it has ended', () => {
    inVirtualTime((time) => {
      const outer = createPauseScope(time.environment);
      outer.end();
      outer.within().hold({ waiting: 1, dropped: 0 });
      assert.equal(time.pending.timers, 0);
    });
  });

  test('counts what the views of one channel hold once', () => {
    inVirtualTime((time) => {
      const scope = createPauseScope(time.environment);
      const [first, second, other] = [scope.within('a'), scope.within('a'), scope.within('b')];
      first.hold({ waiting: 3, dropped: 0 });
      second.hold({ waiting: 4, dropped: 1 });
      other.hold({ waiting: 2, dropped: 0 });
      assert.deepEqual(
        [scope.held, first.held],
        [
          { waiting: 6, dropped: 1 },
          { waiting: 3, dropped: 0 },
        ],
      );
      second.hold({ waiting: 0, dropped: 0 });
      assert.deepEqual(scope.held, { waiting: 5, dropped: 0 });
      scope.end();
    });
  });
});
