import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { NEVER, Subject } from 'rxjs';
import { replaySince } from '../../../src/operators/replay-since.js';
import { marbles } from '../../support/marbles.js';
import { record } from '../../support/record.js';

const isStart = (value: string): boolean => value === value.toUpperCase();
const onForgotten = (): void => assert.fail('Nothing was forgotten.');

function say(value$: Subject<string>, values: string): void {
  for (const value of values) value$.next(value);
}

suite('replaySince', () => {
  test('gives a late subscriber the last start and what followed it, then what comes', () => {
    const value$ = new Subject<string>();
    const shared$ = value$.pipe(replaySince(isStart, 3, onForgotten));
    const first = record(shared$);
    say(value$, 'aSbTcd');
    const late = record(shared$);
    say(value$, 'e');
    assert.equal(first.values.join(''), 'aSbTcde');
    assert.equal(late.values.join(''), 'Tcde');
  });

  test('gives a late subscriber nothing where there was no start', () => {
    const value$ = new Subject<string>();
    const shared$ = value$.pipe(replaySince(isStart, 3, onForgotten));
    record(shared$);
    say(value$, 'abcdefgh');
    assert.deepEqual(record(shared$).values, []);
  });

  test('keeps no more than its limit, and asks for a new start where it had to forget', () => {
    const value$ = new Subject<string>();
    let asked = 0;
    const shared$ = value$.pipe(replaySince(isStart, 3, () => (asked += 1)));
    record(shared$);
    say(value$, 'Sab');
    assert.equal(record(shared$).values.join(''), 'Sab');
    assert.equal(asked, 0);
    say(value$, 'c');
    const late = record(shared$);
    assert.deepEqual([late.values, asked], [[], 1]);
    say(value$, 'T');
    assert.equal(record(shared$).values.join(''), 'T');
    assert.equal(asked, 1);
  });

  test('forgets everything when the last subscriber leaves', () => {
    const value$ = new Subject<string>();
    const shared$ = value$.pipe(replaySince(isStart, 3, onForgotten));
    const { subscription } = record(shared$);
    say(value$, 'Sa');
    subscription.unsubscribe();
    assert.ok(!value$.observed);
    assert.deepEqual(record(shared$).values, []);
  });

  test('shares one subscription, and completes all', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const value$ = hot('-a-b-|');
      const shared$ = value$.pipe(replaySince(isStart, 3, onForgotten));
      expectObservable(shared$).toBe('-a-b-|');
      expectObservable(shared$, '--^').toBe('---b-|');
      expectSubscriptions(value$.subscriptions).toBe('^----!');
    });
  });

  test('passes an error on', () => {
    marbles(({ hot, expectObservable }) => {
      expectObservable(hot('-a-#').pipe(replaySince(isStart, 3, onForgotten))).toBe('-a-#');
    });
  });

  test('says nothing of a source that says nothing', () => {
    assert.deepEqual(record(NEVER.pipe(replaySince<string>(isStart, 3, onForgotten))).values, []);
  });
});
