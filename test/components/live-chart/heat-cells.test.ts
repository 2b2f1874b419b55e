import { expect } from '@open-wc/testing';
import { drawnSeries } from '../../../components/live-chart/chart-series.js';
import type { AxisOptions, ChartFrame } from '../../../components/live-chart/engine.js';
import { type Heat, heatOf } from '../../../components/live-chart/heat-cells.js';
import type { Cell } from '../../../components/live-chart/series.js';

const MINUTE = 60_000;

/** The heat of columns with a value every so many ms from 0 on. */
function heat(columns: readonly (readonly Cell[])[], step: number, options: AxisOptions = {}, view: Partial<ChartFrame> = {}): Heat {
  const fields = columns.map((_, index) => `s${index}`);
  const at = (columns[0] ?? []).map((_, row) => row * step);
  const frame = { since: 0, until: at.length * step, at, columns, gaps: [], ...view };
  const buffer = { columns: columns.map((cells) => [...cells]), detailOf: () => undefined };
  const declared = columns.length > 1 ? [{ field: 's1', axis: 'right', unit: '%' } as const] : [];
  return heatOf(frame, drawnSeries(fields, buffer, declared, { label: '', unit: 'ms' }), () => options);
}

suite('heatOf', () => {
  test('shows the highest value of each cell, so that no spike is hidden', () => {
    const values = Array.from({ length: 300 }, (_, row) => (row === 150 ? 500 : row % 10));
    const [row = []] = heat([values], 1_000).rows;
    expect(row).to.have.lengthOf(60);
    expect(row[0]).to.deep.equal({ since: 0, until: 5_000, value: 4, shade: 0 });
    expect(row[30]).to.deep.equal({ since: 150_000, until: 155_000, value: 500, shade: 7 });
  });

  test('has cells whose bounds do not move with the view', () => {
    const values = Array.from({ length: 300 }, () => 1);
    const [row = []] = heat([values], 1_000, {}, { since: 2_000, until: 302_000 }).rows;
    expect(row[0]).to.include({ since: 2_000, until: 5_000 });
    expect(row[1]).to.include({ since: 5_000, until: 10_000 });
  });

  test('has cells long enough that each holds a point, also if one is a little late', () => {
    const [row = []] = heat([Array.from({ length: 30 }, () => 1)], 10_000).rows;
    expect(row).to.have.lengthOf(20);
    expect(row.every(({ since, until }) => until - since === 15_000)).to.equal(true);
  });

  test('has no cell where there is no value', () => {
    const [row = []] = heat([[1, null, undefined, 2]], MINUTE).rows;
    expect(row.map(({ since }) => since)).to.deep.equal([0, 3 * MINUTE]);
  });

  test('has a scale for each axis, with the unit of its series', () => {
    const { scales } = heat(
      [
        [1, 2, 4],
        [10, 30, 20],
      ],
      10 * MINUTE,
    );
    expect(scales).to.deep.equal([
      { side: 'left', low: 1, high: 4, isBelow: false, isAbove: false, unit: 'ms' },
      { side: 'right', low: 10, high: 30, isBelow: false, isAbove: false, unit: '%' },
    ]);
  });

  test('says that values are beyond the bounds of the author', () => {
    const { scales, rows } = heat([[-5, 50, 200]], 10 * MINUTE, { lowest: 0, highest: 100 });
    expect(scales[0]).to.include({ low: 0, high: 100, isBelow: true, isAbove: true });
    expect(rows[0]?.map(({ shade }) => shade)).to.deep.equal([0, 4, 7]);
  });

  test('reaches at least to what the author asks for', () => {
    expect(heat([[40, 50]], 10 * MINUTE, { softLowest: 0, softHighest: 100 }).scales[0]).to.include({ low: 0, high: 100 });
  });

  test('shades by powers of ten on a logarithmic scale, where zero is below the lowest', () => {
    const { scales, rows } = heat([[0, 1, 100, 10_000]], 10 * MINUTE, { isLog: true });
    expect(scales[0]).to.include({ low: 1, high: 10_000, isBelow: true });
    expect(rows[0]?.map(({ shade }) => shade)).to.deep.equal([0, 0, 4, 7]);
  });

  test('has the middle shade if all values are equal, and no scale without series', () => {
    expect(heat([[7, 7, 7]], 10 * MINUTE).rows[0]?.map(({ shade }) => shade)).to.deep.equal([4, 4, 4]);
    expect(heat([], MINUTE)).to.deep.equal({ rows: [], scales: [] });
    expect(heat([[null, undefined]], MINUTE).scales[0]).to.include({ low: 0, high: 0 });
  });
});
