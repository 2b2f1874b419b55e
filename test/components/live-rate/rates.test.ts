import { expect } from '@open-wc/testing';
import { UNREADABLE } from '../../../components/internal/converters.js';
import { rateAttribute, ratesAttribute, writeRate } from '../../../components/live-rate/rates.js';

suite('ratesAttribute', () => {
  test('reads real time, durations and by hand, each once', () => {
    expect(ratesAttribute.read(' real-time 500ms  5s 1m by-hand 5000 ')).to.deep.equal([0, 500, 5000, 60_000, 'by-hand']);
  });

  test('reads a list that a framework sets as a property', () => {
    expect(ratesAttribute.read([0, '5s', 'by-hand'])).to.deep.equal([0, 5000, 'by-hand']);
  });

  for (const value of ['', 'fast', '5s fast', '-1s', [], [NaN], [Infinity], 5, {}]) {
    test(`cannot read ${JSON.stringify(value)}`, () => {
      expect(ratesAttribute.read(value)).to.equal(UNREADABLE);
    });
  }
});

suite('rateAttribute', () => {
  test('reads what is written of each rate', () => {
    for (const rate of [0, 1500, 30_000, 'by-hand'] as const) expect(rateAttribute.read(writeRate(rate))).to.equal(rate);
    expect(rateAttribute.read('')).to.equal(undefined);
    expect(rateAttribute.read('often')).to.equal(UNREADABLE);
  });
});
