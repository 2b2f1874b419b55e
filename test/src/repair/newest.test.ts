import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createNewest } from '../../../src/repair/newest.js';

suite('createNewest', () => {
  test('accepts only what is newer than the last of its key', () => {
    const newest = createNewest();
    const versions: readonly (readonly [unknown, number])[] = [
      ['a', 2],
      ['a', 2],
      ['a', 1],
      ['b', 1],
      ['a', 3],
    ];
    assert.deepEqual(
      versions.map(([key, version]) => newest.accept(key, version)),
      [true, false, false, true, true],
    );
  });

  test('compares texts that sort, such as instants', () => {
    const newest = createNewest();
    assert.ok(newest.accept(undefined, '2026-01-02T00:00:00Z'));
    assert.ok(!newest.accept(undefined, '2026-01-01T00:00:00Z'));
    assert.ok(newest.accept(undefined, '2026-01-03T00:00:00Z'));
  });

  test('accepts a version that cannot be compared with the last', () => {
    const newest = createNewest();
    newest.accept('a', 9);
    assert.ok(newest.accept('a', '2026-11-29'));
    assert.ok(newest.accept('a', 1));
  });

  test('X3: keeps keys of prototypes like any other', () => {
    const newest = createNewest();
    for (const key of ['__proto__', 'constructor', 'toString']) assert.ok(newest.accept(key, 0));
    assert.ok(!newest.accept('__proto__', 0));
  });

  test('tells which version of a key it knows', () => {
    const newest = createNewest();
    newest.accept('a', 2);
    newest.accept('a', 1);
    assert.deepEqual([newest.get('a'), newest.get('b')], [2, undefined]);
  });

  test('remembers 10,000 keys, and forgets first the one that changed least recently', () => {
    const newest = createNewest();
    for (let key = 0; key < 10_000; key += 1) newest.accept(key, 1);
    newest.accept(0, 2);
    newest.accept('one more', 1);
    assert.ok(!newest.accept(0, 1));
    assert.ok(newest.accept(1, 1));
  });
});
