import { expect } from '@open-wc/testing';
import { type Measured, visitValues } from '../../../components/live-chart/chart-values.js';
import { decode, type ReceivedMessage } from '../../../src/index.js';

function values(body: unknown, fields: readonly string[] = [], events: readonly string[] = []): Record<string, Measured> {
  const found: Record<string, Measured> = {};
  visitValues(decode(body) as ReceivedMessage, fields, events, (field, value) => (found[field] = value));
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
    expect(values({ metric: 'sum', value: '12.50' })).to.deep.equal({ sum: '12.50' });
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

  test('takes no text for a number that is none', () => {
    for (const value of ['', 'n/a', 'Infinity', true, {}]) expect(values({ metric: 'a', value })).to.deep.equal({});
  });

  test('takes decimals as text in a flat object', () => {
    expect(values({ cpu: '12.50', memory: '3.5', timestamp: 1_764_000_000 })).to.deep.equal({ cpu: '12.50', memory: '3.5' });
  });

  test('takes a time that is no instant for a duration', () => {
    expect(values({ time: 350, count: 2 })).to.deep.equal({ time: 350, count: 2 });
    expect(values({ time: 1_764_000_000, count: 2 })).to.deep.equal({ count: 2 });
  });

  test('reads an event that carries its value itself', () => {
    expect(values({ event: 'orders', value: 42 }, [], ['orders'])).to.deep.equal({ value: 42 });
    expect(values({ event: 'orders', value: 42 }, ['value'])).to.deep.equal({ value: 42 });
  });

  test('reads what an envelope holds, by name and by path', () => {
    expect(values({ data: { value: 42 } })).to.deep.equal({ value: 42 });
    expect(values({ data: { cpu: 4 } }, ['cpu'])).to.deep.equal({ cpu: 4 });
    expect(values({ data: { cpu: 4 } }, ['data.cpu'])).to.deep.equal({ 'data.cpu': 4 });
  });
});
