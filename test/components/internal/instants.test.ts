import { expect } from '@open-wc/testing';
import { readInstant } from '../../../src/index.js';
import { instants, noInstants } from '../../support/instants.js';

// The same table as in Node, since each engine's own parser reads other words.
suite('readInstant in this browser', () => {
  test('reads what servers write', () => {
    for (const [written, at] of instants) expect(readInstant(written), String(written)).to.equal(at);
  });

  test('reads nothing else', () => {
    for (const written of noInstants) expect(readInstant(written)).to.equal(undefined);
  });
});
