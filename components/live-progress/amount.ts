import { isNumeric } from '../../src/index.js';

/** How much of a whole. */
export interface Amount {
  /** As sent: a number or decimal text. */
  readonly value: number | string;
  readonly max: number | string;
  /** Whether it counts things, `196 of 330`, and is no percentage or share. */
  readonly isCount: boolean;
  /** From 0 to 1. */
  readonly fraction: number;
}

/** An amount that was read, and what is wrong with it, for the page's author. */
export interface ReadAmount {
  readonly amount: Amount | undefined;
  readonly complaint?: string | undefined;
}

/** Beyond this share of the maximum, a value is too large and not only rounded. */
const ROUNDING = 1.001;

/** The range of a value. */
export interface Scale {
  readonly min: number;
  readonly max: number | string;
  /** Whether a value outside the range is kept, as by a gauge, and not clamped with a complaint. */
  readonly isOpen: boolean;
}

/** Returns an amount of a range; its fraction is clamped. */
export function amountOf(value: number | string, { min, max }: Omit<Scale, 'isOpen'>, isCount: boolean): Amount {
  const range = Number(max) - min;
  const fraction = range > 0 ? (Number(value) - min) / range : 0;
  return { value, max, isCount, fraction: Math.min(1, Math.max(0, fraction)) };
}

/**
 * Reads a value of a range.
 *
 * With the maximum 100 it is a percentage, with 1 a share, otherwise a count. Text that ends in `%` is always a percentage. `null` means that
 * nothing is known yet. A value outside the range is clamped, with a complaint.
 */
export function readAmount(name: string, value: unknown, scale: Scale): ReadAmount {
  if (value === null || value === undefined) return { amount: undefined };
  const [, percent] = typeof value === 'string' ? (/^\s*([^%]*?)\s*%\s*$/.exec(value) ?? []) : [];
  const number = percent ?? (typeof value === 'string' ? value.trim() : value);
  if (!isNumeric(number)) return { amount: undefined, complaint: `${name} is ${quoted(value)}, which is no number` };
  const range = percent === undefined ? scale : { ...scale, min: 0, max: 100 };
  return clamped(name, number, range, Number(range.max) !== 1 && Number(range.max) !== 100);
}

/** Reads a count of a total, such as 196 of 330; no amount if one of them is missing or the total is 0. */
export function readCount(value: unknown, total: unknown, scale: Scale): ReadAmount {
  if (!isNumeric(value) || !isNumeric(total) || Number(total) <= scale.min) return { amount: undefined };
  return clamped('The count', value, { ...scale, max: total }, true);
}

function clamped(name: string, value: number | string, scale: Scale, isCount: boolean): ReadAmount {
  const { min, max, isOpen } = scale;
  const number = Number(value);
  if (isOpen || (number >= min && number <= Number(max))) return { amount: amountOf(value, scale, isCount) };
  const amount = amountOf(number < min ? min : max, scale, isCount);
  const isRounding = number >= min && number <= Number(max) * ROUNDING;
  return isRounding ? { amount } : { amount, complaint: `${name} is ${value}, which is outside ${min} to ${max}` };
}

function quoted(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
