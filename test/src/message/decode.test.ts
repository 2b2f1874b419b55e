import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { decode, isScalar, timeOf } from '../../../src/message/decode.js';
import type { Message } from '../../../src/message/message.js';

const AT = 1_700_000_000_000;

/** What a body becomes, without the two fields that every message carries. */
function decoded(body: unknown): object {
  const message = decode(body, AT);
  assert.ok('receivedAt' in message);
  const { receivedAt, body: kept, ...rest } = message;
  assert.equal(receivedAt, AT);
  assert.equal(kept, body);
  return rest;
}

suite('decode', () => {
  const table: readonly (readonly [what: string, body: unknown, message: object])[] = [
    [
      'a datapoint with its metric',
      { type: 'datapoint', metric: 'cpu', value: 42, timestamp: '2026-01-01' },
      { type: 'datapoint', metric: 'cpu', value: 42 },
    ],
    ['a value without a metric', { value: 42 }, { type: 'datapoint', metric: undefined, value: 42 }],
    ['a value with its time', { value: 'busy', timestamp: 1 }, { type: 'datapoint', metric: undefined, value: 'busy' }],
    ['a datapoint of 0', { value: 0 }, { type: 'datapoint', metric: undefined, value: 0 }],
    ['a datapoint of false', { value: false }, { type: 'datapoint', metric: undefined, value: false }],
    ['a datapoint of ""', { value: '' }, { type: 'datapoint', metric: undefined, value: '' }],
    ['a datapoint of null, which is what Rails makes of NaN', { value: null }, { type: 'datapoint', metric: undefined, value: null }],
    ['a metric that is no text', { value: 1, metric: 7 }, { type: 'datapoint', metric: undefined, value: 1 }],
    ['an increment', { increment: -2 }, { type: 'delta', increment: -2 }],
    ['an increment of 0', { increment: 0 }, { type: 'delta', increment: 0 }],
    ['an increment that is no number', { increment: '2' }, { type: 'unknown' }],
    [
      'an event with its data',
      { event: 'job_order_created', data: { id: 1 } },
      { type: 'event', event: 'job_order_created', data: { id: 1 } },
    ],
    ['an event without data', { event: 'ping' }, { type: 'event', event: 'ping', data: undefined }],
    ['an event that carries a value', { event: 'sold', value: 1 }, { type: 'event', event: 'sold', data: undefined }],
    [
      'progress with its words',
      { progress: 40, status: 'running', message: 'Row 40' },
      { type: 'progress', progress: 40, status: 'running', message: 'Row 40' },
    ],
    ['progress of 0', { progress: 0 }, { type: 'progress', progress: 0, status: undefined, message: undefined }],
    [
      'progress that is not known yet',
      { progress: null, status: 'queued' },
      { type: 'progress', progress: undefined, status: 'queued', message: undefined },
    ],
    ['a flat object of numbers', { cpu: 1, memory: 0 }, { type: 'metrics' }],
    ['numbers with their time', { cpu: 1, timestamp: '2026-01-01T00:00:00Z' }, { type: 'metrics' }],
    ['numbers with their time under another name', { cpu: 1, at: '2026-01-01T00:00:00Z' }, { type: 'metrics' }],
    ['numbers with their type', { cpu: 1, type: 'stats' }, { type: 'metrics' }],
    ['numbers among which one is null', { cpu: 1, memory: null }, { type: 'metrics' }],
    ['numbers and a text', { cpu: 1, host: 'a' }, { type: 'unknown' }],
    ['an empty object', {}, { type: 'unknown' }],
    ['only nulls', { cpu: null }, { type: 'unknown' }],
    ['a value that is an object', { value: { n: 1 } }, { type: 'unknown' }],
    ['a list', [1, 2], { type: 'unknown' }],
    ['an object of anything else', { type: 'refresh', url: '/' }, { type: 'unknown' }],
    ['the number 0', 0, { type: 'value', value: 0 }],
    ['false', false, { type: 'value', value: false }],
    ['an empty string', '', { type: 'value', value: '' }],
    ['null', null, { type: 'value', value: null }],
    ['a string', 'busy', { type: 'value', value: 'busy' }],
    [
      'a turbo stream',
      '<turbo-stream action="append"></turbo-stream>',
      { type: 'html', html: '<turbo-stream action="append"></turbo-stream>' },
    ],
    ['other markup, which is text', '<b>bold</b>', { type: 'value', value: '<b>bold</b>' }],
  ];
  for (const [what, body, message] of table) {
    test(`names ${what} and keeps its body`, () => {
      assert.deepEqual(decoded(body), message);
    });
  }

  const polluted = [
    '{"__proto__":{"value":1}}',
    '{"__proto__":{"event":"x"}}',
    '{"__proto__":{"increment":1,"progress":1}}',
    '{"constructor":{"prototype":{"value":1}}}',
  ];
  for (const json of polluted) {
    test(`X3: reads nothing from a prototype: ${json}`, () => {
      assert.deepEqual(decoded(JSON.parse(json)), { type: 'unknown' });
      assert.equal(({} as Record<string, unknown>)['value'], undefined);
    });
  }

  test('X3: reads own properties alone', () => {
    assert.deepEqual(decoded(Object.create({ value: 1, event: 'x', increment: 1, progress: 1 })), { type: 'unknown' });
  });

  test('X3: takes the name of a prototype as a name', () => {
    assert.deepEqual(decoded({ value: 1, metric: '__proto__' }), { type: 'datapoint', metric: '__proto__', value: 1 });
    assert.deepEqual(decoded({ event: '__proto__' }), { type: 'event', event: '__proto__', data: undefined });
  });

  test('never throws on what is no JSON either', () => {
    for (const body of [undefined, Symbol('s'), 1n, () => 1, NaN, new Map(), Object.create(null)]) assert.doesNotThrow(() => decode(body));
  });
});

suite('timeOf', () => {
  const iso = '2026-11-21T19:30:11.446Z';
  const at = Date.parse(iso);
  const bodies: readonly (readonly [body: unknown, at: number | undefined])[] = [
    [{ value: 1, timestamp: iso }, at],
    [{ value: 1, at: iso }, at],
    [{ value: 1, created_at: iso }, at],
    [{ value: 1, time: iso }, at],
    [{ value: 1, timestamp: at }, at],
    [{ value: 1, timestamp: at / 1000 }, at],
    [{ event: 'sold', data: { created_at: iso } }, at],
    [{ event: 'sold', at: iso, data: { at: '1999-01-01T00:00:00Z' } }, at],
    [{ value: 1, timestamp: 'soon', at: iso }, at],
    [{ value: 1 }, undefined],
    [{ value: 1, timestamp: null }, undefined],
    ['text', undefined],
    [null, undefined],
    [JSON.parse(`{"__proto__":{"at":"${iso}"}}`), undefined],
  ];
  for (const [body, expected] of bodies) {
    test(`reads ${JSON.stringify(body)}`, () => {
      assert.equal(timeOf(decode(body, AT)), expected);
    });
  }

  test('knows no time of a gap or a snapshot, which have bounds and members', () => {
    const made: Message[] = [
      { type: 'gap', since: 1, until: 2 },
      { type: 'snapshot', messages: [] },
    ];
    assert.deepEqual(made.map(timeOf), [undefined, undefined]);
  });
});

suite('isScalar', () => {
  test('tells what can be shown as it is', () => {
    assert.ok([0, NaN, '', 'a', true, false, null].every(isScalar));
    assert.ok(![undefined, {}, [], () => 1, Symbol('s'), 1n].some(isScalar));
  });
});
