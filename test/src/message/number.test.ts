import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import {
  addDecimals,
  compareDecimals,
  hasRoundedNumber,
  isNumeric,
  parseJson,
  readSequenceNumber,
  subtractDecimals,
} from '../../../src/message/number.js';

suite('parseJson', () => {
  const kept: readonly (readonly [json: string, body: unknown])[] = [
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['{"value":9007199254740993}', { value: '9007199254740993' }],
    ['{"value":12345678901234567.25}', { value: '12345678901234567.25' }],
    ['{"value":0.1234567890123456789}', { value: '0.1234567890123456789' }],
    ['{"value":1234567890.12345678}', { value: '1234567890.12345678' }],
    ['{"value":123456789012345678e-2}', { value: '123456789012345678e-2' }],
    ['{"value":100000000000000000000}', { value: '100000000000000000000' }],
    ['{"value":1.000000000000000000001}', { value: '1.000000000000000000001' }],
    [
      '{ "ids" : [ 9007199254740992 , 9007199254740993,9007199254740994 ] }',
      { ids: ['9007199254740992', '9007199254740993', '9007199254740994'] },
    ],
    [`{"value":${'9'.repeat(1_000)}}`, { value: '9'.repeat(1_000) }],
    [`{"value":1${'0'.repeat(400)}}`, { value: `1${'0'.repeat(400)}` }],
  ];
  for (const [json, body] of kept) {
    test(`keeps every digit of ${json.slice(0, 70)}`, () => {
      assert.deepEqual(parseJson(json), body);
    });
  }

  const same = [
    '{"value":42,"at":"2026-11-29T05:00:00.123456Z"}',
    '{"value":9007199254740991}',
    '{"value":33.333333333333336}',
    '{"value":0.3745401188473625}',
    '{"value":1.0000000000000000}',
    '{"value":1795289414123456}',
    '{"value":5e-324,"max":1.7976931348623157e308}',
    '{"value":1.7976931348623157E+308}',
    '{"value":-0.0}',
    '[0,-1,1.5,true,false,null,"",{}]',
    '"9007199254740993"',
    '{"9007199254740993":1}',
    '{"text":"He said \\"9007199254740993\\", and \\\\"}',
    '{"text":"\\\\\\"9007199254740993"}',
    '{"identifier":"{\\"channel\\":\\"Room\\",\\"room\\":9007199254740993}"}',
  ];
  for (const json of same) {
    test(`reads ${json} as JSON.parse does`, () => {
      assert.deepEqual(parseJson(json), JSON.parse(json));
    });
  }

  test('leaves strings alone beside a number that is too long', () => {
    const text = 'a "quoted" 9007199254740993 \\ 12345678901234567.25, [9007199254740993]\n';
    const json = `{"text":${JSON.stringify(text)},"id":9007199254740993,"9007199254740993":${JSON.stringify(text)}}`;
    assert.deepEqual(parseJson(json), { text, id: '9007199254740993', '9007199254740993': text });
  });

  test('finds a long number wherever it stands', () => {
    for (let blanks = 0; blanks < 40; blanks += 1) {
      for (const number of ['9007199254740993', '900719925474099.31', '9.007199254740993111']) {
        assert.deepEqual(parseJson(`[${' '.repeat(blanks)}${number}]`), [number]);
      }
    }
  });

  test('throws as JSON.parse does for what is no JSON', () => {
    for (const text of ['', '{"value":NaN}', '{"value":9007199254740993,}', '[Infinity]', '"9007199254740993', '09007199254740993']) {
      assert.throws(() => parseJson(text), SyntaxError);
    }
  });

  test('reads a string of a megabyte beside a long number', () => {
    const text = 'x\\"y'.repeat(250_000);
    assert.deepEqual(parseJson(JSON.stringify({ text, id: 1 }).replace('1}', '9007199254740993}')), { text, id: '9007199254740993' });
  });
});

suite('hasRoundedNumber', () => {
  test('finds a number that may be the neighbour of what was sent, however deep', () => {
    for (const number of [2 ** 53, -(2 ** 53), 1e300, Infinity, NaN]) {
      for (const body of [number, { value: number }, [1, { data: [{ id: number }] }]]) assert.ok(hasRoundedNumber(body));
    }
    const deep: unknown = JSON.parse(`${'['.repeat(5_000)}9007199254740993${']'.repeat(5_000)}`);
    assert.ok(hasRoundedNumber(deep));
  });

  test('finds nothing in what JavaScript holds', () => {
    for (const body of [0, -1.5, 2 ** 53 - 1, '9007199254740993', null, undefined, true, {}, [{ id: 1 }]])
      assert.ok(!hasRoundedNumber(body));
  });
});

