import { isNumeric, readPath } from '../../src/index.js';
import { seriesStyle, type SeriesStyle } from './series-style.js';
import type { Cell, SeriesBuffer } from './series.js';

/** How a series is drawn. */
export type SeriesType = 'line' | 'area' | 'step' | 'bar';

/** The side of the axis that a series is measured by. */
export type Side = 'left' | 'right';

/** How serious it is that a value is beyond a threshold. */
export type Severity = 'info' | 'warn' | 'bad';

/** How one series is found in messages and drawn. Everything but `field` has a default. */
export interface ChartSeries {
  /** A metric's name, or a dot path in the body. */
  readonly field: string;
  readonly label?: string;
  readonly unit?: string;
  /** Any CSS colour. */
  readonly color?: string;
  /** @default 'area' for the first series, 'line' for the others */
  readonly type?: SeriesType;
  /** @default 'left' */
  readonly axis?: Side;
  /** `dashed`, `dotted`, `solid`, or lengths of strokes and gaps in CSS pixels: `[5, 4]`, `"5 4"`. */
  readonly dash?: string | readonly number[];
}

/** A series with all defaults filled in, and its values. */
export interface DrawnSeries extends SeriesStyle {
  readonly field: string;
  readonly label: string;
  readonly unit: string;
  readonly color: string | undefined;
  readonly type: SeriesType;
  readonly axis: Side;
  readonly cells: readonly Cell[];
  /** Returns a row's value as decimal text, if the server sent it as text. */
  readonly textAt: (row: number) => string | undefined;
}

/** A value that is marked by a line across the plot, or a range of values that is marked by a band. */
export interface ChartThreshold {
  readonly value: number;
  /** The other end of a band. */
  readonly to?: number;
  readonly label?: string;
  /** @default 'bad' */
  readonly severity?: Severity;
  /** The field of the only series that the threshold concerns. Default: all series of the left axis. */
  readonly series?: string;
}

/** What a page declares about a chart's series or thresholds, and which of it cannot be read, as text for the error message. */
export interface Declared<Item> {
  readonly items: readonly Item[];
  readonly mistakes: readonly string[];
}

/** How many series one chart shows; more would not be distinguishable. */
export const MOST_SERIES = 12;

const TYPES: readonly SeriesType[] = ['line', 'area', 'step', 'bar'];
const SIDES: readonly Side[] = ['left', 'right'];
const SEVERITIES: Readonly<Record<string, Severity>> = { info: 'info', warn: 'warn', warning: 'warn', bad: 'bad', danger: 'bad' };
const DASHES: Readonly<Record<string, readonly number[]>> = { solid: [], dashed: [5, 4], dotted: [2, 3] };

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
  return fields.map((field, index) => {
    const own = declared.find((series) => series.field === field);
    const { dash, marker, isFilled } = seriesStyle(index);
    return {
      field,
      label: own?.label ?? (field === 'value' && label ? label : nameOf(field)),
      unit: own?.unit ?? unit,
      color: own?.color,
      type: own?.type ?? (index === 0 ? 'area' : 'line'),
      axis: own?.axis ?? 'left',
      dash: (own && dashIn(own.dash)) ?? dash,
      marker,
      isFilled,
      cells: buffer.columns[index] ?? [],
      textAt: (row) => buffer.detailOf(row, index)?.text,
    };
  });
}

