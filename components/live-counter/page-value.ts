import { addDecimals, isNumeric, isScalar, type Scalar } from '../../src/index.js';
import { type NumberFormat, numberParts } from '../format/number.js';
import { readNumber } from '../format/read-number.js';
import type { PageValue } from './counter-state.js';

/** Placeholders for a value that is not known yet. */
const PLACEHOLDER = /^[-–—…._\s]*$/;

/**
 * Reads the page's own value: `value`, else the content, parsed in the page's language (`''` if it declares none).
 *
 * Content that is not certainly a number stays as it is, and nothing can be added to it.
 */
export function readPageValue(value: unknown, content: string, format: NumberFormat, language: string): PageValue {
  if (isScalar(value) && value !== null && value !== '')
    return { value: shortest(value), isUnreadable: !isNumeric(value), isContent: false };
  const isEmpty = PLACEHOLDER.test(content);
  const number = isEmpty ? undefined : readFormatted(content, format, language);
  return { value: number, isUnreadable: !isEmpty && number === undefined, isContent: true };
}

/** Converts decimal text to a number if a number holds all its digits. */
function shortest(value: Scalar): Scalar {
  return isNumeric(value) ? addDecimals(value, 0) : value;
}

/** Parses formatted content: `88 km/h` is 88 with the unit km/h, and `42%` is 0.42 with the format `percent`. */
function readFormatted(content: string, format: NumberFormat, language: string): number | string | undefined {
  const isPercent = format.style === 'percent';
  if (isPercent && !/[%٪]/.test(content)) return undefined;
  const number = readNumber(withoutUnit(content, format, language), language);
  return isPercent && number !== undefined ? addDecimals(`${number}e-2`, 0) : number;
}

function withoutUnit(content: string, { style, unit }: NumberFormat, language: string): string {
  if (!unit || style === 'bytes' || style === 'duration') return content;
  const written = numberParts(1, { unit }, language || 'en').find(({ type }) => type === 'unit')?.value;
  const suffix = [written, unit].find((name) => name && content.endsWith(name));
  return suffix ? content.slice(0, -suffix.length) : content;
}
