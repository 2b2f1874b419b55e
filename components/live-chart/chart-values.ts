import { isNumeric, readInstant, readPath, type ReceivedMessage } from '../../src/index.js';

/** A value of one series: a number, decimal text, or `null` for a value that is known to be missing. */
export type Measured = number | string | null;

/** Called for each value that the chart reads from a body. */
export type VisitValue = (field: string, value: Measured) => void;

/** Numbers with these names identify something and do not measure it. */
const IDENTITY = /^(id|seq|version)$/;

/**
 * Calls `visit` with each value of one body.
 *
 * With `fields`, it reads only those: by the metric's name, else as a path. Without `fields`, it reads everything that measures: a datapoint by
 * its metric, a bare value, each number of a flat object. With `events`, only those events count; without it, named events do not count.
 */
export function visitValues(message: ReceivedMessage, fields: readonly string[], events: readonly string[], visit: VisitValue): void {
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

/** Returns the object that holds the values: the `data` of an event or of an envelope without numbers of its own, else the body itself. */
function measuredBody(message: ReceivedMessage): unknown {
  const { body } = message;
  if (message.type === 'event') return message.data ?? body;
  const data = readPath(body, 'data');
  const isEnvelope = isObject(body) && isObject(data) && !Object.values(body).some(isNumeric);
  return isEnvelope ? data : body;
}

/** In a flat object of numbers, text may be a decimal. In a mixed object, text that looks like a number is more likely a name. */
function visitEntries(body: object, visit: VisitValue): void {
  const entries = (Object.entries(body) as [string, unknown][]).filter(([key, value]) => key !== 'type' && !isInstant(key, value));
  const isFlat = entries.every(([, value]) => measured(value) !== undefined);
  for (const [key, value] of entries) {
    const number = IDENTITY.test(key) || (typeof value === 'string' && !isFlat) ? undefined : measured(value);
    if (number !== undefined) visit(key, number);
  }
}

/** A `time` of 350 is a duration and therefore a measurement. */
function isInstant(key: string, value: unknown): boolean {
  return /^(timestamp|at|time|created_at)$/.test(key) && (value === null || readInstant(value) !== undefined);
}

/** Returns a value if it is numeric. Rails sends decimals as text, and `null` for NaN and Infinity. */
function measured(value: unknown): Measured | undefined {
  return value === null || isNumeric(value) ? value : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
