import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { BehaviorSubject, Subject } from 'rxjs';
import { derive } from '../../../src/operators/derive.js';
import { record } from '../../support/record.js';

suite('derive', () => {
  test('computes at once, and again whenever a source says so', () => {
    const [one$, other$] = [new BehaviorSubject(1), new BehaviorSubject(10)];
    const { values } = record(derive([one$, other$], () => one$.value + other$.value));
    one$.next(2);
    other$.next(20);
    assert.deepEqual(values, [11, 12, 22]);
  });

  test('emits nothing if nothing changed by its own comparison', () => {
    const source$ = new BehaviorSubject(1.2);
    const { values } = record(
      derive(
        [source$],
        () => source$.value,
        (one, other) => Math.floor(one) === Math.floor(other),
      ),
    );
    source$.next(1.4);
    source$.next(2);
    source$.next(2);
    assert.deepEqual(values, [1.2, 2]);
  });

  test('completes with the first source that does', () => {
    const [one$, other$] = [new Subject(), new Subject()];
    const derived = record(derive([one$, other$], () => 1));
    other$.complete();
    assert.ok(derived.completed);
    assert.ok(!one$.observed);
  });

  test('passes an error of a source on', () => {
    const source$ = new Subject();
    const derived = record(derive([source$], () => 1));
    source$.error('lost');
    assert.deepEqual(derived.errors, ['lost']);
  });

  test('leaves every source when it is left', () => {
    const [one$, other$] = [new Subject(), new Subject()];
    record(derive([one$, other$], () => 1)).subscription.unsubscribe();
    assert.ok(!one$.observed && !other$.observed);
  });

  test('emits the one value of sources that emit nothing', () => {
    assert.deepEqual(record(derive([new Subject()], () => 7)).values, [7]);
  });
});
