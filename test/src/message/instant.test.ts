import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { readInstant } from '../../../src/message/instant.js';
import { instants, noInstants } from '../../support/instants.js';

suite('readInstant', () => {
  for (const [written, at] of instants) {
    test(`reads ${JSON.stringify(written)}`, () => {
      assert.equal(readInstant(written), at);
    });
  }

  test('reads nothing else', () => {
    for (const written of noInstants) assert.equal(readInstant(written), undefined, String(written).slice(0, 40));
  });
});
