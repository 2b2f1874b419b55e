import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { Message } from '../../../src/message/message.js';
import { sizeOf } from '../../../src/message/size.js';

suite('sizeOf', () => {
  test('tells the length of a body as JSON, and 0 of what is none', () => {
    const message = (body: unknown): Message => ({ type: 'unknown', body, receivedAt: 0 });
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    assert.deepEqual(
      [{ a: 'bc' }, undefined, circle].map((body) => sizeOf(message(body))),
      [10, 0, 0],
    );
    assert.equal(sizeOf({ type: 'snapshot', messages: [] }), '{"type":"snapshot","messages":[]}'.length);
  });
});
