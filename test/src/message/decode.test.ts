import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { decode, errorIn, isScalar, timeOf } from '../../../src/message/decode.js';
import type { Message } from '../../../src/message/message.js';

const AT = 1_700_000_000_000;

/** What a body says that holds no state. */
const UNKNOWN = { type: 'unknown', error: undefined };

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
    ['an increment as decimal text, as Rails writes it', { increment: '12.50' }, { type: 'delta', increment: '12.50' }],
    ['an increment that is no number', { increment: 'two' }, UNKNOWN],
    ['an increment that JSON.parse made infinite', { increment: Infinity }, UNKNOWN],
    [
      'an event with its data',
      { event: 'job_order_created', data: { id: 1 } },
      { type: 'event', event: 'job_order_created', data: { id: 1 }, value: undefined },
    ],
    ['an event without data', { event: 'ping' }, { type: 'event', event: 'ping', data: undefined, value: undefined }],
    ['an event that carries its value', { event: 'sold', value: 1 }, { type: 'event', event: 'sold', data: undefined, value: 1 }],
    [
      'an event with an amount of money',
      { event: 'sold', value: { cents: 1 } },
      { type: 'event', event: 'sold', data: undefined, value: undefined },
    ],
    [
      'an event whose data is a value',
      { event: 'sold', data: { value: 1 } },
      { type: 'event', event: 'sold', data: { value: 1 }, value: 1 },
    ],
    ['a value in an envelope', { data: { value: 42, metric: 'cpu' } }, { type: 'datapoint', metric: 'cpu', value: 42 }],
    [
      'a value in an envelope with a type',
      { type: 'stats', data: { value: '4.20' } },
      { type: 'datapoint', metric: undefined, value: '4.20' },
    ],
    ['an increment in an envelope', { data: { increment: 1 } }, { type: 'delta', increment: 1 }],
    ['progress in an envelope', { data: { progress: 4 } }, { type: 'progress', progress: 4, status: undefined, message: undefined }],
    ['numbers in an envelope', { data: { cpu: 1 } }, { type: 'metrics' }],
    ['an event in an envelope, which is of somebody else', { data: { event: 'sold' } }, UNKNOWN],
    ['an envelope in an envelope', { data: { data: { value: 1 } } }, UNKNOWN],
    ['a list in an envelope', { data: [{ value: 1 }] }, UNKNOWN],
    [
      'progress with its words',
      { progress: 40, status: 'running', message: 'Row 40' },
      { type: 'progress', progress: 40, status: 'running', message: 'Row 40' },
    ],
    ['progress as decimal text', { progress: '40.5' }, { type: 'progress', progress: 40.5, status: undefined, message: undefined }],
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
    ['decimals as text, as Rails writes them', { subtotal: '12.50', total: '9007199254740993' }, { type: 'metrics' }],
    ['numbers with their time as it was created', { cpu: '1.5', created_at: '2026-01-01T00:00:00Z' }, { type: 'metrics' }],
    ['numbers and a text', { cpu: 1, host: 'a' }, UNKNOWN],
    ['numbers among which one is infinite', { cpu: 1, memory: -Infinity }, UNKNOWN],
    ['an empty object', {}, UNKNOWN],
    ['only nulls', { cpu: null }, UNKNOWN],
    ['a value that is an object', { value: { cents: 4200 } }, UNKNOWN],
    ['a value that JSON.parse made infinite', { value: Infinity }, UNKNOWN],
    ['a number that is none', NaN, UNKNOWN],
    ['an error', { error: 'gone' }, { type: 'unknown', error: 'gone' }],
    ['an error of Rails', { status: 404, error: 'Not Found' }, { type: 'unknown', error: 'Not Found' }],
    ['an error with a message', { error: { code: 7, message: 'gone' } }, { type: 'unknown', error: 'gone' }],
    ['an error without words', { error: true }, { type: 'unknown', error: 'true' }],
    ['errors of Rails', { errors: ['is gone', 'is late'] }, { type: 'unknown', error: '["is gone","is late"]' }],
    ['no error', { error: null, errors: [], ok: 'yes' }, UNKNOWN],
    ['a rate of errors', { error: 0.5 }, { type: 'metrics' }],
    ['a value that says that there is no error', { value: 1, error: null }, { type: 'datapoint', metric: undefined, value: 1 }],
    ['a list', [1, 2], UNKNOWN],
    ['an object of anything else', { type: 'refresh', url: '/' }, UNKNOWN],
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
      assert.deepEqual(decoded(JSON.parse(json)), UNKNOWN);
      assert.equal(({} as Record<string, unknown>)['value'], undefined);
    });
  }

  test('X3: reads own properties alone', () => {
    assert.deepEqual(decoded(Object.create({ value: 1, event: 'x', increment: 1, progress: 1 })), UNKNOWN);
  });

  test('X3: takes the name of a prototype as a name', () => {
    assert.deepEqual(decoded({ value: 1, metric: '__proto__' }), { type: 'datapoint', metric: '__proto__', value: 1 });
    assert.deepEqual(decoded({ event: '__proto__' }), { type: 'event', event: '__proto__', data: undefined, value: undefined });
  });

  test('never throws on what is no JSON either', () => {
    for (const body of [undefined, Symbol('s'), 1n, () => 1, NaN, new Map(), Object.create(null)]) assert.doesNotThrow(() => decode(body));
  });
});

suite('errorIn', () => {
  test('finds what went wrong in a body that says nothing else', () => {
    assert.equal(errorIn({ error: 'gone' }), 'gone');
    for (const body of [{ value: 1, error: 'late' }, { error: 3 }, [{ error: 'gone' }], {}, null, 'error'])
      assert.equal(errorIn(body), undefined);
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
    assert.ok([0, '', 'a', true, false, null].every(isScalar));
    assert.ok(![undefined, NaN, Infinity, {}, [], () => 1, Symbol('s'), 1n].some(isScalar));
  });
});
