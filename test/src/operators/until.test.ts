import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { NEVER, of } from 'rxjs';
import { until } from '../../../src/operators/until.js';
import { marbles } from '../../support/marbles.js';
import { record } from '../../support/record.js';

suite('until', () => {
  test('passes values on and completes with the first value of the other', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const value$ = hot('-a-b-c-');
      const end$ = hot('  ----x--');
      expectObservable(value$.pipe(until(end$))).toBe('-a-b|');
      expectSubscriptions(value$.subscriptions).toBe('^---!');
      expectSubscriptions(end$.subscriptions).toBe('^---!');
    });
  });

  test('goes on where the other ends without a value', () => {
    marbles(({ hot, expectObservable }) => {
      expectObservable(hot('-a-b-|').pipe(until(hot('--|')))).toBe('-a-b-|');
    });
  });

  test('passes an error on at once', () => {
    marbles(({ hot, expectObservable }) => {
      expectObservable(hot('-a-#').pipe(until(NEVER))).toBe('-a-#');
    });
  });

  test('leaves both when it is left early', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const value$ = hot('-a-b-c-');
      const end$ = hot('  ------x');
      expectObservable(value$.pipe(until(end$)), '^-!').toBe('-a-');
      expectSubscriptions(value$.subscriptions).toBe('^-!');
      expectSubscriptions(end$.subscriptions).toBe('^-!');
    });
  });

  test('completes with a source that brings nothing', () => {
    marbles(({ hot, expectObservable }) => {
      expectObservable(hot('---|').pipe(until(NEVER))).toBe('---|');
    });
  });

  test('uses nothing where the end came before', () => {
    marbles(({ cold, expectSubscriptions }) => {
      const value$ = cold('a');
      const { values, completed } = record(value$.pipe(until(of('over'))));
      assert.deepEqual([values, completed], [[], true]);
      expectSubscriptions(value$.subscriptions).toBe([]);
    });
  });
});
