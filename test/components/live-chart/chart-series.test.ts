import { expect } from '@open-wc/testing';
import { drawnSeries, namesIn, seriesIn, thresholdsIn } from '../../../components/live-chart/chart-series.js';
import { SeriesBuffer } from '../../../components/live-chart/series.js';

suite('what an author writes', () => {
  test('is read with spaces, commas or both', () => {
    expect(namesIn(' cpu, memory disk ')).to.deep.equal(['cpu', 'memory', 'disk']);
  });

  test('is a series by name or in full', () => {
    expect(seriesIn(['cpu', { field: 'memory', unit: 'MB' }, 7, null])).to.deep.equal([{ field: 'cpu' }, { field: 'memory', unit: 'MB' }]);
  });

  test('is a threshold, several, or several with labels', () => {
    expect(thresholdsIn(80)).to.deep.equal([{ value: 80, label: '' }]);
    expect(thresholdsIn([80, '90', { value: 95, label: 'limit' }, {}])).to.deep.equal([
      { value: 80, label: '' },
      { value: 90, label: '' },
      { value: 95, label: 'limit' },
    ]);
    expect(thresholdsIn(undefined)).to.deep.equal([]);
  });
});

suite('drawnSeries', () => {
  test('names what the author did not name', () => {
    const [one, other] = drawnSeries(['orders_per.minute', 'value'], new SeriesBuffer(), [], { label: 'CPU', unit: '%' });
    expect(one?.label).to.equal('Orders per minute');
    expect(other?.label).to.equal('CPU');
    expect(other?.unit).to.equal('%');
  });

  test('tells series apart by dashes', () => {
    const dashes = drawnSeries(['a', 'b', 'c'], new SeriesBuffer(), [], { label: '', unit: '' }).map(({ dash }) => dash.join());
    expect(new Set(dashes).size).to.equal(3);
  });

  test('takes what the author says', () => {
    const buffer = new SeriesBuffer();
    buffer.write(1, 0, 5, { text: '5.0' });
    const [series] = drawnSeries(['a'], buffer, [{ field: 'a', label: 'A', color: 'teal' }], { label: '', unit: '%' });
    expect(series).to.deep.include({ field: 'a', label: 'A', unit: '%', dash: [], color: 'teal', cells: [5] });
    expect(series?.textAt(0)).to.equal('5.0');
  });
});
