import { expect } from '@open-wc/testing';
import { formatNumber, isNumeric, numberParts, refusalOf } from '../../../components/format/number.js';

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

  test('rounds nothing to zero', () => {
    expect(formatNumber(0.0004, {}, 'en')).to.equal('0.0004');
    expect(formatNumber(0.0014999, {}, 'en')).to.equal('0.0015');
    expect(formatNumber('0.00000000000000000012345', {}, 'en')).to.equal('0.000000000000000000123');
    expect(formatNumber(1234.56789, {}, 'en')).to.equal('1,234.568');
    expect(formatNumber(0.0004, { style: 'percent' }, 'en')).to.equal('0.04%');
    expect(formatNumber(0.0149, { style: 'percent' }, 'en')).to.equal('1.5%');
    expect(formatNumber(0.004, { currency: 'EUR' }, 'en')).to.equal('€0.004');
    expect(formatNumber(0.0149, { currency: 'EUR' }, 'en')).to.equal('€0.01');
    expect(formatNumber(0.0004, { unit: 'second' }, 'en')).to.equal('0.0004 sec');
    expect(formatNumber(0.0004, { style: 'compact' }, 'en')).to.equal('0.0004');
  });

  test('follows the page where it asks for digits, and never writes a minus before zero', () => {
    expect(formatNumber(0.4, { maximumFractionDigits: 0 }, 'en')).to.equal('0');
    expect(formatNumber(-0.4, { maximumFractionDigits: 0 }, 'en')).to.equal('0');
    expect(formatNumber(-0, {}, 'en')).to.equal('0');
    expect(formatNumber('-0.00', {}, 'en')).to.equal('0');
    expect(formatNumber(-0.004, { currency: 'EUR', maximumFractionDigits: 2 }, 'en')).to.equal('€0.00');
    expect(formatNumber(-0, { style: 'bytes' }, 'en')).to.equal('0 bytes');
    expect(formatNumber(-0, { style: 'duration' }, 'en')).to.equal('0ms');
  });

  test('reads bytes and durations in the unit of the value', () => {
    expect(formatNumber(90, { style: 'duration', unit: 'second' }, 'en')).to.equal('1m 30s');
    expect(formatNumber('1.5', { style: 'duration', unit: 'hour' }, 'en')).to.equal('1h 30m');
    expect(formatNumber(1500, { style: 'duration', unit: 'microsecond' }, 'en')).to.equal('1.5ms');
    expect(formatNumber(2048, { style: 'bytes', unit: 'megabyte' }, 'en')).to.equal('2 GB');
    expect(formatNumber(8, { style: 'bytes', unit: 'bit' }, 'en')).to.equal('1 byte');
  });

  test('keeps the digits of a short duration', () => {
    expect(formatNumber(0.5, { style: 'duration' }, 'en')).to.equal('0.5ms');
    expect(formatNumber(1500, { style: 'duration' }, 'en')).to.equal('1.5s');
    expect(formatNumber(59_999, { style: 'duration' }, 'en')).to.equal('59s');
    expect(formatNumber(999.9, { style: 'duration' }, 'en')).to.equal('999ms');
    expect(formatNumber(-90_000, { style: 'duration' }, 'en')).to.equal('-1m 30s');
    expect(formatNumber(90_000, { style: 'duration', options: { unitDisplay: 'long' } }, 'en')).to.equal('1 minute 30 seconds');
  });

  test('goes on to the next prefix before it writes a thousand bytes', () => {
    expect(formatNumber(999_950, { style: 'bytes' }, 'en')).to.equal('1 MB');
    expect(formatNumber(0.5, { style: 'bytes' }, 'en')).to.equal('0.5 bytes');
  });

  test('writes a unit that Intl does not know behind the number', () => {
    expect(formatNumber(12, { unit: 'req/s' }, 'en')).to.equal('12\u00a0req/s');
    expect(formatNumber(1204, { style: 'compact', unit: 'req/s' }, 'en')).to.equal('1.2K\u00a0req/s');
    expect(numberParts(12, { unit: 'parsec' }, 'en').at(-1)).to.deep.equal({ type: 'unit', value: 'parsec' });
    expect(refusalOf({ unit: 'req/s' }, 'en')).to.equal(undefined);
  });

  test('writes a currency that Intl does not know behind the number, and says why', () => {
    expect(formatNumber(5, { currency: 'US$' }, 'en')).to.equal('5.00\u00a0US$');
    expect(refusalOf({ currency: 'US$' }, 'en')).to.contain('US$');
    expect(refusalOf({ currency: 'EUR', unit: 'req/s' }, 'en')).to.equal(undefined);
  });

  test('writes the plain number if it is refused otherwise, and says why', () => {
    expect(formatNumber(5, { style: 'currency' }, 'en')).to.equal('5');
    expect(formatNumber(5, { minimumFractionDigits: 900 }, 'en')).to.equal('5');
    for (const refused of [
      { style: 'currency' },
      { style: 'unit' },
      { style: 'percnt' as 'percent' },
      { minimumFractionDigits: 900 },
      { options: { notation: 'loud' as 'compact' } },
      { style: 'duration', unit: 'parsec' },
      { style: 'bytes', unit: 'req/s' },
    ] as const)
      expect(refusalOf(refused, 'en'), JSON.stringify(refused)).to.be.a('string');
    for (const taken of [{}, { style: 'duration', unit: 'second' }, { style: 'bytes' }, { currency: 'EUR' }, { unit: 'percent' }] as const)
      expect(refusalOf(taken, 'en'), JSON.stringify(taken)).to.equal(undefined);
  });

  test('returns the parts', () => {
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
