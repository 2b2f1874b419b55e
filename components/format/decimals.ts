import { isNumeric, subtractDecimals } from '../../src/index.js';

/** The most digits after the decimal point that are shown: what every engine's `Intl.NumberFormat` accepts. */
const MOST_DIGITS = 20;

/** How many digits a double always holds. The digits after them are noise, such as those of 0.30000000000000004. */
const SAFE_DIGITS = 15;

/** How many digits of a share are computed. The rest is cut off, so that rounding to fewer digits later is exact. */
const SHARE_DIGITS = 10;

/**
 * Reads a decimal as text, with the digits that were sent; `undefined` if the value is not numeric.
 *
 * Decimal text is kept as it is. A JSON number is cut to 15 significant digits, because a server that computes in floating point sends noise
 * after them.
 */
export function readDecimal(value: unknown): string | undefined {
  if (!isNumeric(value)) return undefined;
  return typeof value === 'number' ? String(Number(value.toPrecision(SAFE_DIGITS))) : value;
}

/** Returns how many digits a decimal has after the point: 2 for `192.30`, 8 for `1e-8`. */
export function fractionDigits(decimal: string): number {
  return Math.min(MOST_DIGITS, Math.max(0, partsOf(decimal).scale));
}

/** Returns the exact difference of two decimals as text. */
export function difference(one: string, other: string): string {
  return String(subtractDecimals(one, other));
}

/**
 * Returns the change from `base` to `price` as a share of `base`, as decimal text: `0.012` is 1.2 percent.
 *
 * Computed in whole numbers, with ten digits after the point. Returns `undefined` if the base is zero, which nothing can be divided by, or
 * negative, where a share has no meaning.
 */
export function shareOf(price: string, base: string): string | undefined {
  const [one, other] = [partsOf(price), partsOf(base)];
  const scale = Math.max(one.scale, other.scale);
  const [to, from] = [digitsAt(one, scale), digitsAt(other, scale)];
  if (from <= 0n) return undefined;
  return `${((to - from) * 10n ** BigInt(SHARE_DIGITS)) / from}e-${SHARE_DIGITS}`;
}

/** Returns how much of `whole` a part is, in whole percent, cut off, so that 99.6 % is not complete; `undefined` if the whole is not above zero. */
export function wholePercent(part: string, whole: string): bigint | undefined {
  const [one, other] = [partsOf(part), partsOf(whole)];
  const scale = Math.max(one.scale, other.scale);
  const [has, all] = [digitsAt(one, scale), digitsAt(other, scale)];
  return all > 0n ? (has * 100n) / all : undefined;
}

/** Returns a decimal without its sign. */
export function withoutSign(decimal: string): string {
  return decimal.replace(/^[-+]/, '');
}

interface DecimalParts {
  readonly digits: bigint;
  readonly scale: number;
}

/** Splits a numeric text into its digits and the number of those after the point, which is negative for `1e3`. */
function partsOf(decimal: string): DecimalParts {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^([-+]?)(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(decimal) ?? [];
  const digits = BigInt(`${whole}${fraction}` || '0');
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length - Number(exponent) };
}

function digitsAt({ digits, scale }: DecimalParts, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}
