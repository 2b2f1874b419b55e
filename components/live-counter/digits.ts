import type { NumberPart } from '../format/number.js';

/** A piece of a formatted number with one role. It is split into digits if it may roll. */
export interface Piece {
  readonly role: 'integer' | 'fraction' | 'fraction cents' | 'unit';
  readonly text: string;
}

/** One character of a number that rolls. A digit that changes has a strip: the digits that it passes, one per line, upwards. */
export interface Column {
  readonly text: string;
  readonly strip: string | undefined;
}

/** Joins the parts of a formatted number into the pieces that look different. */
export function piecesOf(parts: readonly NumberPart[]): readonly Piece[] {
  const fraction = parts.some(({ type }) => type === 'currency') ? 'fraction cents' : 'fraction';
  const pieces: { role: Piece['role']; text: string }[] = [];
  parts.forEach(({ type, value }, index) => {
    const isUnit = isUnitType(type) || (type === 'literal' && isUnitType(parts[index + 1]?.type));
    const role = type === 'decimal' || type === 'fraction' ? fraction : isUnit ? 'unit' : 'integer';
    const last = pieces.at(-1);
    if (last?.role === role) last.text += value;
    else pieces.push({ role, text: value });
  });
  // A list that has grown keeps room for 16 more, and every number keeps its pieces.
  return [...pieces];
}

/** Counts the digits of any numbering system. */
export function digitCount(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // Latin digits are counted without a search, which costs more.
    if (code > 0x7f) return text.replace(/\P{Nd}/gu, '').length;
    if (code >= 0x30 && code <= 0x39) count += 1;
  }
  return count;
}

/** Returns whether the digits may roll: Latin digits in plain notation, in left-to-right text. */
export function canRoll(parts: readonly NumberPart[]): boolean {
  return parts.every(({ type, value }) => {
    if (type === 'integer' || type === 'fraction') return /^[0-9]+$/.test(value);
    return !type.startsWith('exponent') && !/[\u0590-\u08ff\u200e\u200f\u061c]/.test(value);
  });
}

/** Splits a piece into columns. Places are counted from the decimal point, so that ones stay ones when a number gets longer. */
export function columnsOf({ role, text }: Piece, before: string, direction: number): readonly Column[] {
  const isInteger = role === 'integer';
  const old = digitsOf(before, isInteger);
  let place = isInteger ? digitsOf(text, isInteger).length : -1;
  return Array.from(text, (character) => {
    if (!/[0-9]/.test(character)) return { text: character, strip: undefined };
    place += isInteger ? -1 : 1;
    return { text: character, strip: stripOf(old[place] ?? 0, Number(character), direction) };
  });
}

/** Continues past nine if the number goes up, and past zero if it goes down. */
function stripOf(from: number, to: number, direction: number): string | undefined {
  if (from === to) return undefined;
  const [first, last] = direction < 0 ? [to, from] : [from, to];
  return Array.from({ length: ((last - first + 10) % 10) + 1 }, (_, line) => (first + line) % 10).join('\n');
}

function digitsOf(text: string, isInteger: boolean): readonly number[] {
  const digits = (text.match(/[0-9]/g) ?? []).map(Number);
  return isInteger ? digits.reverse() : digits;
}

function isUnitType(type: string | undefined): boolean {
  return type === 'unit' || type === 'compact';
}
