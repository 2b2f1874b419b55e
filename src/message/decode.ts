import { readInstant } from './instant.js';
import type { Message, Progress, Scalar } from './message.js';
import { isRecord, readOwn, readPath } from './path.js';

/** Turns one body into a message; it may throw, which ends in `errors$` and loses that body alone. */
export type Decode<Body = unknown> = (body: unknown, receivedAt: number) => Message<Body>;

/**
 * Names what a body is, by the shapes that Rails applications send; batches are taken apart before (`visitMembers`).
 *
 * The body itself is kept untouched. Own properties alone are read, so that a `__proto__` key means nothing here. Never throws.
 */
export function decode(body: unknown, receivedAt: number = Date.now()): Message {
  if (isScalar(body)) {
    if (typeof body === 'string' && body.includes('<turbo-stream')) return { type: 'html', html: body, body, receivedAt };
    return { type: 'value', value: body, body, receivedAt };
  }
  if (!isRecord(body)) return { type: 'unknown', body, receivedAt };
  const event = readOwn(body, 'event');
  if (typeof event === 'string') return { type: 'event', event, data: readOwn(body, 'data'), body, receivedAt };
  const value = readOwn(body, 'value');
  if (isScalar(value)) return { type: 'datapoint', value, metric: textOf(body, 'metric'), body, receivedAt };
  const increment = readOwn(body, 'increment');
  if (typeof increment === 'number') return { type: 'delta', increment, body, receivedAt };
  if (Object.hasOwn(body, 'progress')) return decodeProgress(body, receivedAt);
  return { type: isFlatNumbers(body) ? 'metrics' : 'unknown', body, receivedAt };
}

/**
 * Tells when a message happened by the server's word, in epoch ms, or `undefined` where it does not say.
 *
 * Read from `timestamp`, `at`, `created_at` or `time` of the body, else of its `data`: ISO 8601, epoch seconds or epoch ms. Parsed at each
 * call, since most messages are never asked.
 */
export function timeOf(message: Message): number | undefined {
  if (message.type === 'gap' || message.type === 'snapshot') return undefined;
  return instantIn(message.body) ?? instantIn(readPath(message.body, 'data'));
}

/** Tells whether something is a string, a number, a boolean or `null`. */
export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function decodeProgress(body: Readonly<Record<string, unknown>>, receivedAt: number): Progress {
  const progress = readOwn(body, 'progress');
  return {
    type: 'progress',
    progress: typeof progress === 'number' ? progress : undefined,
    status: textOf(body, 'status'),
    message: textOf(body, 'message'),
    body,
    receivedAt,
  };
}

function instantIn(body: unknown): number | undefined {
  if (!isRecord(body)) return undefined;
  for (const key of ['timestamp', 'at', 'created_at', 'time']) {
    const at = readInstant(readOwn(body, key));
    if (at !== undefined) return at;
  }
  return undefined;
}

function isFlatNumbers(body: Readonly<Record<string, unknown>>): boolean {
  let numbers = 0;
  for (const [key, value] of Object.entries(body)) {
    if (typeof value === 'number') numbers += 1;
    else if (value !== null && key !== 'timestamp' && key !== 'at' && key !== 'type') return false;
  }
  return numbers > 0;
}

function textOf(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const text = readOwn(body, key);
  return typeof text === 'string' ? text : undefined;
}
