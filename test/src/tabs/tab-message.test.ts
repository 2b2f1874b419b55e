import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { Signal } from '../../../src/transport/transport.js';
import { readReport, readRequest, writeSignal } from '../../../src/tabs/tab-message.js';

const REPORT = { from: 'a', term: 1, n: 1 };

function travel(signal: Signal): unknown {
  const report = readReport({ ...REPORT, type: 'signal', signal: structuredClone(writeSignal(signal)) });
  return report?.type === 'signal' ? report.signal : undefined;
}

suite('readReport', () => {
  test('reads every signal that travels as it was', () => {
    const signals: readonly Signal[] = [
      { type: 'open', kind: 'cable' },
      { type: 'heartbeat' },
      { type: 'body', identifier: 'i', body: { value: 0, list: [null, false, ''] } },
      { type: 'snapshot', identifier: 'i', body: [], source: '/i.json' },
      { type: 'unchanged', identifier: 'i' },
      { type: 'stale', identifier: 'i', message: 'Old.' },
      { type: 'discarded', why: 'too-large' },
      { type: 'goodbye', reason: 'server_restart', reconnect: true },
    ];
    for (const signal of signals) assert.deepEqual(travel(signal), signal);
  });

  test('X3: a body brings no prototype, and fields that nobody named are left out', () => {
    const body: unknown = JSON.parse('{"__proto__":{"polluted":true},"a":1}');
    const read = travel({ type: 'body', identifier: 'i', body }) as { readonly body: object };
    assert.deepEqual(Object.keys(read.body), ['__proto__', 'a']);
    assert.equal(Object.getPrototypeOf(read.body), Object.prototype);
    const more = readReport({ ...REPORT, type: 'tick', sneaked: true, __proto__: { to: 'b' } });
    assert.deepEqual(more, { ...REPORT, type: 'tick' });
  });

  test('X5: a signal with a snapshot function stays in its tab', () => {
    assert.equal(writeSignal({ type: 'snapshot', identifier: 'i', body: 1, source: () => Promise.resolve(1) }), undefined);
  });

  for (const wrong of [
    undefined,
    7,
    [],
    { ...REPORT, type: 'unknown' },
    { ...REPORT, type: 'constructor' },
    { ...REPORT, n: '1', type: 'tick' },
    { ...REPORT, term: Infinity, type: 'tick' },
    { ...REPORT, from: { toString: () => 'a' }, type: 'tick' },
    { ...REPORT, type: 'signal', signal: { type: 'body', identifier: 'i', json: '{' } },
    { ...REPORT, type: 'signal', signal: { type: 'body', identifier: 'i', body: {} } },
    { ...REPORT, type: 'signal', signal: { type: 'discarded', why: 'no reason' } },
    { ...REPORT, type: 'signal', signal: { type: 'confirmed', identifier: 'i' } },
    { ...REPORT, type: 'subscribed', identifier: 'i', state: 'perhaps' },
    { ...REPORT, type: 'snapshot', id: 'x', json: 'x'.repeat(1_100_001) },
  ])
    test(`refuses ${JSON.stringify([wrong]).slice(0, 80)}`, () => {
      assert.equal(readReport(wrong), undefined);
      assert.equal(readRequest(wrong), undefined);
    });
});
