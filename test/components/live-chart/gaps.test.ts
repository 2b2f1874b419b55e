import { expect } from '@open-wc/testing';
import { addGap } from '../../../components/live-chart/gaps.js';
import type { Span } from '../../../components/live-chart/gaps.js';

function gapsOf(...pairs: readonly (readonly [since: number, until: number])[]): readonly (readonly number[])[] {
  const gaps: Span[] = [];
  for (const [since, until] of pairs) addGap(gaps, { since, until });
  return gaps.map((gap) => [gap.since, gap.until]);
}

suite('addGap', () => {
  test('keeps gaps in order of time', () => {
    expect(gapsOf([10, 20], [40, 50], [25, 30], [0, 5])).to.deep.equal([
      [0, 5],
      [10, 20],
      [25, 30],
      [40, 50],
    ]);
  });

  test('makes one of gaps that overlap', () => {
    expect(gapsOf([10, 20], [30, 40], [50, 60], [15, 35])).to.deep.equal([
      [10, 40],
      [50, 60],
    ]);
    expect(gapsOf([10, 40], [20, 30])).to.deep.equal([[10, 40]]);
    expect(gapsOf([10, 20], [10, 20])).to.deep.equal([[10, 20]]);
  });

  test('keeps gaps apart that only touch', () => {
    expect(gapsOf([10, 20], [20, 30])).to.deep.equal([
      [10, 20],
      [20, 30],
    ]);
  });

  test('makes one of the two closest if there are too many', () => {
    const many = Array.from({ length: 256 }, (_, index) => [index * 100, index * 100 + 50] as const);
    const gaps = gapsOf(...many, [25_560, 25_570]);
    expect(gaps).to.have.lengthOf(256);
    expect(gaps[0]).to.deep.equal([0, 50]);
    expect(gaps.slice(-3)).to.deep.equal([
      [25_300, 25_350],
      [25_400, 25_450],
      [25_500, 25_570],
    ]);
  });
});
