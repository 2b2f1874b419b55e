import { isNumeric, type Message, readInstant, readPath } from '../../src/index.js';

/** A body of a server; gaps and snapshots are none. */
export type Body = Exclude<Message, { type: 'gap' | 'snapshot' }>;

/** What a body says of one series: a number, the decimal text of one, or `null` for a value that is known to be missing. */
export type Measured = number | string | null;

/** Called for each value that a body has for the chart. */
export type VisitValue = (field: string, value: Measured) => void;

/** Numbers under these names say which thing it is, not how much. */
const IDENTITY = /^(id|seq|version)$/;

/**
 * Calls `visit` with each value of one body.
 *
 * With `fields`, only those are looked for: by the metric's name, else as a path. Without, everything that measures: a datapoint by its metric,
 * a bare value, each number of a flat object. Named events count only if `events` names them, and then nothing else does.
 */
export function visitValues(message: Body, fields: readonly string[], events: readonly string[], visit: VisitValue): void {
  if (message.type === 'html') return;
  const isEvent = message.type === 'event';
  const name = isEvent ? message.event : readPath(message.body, 'type');
  if (events.length > 0 ? !events.includes(String(name)) : isEvent && fields.length === 0) return;
  const body = measuredBody(message);
  const metric = message.type === 'datapoint' ? message.metric : undefined;
  const value = 'value' in message ? message.value : undefined;
  const bare = measured(value === undefined && !isObject(body) ? body : value);
  const bareField = metric ?? (fields.length > 1 ? undefined : (fields[0] ?? 'value'));
  for (const field of fields) {
    const found = field === metric ? bare : measured(readPath(body, field) ?? readPath(message.body, field));
    if (found !== undefined) visit(field, found);
    else if (field === bareField && bare !== undefined) visit(field, bare);
  }
  if (fields.length > 0) return;
  if (bare !== undefined) visit(bareField ?? '', bare);
  else if (isObject(body)) visitEntries(body, visit);
}

/** Returns what holds the values: the `data` of an event, and of an envelope without numbers of its own; else the body itself. */
function measuredBody(message: Body): unknown {
  const { body } = message;
  if (message.type === 'event') return message.data ?? body;
  const data = readPath(body, 'data');
  const isEnvelope = isObject(body) && isObject(data) && !Object.values(body).some(isNumeric);
  return isEnvelope ? data : body;
}

/** Decimals come as text in a flat object of numbers; in a mixed one, text is more likely a name that happens to be a number. */
function visitEntries(body: object, visit: VisitValue): void {
  const entries = (Object.entries(body) as [string, unknown][]).filter(([key, value]) => key !== 'type' && !isInstant(key, value));
  const isFlat = entries.every(([, value]) => measured(value) !== undefined);
  for (const [key, value] of entries) {
    const number = IDENTITY.test(key) || (typeof value === 'string' && !isFlat) ? undefined : measured(value);
    if (number !== undefined) visit(key, number);
  }
}

/** A `time` of 350 is a duration, and measures. */
function isInstant(key: string, value: unknown): boolean {
  return /^(timestamp|at|time|created_at)$/.test(key) && (value === null || readInstant(value) !== undefined);
}

/** Returns a value that is a number; Rails sends decimals as text, and `null` for NaN and Infinity. */
function measured(value: unknown): Measured | undefined {
  return value === null || isNumeric(value) ? value : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
