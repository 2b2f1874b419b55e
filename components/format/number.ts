import { isNumeric, type Scalar } from '../../src/index.js';
import { bytesParts, durationParts } from './amount.js';
import { formatter } from './intl-cache.js';
import { type NumberPart, splitNumber } from './split-number.js';
import { BYTE_UNITS, DURATION_UNITS } from './units.js';

export { isNumeric, type NumberPart };

/** How a number is formatted. `bytes` scales by 1000, `duration` names its units, `percent` takes a share (`0.42` is 42 %). */
export type NumberStyle = (typeof STYLES)[number];

const STYLES = ['decimal', 'compact', 'percent', 'currency', 'unit', 'bytes', 'duration'] as const;

/** All options for formatting a number. */
export interface NumberFormat {
  readonly style?: NumberStyle | undefined;
  readonly currency?: string | undefined;
  /** A unit of `Intl.NumberFormat`, or any text to write after the number. For `bytes` and `duration`, the unit of the value. */
  readonly unit?: string | undefined;
  readonly minimumFractionDigits?: number | undefined;
  readonly maximumFractionDigits?: number | undefined;
  readonly signDisplay?: Intl.NumberFormatOptions['signDisplay'] | undefined;
  /** Further options of `Intl.NumberFormat`. They override the others. */
  readonly options?: Intl.NumberFormatOptions | undefined;
}

/** How many significant digits a style keeps at least, unless the page sets digits. */
const SIGNIFICANT: Readonly<Record<string, { readonly maximumFractionDigits: number; readonly maximumSignificantDigits: number }>> = {
  decimal: { maximumFractionDigits: 3, maximumSignificantDigits: 3 },
  unit: { maximumFractionDigits: 3, maximumSignificantDigits: 3 },
  percent: { maximumFractionDigits: 0, maximumSignificantDigits: 2 },
};

/** Formats a value for people: a number or decimal text by `format`, other text unchanged, no value as `–`. Never throws. */
export function formatNumber(value: Scalar | undefined, format: NumberFormat, locale: string): string {
  if (value === null || value === undefined || !isNumeric(value)) return textOf(numberParts(value, format, locale));
  try {
    // A text is made much faster than its parts.
    return isScaled(format) ? textOf(partsOf(value, format, locale)) : writerOf(format, locale).text(value);
  } catch {
    return textOf(numberParts(value, format, locale));
  }
}

/** Joins the parts of a formatted number. */
export function textOf(parts: readonly NumberPart[]): string {
  return parts.map(({ value }) => value).join('');
}

/** Formats a value as `formatNumber` does, in parts, so that each part can be styled. */
export function numberParts(value: Scalar | undefined, format: NumberFormat, locale: string): readonly NumberPart[] {
  if (value === null || value === undefined) return [{ type: 'literal', value: '–' }];
  if (!isNumeric(value)) return [{ type: 'literal', value: String(value) }];
  try {
    return partsOf(value, format, locale);
  } catch {
    // `refusalOf` reports the mistake to the page's author. A plain number is still better than an error.
    return formatter(Intl.NumberFormat, locale, {}).formatToParts(value as number);
  }
}

