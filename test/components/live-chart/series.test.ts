import { expect } from '@open-wc/testing';
import { type Cell, SeriesBuffer } from '../../../components/live-chart/series.js';

function bufferOf(...points: readonly (readonly [at: number, column: number, value: number | null])[]): SeriesBuffer {
  const buffer = new SeriesBuffer();
  for (const point of points) buffer.write(...point);
  return buffer;
}

/** The cells of a column without the rows of other series. */
function known(buffer: SeriesBuffer, column: number): readonly Cell[] {
  return (buffer.columns[column] ?? []).filter((cell) => cell !== undefined);
}

suite('SeriesBuffer', () => {
  test('puts series of one instant into one row', () => {
    const buffer = bufferOf([10, 0, 1], [10, 1, 2]);
    expect(buffer.at).to.deep.equal([10]);
    expect(buffer.columns).to.deep.equal([[1], [2]]);
  });

  test('gives series of different rates rows of their own, which say nothing of the others', () => {
    const buffer = bufferOf([10, 0, 1], [20, 1, 2], [30, 0, 3]);
    expect(buffer.columns).to.deep.equal([
      [1, undefined, 3],
      [undefined, 2, undefined],
    ]);
  });

  test('puts a late point where it belongs', () => {
    const buffer = bufferOf([10, 0, 1], [30, 0, 3], [20, 0, 2]);
    expect(buffer.at).to.deep.equal([10, 20, 30]);
    expect(buffer.columns[0]).to.deep.equal([1, 2, 3]);
  });

  test('keeps each point of one instant, in the order in which they came', () => {
    const buffer = bufferOf([10, 0, 1], [20, 0, 6], [10, 0, 99], [10, 0, 3], [10, 1, 7], [10, 1, 8]);
    expect(buffer.columns[0]).to.deep.equal([1, 99, 3, 6]);
    expect(buffer.columns[1]).to.deep.equal([7, 8, undefined, undefined]);
    expect(buffer.at.map(Math.floor)).to.deep.equal([10, 10, 10, 20]);
    expect(buffer.at.every((at, row) => row === 0 || at > Number(buffer.at[row - 1]))).to.equal(true);
  });

  test('replaces a point that is known by its identity', () => {
    const buffer = new SeriesBuffer();
    buffer.write(10, 0, 1, { id: 'a' });
    buffer.write(10, 0, 2, { id: 'b' });
    buffer.write(10, 0, 3, { id: 'a' });
    expect(buffer.columns[0]).to.deep.equal([3, 2]);
  });

  test('remembers the digits that were sent', () => {
    const buffer = new SeriesBuffer();
    buffer.write(20, 0, 12.5, { text: '12.50' });
    buffer.write(10, 0, 1);
    expect(buffer.detailOf(1, 0)?.text).to.equal('12.50');
    expect(buffer.detailOf(0, 0)).to.equal(undefined);
  });

  test('forgets the points of a stretch of time', () => {
    const buffer = bufferOf([10, 0, 1], [20, 0, 2], [20, 0, 3], [30, 0, 4]);
    buffer.remove({ since: 15, until: 20 });
    expect(buffer.columns[0]).to.deep.equal([1, 4]);
  });

  test('stays ascending whatever comes', () => {
    const buffer = new SeriesBuffer();
    let seed = 7;
    for (let count = 0; count < 500; count += 1) {
      seed = (seed * 16_807) % 2_147_483_647;
      buffer.write(seed % 100, seed % 3, count);
    }
    expect(buffer.at.every((at, row) => row === 0 || at > Number(buffer.at[row - 1]))).to.equal(true);
    expect(buffer.columns.every((cells) => cells.length === buffer.at.length)).to.equal(true);
  });

  test('interrupts each line after its last point', () => {
    const buffer = bufferOf([10, 0, 1], [10, 1, 2]);
    buffer.interrupt({ since: 11, until: 20 });
    buffer.write(30, 0, 3);
    expect(known(buffer, 0)).to.deep.equal([1, null, 3]);
    expect(known(buffer, 1)).to.deep.equal([2, null]);
    expect(buffer.gaps).to.deep.equal([{ since: 11, until: 20 }]);
  });

  test('interrupts a line once', () => {
    const buffer = bufferOf([10, 0, 1]);
    buffer.interrupt({ since: 11, until: 20 });
    buffer.interrupt({ since: 21, until: 30 });
    expect(known(buffer, 0)).to.deep.equal([1, null]);
  });

  test('remembers a bounded number of gaps, which cover all that there were', () => {
    const buffer = new SeriesBuffer();
    for (let since = 0; since < 10_000; since += 10) buffer.interrupt({ since, until: since + 5 });
    expect(buffer.gaps).to.have.lengthOf(256);
    expect([buffer.gaps[0]?.since, buffer.gaps.at(-1)?.until]).to.deep.equal([0, 9_995]);
  });

  test('forgets what is old, but for the point from which the line enters', () => {
    const buffer = new SeriesBuffer();
    for (let at = 0; at < 100; at += 10) buffer.write(at, 0, at);
    buffer.trim(55);
    expect(buffer.at).to.deep.equal([50, 60, 70, 80, 90]);
    expect(buffer.columns[0]).to.deep.equal([50, 60, 70, 80, 90]);
  });

  test('keeps the newest rows', () => {
    const buffer = new SeriesBuffer();
    for (let at = 0; at < 21; at += 1) buffer.write(at, 0, at);
    buffer.trim(-Infinity, 10);
    expect(buffer.at).to.have.lengthOf(10);
    expect(buffer.at.at(-1)).to.equal(20);
  });

  test('forgets a gap with the points around it', () => {
    const buffer = bufferOf([10, 0, 1]);
    buffer.interrupt({ since: 11, until: 20 });
    for (let at = 30; at < 90; at += 10) buffer.write(at, 0, at);
    buffer.trim(55);
    expect(buffer.gaps).to.deep.equal([]);
  });

  suite('of many rows', () => {
    /** How many rows are all kept. */
    const full = 1536;

    function flood(rows: number, valueAt: (at: number) => number | null, columns = 1): SeriesBuffer {
      const buffer = new SeriesBuffer();
      buffer.step = 100;
      for (let at = -full; at < 0; at += 1) buffer.write(at, 0, 0);
      for (let at = 0; at < rows; at += 1) {
        for (let column = 0; column < columns; column += 1) buffer.write(at, column, valueAt(at));
      }
      return buffer;
    }

    test('keeps three of each step, ascending', () => {
      const buffer = flood(10_000, (at) => Math.sin(at), 2);
      expect(buffer.at).to.have.lengthOf(full + 300);
      expect(buffer.at.every((at, row) => row === 0 || at > Number(buffer.at[row - 1]))).to.equal(true);
      expect(buffer.columns.every((cells) => cells.length === buffer.at.length)).to.equal(true);
    });

    test('keeps each spike, in the order in which it came, and the newest', () => {
      const buffer = flood(5_080, (at) => (at === 5_010 ? 99 : at === 5_050 ? -99 : at % 10));
      expect(known(buffer, 0).slice(-3)).to.deep.equal([99, -99, 9]);
    });

    test('keeps each of fewer', () => {
      const buffer = new SeriesBuffer();
      buffer.step = 100;
      for (const value of [1, 99, 3, 4, 5]) buffer.write(10, 0, value);
      expect(buffer.columns[0]).to.deep.equal([1, 99, 3, 4, 5]);
    });

    test('keeps an interruption', () => {
      expect(
        known(
          flood(10_000, (at) => (at === 5_050 ? null : 1)),
          0,
        ),
      ).to.include(null);
    });
  });

  test('arranges its columns anew, and keeps the points of those that stay', () => {
    const buffer = bufferOf([10, 0, 1], [10, 1, 2]);
    buffer.write(20, 1, 3, { text: '3.0' });
    buffer.arrange([1, -1]);
    expect(buffer.columns).to.deep.equal([
      [2, 3],
      [undefined, undefined],
    ]);
    expect(buffer.detailOf(1, 0)?.text).to.equal('3.0');
  });
});
