import { expect } from '@open-wc/testing';
import type { ChartFrame } from '../../../components/live-chart/engine.js';
import type { Cell } from '../../../components/live-chart/series.js';
import { isPositive, logRange, outliersOf, softRange } from '../../../components/live-chart/y-range.js';

/** A frame of points one apart, all in view. */
function frameOf(...columns: readonly (readonly Cell[])[]): ChartFrame {
  const count = columns[0]?.length ?? 0;
  return { since: 0, until: count, at: Array.from({ length: count }, (_, row) => row), columns, gaps: [] };
}

/** Values around ten, and what else there is at some places. */
function usual(count: number, others: Readonly<Record<number, number>> = {}): Cell[] {
  return Array.from({ length: count }, (_, row) => others[row] ?? 10 + (row % 3));
}

suite('softRange', () => {
  test('covers what is in view', () => {
    expect(softRange(frameOf([1, 5, undefined, null, 3]))).to.deep.equal({ low: 1, high: 5 });
    expect(softRange(frameOf([null, undefined]))).to.equal(undefined);
    expect(softRange({ ...frameOf([100, 1, 2, 3]), since: 2 })).to.deep.equal({ low: 1, high: 3 });
  });

  test('is not flattened by a flood that is over', () => {
    expect(softRange(frameOf(usual(100, { 40: 5_000, 41: 4_000, 42: 9_000 })))).to.deep.equal({ low: 10, high: 12 });
    expect(softRange(frameOf(usual(100, { 40: -5_000 })))).to.deep.equal({ low: 10, high: 12 });
    expect(softRange(frameOf(usual(100, { 40: 9_000, 60: 300 })))).to.deep.equal({ low: 10, high: 12 });
  });

  test('shows a flood in full while it is new', () => {
    expect(softRange(frameOf(usual(100, { 99: 5_000 })))).to.deep.equal({ low: 10, high: 5_000 });
  });

  test('takes what comes often for usual', () => {
    const spikes = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [index * 4, 5_000]));
    expect(softRange(frameOf(usual(100, spikes)))).to.deep.equal({ low: 10, high: 5_000 });
  });

  test('takes no value of a few for an outlier', () => {
    expect(softRange(frameOf(usual(10, { 2: 5_000 })))).to.deep.equal({ low: 10, high: 5_000 });
  });

  test('measures each series by itself', () => {
    const rare = usual(100).map((_, row) => (row % 20 === 0 ? 5_000 : undefined));
    expect(softRange(frameOf(usual(100), rare))).to.deep.equal({ low: 10, high: 5_000 });
  });

  test('leaves equal values as they are', () => {
    expect(softRange(frameOf(new Array<Cell>(50).fill(7)))).to.deep.equal({ low: 7, high: 7 });
  });
});

suite('logRange', () => {
  test('goes from a power of ten to another', () => {
    expect(logRange({ low: 3, high: 4_200 }, {})).to.deep.equal({ low: 1, high: 10_000 });
    expect(logRange({ low: 10, high: 10 }, {})).to.deep.equal({ low: 10, high: 100 });
    expect(logRange(undefined, {})).to.deep.equal({ low: 1, high: 10 });
  });

  test('takes the bounds of the author, but none that it cannot show', () => {
    expect(logRange({ low: 3, high: 40 }, { lowest: 2, highest: 50 })).to.deep.equal({ low: 2, high: 50 });
    expect(logRange({ low: 3, high: 40 }, { lowest: 0, softHighest: 900 })).to.deep.equal({ low: 1, high: 1_000 });
  });

  test('is of the positive values', () => {
    expect(softRange(frameOf([0, -5, 20, 30]), isPositive)).to.deep.equal({ low: 20, high: 30 });
  });
});

suite('outliersOf', () => {
  test('finds the farthest value of each stretch beyond the axis', () => {
    const frame = frameOf(usual(10, { 2: 50, 3: 90, 4: 60, 7: -5 }));
    expect(outliersOf(frame, { low: 0, high: 20 })).to.deep.equal([
      { at: 3, value: 90, column: 0, isAbove: true },
      { at: 7, value: -5, column: 0, isAbove: false },
    ]);
  });

  test('finds none within the axis', () => {
    expect(outliersOf(frameOf(usual(10)), { low: 0, high: 20 })).to.deep.equal([]);
  });
});
