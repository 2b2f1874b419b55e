import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { coalesceByKey } from '../../../src/operators/coalesce-by-key.js';
import { marbles } from '../../support/marbles.js';

const itself = (value: string): string => value;
const upper = (value: string): string => value.toUpperCase();

suite('coalesceByKey', () => {
  test('lets only the newest value of each key through', () => {
    marbles(({ hot, nextFrame, expectObservable }) => {
      const tick$ = hot('    -a-A-b---|');
      const frames = '       ------f---';
      const expected = '     ------x--|';
      expectObservable(tick$.pipe(coalesceByKey(upper, nextFrame(frames)))).toBe(expected, { x: ['A', 'b'] });
    });
  });

  test('puts a renewed value behind those that came before it', () => {
    marbles(({ hot, nextFrame, expectObservable }) => {
      const tick$ = hot('    -a-b-a---|');
      const frames = '       ------f---';
      const expected = '     ------x--|';
      expectObservable(tick$.pipe(coalesceByKey(itself, nextFrame(frames)))).toBe(expected, { x: ['b', 'a'] });
    });
  });

  test('begins each frame with nothing held', () => {
    marbles(({ hot, nextFrame, expectObservable }) => {
      const tick$ = hot('    -a---a-b--|');
      const frames = '       --f---f--f-';
      const expected = '     --x---y--z|';
      expectObservable(tick$.pipe(coalesceByKey(itself, nextFrame(frames)))).toBe(expected, { x: ['a'], y: ['a'], z: ['b'] });
    });
  });

  test('hands over at once when as many keys wait as the limit allows, and asks for no second frame', () => {
    marbles(({ hot, nextFrame, expectObservable }) => {
      const tick$ = hot('    -a-b-c---|');
      const frames = '       -------f--';
      const expected = '     ---x---y-|';
      expectObservable(tick$.pipe(coalesceByKey(itself, nextFrame(frames), 2))).toBe(expected, { x: ['a', 'b'], y: ['c'] });
    });
  });

  test('hands over what waits before it completes', () => {
    marbles(({ hot, nextFrame, expectObservable }) => {
      const tick$ = hot('    -a-b-|');
      const frames = '       ---------f';
      const expected = '     -----(x|)';
      expectObservable(tick$.pipe(coalesceByKey(itself, nextFrame(frames)))).toBe(expected, { x: ['a', 'b'] });
    });
  });

  test('passes an error on at once', () => {
    marbles(({ hot, nextFrame, expectObservable }) => {
      const tick$ = hot('    -a-#');
      const frames = '       ------f';
      const expected = '     ---#';
      expectObservable(tick$.pipe(coalesceByKey(itself, nextFrame(frames)))).toBe(expected);
    });
  });

  test('takes its frame back when it is left early', () => {
    marbles(({ hot, nextFrame, expectObservable, expectSubscriptions, flush }) => {
      const tick$ = hot('    -a-b------');
      const frames = nextFrame('-------f--');
      const until = '        ^----!';
      expectObservable(tick$.pipe(coalesceByKey(itself, frames)), until).toBe('------');
      expectSubscriptions(tick$.subscriptions).toBe(until);
      flush();
      assert.equal(frames.waiting(), 0);
    });
  });

  test('asks for no frame where nothing comes', () => {
    marbles(({ hot, nextFrame, expectObservable, flush }) => {
      const tick$ = hot('    ----|');
      const frames = nextFrame('--f--');
      expectObservable(tick$.pipe(coalesceByKey(itself, frames))).toBe('----|');
      flush();
      assert.equal(frames.waiting(), 0);
    });
  });

  test('tells keys apart by identity, so that an object is only ever its own key', () => {
    marbles(({ hot, nextFrame, expectObservable }) => {
      const [one, other] = [{ n: 1 }, { n: 1 }];
      const tick$ = hot('    -a-b-|', { a: one, b: other });
      const frames = '       ----f-';
      const expected = '     ----x|';
      expectObservable(tick$.pipe(coalesceByKey((value) => value, nextFrame(frames)))).toBe(expected, { x: [one, other] });
    });
  });
});
