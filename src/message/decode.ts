import { readInstant } from './instant.js';
import type { Message, Progress, Scalar } from './message.js';
import { isNumeric } from './number.js';
import { isRecord, readOwn, readPath } from './path.js';
import { jsonOf } from './size.js';

/** Turns one body into a message. If it throws, the error is emitted by `errors$` and only that body is lost. */
export type Decode<Body = unknown> = (body: unknown, receivedAt: number) => Message<Body>;

/** The fields in which a body says when it happened. */
export const TIME_KEYS: readonly string[] = ['timestamp', 'at', 'created_at', 'time'];

type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * Recognizes a body by the shapes that Rails applications send. Batches have been taken apart before (`visitMembers`).
 *
 * The content of an envelope `{data: {…}}` is read as if it stood alone; `body` is unchanged. Only own properties are read, so that a
 * `__proto__` key has no effect. Never throws.
 */
export function decode(body: unknown, receivedAt: number = Date.now()): Message {
  if (isScalar(body)) {
    if (typeof body === 'string' && body.includes('<turbo-stream')) return { type: 'html', html: body, body, receivedAt };
    return { type: 'value', value: body, body, receivedAt };
  }
  if (!isRecord(body)) return { type: 'unknown', error: undefined, body, receivedAt };
  const event = readOwn(body, 'event');
  const data = readOwn(body, 'data');
  if (typeof event === 'string') return { type: 'event', event, data, value: scalarIn(body) ?? scalarIn(data), body, receivedAt };
  return (
    decodeRecord(body, body, receivedAt) ??
    (isRecord(data) ? decodeRecord(data, body, receivedAt) : undefined) ?? { type: 'unknown', error: errorOf(body), body, receivedAt }
  );
}

/**
 * Returns when a message happened according to the server, in epoch ms, or `undefined` if the server does not say.
 *
 * Reads `timestamp`, `at`, `created_at` or `time` of the body, or of its `data`, with `readInstant`. Parses at each call, since it is not
 * needed for most messages.
 */
export function timeOf(message: Message): number | undefined {
  if (message.type === 'gap' || message.type === 'snapshot') return undefined;
  return instantIn(message.body) ?? instantIn(readPath(message.body, 'data'));
}

/** Returns whether a value can be shown as it is: text, a finite number, a boolean or `null`. */
export function isScalar(value: unknown): value is Scalar {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

/** Returns the error if a body contains nothing else, `{"error":"gone"}`. Such a body is not state, whatever its HTTP status. */
export function errorIn(body: unknown): string | undefined {
  const message = decode(body, 0);
  return message.type === 'unknown' ? message.error : undefined;
}

/** Reads the values of `record`, which is the body or the content of its envelope; `undefined` if there are none. */
function decodeRecord(record: JsonRecord, body: JsonRecord, receivedAt: number): Message | undefined {
  const value = scalarIn(record);
  if (value !== undefined) return { type: 'datapoint', value, metric: textOf(record, 'metric'), body, receivedAt };
  const increment = readOwn(record, 'increment');
  if (isNumeric(increment)) return { type: 'delta', increment, body, receivedAt };
  if (Object.hasOwn(record, 'progress')) return decodeProgress(record, body, receivedAt);
  return isFlatNumbers(record) ? { type: 'metrics', body, receivedAt } : undefined;
}

function decodeProgress(record: JsonRecord, body: JsonRecord, receivedAt: number): Progress {
  const progress = readOwn(record, 'progress');
  return {
    type: 'progress',
    progress: isNumeric(progress) ? Number(progress) : undefined,
    status: textOf(record, 'status'),
    message: textOf(record, 'message'),
    body,
    receivedAt,
  };
}

function scalarIn(record: unknown): Scalar | undefined {
  const value = isRecord(record) ? readOwn(record, 'value') : undefined;
  return isScalar(value) ? value : undefined;
}

function instantIn(body: unknown): number | undefined {
  if (!isRecord(body)) return undefined;
  for (const key of TIME_KEYS) {
    const at = readInstant(readOwn(body, key));
    if (at !== undefined) return at;
  }
  return undefined;
}

function isFlatNumbers(record: JsonRecord): boolean {
  let count = 0;
  for (const [key, value] of Object.entries(record)) {
    if (isNumeric(value)) count += 1;
    else if (value !== null && key !== 'type' && !TIME_KEYS.includes(key)) return false;
  }
  return count > 0;
}

/** Reads `{error: …}` and `{errors: […]}`, the two common forms. */
function errorOf(body: JsonRecord): string | undefined {
  for (const error of [readOwn(body, 'error'), readOwn(body, 'errors')]) {
    if (!error || (Array.isArray(error) && error.length === 0)) continue;
    const message = isRecord(error) ? readOwn(error, 'message') : error;
    return typeof message === 'string' ? message : jsonOf(error);
  }
  return undefined;
}

function textOf(record: JsonRecord, key: string): string | undefined {
  const text = readOwn(record, key);
  return typeof text === 'string' ? text : undefined;
}
