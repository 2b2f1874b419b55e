import type { NumberPart } from '../format/number.js';

/** A piece of a written number as it is shown: set apart by role, and cut into digits where it may roll. */
export interface Piece {
  readonly role: 'integer' | 'fraction' | 'unit';
  readonly text: string;
}

/** One character of a number that rolls; a digit that changes tells from where to where, in lines of the strip. */
export interface Column {
  readonly text: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** How many lines the strip has. */
export const STRIP_LINES = 20;

/** What a rolling digit slides along: two rounds, so that 9 goes on to 0 instead of back. */
export const STRIP: string = Array.from({ length: STRIP_LINES }, (_, line) => line % 10).join('\n');

/** Joins the parts of a written number into the few pieces that look different. */
export function piecesOf(parts: readonly NumberPart[]): readonly Piece[] {
  const pieces: { role: Piece['role']; text: string }[] = [];
  parts.forEach((part, index) => {
    const role = roleOf(part, parts[index + 1]);
    const last = pieces.at(-1);
    if (last?.role === role) last.text += part.value;
    else pieces.push({ role, text: part.value });
  });
  return pieces;
}

/** Tells whether digits may roll: Latin ones in plain notation, in what reads from left to right. */
export function canRoll(parts: readonly NumberPart[]): boolean {
  return parts.every(({ type, value }) => {
    if (type === 'integer' || type === 'fraction') return /^[0-9]+$/.test(value);
    return !type.startsWith('exponent') && !/[\u0590-\u08ff\u200e\u200f\u061c]/.test(value);
  });
}

/** Cuts a piece into columns; places are counted from the decimal sign, so that ones stay ones when a number grows. */
export function columnsOf(piece: Piece, before: string, direction: number): readonly Column[] {
  const isInteger = piece.role === 'integer';
  const old = digitsOf(before, isInteger);
  const now = digitsOf(piece.text, isInteger);
  let place = isInteger ? now.length : -1;
  return Array.from(piece.text, (text) => {
    if (!/[0-9]/.test(text)) return { text, from: undefined, to: undefined };
    place += isInteger ? -1 : 1;
    const from = old[place] ?? 0;
    const to = Number(text);
    if (from === to) return { text, from: undefined, to: undefined };
    if (direction < 0) return { text, from: from < to ? from + 10 : from, to };
    return { text, from, to: to < from ? to + 10 : to };
  });
}

function digitsOf(text: string, isInteger: boolean): readonly number[] {
  const digits = (text.match(/[0-9]/g) ?? []).map(Number);
  return isInteger ? digits.reverse() : digits;
}

function roleOf(part: NumberPart, next: NumberPart | undefined): Piece['role'] {
  if (part.type === 'decimal' || part.type === 'fraction') return 'fraction';
  if (part.type === 'unit' || (part.type === 'literal' && next?.type === 'unit')) return 'unit';
  return 'integer';
}
