import { suite, test } from 'node:test';
import { batchWhenQuiet } from '../../../src/operators/batch-when-quiet.js';
import { marbles } from '../../support/marbles.js';

suite('batchWhenQuiet', () => {
  test('hands over every value, in order, once none came for so long', () => {
    marbles(({ hot, now, expectObservable }) => {
      const value$ = hot('   -a-b-c----a------|');
      const expected = '     --------x----y---|';
      expectObservable(value$.pipe(batchWhenQuiet(3, now))).toBe(expected, { x: ['a', 'b', 'c'], y: ['a'] });
    });
  });

  test('waits on while values come more often than that', () => {
    marbles(({ hot, now, expectObservable }) => {
      const value$ = hot('   aaaaaaaaaaaa----|');
      const expected = '     --------------x-|';
      expectObservable(value$.pipe(batchWhenQuiet(3, now))).toBe(expected, { x: [...'aaaaaaaaaaaa'] });
    });
  });

  test('hands over at once when as many wait as the limit allows, and begins anew', () => {
    marbles(({ hot, now, expectObservable }) => {
      const value$ = hot('   -a-b-c------|');
      const expected = '     ---x----y---|';
      expectObservable(value$.pipe(batchWhenQuiet(3, now, 2))).toBe(expected, { x: ['a', 'b'], y: ['c'] });
    });
  });

  test('hands over what waits before it completes', () => {
    marbles(({ hot, now, expectObservable }) => {
      const value$ = hot('   -a-b-|');
      const expected = '     -----(x|)';
      expectObservable(value$.pipe(batchWhenQuiet(9, now))).toBe(expected, { x: ['a', 'b'] });
    });
  });

  test('passes an error on at once', () => {
    marbles(({ hot, now, expectObservable }) => {
      const value$ = hot('   -a-#');
      const expected = '     ---#';
      expectObservable(value$.pipe(batchWhenQuiet(9, now))).toBe(expected);
    });
  });

  test('hands over nothing after it is left', () => {
    marbles(({ hot, now, expectObservable, expectSubscriptions }) => {
      const value$ = hot('   -a-b---------');
      const until = '        ^----!';
      expectObservable(value$.pipe(batchWhenQuiet(3, now)), until).toBe('------');
      expectSubscriptions(value$.subscriptions).toBe(until);
    });
  });

  test('completes with a source that brings nothing', () => {
    marbles(({ hot, now, expectObservable }) => {
      expectObservable(hot('----|').pipe(batchWhenQuiet(3, now))).toBe('----|');
    });
  });
});
