import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { nextPlace, nextTerm } from '../../../src/tabs/place.js';

const PLACE = { leader: 'a', term: 5, n: 3 };

suite('nextPlace', () => {
  for (const [what, report, step] of [
    ['the next report', { from: 'a', term: 5, n: 4 }, 'next'],
    ['a repeated report', { from: 'a', term: 5, n: 3 }, 'old'],
    ['a report after missing ones', { from: 'a', term: 5, n: 6 }, 'hole'],
    ['a report of a later leader', { from: 'b', term: 6, n: 9 }, 'new-leader'],
    ['a report of an earlier leader that thaws', { from: 'b', term: 4, n: 9 }, 'old'],
    ['a report of another leader of the same term', { from: 'b', term: 5, n: 4 }, 'old'],
  ] as const)
    test(`says of ${what}: ${step}`, () => {
      const [found, place] = nextPlace(PLACE, report);
      assert.equal(found, step);
      assert.deepEqual(place, step === 'old' ? PLACE : { leader: report.from, term: report.term, n: report.n });
    });

  test('takes the first report for one of a new leader', () => {
    assert.equal(nextPlace(undefined, { from: 'a', term: 1, n: 7 })[0], 'new-leader');
  });
});

suite('nextTerm', () => {
  test('is higher than the last one, also if the clock was set back', () => {
    assert.equal(nextTerm(undefined, 1_000), 1_000);
    assert.equal(nextTerm(PLACE, 1_000), 1_000);
    assert.equal(nextTerm({ ...PLACE, term: 2_000 }, 1_000), 2_001);
  });
});