/** Reads the attribute `series`: `["cpu", {"field": "memory", "unit": "MB"}]`. */
export function seriesIn(written: unknown): Declared<ChartSeries> {
  const mistakes: string[] = [];
  const items = [written].flat().flatMap((item) => {
    if (typeof item === 'string') return { field: item };
    const field = readPath(item, 'field');
    if (!field || typeof field !== 'string') {
      if (item !== undefined && item !== null) mistakes.push(`a series needs to be a name or to have a field, but got ${cut(item)}`);
      return [];
    }
    const read = readerOf(item, `the series "${field}"`, mistakes);
    return {
      field,
      ...given('label', read('label', 'text', textIn)),
      ...given('unit', read('unit', 'text', textIn)),
      ...given('color', read('color', 'text', textIn)),
      ...given(
        'type',
        read('type', TYPES.join(', '), (value) => TYPES.find((type) => type === value)),
      ),
      ...given(
        'axis',
        read('axis', SIDES.join(' or '), (value) => SIDES.find((side) => side === value)),
      ),
      ...given('dash', read('dash', 'lengths such as 5 4', dashIn)),
    };
  });
  return { items, mistakes };
}

/** Returns which series a chart leaves out because there are too many, as text for the error message. */
export function leftOutIn(series: readonly ChartSeries[]): readonly string[] {
  if (series.length <= MOST_SERIES) return [];
  const names = series.slice(MOST_SERIES).map(({ field }) => JSON.stringify(field));
  return [`a chart shows at most ${MOST_SERIES} series, and leaves out ${names.join(', ').slice(0, 80)}`];
}

/** Reads the attribute `thresholds`: `80`, `[80, 90]`, `[{"value":80,"to":90,"label":"limit"}]`. */
export function thresholdsIn(written: unknown): Declared<ChartThreshold> {
  const mistakes: string[] = [];
  const items = [written].flat().flatMap((item) => {
    const value = numberIn(readPath(item, 'value') ?? item);
    if (value === undefined) {
      if (item !== undefined && item !== null) mistakes.push('a threshold needs value to be a number');
      return [];
    }
    const read = readerOf(item, `the threshold ${value}`, mistakes);
    return {
      value,
      ...given('to', read('to', 'a number', numberIn)),
      ...given('label', read('label', 'text', textIn)),
      ...given(
        'severity',
        read('severity', 'info, warn or bad', (name) => ownEntry(SEVERITIES, name)),
      ),
      ...given('series', read('series', 'text', textIn)),
    };
  });
  return { items, mistakes };
}

/** Returns the side of the axis that a threshold is measured by. */
export function sideOf({ series }: ChartThreshold, drawn: readonly Pick<DrawnSeries, 'field' | 'axis'>[]): Side {
  return drawn.find(({ field }) => field === series)?.axis ?? 'left';
}

/** Returns a function that reads one key of an item, and notes a mistake if its value cannot be read. */
function readerOf(
  item: unknown,
  name: string,
  mistakes: string[],
): <Value>(key: string, expected: string, reader: (value: unknown) => Value | undefined) => Value | undefined {
  return (key, expected, reader) => {
    const written = readPath(item, key);
    if (written === undefined || written === null || written === '') return undefined;
    const value = reader(written);
    if (value === undefined) mistakes.push(`${name} needs ${key} to be ${expected}, but got ${cut(written)}`);
    return value;
  };
}

/** Quotes a value in an error message, up to 80 characters. */
function cut(value: unknown): string {
  // In a list, because alone a function has no JSON.
  return JSON.stringify([value]).slice(1, -1).slice(0, 80);
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, Value>>);
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function numberIn(value: unknown): number | undefined {
  const written = typeof value === 'string' ? value.trim() : value;
  return isNumeric(written) ? Number(written) : undefined;
}

function ownEntry<Value>(table: Readonly<Record<string, Value>>, key: unknown): Value | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}

function dashIn(value: unknown): readonly number[] | undefined {
  const named = ownEntry(DASHES, value);
  if (named) return named;
  const lengths = (Array.isArray(value) ? value : typeof value === 'string' ? namesIn(value) : []).map(Number);
  return lengths.length > 0 && lengths.length <= 8 && lengths.every((length) => length >= 0 && length <= 100) ? lengths : undefined;
}

/** Makes a readable label from a field: `"orders_per.minute"` becomes `"Orders per minute"`. */
function nameOf(field: string): string {
  const words = field.replace(/[_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
