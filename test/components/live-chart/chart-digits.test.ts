import { expect } from '@open-wc/testing';
import { exactTick, fractionDigits, significantDigits } from '../../../components/live-chart/chart-digits.js';

suite('fractionDigits', () => {
  test('tells values of a small range apart', () => {
    expect(fractionDigits([0.001, 0.0038])).to.equal(5);
    expect(fractionDigits([101_325.2, 101_325.8])).to.equal(3);
  });

  test('is two at least', () => {
    expect(fractionDigits([])).to.equal(2);
    expect(fractionDigits([0, 0, null])).to.equal(2);
    expect(fractionDigits([4, 5_000])).to.equal(2);
  });

  test('takes the size of equal values', () => {
    expect(fractionDigits([0.0004, 0.0004])).to.equal(6);
    expect(fractionDigits([7, 7, undefined, null])).to.equal(2);
  });

  test('is as many as a browser writes at most', () => {
    expect(fractionDigits([1e-300, 2e-300])).to.equal(20);
  });
});

suite('significantDigits', () => {
  test('tells a tick from its neighbours', () => {
    expect(significantDigits(0.0035, 0.0005)).to.equal(2);
    expect(significantDigits(1_250, 50)).to.equal(3);
    expect(significantDigits(1_000, 1_000)).to.equal(1);
    expect(significantDigits(7.5, 2.5)).to.equal(2);
  });
});

suite('exactTick', () => {
  test('is without the error of adding up', () => {
    expect(exactTick(0.30000000000000004, 0.1)).to.equal(0.3);
    expect(Object.is(exactTick(-0, 1), 0)).to.equal(true);
    expect(Object.is(exactTick(-2.7e-17, 0.1), 0)).to.equal(true);
  });
});