/** Returns why a format cannot be used; `undefined` if it can. A unit that `Intl` does not know is written unchanged. */
export function refusalOf(format: NumberFormat, locale: string): string | undefined {
  const { style, currency, unit } = format;
  if (style && !STYLES.includes(style)) return `format ${JSON.stringify(style)} is none of ${STYLES.join(', ')}`;
  if (currency && !isKnown({ style: 'currency', currency })) return `currency ${JSON.stringify(currency)} is no code such as "USD"`;
  if (style === 'currency' && !currency) return 'format="currency" needs a currency';
  if (style === 'unit' && !unit) return 'format="unit" needs a unit';
  const units = style === 'bytes' ? BYTE_UNITS : style === 'duration' ? DURATION_UNITS : undefined;
  if (units && unit && !(unit in units)) return `unit ${JSON.stringify(unit)} is none of ${Object.keys(units).join(', ')}`;
  try {
    partsOf(1, format, locale);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function partsOf(value: number | string, format: NumberFormat, locale: string): readonly NumberPart[] {
  const { style, unit, options } = format;
  if (style === 'bytes') return bytesParts(Number(value), unit, options, locale);
  if (style === 'duration') return durationParts(Number(value), unit, options, locale);
  return writerOf(format, locale).parts(value);
}

/** Returns whether a format chooses its unit by the value. */
function isScaled({ style }: NumberFormat): boolean {
  return style === 'bytes' || style === 'duration';
}

/** Writes numbers in one format and locale. */
interface Writer {
  readonly parts: (value: number | string) => readonly NumberPart[];
  readonly text: (value: number | string) => string;
}

/** The writers of each format by locale, so that an element that keeps its format finds its formatter at once. */
const writers = new WeakMap<NumberFormat, Map<string, Writer>>();

function writerOf(format: NumberFormat, locale: string): Writer {
  let known = writers.get(format);
  if (known === undefined) writers.set(format, (known = new Map<string, Writer>()));
  let writer = known.get(locale);
  if (writer === undefined) known.set(locale, (writer = createWriter(format, locale)));
  return writer;
}

function createWriter(format: NumberFormat, locale: string): Writer {
  const { style, currency, unit, options, ...digits } = format;
  const suffix = unknownNameOf(format);
  const kind = suffix === undefined ? kindOf(format) : 'decimal';
  const named: Intl.NumberFormatOptions = {
    style: kind,
    // A number that is rounded to zero has no sign.
    signDisplay: 'negative',
    ...(kind === 'currency' && { currency }),
    ...(kind === 'unit' && { unit: intlUnit(unit) }),
    ...(style === 'compact' && { notation: style }),
    ...(suffix !== undefined && suffix === currency && { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  };
  // `Intl` formats decimal text with all its digits. The types of ES2023 allow only literal strings.
  const made = exactFormatter(named, { ...digits, ...options }, locale) as (value: number | string) => TextFormatter;
  if (suffix === undefined) {
    const isPlain = kind === 'decimal' && style !== 'compact' && options === undefined;
    return {
      parts: (value) => (isPlain ? splitNumber(made(value).format(value), locale) : undefined) ?? made(value).formatToParts(value),
      text: (value) => made(value).format(value),
    };
  }
  const after = [
    { type: 'literal', value: '\u00a0' },
    { type: 'unit', value: suffix },
  ];
  return {
    parts: (value) => [...made(value).formatToParts(value), ...after],
    text: (value) => made(value).format(value) + textOf(after),
  };
}

/** What is used of an `Intl.NumberFormat`, with decimal text. */
interface TextFormatter {
  format(value: number | string): string;
  formatToParts(value: number | string): readonly NumberPart[];
}

/** Returns a currency or unit that `Intl` does not know. It is written after the number. */
function unknownNameOf({ style, currency, unit }: NumberFormat): string | undefined {
  if (style === 'percent') return undefined;
  if (currency) return isKnown({ style: 'currency', currency }) ? undefined : currency;
  return !unit || isKnown({ style: 'unit', unit: intlUnit(unit) }) ? undefined : unit;
}

function intlUnit(unit: string | undefined): string | undefined {
  return unit === '%' ? 'percent' : unit;
}

/** Returns a function that finds the formatter of a value, so that none is rounded to zero: 0.0004 keeps its first digits. */
function exactFormatter(
  named: Intl.NumberFormatOptions,
  asked: Intl.NumberFormatOptions,
  locale: string,
): (value: number | string) => Intl.NumberFormat {
  const defined = Object.fromEntries(Object.entries(asked).filter(([, option]) => option !== undefined));
  const asksDigits = Object.keys(defined).some((name) => name.endsWith('Digits') || name === 'notation');
  const significant = named.notation || asksDigits ? undefined : SIGNIFICANT[named.style ?? 'decimal'];
  const options = { ...named, ...(significant && { ...significant, roundingPriority: 'morePrecision' as const }), ...defined };
  const made = formatter(Intl.NumberFormat, locale, options);
  const isFree = !significant && !('maximumFractionDigits' in defined) && !('maximumSignificantDigits' in defined);
  if (!isFree) return () => made;
  return (value) => {
    if (!isRoundedAway(Math.abs(Number(value)), made)) return made;
    const { minimumFractionDigits: _, maximumFractionDigits: __, ...rest } = options;
    return formatter(Intl.NumberFormat, locale, { ...rest, maximumSignificantDigits: 3 });
  };
}

function isRoundedAway(size: number, made: Intl.NumberFormat): boolean {
  if (size === 0 || size >= 0.5) return false;
  const { maximumFractionDigits } = made.resolvedOptions();
  return maximumFractionDigits !== undefined && size < 0.5 / 10 ** maximumFractionDigits;
}

function kindOf({ style, currency, unit }: NumberFormat): 'decimal' | 'percent' | 'currency' | 'unit' {
  if (style === 'decimal' || style === 'compact' || style === undefined) return currency ? 'currency' : unit ? 'unit' : 'decimal';
  return style as 'percent';
}

/** Returns whether `Intl` accepts these options. */
function isKnown(options: Intl.NumberFormatOptions): boolean {
  try {
    formatter(Intl.NumberFormat, 'en', options);
    return true;
  } catch {
    return false;
  }
}
