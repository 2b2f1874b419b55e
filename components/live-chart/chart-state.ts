import { type Message, readPath } from '../../src/index.js';
import { isNumeric } from '../format/number.js';
import type { Cell } from './series.js';

/** How one series is found in messages and drawn; all but `field` has a default. */
export interface ChartSeries {
  /** A metric's name, or a dot path into the body. */
  readonly field: string;
  readonly label?: string;
  readonly unit?: string;
  /** Any CSS colour. */
  readonly color?: string;
}

/** A series as it is drawn and named, with nothing left open but a colour of its own, and what it has at each instant. */
export interface DrawnSeries extends Required<Omit<ChartSeries, 'color'>> {
  readonly color: string | undefined;
  /** Lengths of strokes and spaces, in CSS pixels. */
  readonly dash: readonly number[];
  readonly cells: readonly Cell[];
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

/** Called for each value that a message has for the chart. */
export type VisitValue = (field: string, value: number | null) => void;

const NOT_MEASURED = /^(timestamp|at|time|created_at|id|seq|version)$/;

/**
 * Calls `visit` with each value of one message.
 *
 * With `fields`, those alone are looked for: by the metric's name, else as a path. Without, whatever measures: a datapoint by its metric, a
 * bare value, each number of a flat object. Named events count only where `events` names them, and then nothing else does.
 */
export function visitValues(message: Message, fields: readonly string[], events: readonly string[], visit: VisitValue): void {
  if (message.type === 'gap' || message.type === 'snapshot' || message.type === 'html') return;
  const isEvent = message.type === 'event';
  const named = isEvent ? message.event : readPath(message.body, 'type');
  if (events.length > 0 ? !events.includes(named as string) : isEvent && fields.length === 0) return;
  const body = isEvent ? message.data : message.body;
  const metric = message.type === 'datapoint' ? message.metric : undefined;
  const bare = numberOf('value' in message ? message.value : isEvent ? body : undefined);
  const bareField = metric ?? (fields.length > 1 ? undefined : (fields[0] ?? 'value'));
  for (const field of fields) {
    const value = field === metric ? bare : numberOf(readPath(body, field));
    if (value !== undefined) visit(field, value);
    else if (field === bareField && bare !== undefined) visit(field, bare);
  }
  if (fields.length > 0) return;
  if (bare !== undefined) visit(bareField ?? '', bare);
  else if (typeof body === 'object')
    for (const [key, value] of Object.entries(body ?? {}) as [string, unknown][])
      if ((typeof value === 'number' || value === null) && !NOT_MEASURED.test(key)) visit(key, value);
}

/** Turns what a server sends for a number into one: decimals come as strings, NaN and Infinity as `null`; `undefined` where it is none. */
export function numberOf(value: unknown): number | null | undefined {
  return value === null ? value : isNumeric(value) ? Number(value) : undefined;
}

/** Reads `field="cpu, memory"`: names parted by spaces or commas. */
export function namesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** Fills in what an author left open of each series; `label` and `unit` are those of the whole chart. */
export function drawnSeries(
  fields: readonly string[],
  columns: readonly (readonly Cell[])[],
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
    cells: columns[index] ?? [],
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
    const value = numberOf(readPath(item, 'value') ?? item);
    return typeof value === 'number' ? [{ value, label: (readPath(item, 'label') ?? '') as string }] : [];
  });
}

/** Makes a name for people of a field: `"orders_per.minute"` → `"Orders per minute"`. */
function nameOf(field: string): string {
  const words = field.replace(/[_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
