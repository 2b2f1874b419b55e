import { expect } from '@open-wc/testing';
import { drawnSeries, namesIn, seriesIn, sideOf, thresholdsIn } from '../../../components/live-chart/chart-series.js';
import { SeriesBuffer } from '../../../components/live-chart/series.js';

suite('what an author writes', () => {
  test('is read with spaces, commas or both', () => {
    expect(namesIn(' cpu, memory disk ')).to.deep.equal(['cpu', 'memory', 'disk']);
  });

  test('is a series by name or in full', () => {
    const { items, mistakes } = seriesIn(['cpu', { field: 'memory', unit: 'MB' }, 7, null]);
    expect(items).to.deep.equal([{ field: 'cpu' }, { field: 'memory', unit: 'MB' }]);
    expect(mistakes).to.deep.equal(['a series needs to be a name or to have a field, but got 7']);
  });

  test('is a threshold, several, or several with labels', () => {
    expect(thresholdsIn(80).items).to.deep.equal([{ value: 80 }]);
    expect(thresholdsIn([80, '90', { value: 95, label: 'limit' }]).items).to.deep.equal([
      { value: 80 },
      { value: 90 },
      { value: 95, label: 'limit' },
    ]);
    expect(thresholdsIn(undefined)).to.deep.equal({ items: [], mistakes: [] });
  });

  test('is a band, with its severity, for one series', () => {
    expect(thresholdsIn({ value: '80', to: '90.5', severity: 'warning', series: 'cpu' }).items).to.deep.equal([
      { value: 80, to: 90.5, severity: 'warn', series: 'cpu' },
    ]);
  });

  test('is left out and named where it cannot be read', () => {
    const { items, mistakes } = seriesIn([{ field: 'cpu', type: 'pie', axis: 'top', dash: 'x', label: { a: 1 } }]);
    expect(items).to.deep.equal([{ field: 'cpu' }]);
    expect(mistakes.join()).to.match(/"cpu" needs label .*needs type to be line, area, step, bar, but got "pie".*axis.*dash/);
    expect(thresholdsIn(['high', {}]).mistakes).to.have.lengthOf(2);
    expect(thresholdsIn({ value: 5, severity: 'constructor' }).items).to.deep.equal([{ value: 5 }]);
  });

  test('is a dash by name or by lengths', () => {
    const dashOf = (dash: unknown): unknown => seriesIn([{ field: 'a', dash }]).items[0]?.dash;
    expect(['dotted', '8 2', [1, 2], 'solid'].map(dashOf)).to.deep.equal([[2, 3], [8, 2], [1, 2], []]);
    expect(['-1 2', '1 1000', 'toString', {}].map(dashOf)).to.deep.equal([undefined, undefined, undefined, undefined]);
  });
});

suite('sideOf', () => {
  test('measures a threshold by the axis of its series', () => {
    const drawn = [{ field: 'a', axis: 'right' } as const];
    expect(sideOf({ value: 1, series: 'a' }, drawn)).to.equal('right');
    expect(sideOf({ value: 1 }, drawn)).to.equal('left');
  });
});

suite('drawnSeries', () => {
  test('names what the author did not name', () => {
    const [one, other] = drawnSeries(['orders_per.minute', 'value'], new SeriesBuffer(), [], { label: 'CPU', unit: '%' });
    expect(one?.label).to.equal('Orders per minute');
    expect(other?.label).to.equal('CPU');
    expect(other?.unit).to.equal('%');
  });

  test('tells twelve series apart by dashes and markers', () => {
    const fields = Array.from({ length: 12 }, (_, index) => `f${index}`);
    const drawn = drawnSeries(fields, new SeriesBuffer(), [], { label: '', unit: '' });
    expect(new Set(drawn.map(({ dash, marker }) => `${dash.join()} ${marker}`)).size).to.equal(12);
  });

  test('shades the area below the first series, and draws the others as lines, unless the author says otherwise', () => {
    const types = drawnSeries(['a', 'b', 'c'], new SeriesBuffer(), [{ field: 'c', type: 'bar' }], { label: '', unit: '' });
    expect(types.map(({ type }) => type)).to.deep.equal(['area', 'line', 'bar']);
  });

  test('takes what the author says', () => {
    const buffer = new SeriesBuffer();
    buffer.write(1, 0, 5, { text: '5.0' });
    const [series] = drawnSeries(['a'], buffer, [{ field: 'a', label: 'A', color: 'teal' }], { label: '', unit: '%' });
    expect(series).to.deep.include({ field: 'a', label: 'A', unit: '%', dash: [], color: 'teal', cells: [5] });
    expect(series?.textAt(0)).to.equal('5.0');
  });
});
