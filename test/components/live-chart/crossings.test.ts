import { expect } from '@open-wc/testing';
import type { ChartThreshold } from '../../../components/live-chart/chart-series.js';
import { Crossings } from '../../../components/live-chart/crossings.js';

suite('Crossings', () => {
  function crossingsOf(
    values: readonly number[],
    thresholds: readonly ChartThreshold[] = [{ value: 10 }],
    field = 'cpu',
  ): readonly string[] {
    const crossings = new Crossings();
    values.forEach((value, at) => crossings.take(field, value, at, thresholds));
    return crossings.read().map(({ direction, value, threshold }) => `${direction} ${threshold.value} at ${value}`);
  }

  test('says nothing of the first value', () => {
    expect(crossingsOf([50])).to.deep.equal([]);
  });

  test('notices both directions, and takes an equal value as above', () => {
    expect(crossingsOf([5, 10, 10, 9])).to.deep.equal(['up 10 at 10', 'down 10 at 9']);
  });

  test('reports at most two crossings of one threshold between two readings', () => {
    expect(crossingsOf([5, 11, 4, 12])).to.deep.equal(['up 10 at 12']);
    expect(crossingsOf([5, 11, 4, 12, 3])).to.deep.equal(['up 10 at 12', 'down 10 at 3']);
  });

  test('takes each threshold by itself, and one of a series for that series only', () => {
    expect(crossingsOf([5, 25], [{ value: 10 }, { value: 20 }, { value: 22, series: 'memory' }])).to.deep.equal([
      'up 10 at 25',
      'up 20 at 25',
    ]);
  });

  test('forgets what it read', () => {
    const crossings = new Crossings();
    for (const value of [1, 20]) crossings.take('cpu', value, 0, [{ value: 10 }]);
    expect(crossings.read()).to.have.lengthOf(1);
    expect(crossings.read()).to.deep.equal([]);
    crossings.clear();
    crossings.take('cpu', 1, 0, [{ value: 10 }]);
    expect(crossings.read()).to.deep.equal([]);
  });
});
