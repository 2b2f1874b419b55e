import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { decode } from '../../../src/message/decode.js';
import { createLateness } from '../../../src/repair/lateness.js';

/** Returns which of these bodies are late. */
function late(bodies: readonly object[], keyOf: (body: object) => unknown = () => undefined): readonly boolean[] {
  const lateness = createLateness(() => 0);
  return bodies.map((body) => lateness.isLate(decode(body, 0), keyOf(body)));
}

suite('createLateness', () => {
  test('finds state that is older than what is known of the same thing', () => {
    assert.deepEqual(
      late([
        { value: 1, at: 1.7e9 },
        { value: 2, at: 1.6e9 },
        { value: 3, at: 1.7e9 },
        { value: 4, at: 1.8e9 },
      ]),
      [false, true, false, false],
    );
  });

  test('keeps the times of different things apart, in any order', () => {
    const [a, b] = [
      { metric: 'a', value: 1 },
      { metric: 'b', value: 1 },
    ];
    assert.deepEqual(
      late([
        { ...a, at: 1.7e9 },
        { ...b, at: 1.5e9 },
        { ...a, at: 1.6e9 },
        { ...a, at: 1.8e9 },
        { ...b, at: 1.4e9 },
      ]),
      [false, false, true, false, true],
    );
  });

  test('keeps the times of different keys apart', () => {
    const bodies = [
      { value: 1, number: 1, at: 1.7e9 },
      { value: 1, number: 2, at: 1.6e9 },
      { value: 1, number: 1, at: 1.6e9 },
    ];
    assert.deepEqual(
      late(bodies, (body) => (body as { number: number }).number),
      [false, false, true],
    );
  });

  test('knows nothing more after a reset', () => {
    const lateness = createLateness(() => 0);
    lateness.isLate(decode({ value: 1, at: 1.7e9 }, 0), undefined);
    lateness.reset();
    assert.equal(lateness.isLate(decode({ value: 1, at: 1.6e9 }, 0), undefined), false);
    assert.equal(lateness.isLate(decode({ value: 1, at: 1.5e9 }, 0), undefined), true);
  });
});
