import type { Message } from '../message/message.js';
import { isNumeric } from '../message/number.js';
import { isRecord, readOwn } from '../message/path.js';
import { jsonOf } from '../message/size.js';

type JsonRecord = Readonly<Record<string, unknown>>;

/** Fields that describe a thing or its time, and do not identify it. */
const DESCRIBES = new Set('type value status state message unit trend text title timestamp time at created_at updated_at'.split(' '));

/**
 * Names the thing whose whole state a message contains: its kind, metric, key, ids and other identifying text.
 *
 * Returns `undefined` for messages that add to the state (deltas, events), for a message that may be one item of many, and for one without
 * a body. A name that is too specific keeps two states of one thing; a name that is too general would lose the state of another thing.
 */
export function thingOf(message: Message, key: unknown): string | undefined {
  if (!isWhole(message)) return undefined;
  if (message.type === 'value') return message.type;
  return `${message.type} ${key === undefined ? '' : jsonOf(key)} ${identityIn(message.body)}`;
}

/** A message with the whole state of a thing. */
type Whole = Extract<Message, { readonly type: 'value' | 'datapoint' | 'metrics' | 'progress' }>;

/** Returns whether a message contains the whole state of a thing, so that `thingOf` names it. */
export function isWhole(message: Message): message is Whole {
  // A plain sentence may be one line of many.
  if (message.type === 'value') return typeof message.value !== 'string' || isNumeric(message.value);
  return message.type === 'datapoint' || message.type === 'metrics' || message.type === 'progress';
}

/**
 * Returns whether two messages surely contain the whole state of the same thing. Bodies with different fields are not compared further.
 *
 * Takes a quarter of the time of two names, since it builds none.
 */
export function isSameThing(one: Message, other: Message): boolean {
  if (one.type !== other.type || !isWhole(one) || !isWhole(other)) return false;
  if (one.type === 'value') return true;
  const body = contentOf(one.body);
  const otherBody = contentOf(other.body);
  return body !== undefined && otherBody !== undefined && hasSameIdentity(body, otherBody);
}

/** Returns the id of the thing in a body: the channel's `key`, or the `id` of the body or of its `data`. */
export function idOf(body: unknown, key: unknown): unknown {
  if (key !== undefined) return key;
  if (!isRecord(body)) return undefined;
  const id = readOwn(body, 'id');
  if (id !== undefined) return id;
  const data = readOwn(body, 'data');
  return isRecord(data) ? readOwn(data, 'id') : undefined;
}

/** Returns the content of an envelope `{data: {…}}`, or the body itself. */
export function contentOf(body: unknown): JsonRecord | undefined {
  if (!isRecord(body)) return undefined;
  const data = readOwn(body, 'data');
  return isRecord(data) ? data : body;
}

function identityIn(record: unknown): string {
  let identity = '';
  const body = contentOf(record);
  if (!body) return identity;
  for (const field of Object.keys(body)) {
    const value = body[field];
    if (isIdentity(field, value)) identity += ` ${field}=${value}`;
  }
  return identity;
}

/** Returns whether two bodies have the same fields, and the same values in those that identify a thing. `for…in` creates no list of fields. */
function hasSameIdentity(body: JsonRecord, other: JsonRecord): boolean {
  let more = 0;
  for (const field in other) if (Object.hasOwn(other, field)) more += 1;
  for (const field in body) {
    if (!Object.hasOwn(body, field)) continue;
    if (!Object.hasOwn(other, field)) return false;
    more -= 1;
    const value = body[field];
    const otherValue = other[field];
    if (value !== otherValue && (isIdentity(field, value) || isIdentity(field, otherValue))) return false;
  }
  return more === 0;
}

function isIdentity(field: string, value: unknown): value is string | number {
  return typeof value === 'string' ? !DESCRIBES.has(field) : typeof value === 'number' && isId(field);
}

function isId(field: string): boolean {
  return field === 'id' || field.endsWith('_id') || field.endsWith('Id');
}
