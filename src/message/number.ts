/** The fewest characters of a number that JavaScript cannot hold: 16 digits, or 15 with a decimal point between them. */
const LONG = 16;

/** The tokens of JSON that matter here: strings, which stay as they are, and numbers. */
const STRINGS_AND_NUMBERS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

const DECIMAL = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** The longest decimal that is calculated with, in characters, and its largest exponent. A double ends at 1e308. */
const LONGEST = 400;

/**
 * Parses JSON and keeps every digit of its numbers: a number that JavaScript cannot hold becomes the text that was sent,
 * `"9007199254740993"`.
 *
 * `JSON.parse` would round such a number silently. Whole numbers stay numbers up to 2^53 - 1, so that all larger ids are text; others stay
 * numbers if JavaScript writes the same decimal as was sent. Text without a run of 16 digits is checked only at every 16th character. A
 * number beyond 1.8e308 that was written with few digits (`1e400`) becomes `Infinity`, as with `JSON.parse`; `decode` does not accept that
 * as a number.
 *
 * @throws SyntaxError if the text is not JSON.
 */
export function parseJson(text: string): unknown {
  const body: unknown = JSON.parse(text);
  if (!mayHoldInexact(text)) return body;
  return JSON.parse(text.replace(STRINGS_AND_NUMBERS, (token) => (token.startsWith('"') || isExact(token) ? token : `"${token}"`)));
}

/**
 * Returns whether a body contains a number that may have been rounded before: a whole number beyond 2^53 - 1, or one that is not finite.
 * For bodies that other code has parsed.
 */
export function hasRoundedNumber(body: unknown): boolean {
  // A list of values still to check, since recursion over deep nesting would exhaust the stack.
  const rest: unknown[] = [body];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return true;
    if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) rest.push(member);
  }
  return false;
}

/** Returns whether a value is a finite number, or text that writes one as a decimal (`"12.50"`, `"1e-7"`), of up to 400 characters. */
export function isNumeric(value: unknown): value is number | string {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && matchDecimal(value) !== undefined && Number.isFinite(Number(value));
}

/**
 * Adds two numbers or decimal texts exactly, in decimal: `0.1 + 0.2` is `0.3`.
 *
 * Returns a number if JavaScript holds every digit (a whole number up to 2^53 - 1), otherwise decimal text; `NaN` if one of the two is not
 * numeric.
 */
export function addDecimals(a: number | string, b: number | string): number | string {
  const [one, other] = [readDecimal(a), readDecimal(b)];
  if (!one || !other) return NaN;
  const scale = Math.max(one.scale, other.scale);
  return writeDecimal(digitsAt(one, scale) + digitsAt(other, scale), scale);
}

/** Subtracts `b` from `a` with the rules of `addDecimals`. */
export function subtractDecimals(a: number | string, b: number | string): number | string {
  const text = String(b);
  return addDecimals(a, text.startsWith('-') ? text.slice(1) : `-${text.replace('+', '')}`);
}

/** Compares two numbers or decimal texts exactly: -1 if `a` is less, 1 if it is greater; 0 also if one of the two is not numeric. */
export function compareDecimals(a: number | string, b: number | string): -1 | 0 | 1 {
  // Numbers are compared as they are: JavaScript writes each as the shortest decimal, which keeps their order.
  if (typeof a === 'number' && typeof b === 'number') return Number.isFinite(a) && Number.isFinite(b) ? order(a, b) : 0;
  const [one, other] = [readDecimal(a), readDecimal(b)];
  if (!one || !other) return 0;
  const scale = Math.max(one.scale, other.scale);
  return order(digitsAt(one, scale), digitsAt(other, scale));
}

