import { expect } from '@open-wc/testing';
import { nearestRow, rowFurther, viewOf } from '../../../components/live-chart/chart-view.js';
import { SeriesBuffer } from '../../../components/live-chart/series.js';
import { summarize } from '../../../components/live-chart/summary.js';

function bufferOf(...cells: readonly (number | null | undefined)[]): SeriesBuffer {
  const buffer = new SeriesBuffer();
  cells.forEach((value, row) => {
    if (value === undefined) buffer.write(row * 10, 1, 0);
    else buffer.write(row * 10, 0, value);
  });
  return buffer;
}

suite('viewOf', () => {
  test('shows the last of a window, rounded up to a step', () => {
    expect(viewOf(bufferOf(1, 2), { window: 100, maxPoints: undefined, edge: 501, step: 10 })).to.deep.equal({ since: 410, until: 510 });
  });

  test('shows a point that is ahead of the clock', () => {
    expect(viewOf(bufferOf(1, 2, 3), { window: 100, maxPoints: undefined, edge: 5, step: 1 }).until).to.equal(20);
  });

  test('shows the last points', () => {
    expect(viewOf(bufferOf(1, 2, 3, 4), { window: undefined, maxPoints: 2, edge: 30, step: 1 })).to.deep.equal({ since: 20, until: 30 });
  });

  test('counts the points of the series that has most', () => {
    expect(viewOf(bufferOf(1, undefined, 2, undefined, 3), { window: undefined, maxPoints: 2, edge: 40, step: 1 }).since).to.equal(20);
  });

  test('is never without length', () => {
    const { since, until } = viewOf(bufferOf(1), { window: undefined, maxPoints: 5, edge: 0, step: 1 });
    expect(until).to.be.above(since);
  });
});

suite('nearestRow', () => {
  test('finds the nearest point of a series, past the rows of others', () => {
    const buffer = bufferOf(1, undefined, undefined, 4);
    expect([0, 14, 16, 30, 99].map((instant) => nearestRow(buffer, 0, instant))).to.deep.equal([0, 0, 3, 3, 3]);
  });

  test('tells -1 where there is none', () => {
    expect(nearestRow(new SeriesBuffer(), 0, 5)).to.equal(-1);
  });
});

suite('rowFurther', () => {
  const view = { since: 0, until: 50 };

  test('goes from point to point, past what is missing', () => {
    const buffer = bufferOf(1, null, undefined, 4, 5);
    expect(rowFurther(buffer, 0, 0, 1, view)).to.equal(3);
    expect(rowFurther(buffer, 0, 4, -2, view)).to.equal(0);
  });

  test('stops at the outermost point in view', () => {
    expect(rowFurther(bufferOf(1, 2, 3, 4), 0, 3, -Infinity, { since: 15, until: 50 })).to.equal(2);
  });
});

suite('summarize', () => {
  test('tells now, lowest and the latest peak in view', () => {
    const { at, columns } = bufferOf(99, 5, 9, undefined, 9, null, 7);
    expect(summarize(at, columns[0] ?? [], { since: 10, until: 100 })).to.deep.equal({
      now: { at: 60, value: 7 },
      lowest: { at: 10, value: 5 },
      peak: { at: 40, value: 9 },
    });
  });

  test('tells nothing where nothing is in view', () => {
    const { at, columns } = bufferOf(1, 2);
    expect(summarize(at, columns[0] ?? [], { since: 100, until: 200 })).to.equal(undefined);
  });
});
