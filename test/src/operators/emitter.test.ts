import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { config } from 'rxjs';
import { Emitter } from '../../../src/operators/emitter.js';
import { record } from '../../support/record.js';

suite('Emitter', () => {
  test('emits each value to its current subscribers, and nothing from before', () => {
    const value$ = new Emitter<number>();
    value$.next(1);
    const [one, other] = [record(value$), record(value$)];
    value$.next(2);
    one.subscription.unsubscribe();
    value$.next(3);
    assert.deepEqual([one.values, other.values], [[2], [2, 3]]);
  });

  test('emits a value to nobody who subscribed while it was emitted', () => {
    const value$ = new Emitter<number>();
    const late: number[] = [];
    const first = value$.subscribe(() => {
      first.unsubscribe();
      value$.subscribe((value) => late.push(value));
    });
    value$.next(1);
    value$.next(2);
    assert.deepEqual(late, [2]);
  });

  test('emits a value to nobody who unsubscribed while it was emitted', () => {
    const value$ = new Emitter<number>();
    const left: number[] = [];
    value$.subscribe(() => second.unsubscribe());
    const second = value$.subscribe((value) => left.push(value));
    value$.next(1);
    assert.deepEqual(left, []);
  });

  test('completes for all, and at once for who comes later', () => {
    const value$ = new Emitter<number>();
    const before = record(value$);
    value$.complete();
    value$.next(1);
    const after = record(value$);
    assert.deepEqual([before.values, before.completed, after.values, after.completed], [[], true, [], true]);
  });

  test('errs for all, and at once for who comes later, and keeps to its first end', () => {
    const value$ = new Emitter<number>();
    const before = record(value$);
    value$.error('lost');
    value$.complete();
    const after = record(value$);
    assert.deepEqual([before.errors, before.completed, after.errors, after.completed], [['lost'], false, ['lost'], false]);
  });

  test('R24: goes on where one listener throws, which is told as for every stream', async () => {
    const value$ = new Emitter<number>();
    try {
      const uncaught = new Promise((resolve) => (config.onUnhandledError = resolve));
      value$.subscribe(() => {
        throw new Error('mine');
      });
      const other = record(value$);
      value$.next(1);
      assert.deepEqual(other.values, [1]);
      assert.match(String(await uncaught), /mine/);
    } finally {
      config.onUnhandledError = null;
    }
  });

  test('R26: holds nobody who left', () => {
    const value$ = new Emitter<number>();
    const { subscription, values } = record(value$);
    subscription.unsubscribe();
    value$.next(1);
    value$.complete();
    assert.deepEqual(values, []);
  });
});
