import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { decode } from '../../../src/message/decode.js';
import { isSameThing, thingOf } from '../../../src/repair/thing.js';

function isSame(one: unknown, other: unknown): boolean {
  return isSameThing(decode(one, 0), decode(other, 0));
}

suite('isSameThing', () => {
  test('compares what identifies a thing, not its value, time or words', () => {
    assert.ok(isSame({ metric: 'a', value: 1, timestamp: '10:00' }, { metric: 'a', value: 2, timestamp: '10:01' }));
    assert.ok(isSame({ data: { id: 1, value: 1 } }, { data: { id: 1, value: 2 } }));
    assert.ok(isSame({ progress: 1, status: 'running' }, { progress: 2, status: 'done' }));
    assert.ok(isSame(1, '2.50'));
  });

  test('keeps apart things with another id, metric or kind', () => {
    assert.ok(!isSame({ metric: 'a', value: 1 }, { metric: 'b', value: 1 }));
    assert.ok(!isSame({ id: 1, value: 1 }, { id: 2, value: 1 }));
    assert.ok(!isSame({ host_id: 1, cpu: 1 }, { host_id: 2, cpu: 1 }));
    assert.ok(!isSame({ id: 1, value: 1 }, { id: '1', value: 1 }));
    assert.ok(!isSame({ value: 1 }, { progress: 1 }));
  });

  test('keeps apart bodies with other fields', () => {
    assert.ok(!isSame({ value: 1 }, { value: 1, host: 'a' }));
    assert.ok(!isSame({ value: 1, host: 'a' }, { value: 1, zone: 'a' }));
    assert.ok(!isSame({ value: 1, count: 1 }, { value: 1, host: 'a' }));
    assert.ok(!isSame({ value: 1, toString: 'x' }, { value: 1, count: 1 }));
  });

  test('is never true of what adds to the state', () => {
    for (const body of [{ increment: 1 }, { event: 'sold', data: { id: 1 } }, 'a sentence', { text: 'hello' }])
      assert.ok(!isSame(body, body));
  });

  test('is true only of messages with the same name', () => {
    const values = [1, 2, 'a', 'b', null, undefined];
    const bodies = values.flatMap((id) =>
      values.flatMap((host) => [
        { value: 1, id, host },
        { value: 1, data: { id, host } },
        { cpu: 1, id, host },
      ]),
    );
    for (const one of bodies)
      for (const other of bodies) {
        if (isSame(one, other)) assert.equal(thingOf(decode(one, 0), undefined), thingOf(decode(other, 0), undefined));
      }
  });
});
