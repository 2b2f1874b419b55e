import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createRecollection } from '../../../src/channel/recollection.js';
import { decode } from '../../../src/message/decode.js';
import type { Message } from '../../../src/message/message.js';

const value = (number: number): Message => decode({ metric: 'a', value: number }, 0);
const item = (text: string): Message => decode({ text }, 0);

function bodies(messages: readonly Message[]): readonly unknown[] {
  return messages.map((message) => ('body' in message ? message.body : message.type));
}

suite('createRecollection', () => {
  test('gives a new view the items around any number of values of one thing', () => {
    const recollection = createRecollection();
    recollection.note(item('first'));
    for (let number = 0; number < 1_000; number += 1) recollection.note(value(number));
    recollection.note(item('second'));
    assert.deepEqual(bodies(recollection.forNewView()), [{ text: 'first' }, { metric: 'a', value: 999 }, { text: 'second' }]);
  });

  test('gives a view that comes back each value since it left', () => {
    const recollection = createRecollection();
    for (let number = 1; number <= 300; number += 1) recollection.note(value(number));
    const bookmark = recollection.bookmark(0);
    assert.deepEqual(recollection.since(bookmark), []);
    for (let number = 301; number <= 304; number += 1) recollection.note(value(number));
    assert.deepEqual(
      bodies(recollection.since(bookmark)),
      [301, 302, 303, 304].map((number) => ({ metric: 'a', value: number })),
    );
  });

  test('tells a view that comes back no gap because of what it has received', () => {
    const recollection = createRecollection();
    recollection.note(item('seen'));
    for (let number = 1; number <= 50; number += 1) recollection.note(value(number));
    const bookmark = recollection.bookmark(0);
    for (let number = 51; number <= 400; number += 1) recollection.note(value(number));
    assert.equal(bodies(recollection.since(bookmark)).includes('gap'), false);
    assert.deepEqual(bodies(recollection.since(bookmark)).at(-1), { metric: 'a', value: 400 });
  });

  test('keeps late state beside what it is older than', () => {
    const recollection = createRecollection();
    recollection.note(value(2));
    recollection.note({ ...value(1), isLate: true } as Message);
    assert.deepEqual(bodies(recollection.forNewView()), [{ metric: 'a', value: 2 }]);
  });

  test('keeps each value after a snapshot', () => {
    const recollection = createRecollection();
    recollection.note({ type: 'snapshot', messages: [value(1)] } as unknown as Message);
    recollection.note(value(2));
    recollection.note(value(3));
    assert.deepEqual(bodies(recollection.forNewView()), ['snapshot', { metric: 'a', value: 2 }, { metric: 'a', value: 3 }]);
  });
});
