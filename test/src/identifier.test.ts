import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { CablegramError } from '../../src/errors.js';
import { identify, type Params } from '../../src/identifier.js';

suite('identify', () => {
  test('R13: writes `channel` first, other keys sorted, no blanks', () => {
    assert.equal(identify('C', { b: 1, a: 'x' }), '{"channel":"C","a":"x","b":1}');
  });

  test('R13: writes `channel` first before keys that look like numbers, too', () => {
    assert.equal(identify('C', { 2: 'b', 10: 'a', z: 1 }), '{"channel":"C","2":"b","10":"a","z":1}');
  });

  test('writes a channel without params', () => {
    assert.equal(identify('C'), '{"channel":"C"}');
    assert.equal(identify('C', {}), '{"channel":"C"}');
  });

  test('R13: gives two spellings of the same params one identifier', () => {
    const one = { metric: 'cpu', where: { rack: 1, row: [{ b: 2, a: 1 }] } };
    const other = { where: { row: [{ a: 1, b: 2 }], rack: 1 }, metric: 'cpu' };
    assert.equal(identify('C', one), identify('C', other));
  });

  test('R13: sorts by code unit, whatever the language of the machine', () => {
    assert.equal(identify('C', { ä: 1, z: 2, Z: 3, a: 4 }), '{"channel":"C","Z":3,"a":4,"z":2,"ä":1}');
  });

  test('keeps the order of a list, which is part of its meaning', () => {
    assert.notEqual(identify('C', { of: [1, 2] }), identify('C', { of: [2, 1] }));
  });

  test('takes the name of the channel from the first argument alone', () => {
    assert.equal(identify('C', { channel: 'Other' }), '{"channel":"C"}');
  });

  test('makes no difference between a key without a value and no key', () => {
    assert.equal(identify('C', { a: undefined }), identify('C'));
  });

  test('writes a date as JSON does, so that two dates are two identifiers', () => {
    assert.equal(identify('C', { since: new Date(0) }), '{"channel":"C","since":"1970-01-01T00:00:00.000Z"}');
  });

  test('X3: takes a `__proto__` key as a key and changes no prototype', () => {
    const params = JSON.parse('{"__proto__":{"polluted":1},"a":1}') as Params;
    assert.equal(identify('C', params), '{"channel":"C","__proto__":{"polluted":1},"a":1}');
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  test('leaves the given object as it is', () => {
    const params = Object.freeze({ b: Object.freeze([1]), a: Object.freeze({ d: 1, c: 2 }) });
    identify('C', params);
    assert.deepEqual(Object.keys(params), ['b', 'a']);
    assert.deepEqual(Object.keys(params.a), ['d', 'c']);
  });

  test('refuses an empty name', () => {
    assert.throws(() => identify(''), isOptionInvalid);
  });

  test('refuses params that hold a circle', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    assert.throws(() => identify('C', circle), isOptionInvalid);
  });

  test('refuses params that JSON cannot write', () => {
    assert.throws(() => identify('C', { id: 1n }), isOptionInvalid);
  });

  test('refuses a whole number beyond 2^53, which may be the neighbour of the id that was meant', () => {
    for (const params of [{ room: 2 ** 53 }, { rooms: [{ id: -(2 ** 53) }] }]) assert.throws(() => identify('C', params), isOptionInvalid);
    assert.equal(identify('C', { room: 2 ** 53 - 1 }), '{"channel":"C","room":9007199254740991}');
    assert.equal(identify('C', { room: '9007199254740993' }), '{"channel":"C","room":"9007199254740993"}');
  });
});

function isOptionInvalid(error: unknown): boolean {
  return error instanceof CablegramError && error.code === 'option-invalid';
}
