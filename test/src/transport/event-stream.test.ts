import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createRandom, integer, pick } from '../../../examples/server/random.js';
import { createEventReader, type ServerEvent } from '../../../src/transport/event-stream.js';
import { bend } from '../../support/bend.js';

/** Reads pieces of a stream, and tells the events and how many were skipped. */
function read(...pieces: readonly string[]): { readonly events: ServerEvent[]; readonly skipped: number } {
  const events: ServerEvent[] = [];
  let skipped = 0;
  const reader = createEventReader(
    (event) => events.push(event),
    () => (skipped += 1),
  );
  for (const piece of pieces) reader.push(piece);
  return { events, skipped };
}

/** Only the data, where the rest is of no matter. */
function dataOf(...pieces: readonly string[]): readonly string[] {
  return read(...pieces).events.map(({ data }) => data);
}

const RAILS = 'retry: 300\nevent: metrics\nid: 7\ndata: {"cpu":42.0}\n\n';
const LONG = 'x'.repeat(1_000_001);

suite('createEventReader', () => {
  test('reads an event as Rails writes it', () => {
    assert.deepEqual(read(RAILS).events, [{ event: 'metrics', data: '{"cpu":42.0}', id: '7' }]);
  });

  for (const end of ['\n', '\r\n', '\r']) {
    test(`R30: reads the same wherever the text is cut, with lines that end in ${JSON.stringify(end)}`, () => {
      const text = `: hi\n\nevent: a\ndata: 1\ndata:2\n\nid: 9\ndata: größe 📈\n\ndata\n\n${RAILS}: end\n`.replaceAll('\n', end);
      const { events: expected } = read(text);
      assert.equal(expected.length, 4);
      for (let cut = 0; cut <= text.length; cut += 1) assert.deepEqual(read(text.slice(0, cut), text.slice(cut)).events, expected);
      assert.deepEqual(read(...text.split('')).events, expected);
    });
  }

  test('waits for the second half of a line end that was cut', () => {
    assert.deepEqual(dataOf('data: 1\r', '\ndata: 2\r', '\n\r', '\n'), ['1\n2']);
    assert.deepEqual(dataOf('data: 1\r', 'data: 2\r', '\r', ':'), ['1\n2']);
  });

  test('says an event with its end, also where that is a carriage return', () => {
    assert.deepEqual(dataOf('data: 1\r\r'), ['1']);
    assert.deepEqual(dataOf('data: 1\r\r', '', '\ndata: 2\r\r', '\n'), ['1', '2']);
  });

  test('joins lines of data, and keeps empty ones', () => {
    assert.deepEqual(dataOf('data: {\ndata:\ndata: }\n\n'), ['{\n\n}']);
  });

  test('takes one blank after the colon away, and no more', () => {
    assert.deepEqual(dataOf('data:1\n\ndata: 1\n\ndata:  1\n\ndata: a: b\n\n'), ['1', '1', ' 1', 'a: b']);
  });

  test('ignores comments, unknown fields and what has no data', () => {
    assert.deepEqual(read(': keep-alive\n\nfoo: 1\n\nevent: x\n\ndata: 1\n\n').events, [{ event: 'message', data: '1', id: '' }]);
  });

  test('says nothing of an event that is not ended yet', () => {
    assert.deepEqual(dataOf('data: 1\n'), []);
  });

  test('names an event only for itself, and keeps the id', () => {
    assert.deepEqual(read('event: a\nid: 1\ndata: 1\n\ndata: 2\n\nid: 2\n\ndata: 3\n\nid\ndata: 4\n\n').events, [
      { event: 'a', data: '1', id: '1' },
      { event: 'message', data: '2', id: '1' },
      { event: 'message', data: '3', id: '2' },
      { event: 'message', data: '4', id: '' },
    ]);
  });

  test('ignores an id with a zero byte, as the standard says', () => {
    assert.equal(read('id: 1\ndata: 1\n\nid: 2\u00003\ndata: 2\n\n').events[1]?.id, '1');
  });

  test('X9: throws an event away whose line is too long, tells it once, and reads the next', () => {
    const { events, skipped } = read(`data: ${LONG}\n\n`, 'data: 2\n\n');
    assert.deepEqual([events.map(({ data }) => data), skipped], [['2'], 1]);
  });

  test('X9: an event that is too long is thrown away to its end, however it comes', () => {
    for (const pieces of [
      [`data: ${LONG}`, '\ndata: rest\n\ndata: 2\n\n'],
      [`data: ${LONG}`, 'data: x\nid: 6\n\n', 'data: 2\n\n'],
      [`data: ${LONG}`, `${LONG}\n`, 'data: rest\n', '\n', 'data: 2\n\n'],
      [`data: 0\n${`data: ${'x'.repeat(1_000)}\n`.repeat(1_001)}`, '\ndata: 2\n\n'],
    ]) {
      const { events, skipped } = read(...pieces);
      assert.deepEqual([events.map(({ data }) => data), skipped], [['2'], 1]);
    }
  });

  test('X9: holds no more than 1 MB, of lines without a text too', () => {
    const { events, skipped } = read('data\n'.repeat(1_000_002), '\ndata: 2\n\n');
    assert.deepEqual([events.map(({ data }) => data), skipped], [['2'], 1]);
  });

  test('X9: a long comment costs no event', () => {
    const { events, skipped } = read('data: 1\n', `:${LONG}`, '\n', '\n');
    assert.deepEqual([events.map(({ data }) => data), skipped], [['1'], 0]);
  });

  for (const seed of [1, 2, 3, 4, 5]) {
    test(`R24: 4,000 bent streams end in no error, and the next good event is read (seed ${seed})`, () => {
      const random = createRandom(seed);
      const good = [RAILS, 'data: 1\r\n\r\n', ': c\n\n', 'id: 1\rdata: 2\r\r', 'event: x\ndata: {"a":[1,2]}\n\n'] as const;
      const events: ServerEvent[] = [];
      const reader = createEventReader(
        (event) => events.push(event),
        () => undefined,
      );
      for (let n = 0; n < 4_000; n += 1) {
        const text = bend(pick(random, good), good, random);
        const cut = integer(random, 0, text.length);
        reader.push(text.slice(0, cut));
        reader.push(text.slice(cut));
        reader.push('\n\nevent: good\ndata: 1\n\n');
        const { event, data } = events.at(-1) ?? {};
        assert.deepEqual([event, data], ['good', '1'], JSON.stringify(text));
        events.length = 0;
      }
    });
  }

  test('reports the wait that the server wishes for, if it is a whole number of ms', () => {
    const waits: number[] = [];
    const reader = createEventReader(
      () => undefined,
      () => undefined,
      '',
      (delay) => waits.push(delay),
    );
    reader.push('retry: 300\nretry: soon\nretry:\nretry: -1\nretry: 1000\n\n');
    assert.deepEqual(waits, [300, 1000]);
  });
});
