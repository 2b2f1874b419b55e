import { expect } from '@open-wc/testing';
import { spanned } from '../../../components/live-chart/spanned.js';

const at = [0, 10, 20, 30, 40];

suite('spanned', () => {
  test('leaves out values that are known to be missing', () => {
    expect(spanned([1, null, undefined, null, 2], { at, gaps: [] })).to.deep.equal([1, undefined, undefined, undefined, 2]);
  });

  test('keeps the interruption of a gap in which updates were missed', () => {
    expect(spanned([1, null, 2, null, 3], { at, gaps: [{ since: 12, until: 18 }] })).to.deep.equal([1, null, 2, undefined, 3]);
    expect(spanned([1, null, 2, null, 3], { at, gaps: [{ since: 25, until: 50 }] })).to.deep.equal([1, undefined, 2, null, 3]);
  });

  test('looks at each of many gaps', () => {
    const gaps = Array.from({ length: 200 }, (_, index) => ({ since: index * 10 + 2, until: index * 10 + 4 }));
    const cells = Array.from({ length: 400 }, (_, row) => (row % 2 === 0 ? row : null));
    const instants = cells.map((_, row) => row * 10);
    const missing = spanned(cells, { at: instants, gaps }).flatMap((cell, row) => (cell === null ? [row] : []));
    // The last missing value has no value after it.
    expect(missing).to.deep.equal([...Array.from({ length: 100 }, (_, index) => index * 2 + 1), 399]);
  });

  test('leaves missing values at the ends as they are', () => {
    expect(spanned([null, 1, null], { at, gaps: [] })).to.deep.equal([undefined, 1, null]);
    expect(spanned([], { at: [], gaps: [] })).to.deep.equal([]);
  });
});
