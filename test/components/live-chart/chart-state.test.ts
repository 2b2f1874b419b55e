import { expect } from '@open-wc/testing';
import { drawnSeries, namesIn, numberOf, seriesIn, thresholdsIn, visitValues } from '../../../components/live-chart/chart-state.js';
import { decode } from '../../../src/index.js';

function values(body: unknown, fields: readonly string[] = [], events: readonly string[] = []): Record<string, number | null> {
  const found: Record<string, number | null> = {};
  visitValues(decode(body), fields, events, (field, value) => (found[field] = value));
  return found;
}

suite('visitValues', () => {
  test('finds a datapoint by its metric', () => {
    expect(values({ type: 'datapoint', metric: 'orders', value: 42 })).to.deep.equal({ orders: 42 });
  });

  test('calls a value without a metric just so', () => {
    expect(values({ value: 4, timestamp: 1 })).to.deep.equal({ value: 4 });
    expect(values(7)).to.deep.equal({ value: 7 });
  });

  test('finds each number of a flat object, and no time and no identity', () => {
    expect(values({ cpu: 4, memory: 5, id: 9, timestamp: 1_764_000_000 })).to.deep.equal({ cpu: 4, memory: 5 });
  });

  test('takes decimals that come as strings, and NaN that came as null', () => {
    expect(values({ metric: 'sum', value: '12.50' })).to.deep.equal({ sum: 12.5 });
    expect(values({ metric: 'sum', value: null })).to.deep.equal({ sum: null });
  });

  test('looks for the named fields alone, by metric and by path', () => {
    expect(values({ metric: 'cpu', value: 4 }, ['cpu', 'memory'])).to.deep.equal({ cpu: 4 });
    expect(values({ host: { load: 3 }, cpu: 4 }, ['host.load'])).to.deep.equal({ 'host.load': 3 });
    expect(values({ metric: 'disk', value: 4 }, ['cpu'])).to.deep.equal({});
  });

  test('gives a bare value to the only series', () => {
    expect(values(7, ['cpu'])).to.deep.equal({ cpu: 7 });
    expect(values(7, ['cpu', 'memory'])).to.deep.equal({});
  });

  test('reads the data of named events, and nothing else then', () => {
    expect(values({ event: 'tick', data: { price: 3 } }, [], ['tick'])).to.deep.equal({ price: 3 });
    expect(values({ event: 'other', data: { price: 3 } }, [], ['tick'])).to.deep.equal({});
    expect(values({ price: 3 }, [], ['tick'])).to.deep.equal({});
    expect(values({ event: 'tick', data: { price: 3 } })).to.deep.equal({});
  });

  test('reads own properties alone', () => {
    expect(values(JSON.parse('{"__proto__": {"cpu": 1}}'), ['cpu'])).to.deep.equal({});
  });
});

suite('numberOf', () => {
  test('tells undefined where there is no number', () => {
    expect(['', 'n/a', undefined, {}, 'Infinity', true].map(numberOf)).to.deep.equal(new Array(6).fill(undefined));
  });
});

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
    const [one, other] = drawnSeries(['orders_per.minute', 'value'], [], [], { label: 'CPU', unit: '%' });
    expect(one?.label).to.equal('Orders per minute');
    expect(other?.label).to.equal('CPU');
    expect(other?.unit).to.equal('%');
  });

  test('tells series apart by dashes', () => {
    const dashes = drawnSeries(['a', 'b', 'c'], [], [], { label: '', unit: '' }).map(({ dash }) => dash.join());
    expect(new Set(dashes).size).to.equal(3);
  });

  test('takes what the author says', () => {
    const [series] = drawnSeries(['a'], [[5]], [{ field: 'a', label: 'A', color: 'teal' }], { label: '', unit: '%' });
    expect(series).to.deep.equal({ field: 'a', label: 'A', unit: '%', dash: [], color: 'teal', cells: [5] });
  });
});
