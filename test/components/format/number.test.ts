import { expect } from '@open-wc/testing';
import { formatNumber, isNumeric, numberParts } from '../../../components/format/number.js';

suite('formatNumber', () => {
  test('writes a number as the language does', () => {
    expect(formatNumber(1284.5, {}, 'en')).to.equal('1,284.5');
    expect(formatNumber(1284.5, {}, 'de')).to.equal('1.284,5');
    expect(formatNumber(1284, {}, 'ar-EG')).to.equal('١٬٢٨٤');
  });

  test('keeps every digit of a decimal string', () => {
    expect(formatNumber('12345678901234567.89', {}, 'en')).to.equal('12,345,678,901,234,567.89');
  });

  test('writes short, as a share, as money and with a unit', () => {
    expect(formatNumber(1234567, { style: 'compact' }, 'en')).to.equal('1.2M');
    expect(formatNumber(0.42, { style: 'percent' }, 'en')).to.equal('42%');
    expect(formatNumber(48207.5, { style: 'currency', currency: 'EUR' }, 'en')).to.equal('€48,207.50');
    expect(formatNumber(88, { style: 'unit', unit: 'kilometer-per-hour' }, 'en')).to.equal('88 km/h');
  });

  test('takes a currency or a unit as a style of its own', () => {
    expect(formatNumber(5, { currency: 'EUR' }, 'en')).to.equal('€5.00');
    expect(formatNumber(5, { unit: 'liter' }, 'en')).to.equal('5 L');
  });

  test('scales bytes by thousands', () => {
    expect(formatNumber(0, { style: 'bytes' }, 'en')).to.equal('0 bytes');
    expect(formatNumber(999, { style: 'bytes' }, 'en')).to.equal('999 bytes');
    expect(formatNumber(3_100_000_000, { style: 'bytes' }, 'en')).to.equal('3.1 GB');
    expect(formatNumber(-1500, { style: 'bytes' }, 'en')).to.equal('-1.5 kB');
  });

  test('says the two largest units of a duration', () => {
    expect(formatNumber(4 * 86_400_000 + 2 * 3_600_000 + 5000, { style: 'duration' }, 'en')).to.equal('4d 2h');
    expect(formatNumber(90_000, { style: 'duration' }, 'en')).to.equal('1m 30s');
    expect(formatNumber(340, { style: 'duration' }, 'en')).to.equal('340ms');
    expect(formatNumber(0, { style: 'duration' }, 'en')).to.equal('0ms');
  });

  test('follows sign, fraction digits and other options', () => {
    expect(formatNumber(5, { signDisplay: 'always', minimumFractionDigits: 2 }, 'en')).to.equal('+5.00');
    expect(formatNumber(1.239, { maximumFractionDigits: 1 }, 'en')).to.equal('1.2');
    expect(formatNumber(123456, { options: { notation: 'scientific' } }, 'en')).to.equal('1.235E5');
  });

  test('writes what is no number as it is, and nothing as a dash', () => {
    expect(formatNumber('n/a', {}, 'en')).to.equal('n/a');
    expect(formatNumber(false, {}, 'en')).to.equal('false');
    expect(formatNumber('', {}, 'en')).to.equal('');
    expect(formatNumber(null, {}, 'en')).to.equal('–');
    expect(formatNumber(undefined, {}, 'en')).to.equal('–');
  });

  test('writes the plain number where the options make no sense', () => {
    expect(formatNumber(5, { style: 'currency' }, 'en')).to.equal('5');
    expect(formatNumber(5, { unit: 'parsec' }, 'en')).to.equal('5');
    expect(formatNumber(5, { minimumFractionDigits: 900 }, 'en')).to.equal('5');
  });

  test('tells the parts', () => {
    expect(numberParts(1.5, {}, 'en').map(({ type }) => type)).to.deep.equal(['integer', 'decimal', 'fraction']);
  });
});

suite('isNumeric', () => {
  test('takes finite numbers and strings that write one', () => {
    for (const value of [0, -1.5, '0', '-12', '+1.', '.5', '1e21']) expect(isNumeric(value), String(value)).to.equal(true);
    for (const value of [NaN, Infinity, '', ' ', '0x10', '1,204', '1 2', true, null, undefined])
      expect(isNumeric(value), String(value)).to.equal(false);
    expect(isNumeric({})).to.equal(false);
  });
});
