import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { visitMembers, visitRecords } from '../../../src/message/batch.js';

function members(body: unknown): unknown[] {
  const seen: unknown[] = [];
  visitMembers(body, (member) => seen.push(member));
  return seen;
}

suite('visitMembers', () => {
  test('takes a batch apart, in order', () => {
    assert.deepEqual(members({ type: 'batch', data: [{ value: 1 }, 0, null] }), [{ value: 1 }, 0, null]);
  });

  test('takes batches in batches apart, in order', () => {
    const inner = { type: 'batch', data: [2, { type: 'batch', data: [3] }] };
    assert.deepEqual(members({ type: 'batch', data: [1, inner, 4] }), [1, 2, 3, 4]);
  });

  test('visits any other body as it is', () => {
    for (const body of [0, '', null, [1], { type: 'batch' }, { type: 'batch', data: 'x' }, { data: [1] }]) {
      assert.deepEqual(members(body), [body]);
    }
  });

  test('visits nothing for a batch of none', () => {
    assert.deepEqual(members({ type: 'batch', data: [] }), []);
  });

  test('delivers what lies deeper than 16 batches as it is, so that nobody can exhaust the stack', () => {
    const depth = 20_000;
    const body: unknown = JSON.parse('{"type":"batch","data":['.repeat(2_000) + '1' + ']}'.repeat(2_000));
    assert.equal(members(body).length, 1);
    assert.notEqual(members(body)[0], 1);
    let deep: unknown = 1;
    for (let level = 0; level < depth; level += 1) deep = { type: 'batch', data: [deep] };
    assert.equal(members(deep).length, 1);
  });

  test('takes apart one with 16 around it, and no deeper one', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 17; level += 1) deep = { type: 'batch', data: [deep] };
    assert.deepEqual(members(deep), [1]);
    assert.deepEqual(members({ type: 'batch', data: [deep] }), [{ type: 'batch', data: [1] }]);
  });

  test('X3: takes no batch from a prototype', () => {
    const body: unknown = JSON.parse('{"__proto__":{"type":"batch","data":[1]}}');
    assert.deepEqual(members(body), [body]);
  });
});

suite('visitRecords', () => {
  function records(body: unknown): unknown[] {
    const seen: unknown[] = [];
    visitRecords(body, (member) => seen.push(member));
    return seen;
  }

  test('takes a list of objects apart, in order, and the batches in it', () => {
    assert.deepEqual(records([{ value: 42 }]), [{ value: 42 }]);
    assert.deepEqual(records([{ value: 1 }, { type: 'batch', data: [2, 3] }, {}]), [{ value: 1 }, 2, 3, {}]);
  });

  test('visits any other list as it is', () => {
    for (const body of [[], [1, 2], [{ value: 1 }, 2], [[{ value: 1 }]], [null]]) assert.deepEqual(records(body), [body]);
  });

  test('visits any other body as visitMembers does', () => {
    for (const body of [0, null, { value: 1 }, { type: 'batch', data: [1, [{}]] }]) assert.deepEqual(records(body), members(body));
  });
});
