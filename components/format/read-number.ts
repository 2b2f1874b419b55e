import { formatter } from './intl-cache.js';

/** The characters that separate groups of digits, and those that begin a fraction. */
interface Separators {
  readonly groups: string;
  readonly decimals: string;
}

/** Groups of characters that are used interchangeably. */
const SAME: readonly string[] = [' \u00a0\u2009\u202f', "'’ʼ", ',', '.', '٬', '٫'];

/** What surrounds a number without changing its value: currency signs and codes, common currency words, and percent signs. */
// No tagged templates here: a minifier cannot write their letters in ASCII, which the classic script needs.
const CURRENCY = '(?:[A-Z]{0,3}\\p{Sc}|[A-Z]{3}|kr\\.?|zł|Kč|Ft|lei)';

/** A sign may stand before or after the currency; the number ends with a currency or a percent sign. */
const AFFIXES = new RegExp(`^([-−–+]?) ?(${CURRENCY})? ?([-−–+]?)(\\p{Nd}.*?) ?(${CURRENCY}|[%٪])?$`, 'u');

/**
 * Parses a number that is written for people, in the given language: `1,204` is 1204 in English and 1.204 in German.
 *
 * Returns `undefined` if the text is ambiguous or is more than a number. Signs, currencies and percent signs are accepted; `42%` is 42. Without
 * a declared language (`''`), the text must mean the same in English, German and the browser's language, except that `1,204` is 1204. The result
 * is decimal text if a JavaScript number cannot hold every digit.
 */
export function readNumber(text: string, locale: string): number | string | undefined {
  return locale === '' ? readUndeclared(text) : read(text, locale);
}

function read(text: string, locale: string): number | string | undefined {
  // Arabic, Hebrew and Persian numbers contain direction marks, which do not change the value.
  const line = text
    .replace(/[\u061c\u200e\u200f\u2066-\u2069]/g, '')
    .replace(/\s/g, ' ')
    .trim();
  const [, before = '', currency, after = '', written = '', unit] = AFFIXES.exec(line) ?? [];
  if ((before && after) || (currency && unit)) return undefined;
  const digits = latinDigits(written);
  if (digits === undefined) return undefined;
  const decimal = plainDecimal(digits, separatorsOf(locale, digits === written ? 'latn' : undefined));
  return decimal === undefined ? undefined : exact(/[-−–]/.test(before + after) ? `-${decimal}` : decimal);
}

/** Parses text of a page without a declared language: `1.204` is ambiguous, because it is 1204 in German and 1.204 in English. */
function readUndeclared(text: string): number | string | undefined {
  const english = read(text, 'en');
  const own = read(text, navigator.language);
  const german = read(text, 'de');
  const isFraction = english !== undefined && !/^-?\d+$/.test(String(english));
  const isAmbiguous = (own !== undefined && own !== english) || (isFraction && german !== undefined && german !== english);
  return isAmbiguous ? undefined : english;
}

/** Replaces the digits of any one script with Latin digits; returns `undefined` if scripts are mixed. */
function latinDigits(text: string): string | undefined {
  const zeros = new Set<number>();
  const latin = text.replace(/\p{Nd}/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    // The ten digits of a script are consecutive code points, and the code point before them is no digit.
    let digit = 0;
    while (digit < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - digit - 1))) digit += 1;
    zeros.add(code - digit);
    return String(digit);
  });
  return zeros.size === 1 ? latin : undefined;
}

/** Writes digits without groups and with a point; `undefined` if the groups are not whole, or a separator can mean both. */
function plainDecimal(text: string, { groups, decimals }: Separators): string | undefined {
  const group = `[${groups}]`;
  const byThree = String.raw`[1-9]\d{0,2}(?<three>${group})\d{3}(?:\k<three>\d{3})*`;
  const byTwo = String.raw`[1-9]\d?(?<two>${group})\d{2}(?:\k<two>\d{2})*\k<two>\d{3}`;
  const written = new RegExp(String.raw`^(?<integer>\d+|${byThree}|${byTwo})(?:[${decimals}](?<fraction>\d+))?$`);
  const { integer, fraction } = written.exec(text)?.groups ?? {};
  if (integer === undefined) return undefined;
  const digits = integer.replace(/\D/g, '');
  return fraction ? `${digits}.${fraction}` : digits;
}

/** The separators that were found, by language and digits. Bounded by the languages of a page. */
const found = new Map<string, Separators>();

/** Returns the separators of a language. It also reads those of amounts, because Austria writes `1 204` but `€ 1.204`. */
function separatorsOf(locale: string, numberingSystem: string | undefined): Separators {
  const key = `${locale} ${numberingSystem ?? ''}`;
  let known = found.get(key);
  if (known === undefined) found.set(key, (known = findSeparators(locale, numberingSystem)));
  return known;
}

function findSeparators(locale: string, numberingSystem: string | undefined): Separators {
  const styles: readonly Intl.NumberFormatOptions[] = [{ minimumFractionDigits: 1 }, { style: 'currency', currency: 'EUR' }];
  const parts = styles.flatMap((style) =>
    formatter(Intl.NumberFormat, languageOf(locale), { ...style, numberingSystem }).formatToParts(1_234_567.5),
  );
  const written = (type: string): string => parts.flatMap((part) => (part.type === type ? [part.value] : [])).join('');
  // The separators used with Arabic digits mean the same everywhere.
  const groups = likes(`${written('group')}٬`);
  return { groups, decimals: likes(`${written('decimal')}٫`).replace(new RegExp(`[${groups}]`, 'g'), '') };
}

/** Adds the characters that are used interchangeably with the given ones. */
function likes(characters: string): string {
  const all = Array.from(characters, (one) => SAME.find((same) => same.includes(one)) ?? one);
  return Array.from(new Set(all.join(''))).join('');
}

/** Returns the language tag in canonical form, or English if the tag is invalid. */
function languageOf(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Returns a number if it holds every digit, else the decimal text. */
function exact(decimal: string): number | string {
  const canonical = decimal
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
  const number = Number(canonical);
  return String(number) === canonical ? number : canonical;
}
