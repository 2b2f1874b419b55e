import { expect } from '@open-wc/testing';
import { difference, fractionDigits, readDecimal, shareOf, wholePercent, withoutSign } from '../../../components/format/decimals.js';

/** A share as a program reads it. */
function share(price: string, base: string): number | undefined {
  const text = shareOf(price, base);
  return text === undefined ? undefined : Number(text);
}

suite('readDecimal', () => {
  test('keeps decimal text as it was sent', () => {
    expect(['192.30', '-0.5', '1e-8', '12345678901234567890.12'].map(readDecimal)).to.deep.equal([
      '192.30',
      '-0.5',
      '1e-8',
      '12345678901234567890.12',
    ]);
  });

  test('cuts the noise of floating point from a number', () => {
    expect([0.1 + 0.2, 191.20000000000002, 192.31, 7].map(readDecimal)).to.deep.equal(['0.3', '191.2', '192.31', '7']);
  });

  test('reads nothing else', () => {
    expect(['', ' 1', '1,5', '$5', 'NaN', null, undefined, NaN, Infinity, {}, [1], true].map(readDecimal)).to.deep.equal(
      Array.from({ length: 12 }, () => undefined),
    );
  });
});

suite('fractionDigits', () => {
  test('counts the digits after the point', () => {
    expect(['192.30', '5', '0.25', '1e-8', '1.5e2', '1e30'].map(fractionDigits)).to.deep.equal([2, 0, 2, 8, 0, 0]);
  });

  test('is bounded by what every engine formats', () => {
    expect(fractionDigits('1e-300')).to.equal(20);
  });
});

suite('difference', () => {
  test('is exact', () => {
    expect(difference('0.3', '0.1')).to.equal('0.2');
    expect(difference('12345678901234567890.12', '0.01')).to.equal('12345678901234567890.11');
    expect(difference('192.31', '-1')).to.equal('193.31');
  });
});

suite('shareOf', () => {
  test('is the change as a share of the base', () => {
    expect(share('192.31', '190.03')).to.be.closeTo(0.0119981, 1e-7);
    expect(share('90', '100')).to.equal(-0.1);
    expect(share('100', '100.00')).to.equal(0);
  });

  test('is exact where floating point is not', () => {
    // In floating point this is 10.000000000000009 percent.
    expect(share('1.1', '1')).to.equal(0.1);
    expect(shareOf('20000000000000000.02', '20000000000000000')).to.equal('0e-10');
    expect(share('40000000000000000.02', '20000000000000000.01')).to.equal(1);
  });

  test('is unknown for a base that is zero or negative', () => {
    expect(shareOf('5', '0')).to.equal(undefined);
    expect(shareOf('5', '0.00')).to.equal(undefined);
    expect(shareOf('5', '-37.63')).to.equal(undefined);
  });
});

suite('withoutSign', () => {
  test('removes a sign', () => {
    expect(['-1.5', '+2', '3'].map(withoutSign)).to.deep.equal(['1.5', '2', '3']);
  });
});

suite('wholePercent', () => {
  test('is exact, and never 100 before the whole is reached', () => {
    expect(wholePercent('0.58', '1')).to.equal(58n);
    expect(wholePercent('99999999999999999999', '100000000000000000000')).to.equal(99n);
    expect(wholePercent('2e2', '200')).to.equal(100n);
  });

  test('is undefined for a whole that is not above zero', () => {
    expect(wholePercent('5', '0')).to.equal(undefined);
    expect(wholePercent('5', '-5')).to.equal(undefined);
  });
});