suite('isNumeric', () => {
  test('takes finite numbers and decimal text', () => {
    for (const value of [0, -1.5, '0', '-12', '+1.', '.5', '1e21', '12.50', '9007199254740993', '-1E-7'])
      assert.ok(isNumeric(value), String(value));
  });

  test('takes nothing else', () => {
    const others = [
      NaN,
      Infinity,
      '',
      ' ',
      '.',
      '-',
      'e5',
      '1,204',
      '1 2',
      '0x1',
      '1n',
      'Infinity',
      'NaN',
      '1e',
      '12px',
      null,
      undefined,
      {},
      [],
      true,
      1n,
    ];
    for (const value of others) assert.ok(!isNumeric(value));
  });

  test('takes no number that would fill the memory, or that no format can write', () => {
    for (const value of ['1e400', '-1e400', '1e-999999999', '0e999999999', '9'.repeat(401)])
      assert.ok(!isNumeric(value), value.slice(0, 20));
  });
});

suite('addDecimals', () => {
  const sums: readonly (readonly [a: number | string, b: number | string, sum: number | string])[] = [
    [1, 2, 3],
    [0.1, 0.2, 0.3],
    ['12345678901234567.25', 1, '12345678901234568.25'],
    ['12345678901234567.25', '0.75', '12345678901234568'],
    ['9007199254740993', 1, '9007199254740994'],
    ['9007199254740992', 1, '9007199254740993'],
    [9007199254740992, 1, '9007199254740993'],
    ['12.50', '12.50', 25],
    ['12.50', 1, 13.5],
    ['0.1234567890123456789', 0, '0.1234567890123456789'],
    ['-0.5', '0.25', -0.25],
    ['-12345678901234567.25', '-1', '-12345678901234568.25'],
    ['+5', '.5', 5.5],
    [1e21, 1, '1000000000000000000001'],
    ['1e-7', '1e-7', 2e-7],
    [1, -1, 0],
    ['-0.001', '-0.002', -0.003],
  ];
  for (const [a, b, sum] of sums) {
    test(`adds ${a} and ${b} exactly`, () => {
      assert.equal(addDecimals(a, b), sum);
      assert.equal(addDecimals(b, a), sum);
    });
  }

  test('is NaN if one of the two is no number', () => {
    for (const value of ['soon', NaN, Infinity, '1e999999999']) assert.ok(Number.isNaN(addDecimals(value, 1)));
  });
});

suite('subtractDecimals', () => {
  test('subtracts exactly', () => {
    assert.equal(subtractDecimals(0.3, 0.1), 0.2);
    assert.equal(subtractDecimals('12345678901234568.25', 1), '12345678901234567.25');
    assert.equal(subtractDecimals(1, '-9007199254740992'), '9007199254740993');
    assert.equal(subtractDecimals(1, '+1'), 0);
    assert.equal(subtractDecimals(5, -5), 10);
  });
});

suite('compareDecimals', () => {
  test('tells neighbours beyond 2^53 apart', () => {
    assert.equal(compareDecimals('9007199254740993', '9007199254740992'), 1);
    assert.equal(compareDecimals('9007199254740992', '9007199254740993'), -1);
    assert.equal(compareDecimals('9007199254740993', 9007199254740992), 1);
  });

  test('compares by value, not by how it is written', () => {
    assert.equal(compareDecimals('12.50', 12.5), 0);
    assert.equal(compareDecimals('9', '10'), -1);
    assert.equal(compareDecimals('-1', '-2'), 1);
    assert.equal(compareDecimals('1e3', 1000), 0);
  });

  test('is 0 if one of the two is no number', () => {
    assert.equal(compareDecimals('soon', 1), 0);
  });
});

suite('readSequenceNumber', () => {
  test('takes whole numbers, sent as numbers or as text', () => {
    assert.deepEqual([0, 12, -3, '12', '0012', '+7', '-3'].map(readSequenceNumber), [0, 12, -3, 12, 12, 7, -3]);
  });

  test('keeps neighbours beyond 2^53 apart', () => {
    assert.deepEqual(['9007199254740992', '9007199254740993'].map(readSequenceNumber), [9007199254740992n, 9007199254740993n]);
  });

  test('takes nothing else', () => {
    for (const value of [1.5, '1.5', '1e3', '', 'a', NaN, Infinity, 2 ** 53, null, undefined, true, {}, '9'.repeat(401)]) {
      assert.equal(readSequenceNumber(value), undefined);
    }
  });
});
