import { isNumeric, readPath } from '../../src/index.js';
import type { Cell, SeriesBuffer } from './series.js';

/** How one series is found in messages and drawn; all but `field` has a default. */
export interface ChartSeries {
  /** A metric's name, or a dot path into the body. */
  readonly field: string;
  readonly label?: string;
  readonly unit?: string;
  /** Any CSS colour. */
  readonly color?: string;
}

/** A series as it is drawn and named, with every default filled in, and its values. */
export interface DrawnSeries extends Required<Omit<ChartSeries, 'color'>> {
  readonly color: string | undefined;
  /** Lengths of strokes and spaces, in CSS pixels. */
  readonly dash: readonly number[];
  readonly cells: readonly Cell[];
  /** The digits that were sent, if the value of a row came as text. */
  readonly textAt: (row: number) => string | undefined;
}

/** A value that a person wants to see crossed or not. */
export interface ChartThreshold {
  readonly value: number;
  readonly label?: string;
}

/** How many series one chart shows; more cannot be told apart. */
export const MOST_SERIES = 12;

/** The dash patterns of series, in order: told apart without colour. Three of them and four colours give twelve different lines. */
const DASHES: readonly (readonly number[])[] = [[], [5, 4], [2, 3]];

/** Reads `field="cpu, memory"`: names separated by spaces or commas. */
export function namesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** Fills in what an author left open of each series; `label` and `unit` are those of the whole chart. */
export function drawnSeries(
  fields: readonly string[],
  buffer: Pick<SeriesBuffer, 'columns' | 'detailOf'>,
  declared: readonly ChartSeries[],
  { label, unit }: { readonly label: string; readonly unit: string },
): readonly DrawnSeries[] {
  return fields.map((field, index) => ({
    label: field === 'value' && label ? label : nameOf(field),
    unit,
    color: undefined,
    ...declared.find((series) => series.field === field),
    field,
    dash: DASHES[index % 3] ?? [],
    cells: buffer.columns[index] ?? [],
    textAt: (row) => buffer.detailOf(row, index)?.text,
  }));
}

/** Reads series as an author writes them: `["cpu", {"field": "memory", "unit": "MB"}]`. */
export function seriesIn(written: unknown): readonly ChartSeries[] {
  return [written].flat().flatMap((item) => {
    if (typeof item === 'string') return { field: item };
    return readPath(item, 'field') ? (item as ChartSeries) : [];
  });
}

/** Reads thresholds as an author writes them: `80`, `[80, 90]`, `[{"value":80,"label":"limit"}]`. */
export function thresholdsIn(written: unknown): readonly ChartThreshold[] {
  return [written].flat().flatMap((item) => {
    const value = readPath(item, 'value') ?? item;
    return isNumeric(value) ? [{ value: Number(value), label: (readPath(item, 'label') ?? '') as string }] : [];
  });
}

/** Makes a name for people of a field: `"orders_per.minute"` → `"Orders per minute"`. */
function nameOf(field: string): string {
  const words = field.replace(/[_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
