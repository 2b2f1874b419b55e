/** A value that can be shown as it is. `null` is what Rails makes of NaN and Infinity. */
export type Scalar = string | number | boolean | null;

/** What every message of a server carries: the body as it was sent, and when it came, in epoch ms. */
export interface Received<Body = unknown> {
  readonly body: Body;
  readonly receivedAt: number;
}

/** A measured value: `{type:"datapoint", metric, value}`, `{value}`, `{value, timestamp}`. */
export interface Datapoint<Body = unknown> extends Received<Body> {
  readonly type: 'datapoint';
  readonly value: Scalar;
  readonly metric: string | undefined;
}

/** A change to add to what is shown: `{increment: n}`. */
export interface Delta<Body = unknown> extends Received<Body> {
  readonly type: 'delta';
  readonly increment: number;
}

/** Something that happened: `{event:"job_order_created", data:{…}}`. */
export interface NamedEvent<Body = unknown> extends Received<Body> {
  readonly type: 'event';
  readonly event: string;
  readonly data: unknown;
}

/** How far a job is: `{progress, status, message, …}`. `progress` is as sent, usually 0 to 100. */
export interface Progress<Body = unknown> extends Received<Body> {
  readonly type: 'progress';
  readonly progress: number | undefined;
  readonly status: string | undefined;
  readonly message: string | undefined;
}

/** Several measured values at once: a flat object of numbers, which is the body itself. */
export interface Metrics<Body = unknown> extends Received<Body> {
  readonly type: 'metrics';
}

/** A bare scalar. */
export interface Value<Body = unknown> extends Received<Body> {
  readonly type: 'value';
  readonly value: Scalar;
}

/** A string that holds `<turbo-stream …>`; never parsed as HTML by cablegram. */
export interface Html<Body = unknown> extends Received<Body> {
  readonly type: 'html';
  readonly html: string;
}

/** Any other body, still delivered. */
export interface Unknown<Body = unknown> extends Received<Body> {
  readonly type: 'unknown';
}

/** Full state, which replaces all before it; `messages` are its parts, oldest first. */
export interface Snapshot<Body = unknown> {
  readonly type: 'snapshot';
  readonly messages: readonly Message<Body>[];
}

/** What was missed: nothing between the two instants (epoch ms) can be known. */
export interface Gap {
  readonly type: 'gap';
  readonly since: number;
  readonly until: number;
}

/** What a channel delivers: a decoded body, or one of the two kinds made by cablegram itself, `snapshot` and `gap`. */
export type Message<Body = unknown> =
  | Datapoint<Body>
  | Delta<Body>
  | NamedEvent<Body>
  | Progress<Body>
  | Metrics<Body>
  | Value<Body>
  | Html<Body>
  | Unknown<Body>
  | Snapshot<Body>
  | Gap;

/** Turns one body into a message; it may throw, which ends in `errors$` and loses that body alone. */
export type Decode<Body = unknown> = (body: unknown, receivedAt: number) => Message<Body>;

/** How deep batches may lie in batches; a deeper one is delivered as it is, so that nobody can exhaust the stack. */
const DEEPEST_BATCH = 16;

/** Calls `visit` with each member of a body, in order: the members of a batch (nested ones too), or the body itself. */
export function visitMembers(body: unknown, visit: (member: unknown) => void, depth = 0): void {
  if (!isBatch(body) || depth > DEEPEST_BATCH) visit(body);
  else for (const member of body.data) visitMembers(member, visit, depth + 1);
}

/** The size of a message as its body's JSON, in characters; 0 where a body is none. */
export function sizeOf(message: Message): number {
  return jsonOf('body' in message ? message.body : message).length;
}

/** Writes a body as JSON; empty where it is none, since functions of the page bring anything. */
export function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body) ?? '';
  } catch {
    return '';
  }
}

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
  const event = own(body, 'event');
  if (typeof event === 'string') return { type: 'event', event, data: own(body, 'data'), body, receivedAt };
  const value = own(body, 'value');
  if (isScalar(value)) return { type: 'datapoint', value, metric: textOf(body, 'metric'), body, receivedAt };
  const increment = own(body, 'increment');
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

/** Parses an instant (ISO 8601, epoch seconds or epoch ms) into epoch ms, or tells `undefined`. */
export function parseInstant(instant: unknown): number | undefined {
  if (typeof instant === 'number' && Number.isFinite(instant)) return Math.abs(instant) < 1e11 ? instant * 1000 : instant;
  if (typeof instant !== 'string') return undefined;
  const at = Date.parse(instant);
  return Number.isNaN(at) ? undefined : at;
}

/** Reads a dot path (`"data.id"`, `"items.0.name"`) by own properties alone; `undefined` where it leads nowhere. */
export function readPath(body: unknown, path: string): unknown {
  let here = body;
  for (const key of path.split('.')) {
    if (here === null || typeof here !== 'object' || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

/** Where something stands in a body: a dot path (`"data.id"`), or a function. */
export type Place<Value> = string | ((body: never) => Value);

/** Reads what stands at a place; `undefined` where there is no place, or it leads nowhere. */
export function readPlace(body: unknown, place: Place<unknown> | undefined): unknown {
  if (place === undefined) return undefined;
  return typeof place === 'string' ? readPath(body, place) : place(body as never);
}

/** Tells whether something is a string, a number, a boolean or `null`. */
export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function decodeProgress(body: Readonly<Record<string, unknown>>, receivedAt: number): Progress {
  const progress = own(body, 'progress');
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
    const at = parseInstant(own(body, key));
    if (at !== undefined) return at;
  }
  return undefined;
}

function isBatch(body: unknown): body is { readonly data: readonly unknown[] } {
  return isRecord(body) && own(body, 'type') === 'batch' && Array.isArray(own(body, 'data'));
}

function isFlatNumbers(body: Readonly<Record<string, unknown>>): boolean {
  let numbers = 0;
  for (const [key, value] of Object.entries(body)) {
    if (typeof value === 'number') numbers += 1;
    else if (value !== null && key !== 'timestamp' && key !== 'at' && key !== 'type') return false;
  }
  return numbers > 0;
}

function isRecord(body: unknown): body is Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

function own(body: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(body, key) ? body[key] : undefined;
}

function textOf(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const text = own(body, key);
  return typeof text === 'string' ? text : undefined;
}