function order<T extends number | bigint>(left: T, right: T): -1 | 0 | 1 {
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Reads a sequence number, sent as a number or as text. Returns a `number` up to 2^53 - 1 and a `bigint` beyond, so that neighbours stay
 * distinct.
 *
 * `<`, `>` and `==` compare the two kinds; `===`, `+` and `-` do not. Returns `undefined` for anything but a whole number.
 */
export function readSequenceNumber(value: unknown): number | bigint | undefined {
  if (Number.isSafeInteger(value)) return value as number;
  if (typeof value !== 'string' || value.length > LONGEST || !/^[+-]?\d+$/.test(value)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(value.replace('+', ''));
}

/**
 * Returns whether the text may contain a number that JavaScript cannot hold. The digits may also be part of a string.
 *
 * In any run of 16 digits, one of them is at a place divisible by 16, and the eight digits on one side of it belong to the run too. So most
 * of the text is never looked at.
 */
function mayHoldInexact(text: string): boolean {
  for (let place = LONG - 1; place < text.length; place += LONG) {
    if (!isDigitAt(text, place) || !(isRun(text, place, -1) || isRun(text, place, 1))) continue;
    const [first, end] = boundsOf(text, place);
    if (isInexact(text, first, end)) return true;
    // Each run is looked at once, so that a text of nothing but digits takes no longer than another one.
    place = end;
  }
  return false;
}

/** Checks the nearest place first, since the digits of a date end there. */
function isRun(text: string, place: number, step: 1 | -1): boolean {
  for (let distance = 1; distance <= LONG / 2; distance += 1) if (!isDigitAt(text, place + step * distance)) return false;
  return true;
}

/** Returns where the digits around a place begin and end. */
function boundsOf(text: string, place: number): readonly [first: number, end: number] {
  let first = place;
  let end = place + 1;
  while (isDigitAt(text, first - 1)) first -= 1;
  while (isDigitAt(text, end)) end += 1;
  return [first, end];
}

function isInexact(text: string, first: number, end: number): boolean {
  // After any other character the digits are part of a string.
  if (end - first < LONG || (first > 0 && !'-:,[ \n\r\t'.includes(text.charAt(first - 1)))) return false;
  const exponent = 'eE'.includes(text.charAt(end)) ? /^e[+-]?\d+/i.exec(text.slice(end, end + LONGEST)) : null;
  return !isExact(text.slice(first, end) + (exponent?.[0] ?? ''));
}

function isDigitAt(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  // 0 to 9, or a point.
  return (code >= 48 && code <= 57) || code === 46;
}

/** Returns whether JavaScript holds the number of a JSON token digit for digit. */
function isExact(token: string): boolean {
  const number = Number(token);
  if (Number.isSafeInteger(number) && /^-?\d+$/.test(token)) return true;
  const text = String(number);
  if (!/[.e]/i.test(token)) return false;
  return text === token || (Number.isFinite(number) && matchDecimal(token) !== undefined && compareDecimals(token, text) === 0);
}

/** A decimal: `digits` / 10 ^ `scale`. The scale is never negative. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Sign, whole digits, digits of the fraction, and exponent. */
type DecimalMatch = readonly [sign: string, whole: string, fraction: string, exponent: number];

/** Matches a decimal within the bounds, which keep a payload such as `1e999999999` from filling the memory. */
function matchDecimal(text: string): DecimalMatch | undefined {
  if (text.length > LONGEST) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] = DECIMAL.exec(text) ?? [undefined, '', '', '', 'NaN'];
  const exponent = Number(power);
  return Math.abs(exponent) <= LONGEST ? [sign, whole, fraction, exponent] : undefined;
}

function readDecimal(value: number | string): Decimal | undefined {
  const match = matchDecimal(String(value));
  if (!match) return undefined;
  const [sign, whole, fraction, exponent] = match;
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - exponent;
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

function digitsAt({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}

function writeDecimal(digits: bigint, scale: number): number | string {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  const whole = text.slice(0, text.length - scale);
  const written = scale > 0 && fraction ? `${sign}${whole}.${fraction}` : `${sign}${whole}`;
  return isExact(written) ? Number(written) : written;
}
