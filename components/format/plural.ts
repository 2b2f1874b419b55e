import { formatter } from './intl-cache.js';

/** The forms of a text by the plural rules of its language. A form that is missing is written as `other`. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** Returns the plural form for a count. A displayed count (`3`, `1,234`, `99+`) is read by its digits. */
export function plural(locale: string, count: number | string, forms: PluralForms): string {
  const rules = formatter(Intl.PluralRules, locale, {});
  return forms[rules.select(typeof count === 'number' ? count : wholeOf(count))] ?? forms.other;
}

/** Reads a whole number in the digits of any script. The digits of a script stand in a row, and zero is at a multiple of ten or sixteen. */
function wholeOf(text: string): number {
  return Number(text.replace(/\P{Nd}/gu, '').replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15)));
}
