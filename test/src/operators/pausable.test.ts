import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { BehaviorSubject, Subject } from 'rxjs';
import { pausable } from '../../../src/operators/pausable.js';
import { marbles } from '../../support/marbles.js';
import { record } from '../../support/record.js';

const truth = { t: true, f: false };

suite('pausable', () => {
  test('holds values back while paused and lets them through in order on resume', () => {
    marbles(({ hot, expectObservable }) => {
      const value$ = hot('   -a-b-c-----d-|');
      const paused$ = hot('  f-t----f------', truth);
      const expected = '     -a-----(bc)d-|';
      expectObservable(value$.pipe(pausable(paused$))).toBe(expected);
    });
  });

  test('begins paused where that is what it is told first', () => {
    marbles(({ hot, cold, expectObservable }) => {
      const value$ = hot('   -a-b-----|');
      const paused$ = cold(' t---f-----', truth);
      const expected = '     ----(ab)-|';
      expectObservable(value$.pipe(pausable(paused$))).toBe(expected);
    });
  });

  test('lets nothing through when the source completes while paused', () => {
    marbles(({ hot, expectObservable }) => {
      const value$ = hot('   -a-b-|');
      const paused$ = hot('  t-------f', truth);
      const expected = '     -----|';
      expectObservable(value$.pipe(pausable(paused$))).toBe(expected);
    });
  });

  test('passes an error on at once, also while paused', () => {
    marbles(({ hot, expectObservable }) => {
      const value$ = hot('   -a-b-#');
      const paused$ = hot('  --t---', truth);
      const expected = '     -a---#';
      expectObservable(value$.pipe(pausable(paused$))).toBe(expected);
    });
  });

  test('leaves both its sources when it is left early', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const value$ = hot('   -a-b------');
      const paused$ = hot('  --t-----f-', truth);
      const until = '        ^-----!';
      expectObservable(value$.pipe(pausable(paused$)), until).toBe('-a-----');
      expectSubscriptions(value$.subscriptions).toBe(until);
      expectSubscriptions(paused$.subscriptions).toBe(until);
    });
  });

  test('completes with a source that brings nothing', () => {
    marbles(({ hot, expectObservable }) => {
      expectObservable(hot('----|').pipe(pausable(hot('-t---', truth)))).toBe('----|');
    });
  });

  test('R23: holds no more than its limit, drops the oldest and says first what was dropped', () => {
    marbles(({ hot, expectObservable }) => {
      const value$ = hot('   -abcde------|');
      const paused$ = hot('  t------f-----', truth);
      const expected = '     -------(xde)|';
      const missed = (since: string, until: string): string => `${since} to ${until}`;
      expectObservable(value$.pipe(pausable(paused$, { limit: 2, missed }))).toBe(expected, { x: 'a to d', d: 'd', e: 'e' });
    });
  });

  test('R23: holds 1,000 values unless told otherwise', () => {
    const value$ = new Subject<number>();
    const paused$ = new BehaviorSubject(true);
    const through = record(value$.pipe(pausable(paused$)));
    for (let n = 0; n < 1_500; n += 1) value$.next(n);
    paused$.next(false);
    assert.deepEqual(
      through.values,
      Array.from({ length: 1_000 }, (_, n) => n + 500),
    );
  });

  test('counts what waits and what was dropped, and begins at nothing with each pause', () => {
    const value$ = new Subject<string>();
    const paused$ = new BehaviorSubject(true);
    const held: string[] = [];
    const onHeld = (waiting: number, dropped: number): void => void held.push(`${waiting}/${dropped}`);
    record(value$.pipe(pausable(paused$, { limit: 2, onHeld })));
    for (const value of 'abcd') value$.next(value);
    paused$.next(false);
    paused$.next(true);
    value$.next('e');
    assert.deepEqual(held, ['1/0', '2/0', '2/1', '2/2', '0/0', '1/0']);
  });

  test('counts nothing any more when it is left while something waits', () => {
    const value$ = new Subject<string>();
    const held: string[] = [];
    const onHeld = (waiting: number, dropped: number): void => void held.push(`${waiting}/${dropped}`);
    const through = record(value$.pipe(pausable(new BehaviorSubject(true), { onHeld })));
    value$.next('a');
    through.subscription.unsubscribe();
    assert.deepEqual(held, ['1/0', '0/0']);
  });

  test('says what was dropped of the latest pause alone', () => {
    const value$ = new Subject<string>();
    const paused$ = new BehaviorSubject(true);
    const missed = (since: string, until: string): string => `${since}-${until}`;
    const through = record(value$.pipe(pausable(paused$, { limit: 1, missed })));
    for (const value of 'abc') value$.next(value);
    paused$.next(false);
    paused$.next(true);
    for (const value of 'de') value$.next(value);
    paused$.next(false);
    assert.deepEqual(through.values, ['a-c', 'c', 'd-e', 'e']);
  });

  test('holds the rest back where a value that is let through brings a new pause', () => {
    const value$ = new Subject<string>();
    const paused$ = new BehaviorSubject(true);
    const through: string[] = [];
    value$.pipe(pausable(paused$)).subscribe((value) => {
      through.push(value);
      if (value === 'b') paused$.next(true);
    });
    for (const value of 'abcd') value$.next(value);
    paused$.next(false);
    assert.deepEqual(through, ['a', 'b']);
    paused$.next(false);
    assert.deepEqual(through, ['a', 'b', 'c', 'd']);
  });
});
