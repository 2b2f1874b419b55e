import { expect } from '@open-wc/testing';
import { formatNumber } from '../../../components/format/number.js';
import { readNumber } from '../../../components/format/read-number.js';

/** Reads each text in a language. */
function read(locale: string, ...texts: readonly string[]): readonly (number | string | undefined)[] {
  return texts.map((text) => readNumber(text, locale));
}

suite('readNumber', () => {
  test('reads a number by the separators of the language', () => {
    expect(read('en', '1,204', '1,204.5', '0.25', '12')).to.deep.equal([1204, 1204.5, 0.25, 12]);
    expect(read('de', '1.204', '1.204,5', '0,25', '1.234.567')).to.deep.equal([1204, 1204.5, 0.25, 1_234_567]);
    expect(read('fr', '1\u202f204', '1\u00a0204,5', '1 204')).to.deep.equal([1204, 1204.5, 1204]);
    expect(read('de-CH', '1’204.50', "1'204.50")).to.deep.equal([1204.5, 1204.5]);
    expect(read('de-AT', '1.204', '1\u00a0204')).to.deep.equal([1204, 1204]);
    expect(read('es', '1.204', '1204')).to.deep.equal([1204, 1204]);
  });

  test('reads groups of two digits, as India writes them', () => {
    expect(read('en-IN', '1,00,000', '12,34,567.5', '1,204')).to.deep.equal([100_000, 1_234_567.5, 1204]);
    expect(read('hi', '1,00,000', '१,००,०००')).to.deep.equal([100_000, 100_000]);
  });

  test('reads the digits of other scripts', () => {
    expect(read('ar-EG', '١٬٢٠٤٫٥', '1,204.5')).to.deep.equal([1204.5, 1204.5]);
    expect(read('ar', '١٬٢٠٤', '1,204')).to.deep.equal([1204, 1204]);
    expect(read('fa', '‎−۱٬۲۰۴')).to.deep.equal([-1204]);
    expect(read('bn', '১,২০৪')).to.deep.equal([1204]);
  });

  test('reads signs, money and percent', () => {
    expect(read('en', '-5', '−5', '+5', '–5', '-$1,204.50', '$-5', 'US$5', 'EUR 5', '5 USD', '42%')).to.deep.equal([
      -5, -5, 5, -5, -1204.5, -5, 5, 5, 5, 42,
    ]);
    expect(read('de', '1.204,50 €', '42 %')).to.deep.equal([1204.5, 42]);
    expect(read('nl', '€ -5,00')).to.deep.equal([-5]);
    expect(read('sv', '1 204,50 kr')).to.deep.equal([1204.5]);
  });

  test('reads what this browser writes, in every language and style', () => {
    const values = [0, 7, -7, 1204, -1204.5, 1_234_567.25, 48_207.5];
    for (const locale of ['en', 'de', 'de-AT', 'de-CH', 'fr', 'fr-CH', 'ar', 'ar-EG', 'fa', 'hi', 'bn', 'mr', 'es', 'pl', 'sv', 'he', 'ja'])
      for (const value of values)
        for (const currency of [undefined, 'EUR']) {
          const text = formatNumber(value, { currency }, locale);
          expect(readNumber(text, locale), `${locale} ${text}`).to.equal(value);
        }
  });

  test('keeps every digit', () => {
    expect(read('en', '9,007,199,254,740,993', '12,345,678,901,234,567.25', '0.10')).to.deep.equal([
      '9007199254740993',
      '12345678901234567.25',
      0.1,
    ]);
  });

  test('reads nothing that it is not sure of', () => {
    const unsure = [
      ...['', '–', '…', 'n/a', 'some 1,204', '1,204 or so', '1.2M', '3 km', '1e5', '0x10', 'Infinity'],
      ...[
        '1,20',
        '1,2045',
        '12,34',
        '0,204',
        '1,204,5',
        '1.204.5',
        '1 204',
        '1,204.',
        '.',
        '5-',
        '(5)',
        '--5',
        '1/2',
        '10:30',
        '2026-11-29',
      ],
      ...['$', '5 % 6', '$5$', '%5%', '1٬٢٠٤'],
    ];
    for (const text of unsure) expect(readNumber(text, 'en'), text).to.equal(undefined);
    for (const text of ['1,204.5', '1204.5', '1.20', '12.34']) expect(readNumber(text, 'de'), text).to.equal(undefined);
    expect(readNumber('1,204', 'no such language!')).to.equal(1204);
  });

  test('reads without a declared language only what every usual one reads alike', () => {
    expect(read('', '1204', '12.5', '1,204', '1,204.5', '$5')).to.deep.equal([1204, 12.5, 1204, 1204.5, 5]);
    expect(read('', '1.204', '1.204,5', '12,5')).to.deep.equal([undefined, undefined, undefined]);
    expect(read('', '0.125', '1234.567')).to.deep.equal([0.125, 1234.567]);
  });
});
