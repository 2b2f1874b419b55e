import { expect } from '@open-wc/testing';
import { ChartRecord, type ChartRecordOptions } from '../../../components/live-chart/chart-record.js';
import { decode, type Message } from '../../../src/index.js';

const NOW = 1_764_000_000_000;
const everything: ChartRecordOptions = { fields: [], events: [], asOf: undefined, length: 60_000, maxPoints: undefined };

function record(messages: readonly Message[], options: Partial<ChartRecordOptions> = {}): ChartRecord {
  const made = new ChartRecord();
  made.begin(options.fields ?? []);
  made.take(messages, { ...everything, ...options });
  return made;
}

function said(body: unknown, receivedAt = NOW): Message {
  return decode(body, receivedAt);
}

suite('ChartRecord', () => {
  test('begins a series for each metric that comes', () => {
    const { fields, buffer } = record([said({ metric: 'a', value: 1 }), said({ metric: 'b', value: 2 })]);
    expect(fields).to.deep.equal(['a', 'b']);
    expect(buffer.at).to.deep.equal([NOW]);
  });

  test('shows twelve series and tells what it leaves out', () => {
    const made = record(Array.from({ length: 14 }, (_, index) => said({ metric: `m${index}`, value: 1 })));
    expect(made.fields).to.have.lengthOf(12);
    expect(made.leftOut).to.equal('m12');
  });

  test('places points by the server, and learns how its clock stands', () => {
    const { buffer, ahead } = record([
      said({ value: 1, timestamp: NOW + 5_000 }, NOW),
      said({ value: 2, timestamp: NOW + 5_900 }, NOW + 1_000),
    ]);
    expect(buffer.at).to.deep.equal([NOW + 5_000, NOW + 5_900]);
    expect(ahead).to.equal(5_000);
  });

  test('puts a point of the far future where it came', () => {
    expect(record([said({ value: 1, timestamp: NOW * 2 })]).buffer.at).to.deep.equal([NOW]);
  });

  test('adds up increments', () => {
    const { buffer } = record([said({ value: 5 }, NOW), said({ increment: 2 }, NOW + 10)]);
    expect(buffer.columns[0]).to.deep.equal([5, 7]);
  });

  test('leaves out what the page shows already', () => {
    const { buffer } = record([said({ value: 1, timestamp: NOW - 10 }), said({ value: 2, timestamp: NOW + 10 })], { asOf: NOW });
    expect(buffer.columns[0]).to.deep.equal([2]);
  });

  test('begins anew with a snapshot', () => {
    const { buffer } = record([
      said({ value: 1 }),
      { type: 'snapshot', messages: [said({ value: 8, timestamp: NOW - 20 }), said({ value: 9, timestamp: NOW - 10 })] },
    ]);
    expect(buffer.columns[0]).to.deep.equal([8, 9]);
  });

  test('moves a gap to the clock of the server', () => {
    const { buffer } = record([said({ value: 1, timestamp: NOW + 5_000 }, NOW), { type: 'gap', since: NOW + 100, until: NOW + 200 }]);
    expect(buffer.gaps).to.deep.equal([{ since: NOW + 5_100, until: NOW + 5_200 }]);
  });

  test('stays bounded under a flood', () => {
    const made = record([]);
    for (let second = 0; second < 30; second += 1) {
      made.take(
        Array.from({ length: 5_000 }, (_, index) => said({ value: index }, NOW + second * 1000 + Math.floor(index / 5))),
        { ...everything, length: 10_000 },
      );
      expect(made.buffer.at.length).to.be.at.most(4_096 + 5_000);
    }
    expect(Number(made.buffer.at[0])).to.be.within(NOW + 10_000, NOW + 15_000);
  }).timeout(20_000);

  test('keeps as many points as are in view, and as many again', () => {
    const made = record([], { length: undefined, maxPoints: 10 });
    for (let index = 0; index < 100; index += 1)
      made.take([said({ value: index }, NOW + index)], { ...everything, length: undefined, maxPoints: 10 });
    expect(made.buffer.at.length).to.be.within(10, 20);
  });
});
