import { isScalar, type Message, readPath, type Scalar } from '../../src/index.js';

/** How one series is found in messages and drawn; all but `field` has a default. */
export interface ChartSeries {
  /** A metric's name, or a dot path into the body. */
  readonly field: string;
  readonly label?: string;
  readonly unit?: string;
  /** Any CSS colour. */
  readonly color?: string;
  /** Lengths of strokes and spaces, in CSS pixels. */
  readonly dash?: readonly number[];
  readonly type?: 'line' | 'area' | 'step';
}

/** A series as it is drawn and named, with nothing left open but a colour of its own. */
export interface DrawnSeries extends Required<Omit<ChartSeries, 'color'>> {
  readonly color: string | undefined;
}

/** A value that a person wants to see crossed or not. */
export interface ChartThreshold {
  readonly value: number;
  readonly label?: string;
}

/** How many series one chart shows; more cannot be told apart. */
export const MOST_SERIES = 12;

/** The dash patterns of series, in order: told apart without colour. Five of them and six colours give thirty different lines. */
const DASHES: readonly (readonly number[])[] = [[], [5, 4], [2, 3], [9, 3, 2, 3], [12, 4]];

/** Called for each value that a message has for the chart. */
export type VisitValue = (field: string, value: number | null, isDelta: boolean) => void;

const NOT_MEASURED = new Set(['timestamp', 'at', 'time', 'created_at', 'id', 'seq', 'version', 'type']);

/**
 * Calls `visit` with each value of one message.
 *
 * With `fields`, those alone are looked for: by the metric's name, else as a path. Without, whatever measures: a datapoint by its metric, a
 * bare value, each number of a flat object. Named events count only where `events` names them, and then nothing else does.
 */
export function visitValues(message: Message, fields: readonly string[], events: readonly string[], visit: VisitValue): void {
  if (message.type === 'gap' || message.type === 'snapshot' || message.type === 'html') return;
  const named = message.type === 'event' ? message.event : readPath(message.body, 'type');
  if (events.length > 0 ? !events.includes(String(named)) : message.type === 'event' && fields.length === 0) return;
  const body = message.type === 'event' ? message.data : message.body;
  const direct = directValue(message);
  const metric = message.type === 'datapoint' ? message.metric : undefined;
  for (const field of fields) {
    const value = numberOf(metric === field ? direct : readPath(body, field));
    if (value !== undefined) visit(field, value, false);
    else if (fields.length === 1 && metric === undefined) visitDirect(field);
  }
  if (fields.length > 0) return;
  if (direct !== undefined) visitDirect(metric ?? 'value');
  else if (body !== null && typeof body === 'object') {
    for (const [key, value] of Object.entries(body)) {
      if ((typeof value === 'number' || value === null) && !NOT_MEASURED.has(key)) visit(key, value as number | null, false);
    }
  }

  function visitDirect(field: string): void {
    const value = numberOf(direct);
    if (value !== undefined) visit(field, value, message.type === 'delta');
  }
}

/** Turns what a server sends for a number into one: decimals come as strings, NaN and Infinity as `null`; `undefined` where it is none. */
export function numberOf(value: unknown): number | null | undefined {
  if (value === null) return null;
  if (typeof value === 'string' ? value.trim() === '' : typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Reads `field="cpu, memory"`: names parted by spaces or commas. */
export function namesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** Fills in what an author left open of each series; `label` and `unit` are those of the whole chart. */
export function drawnSeries(
  fields: readonly string[],
  declared: readonly ChartSeries[],
  { label, unit }: { readonly label: string; readonly unit: string },
): readonly DrawnSeries[] {
  return fields.map((field, index) => {
    const name = field === 'value' && label ? label : nameOf(field);
    const type = index === 0 ? 'area' : 'line';
    return { label: name, unit, type, color: undefined, dash: dashOf(index), ...declared.find((series) => series.field === field), field };
  });
}

/** Reads series as an author writes them: `["cpu", {"field": "memory", "unit": "MB"}]`. */
export function seriesIn(written: unknown): readonly ChartSeries[] {
  return [written].flat().flatMap((item) => {
    if (typeof item === 'string') return [{ field: item }];
    return typeof readPath(item, 'field') === 'string' ? [item as ChartSeries] : [];
  });
}

/** Reads thresholds as an author writes them: `80`, `[80, 90]`, `[{"value":80,"label":"limit"}]`. */
export function thresholdsIn(written: unknown): readonly ChartThreshold[] {
  return [written].flat().flatMap((item) => {
    const value = numberOf(typeof item === 'object' ? readPath(item, 'value') : item);
    const label = readPath(item, 'label');
    return typeof value === 'number' ? [{ value, label: typeof label === 'string' ? label : '' }] : [];
  });
}

function directValue(message: Message): Scalar | undefined {
  switch (message.type) {
    case 'datapoint':
    case 'value':
      return message.value;
    case 'delta':
      return message.increment;
    case 'progress':
      return message.progress;
    case 'event':
      return isScalar(message.data) ? message.data : undefined;
    default:
      return undefined;
  }
}

/** Makes a name for people of a field: `"orders_per.minute"` → `"Orders per minute"`. */
function nameOf(field: string): string {
  const words = field.replace(/[_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function dashOf(index: number): readonly number[] {
  return DASHES[index % DASHES.length] ?? [];
}
