import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { batchPerFrame } from '../../../src/operators/batch-per-frame.js';
import { coalesceByKey } from '../../../src/operators/coalesce-by-key.js';
import { everySoOften } from '../../../src/operators/every-so-often.js';
import { marbles } from '../../support/marbles.js';

suite('everySoOften', () => {
  test('lets the first through at the next frame and each other so long after the one before', () => {
    marbles(({ hot, nextFrame, now, expectObservable }) => {
      const value$ = hot('   a-b--c--d----------e--|');
      const frames = '       -f-f-f-f-f-f-f-f-f-f-f-';
      const expected = '     -x----y----z---------w|';
      const batch$ = value$.pipe(batchPerFrame(everySoOften(5, nextFrame(frames), now)));
      expectObservable(batch$).toBe(expected, { x: ['a'], y: ['b', 'c'], z: ['d'], w: ['e'] });
    });
  });

  test('slows down coalesceByKey as well', () => {
    marbles(({ hot, nextFrame, now, expectObservable }) => {
      const value$ = hot('   a-b-c--d-----|');
      const frames = '       -f-f-f-f-f-f-f';
      const expected = '     -x----y----z-|';
      const batch$ = value$.pipe(coalesceByKey(() => 'one key', everySoOften(5, nextFrame(frames), now)));
      expectObservable(batch$).toBe(expected, { x: ['a'], y: ['c'], z: ['d'] });
    });
  });

  test('takes back a wait for a frame', () => {
    marbles(({ nextFrame, now, flush }) => {
      const frames = nextFrame('---f---');
      const cancel = everySoOften(5, frames, now)(() => assert.fail('It was taken back.'));
      cancel();
      assert.equal(frames.waiting(), 0);
      flush();
    });
  });

  test('takes back a wait for its turn', () => {
    marbles(({ hot, nextFrame, now, expectObservable }) => {
      const value$ = hot('   a--b-------');
      const frames = '       -f-f-f-f-f-';
      const until = '        ^---!';
      const expected = '     -x---';
      const batch$ = value$.pipe(batchPerFrame(everySoOften(5, nextFrame(frames), now)));
      expectObservable(batch$, until).toBe(expected, { x: ['a'] });
    });
  });

  test('hands over at completion what waits for its turn', () => {
    marbles(({ hot, nextFrame, now, expectObservable }) => {
      const value$ = hot('   a--b-|');
      const frames = '       -f-f-f';
      const expected = '     -x---(y|)';
      const batch$ = value$.pipe(batchPerFrame(everySoOften(9, nextFrame(frames), now)));
      expectObservable(batch$).toBe(expected, { x: ['a'], y: ['b'] });
    });
  });

  test('passes an error on at once', () => {
    marbles(({ hot, nextFrame, now, expectObservable }) => {
      const value$ = hot('   a-b-#');
      const frames = '       -f-f-f';
      const expected = '     -x--#';
      expectObservable(value$.pipe(batchPerFrame(everySoOften(9, nextFrame(frames), now)))).toBe(expected, { x: ['a'] });
    });
  });

  test('runs nothing where nothing comes', () => {
    marbles(({ hot, nextFrame, now, expectObservable }) => {
      expectObservable(hot('---|').pipe(batchPerFrame(everySoOften(9, nextFrame('-f-f'), now)))).toBe('---|');
    });
  });
});
