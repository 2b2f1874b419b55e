import { isNumeric, readPath } from '../../src/index.js';
import type { Cell, SeriesBuffer } from './series.js';

/** How one series is found in messages and drawn. Everything but `field` has a default. */
export interface ChartSeries {
  /** A metric's name, or a dot path in the body. */
  readonly field: string;
  readonly label?: string;
  readonly unit?: string;
  /** Any CSS colour. */
  readonly color?: string;
}

/** A series with all defaults filled in, and its values. */
export interface DrawnSeries extends Required<Omit<ChartSeries, 'color'>> {
  readonly color: string | undefined;
  /** The dash pattern: lengths of strokes and gaps, in CSS pixels. */
  readonly dash: readonly number[];
  readonly cells: readonly Cell[];
  /** Returns a row's value as decimal text, if the server sent it as text. */
  readonly textAt: (row: number) => string | undefined;
}

/** A value that is marked by a line across the plot. */
export interface ChartThreshold {
  readonly value: number;
  readonly label?: string;
}

/** How many series one chart shows; more would not be distinguishable. */
export const MOST_SERIES = 12;

/** The dash patterns of series, in order, so that series differ without colour. Three patterns and four colours give twelve different lines. */
const DASHES: readonly (readonly number[])[] = [[], [5, 4], [2, 3]];

/** Parses `field="cpu, memory"`: names separated by spaces or commas. */
export function namesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** Fills in the defaults of each series; `label` and `unit` are the chart's. */
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

/** Parses the attribute `series`: `["cpu", {"field": "memory", "unit": "MB"}]`. */
export function seriesIn(written: unknown): readonly ChartSeries[] {
  return [written].flat().flatMap((item) => {
    if (typeof item === 'string') return { field: item };
    return readPath(item, 'field') ? (item as ChartSeries) : [];
  });
}

/** Parses the attribute `thresholds`: `80`, `[80, 90]`, `[{"value":80,"label":"limit"}]`. */
export function thresholdsIn(written: unknown): readonly ChartThreshold[] {
  return [written].flat().flatMap((item) => {
    const value = readPath(item, 'value') ?? item;
    return isNumeric(value) ? [{ value: Number(value), label: (readPath(item, 'label') ?? '') as string }] : [];
  });
}

/** Makes a readable label from a field: `"orders_per.minute"` becomes `"Orders per minute"`. */
function nameOf(field: string): string {
  const words = field.replace(/[_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
