import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { batchPerFrame } from '../../../src/operators/batch-per-frame.js';
import { marbles } from '../../support/marbles.js';

suite('batchPerFrame', () => {
  test('hands over every value, in order, at most once a frame', () => {
    marbles(({ hot, nextFrame, expectObservable }) => {
      const value$ = hot('   -ab--a-c---|');
      const frames = '       ----f----f--';
      const expected = '     ----x----y-|';
      expectObservable(value$.pipe(batchPerFrame(nextFrame(frames)))).toBe(expected, { x: ['a', 'b'], y: ['a', 'c'] });
    });
  });

  test('hands over at once when as many wait as the limit allows, and begins anew', () => {
    marbles(({ hot, nextFrame, expectObservable }) => {
      const value$ = hot('   -a-b-c---|');
      const frames = '       -------f--';
      const expected = '     ---x---y-|';
      expectObservable(value$.pipe(batchPerFrame(nextFrame(frames), 2))).toBe(expected, { x: ['a', 'b'], y: ['c'] });
    });
  });

  test('hands over at 500 values without a frame, so that a hidden page holds no more', () => {
    marbles(({ cold, nextFrame, expectObservable }) => {
      const value$ = cold(`(${'a'.repeat(501)})`);
      const batch$ = value$.pipe(batchPerFrame(nextFrame('')));
      expectObservable(batch$).toBe('x', { x: Array.from({ length: 500 }, () => 'a') });
    });
  });

  test('hands over what waits before it completes', () => {
    marbles(({ hot, nextFrame, expectObservable }) => {
      const value$ = hot('   -a-b-|');
      const frames = '       --------f';
      const expected = '     -----(x|)';
      expectObservable(value$.pipe(batchPerFrame(nextFrame(frames)))).toBe(expected, { x: ['a', 'b'] });
    });
  });

  test('passes an error on at once', () => {
    marbles(({ hot, nextFrame, expectObservable }) => {
      const value$ = hot('   -a-#');
      const frames = '       ------f';
      const expected = '     ---#';
      expectObservable(value$.pipe(batchPerFrame(nextFrame(frames)))).toBe(expected);
    });
  });

  test('takes its frame back when it is left early', () => {
    marbles(({ hot, nextFrame, expectObservable, expectSubscriptions, flush }) => {
      const value$ = hot('   -a-b------');
      const frames = nextFrame('-------f--');
      const until = '        ^----!';
      expectObservable(value$.pipe(batchPerFrame(frames)), until).toBe('------');
      expectSubscriptions(value$.subscriptions).toBe(until);
      flush();
      assert.equal(frames.waiting(), 0);
    });
  });

  test('asks for no frame where nothing comes', () => {
    marbles(({ hot, nextFrame, expectObservable, flush }) => {
      const value$ = hot('   ----|');
      const frames = nextFrame('--f--');
      expectObservable(value$.pipe(batchPerFrame(frames))).toBe('----|');
      flush();
      assert.equal(frames.waiting(), 0);
    });
  });
});
