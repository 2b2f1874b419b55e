import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { readPath, readPlace } from '../../../src/message/path.js';

suite('readPath', () => {
  test('follows keys and places', () => {
    assert.equal(readPath({ data: { items: [{ name: 'a' }] } }, 'data.items.0.name'), 'a');
  });

  test('finds values that are falsy', () => {
    for (const value of [0, false, '', null]) assert.equal(readPath({ a: { b: value } }, 'a.b'), value);
  });

  test('is undefined where it leads nowhere', () => {
    for (const path of ['x', 'a.x', 'a.b.c', 'a.b.c.d', 'a..b', '']) assert.equal(readPath({ a: { b: 1 } }, path), undefined);
    for (const body of [null, undefined, 1, 'text']) assert.equal(readPath(body, 'length'), undefined);
  });

  test('X3: reads own properties alone', () => {
    for (const path of ['__proto__', 'constructor', 'constructor.prototype', 'a.toString', 'a.__proto__.constructor']) {
      assert.equal(readPath({ a: {} }, path), undefined);
    }
    assert.equal(readPath(JSON.parse('{"__proto__":{"id":7}}'), '__proto__.id'), 7);
  });
});

suite('readPlace', () => {
  test('reads a path, or what a function tells of the body, and nothing where there is no place', () => {
    const body = { data: { id: 7 } };
    assert.equal(readPlace(body, 'data.id'), 7);
    assert.equal(
      readPlace(body, ({ data }: typeof body) => data.id + 1),
      8,
    );
    assert.equal(readPlace(body, undefined), undefined);
  });
});
