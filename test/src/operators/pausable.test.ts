import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { BehaviorSubject, Subject, type MonoTypeOperatorFunction, type Observable } from 'rxjs';
import { pausable, type PausableOptions, type PauseKind } from '../../../src/operators/pausable.js';
import { marbles } from '../../support/marbles.js';
import { record } from '../../support/record.js';

type Pause = PauseKind | undefined;

const kinds: Record<string, Pause> = { t: 'freeze', s: 'stop', f: undefined };

/** Holds values back as the options say, which tell nothing otherwise. */
function holding<T>(pause$: Observable<Pause>, options: Partial<PausableOptions<T>> = {}): MonoTypeOperatorFunction<T> {
  return pausable<T>(pause$, {
    accepts: () => true,
    sizeOf: () => 0,
    isStart: () => false,
    isWord: () => false,
    onHeld: () => undefined,
    missed: () => undefined,
    ...options,
  });
}

suite('pausable', () => {
  test('holds values back while paused and lets them through in order on resume', () => {
    marbles(({ hot, expectObservable }) => {
      const value$ = hot('   -a-b-c-----d-|');
      const paused$ = hot('  f-t----f------', kinds);
      const expected = '     -a-----(bc)d-|';
      expectObservable(value$.pipe(holding(paused$))).toBe(expected);
    });
  });

  test('neither holds nor passes on what is not accepted', () => {
    marbles(({ hot, expectObservable }) => {
      const value$ = hot('   -a-x-b-x-----a-x-|');
      const paused$ = hot('  f---t----f-------', kinds);
      const expected = '     -a-------b---a---|';
      expectObservable(value$.pipe(holding(paused$, { accepts: (value) => value !== 'x' }))).toBe(expected);
    });
  });

  test('begins paused where that is what it is told first', () => {
    marbles(({ hot, cold, expectObservable }) => {
      const value$ = hot('   -a-b-----|');
      const paused$ = cold(' t---f-----', kinds);
      const expected = '     ----(ab)-|';
      expectObservable(value$.pipe(holding(paused$))).toBe(expected);
    });
  });

  test('lets nothing through when the source completes while paused', () => {
    marbles(({ hot, expectObservable }) => {
      const value$ = hot('   -a-b-|');
      const paused$ = hot('  t-------f', kinds);
      const expected = '     -----|';
      expectObservable(value$.pipe(holding(paused$))).toBe(expected);
    });
  });

  test('passes an error on at once, also while paused', () => {
    marbles(({ hot, expectObservable }) => {
      const value$ = hot('   -a-b-#');
      const paused$ = hot('  --t---', kinds);
      const expected = '     -a---#';
      expectObservable(value$.pipe(holding(paused$))).toBe(expected);
    });
  });

  test('leaves both its sources when it is left early', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const value$ = hot('   -a-b------');
      const paused$ = hot('  --t-----f-', kinds);
      const until = '        ^-----!';
      expectObservable(value$.pipe(holding(paused$)), until).toBe('-a-----');
      expectSubscriptions(value$.subscriptions).toBe(until);
      expectSubscriptions(paused$.subscriptions).toBe(until);
    });
  });

  test('completes with a source that brings nothing', () => {
    marbles(({ hot, expectObservable }) => {
      expectObservable(hot('----|').pipe(holding(hot('-t---', kinds)))).toBe('----|');
    });
  });

  test('R23: holds no more than its limit, drops the oldest and says first what was dropped', () => {
    marbles(({ hot, expectObservable }) => {
      const value$ = hot('   -abcde------|');
      const paused$ = hot('  t------f-----', kinds);
      const expected = '     -------(xde)|';
      const missed = (since: string, until: string): string => `${since} to ${until}`;
      expectObservable(value$.pipe(holding(paused$, { limit: 2, missed }))).toBe(expected, { x: 'a to d', d: 'd', e: 'e' });
    });
  });

  test('R23: holds 1,000 values unless told otherwise', () => {
    const value$ = new Subject<number>();
    const paused$ = new BehaviorSubject<Pause>('freeze');
    const through = record(value$.pipe(holding(paused$)));
    for (let n = 0; n < 1_500; n += 1) value$.next(n);
    paused$.next(undefined);
    assert.deepEqual(
      through.values,
      Array.from({ length: 1_000 }, (_, n) => n + 500),
    );
  });

  test('counts what waits and what was dropped, and begins at nothing with each pause', () => {
    const value$ = new Subject<string>();
    const paused$ = new BehaviorSubject<Pause>('freeze');
    const held: string[] = [];
    const onHeld = (waiting: number, dropped: number): void => void held.push(`${waiting}/${dropped}`);
    record(value$.pipe(holding(paused$, { limit: 2, onHeld })));
    for (const value of 'abcd') value$.next(value);
    paused$.next(undefined);
    paused$.next('freeze');
    value$.next('e');
    assert.deepEqual(held, ['1/0', '2/0', '2/1', '2/2', '0/0', '1/0']);
  });

  test('counts nothing any more when it is left while something waits', () => {
    const value$ = new Subject<string>();
    const held: string[] = [];
    const onHeld = (waiting: number, dropped: number): void => void held.push(`${waiting}/${dropped}`);
    const through = record(value$.pipe(holding(new BehaviorSubject<Pause>('freeze'), { onHeld })));
    value$.next('a');
    through.subscription.unsubscribe();
    assert.deepEqual(held, ['1/0', '0/0']);
  });

  test('says what was dropped of the latest pause alone', () => {
    const value$ = new Subject<string>();
    const paused$ = new BehaviorSubject<Pause>('freeze');
    const missed = (since: string, until: string): string => `${since}-${until}`;
    const through = record(value$.pipe(holding(paused$, { limit: 1, missed })));
    for (const value of 'abc') value$.next(value);
    paused$.next(undefined);
    paused$.next('freeze');
    for (const value of 'de') value$.next(value);
    paused$.next(undefined);
    assert.deepEqual(through.values, ['a-c', 'c', 'd-e', 'e']);
  });

  test('holds the rest back where a value that is let through brings a new pause', () => {
    const value$ = new Subject<string>();
    const paused$ = new BehaviorSubject<Pause>('freeze');
    const through: string[] = [];
    value$.pipe(holding(paused$)).subscribe((value) => {
      through.push(value);
      if (value === 'b') paused$.next('freeze');
    });
    for (const value of 'abcd') value$.next(value);
    paused$.next(undefined);
    assert.deepEqual(through, ['a', 'b']);
    paused$.next(undefined);
    assert.deepEqual(through, ['a', 'b', 'c', 'd']);
  });

  test('R23: holds no more than fits its size, but always the newest, and counts what was dropped', () => {
    const value$ = new Subject<string>();
    const paused$ = new BehaviorSubject<Pause>('freeze');
    const held: string[] = [];
    const through = record(
      value$.pipe(
        holding(paused$, {
          sizeOf: ({ length }) => length,
          maxSize: 5,
          onHeld: (waiting, dropped) => void held.push(`${waiting}/${dropped}`),
        }),
      ),
    );
    for (const value of ['aa', 'bbb', 'c', 'dddddddd', 'ee']) value$.next(value);
    assert.deepEqual(held, ['1/0', '2/0', '2/1', '1/3', '1/4']);
    paused$.next(undefined);
    assert.deepEqual(through.values, ['ee']);
  });

  test('R23: forgets what a value replaces, as if it had never waited', () => {
    const value$ = new Subject<string>();
    const paused$ = new BehaviorSubject<Pause>('freeze');
    const missed = (since: string, until: string): string => `${since}-${until}`;
    const through = record(value$.pipe(holding(paused$, { limit: 2, missed, isStart: (value) => value === 'S' })));
    for (const value of 'abcSd') value$.next(value);
    paused$.next(undefined);
    assert.deepEqual(through.values, ['S', 'd']);
  });

  test('says nothing of what was dropped where there is no word for it', () => {
    const value$ = new Subject<string>();
    const paused$ = new BehaviorSubject<Pause>('freeze');
    const through = record(value$.pipe(holding<string>(paused$, { limit: 1, missed: () => undefined })));
    for (const value of 'ab') value$.next(value);
    paused$.next(undefined);
    assert.deepEqual(through.values, ['b']);
  });

  test('R23: lets go of the source while stopped, and takes it up again', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const value$ = hot('   -a-b-c-d-|');
      const paused$ = hot('  f-s---f--', kinds);
      expectObservable(value$.pipe(holding(paused$))).toBe('-a-----d-|');
      expectSubscriptions(value$.subscriptions).toBe(['^-!', '------^--!']);
    });
  });

  test('subscribes to nothing where it begins stopped', () => {
    const value$ = new Subject<string>();
    const paused$ = new BehaviorSubject<Pause>('stop');
    const through = record(value$.pipe(holding(paused$)));
    assert.equal(value$.observed, false);
    paused$.next(undefined);
    value$.next('a');
    assert.deepEqual(through.values, ['a']);
    through.subscription.unsubscribe();
    assert.equal(value$.observed, false);
  });

  test('R23: a freeze goes on holding what waited when it becomes a stop and a freeze again', () => {
    marbles(({ hot, expectObservable }) => {
      const value$ = hot('   -a-b-c-d----|');
      const paused$ = hot('  t-s---t-f----', kinds);
      expectObservable(value$.pipe(holding(paused$))).toBe('--------(ad)|');
    });
  });

  test('counts no word of what was missed among what waits, and lets it through in its place', () => {
    const held: number[] = [];
    const value$ = new Subject<string>();
    const paused$ = new BehaviorSubject<Pause>('freeze');
    const isWord = (value: string): boolean => value === 'gap';
    const through = record(value$.pipe(holding(paused$, { limit: 2, isWord, onHeld: (waiting) => held.push(waiting) })));
    for (const value of ['gap', 'a', 'gap', 'b']) value$.next(value);
    paused$.next(undefined);
    assert.deepEqual(
      [held.slice(0, 5), through.values],
      [
        [0, 1, 1, 1, 0],
        ['gap', 'b'],
      ],
    );
  });
});
