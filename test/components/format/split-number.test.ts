import { expect } from '@open-wc/testing';
import { splitNumber } from '../../../components/format/split-number.js';

const VALUES = [0, -0, 7, -7, 42, 999, 1000, -1234.5, 0.125, 12345.678, 1_234_567_890.12, NaN, Infinity];
const LOCALES = ['en', 'de', 'de-CH', 'de-AT', 'fr', 'es', 'pt', 'pl', 'it', 'sv', 'ja', 'hi', 'ar', 'ar-EG', 'fa', 'en-IN', 'en-ZA', 'et'];

suite('splitNumber', () => {
  for (const locale of LOCALES) {
    test(`splits like Intl in ${locale}, or leaves the number alone`, () => {
      for (const signDisplay of ['auto', 'always'] as const) {
        const format = new Intl.NumberFormat(locale, { signDisplay });
        for (const value of VALUES) {
          const parts = splitNumber(format.format(value), locale);
          if (parts) expect(parts, `${value}`).to.deep.equal(format.formatToParts(value));
        }
      }
    });
  }

  test('splits what most pages show', () => {
    for (const locale of ['en', 'de', 'de-CH', 'fr', 'es', 'ja']) expect(splitNumber('1', locale), locale).to.have.length(1);
    expect(splitNumber('-1,234.5', 'en')).to.have.length(6);
  });

  test('leaves other digits and other text alone', () => {
    for (const text of ['١٢٣', '一二', '∞', 'NaN', '1.5E3', '–', '']) expect(splitNumber(text, 'en'), text).to.equal(undefined);
  });
});
