import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { HeldMessages } from '../../../src/channel/held-messages.js';
import { decode } from '../../../src/message/decode.js';
import type { Message } from '../../../src/message/message.js';

const GAP: Message = { type: 'gap', since: 1, until: 2 };

function values(messages: readonly Message[]): readonly unknown[] {
  return messages.map((message) => ('body' in message ? message.body : message.type));
}

function holding(...bodies: readonly unknown[]): HeldMessages {
  const held = new HeldMessages();
  for (const body of bodies) held.add(decode(body, 0));
  return held;
}

suite('HeldMessages', () => {
  test('releases what it holds in order, once', () => {
    const held = holding(1, 2, 3);
    assert.deepEqual(held.count, { waiting: 3, dropped: 0 });
    assert.deepEqual(values(held.release().messages), [1, 2, 3]);
    assert.deepEqual(held.count, { waiting: 0, dropped: 0 });
    assert.deepEqual(held.release(), { messages: [], firstDropped: undefined });
  });

  test('R23: holds 1,000 messages, and drops and counts the oldest', () => {
    const held = holding(...Array.from({ length: 1_500 }, (_, n) => n));
    assert.deepEqual(held.count, { waiting: 1_000, dropped: 500 });
    const { messages, firstDropped } = held.release();
    assert.deepEqual([values(messages).at(0), values(messages).length], [500, 1_000]);
    assert.deepEqual(firstDropped && values([firstDropped]), [0]);
  });

  test('says what was dropped of the latest pause alone', () => {
    const held = holding(...Array.from({ length: 1_002 }, (_, n) => n));
    held.release();
    held.add(decode('next', 0));
    assert.deepEqual(held.count, { waiting: 1, dropped: 0 });
    assert.equal(held.release().firstDropped, undefined);
  });

  test('R23: holds no more than 1 MB, but always the newest', () => {
    const half = 'x'.repeat(500_000);
    const held = holding('a', half, 'b', half);
    assert.deepEqual(held.count, { waiting: 2, dropped: 2 });
    held.add(decode('y'.repeat(2_000_000), 0));
    assert.deepEqual(held.count, { waiting: 1, dropped: 4 });
  });

  test('R23: forgets what a snapshot replaces, as if it had never waited', () => {
    const held = holding(...Array.from({ length: 1_002 }, (_, n) => n));
    held.add({ type: 'snapshot', messages: [] });
    held.add(decode('after', 0));
    assert.deepEqual(held.count, { waiting: 2, dropped: 0 });
    const { messages, firstDropped } = held.release();
    assert.deepEqual([values(messages), firstDropped], [['snapshot', 'after'], undefined]);
  });

  test('counts no gap among what waits, and releases it in its place', () => {
    const held = new HeldMessages();
    held.add(GAP);
    held.add(decode('a', 0));
    held.add(GAP);
    assert.deepEqual(held.count, { waiting: 1, dropped: 0 });
    assert.deepEqual(values(held.release().messages), ['gap', 'a', 'gap']);
  });
});
