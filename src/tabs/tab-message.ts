// Over 200 lines, most of them the messages. Each is listed twice: as a type, and as the fields that are checked.

import { jsonOf } from '../message/size.js';
import { isRecord, readOwn } from '../message/path.js';
import { parseJson } from '../message/number.js';
import type { MissedOffsets } from '../message/message.js';
import type { Progress, Signal } from '../transport/transport.js';

/** How the subscription of an identifier stands with the server. */
export type TableState = 'waiting' | 'confirmed' | 'rejected';

/** What a tab says to the leader. `term` names the leader that is meant, so that no other one acts on it. */
export type Request =
  /** Asks who leads. */
  | { readonly type: 'hello' }
  /** `resumes`: how far this tab has received it, if the server numbers its messages. */
  | { readonly type: 'subscribe'; readonly identifier: string; readonly resumes?: Progress | undefined }
  | { readonly type: 'unsubscribe'; readonly identifier: string }
  /** `at`: when it was asked for, in epoch ms. */
  | { readonly type: 'perform'; readonly identifier: string; readonly data: string; readonly id: string; readonly at: number }
  /** Asks for another link than the present one. */
  | { readonly type: 'renew' }
  /** Asks for the snapshot of an identifier. `isOrdered`: its bodies have numbers or versions. */
  | { readonly type: 'ask'; readonly id: string; readonly identifier: string; readonly url: string; readonly isOrdered: boolean }
  /** Hands over a snapshot that the leader told this tab to fetch. Without `json`, it could not be fetched. */
  | { readonly type: 'fetched'; readonly id: string; readonly json?: string };

/** What the leader says to the other tabs, or to one of them. */
export type Report =
  /** Leads from now on; the link is not open yet. */
  | { readonly type: 'lead' }
  | { readonly type: 'tick' }
  /** Answers `hello`. `kind` is missing while the link is not open. */
  | { readonly type: 'welcome'; readonly kind?: string; readonly beats: boolean }
  | { readonly type: 'signal'; readonly signal: Signal }
  /**
   * To one tab: from now on it receives the bodies of this identifier. To all: the state has changed. `missed` comes from a server with
   * history: what is missing since `base`.
   */
  | {
      readonly type: 'subscribed';
      readonly identifier: string;
      readonly state: TableState;
      readonly missed?: readonly MissedOffsets[] | 'unknown' | undefined;
      readonly base?: Progress | undefined;
    }
  | { readonly type: 'performed'; readonly id: string; readonly isSent: boolean }
  /** Answers `ask`: fetch it, and hand it over. */
  | { readonly type: 'fetch'; readonly id: string }
  | { readonly type: 'snapshot'; readonly id: string; readonly json: string }
  /** The link was lost, and `code` says why. */
  | { readonly type: 'lost'; readonly code: string; readonly message: string }
  /** The server has ended the link. */
  | { readonly type: 'over' };

/** A request with the tab that made it. */
export type TabRequest = Request & { readonly from: string; readonly term: number };

/**
 * A report with the tab that leads, since when (`term`), and its number, counted from 1. `to`: the only tab that it is for. A higher `term`
 * is a later leader.
 */
export type TabReport = Report & { readonly from: string; readonly term: number; readonly n: number; readonly to?: string | undefined };

/** The longest text that one tab takes from another, in characters. */
const LONGEST = 1_100_000;

/** How many streams of one channel may say what is missing, or where they stand. */
const MOST_STREAMS = 1_000;

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value.length <= LONGEST;
const isMaybeText: Check = (value) => value === undefined || isText(value);
const isFlag: Check = (value) => typeof value === 'boolean';
const isCount: Check = (value) => Number.isFinite(value) && (value as number) >= 0;
const isMaybeCount: Check = (value) => value === undefined || isCount(value);
const isAnything: Check = () => true;
const isMaybeOffsets: Check = (value) => value === undefined || isListOf(value, isOffsets);
const isMaybeMissed: Check = (value) => value === 'unknown' || isMaybeOffsets(value);
const isMaybePosition: Check = (value) => value === undefined || isPosition(value);
const isMaybeProgress: Check = (value) => value === undefined || isProgress(value);
const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);

type Fields = Readonly<Record<string, Check>>;

const REQUESTS: ReadonlyMap<unknown, Fields> = new Map<unknown, Fields>([
  ['hello', {}],
  ['subscribe', { identifier: isText, resumes: isMaybeProgress }],
  ['unsubscribe', { identifier: isText }],
  ['perform', { identifier: isText, data: isText, id: isText, at: isCount }],
  ['renew', {}],
  ['ask', { id: isText, identifier: isText, url: isText, isOrdered: isFlag }],
  ['fetched', { id: isText, json: isMaybeText }],
]);

const REPORTS: ReadonlyMap<unknown, Fields> = new Map<unknown, Fields>([
  ['lead', {}],
  ['tick', {}],
  ['welcome', { kind: isMaybeText, beats: isFlag }],
  ['signal', { signal: isAnything }],
  ['subscribed', { identifier: isText, state: oneOf('waiting', 'confirmed', 'rejected'), missed: isMaybeMissed, base: isMaybeProgress }],
  ['performed', { id: isText, isSent: isFlag }],
  ['fetch', { id: isText }],
  ['snapshot', { id: isText, json: isText }],
  ['lost', { code: isText, message: isText }],
  ['over', {}],
]);

/** The signals that travel between tabs. A body travels as JSON, so that what arrives is JSON and nothing else. */
const SIGNALS: ReadonlyMap<unknown, Fields> = new Map<unknown, Fields>([
  ['open', { kind: isText }],
  ['heartbeat', { clock: isMaybeCount }],
  ['body', { identifier: isText, json: isText, source: isMaybeText, position: isMaybePosition }],
  ['snapshot', { identifier: isText, json: isText, source: isMaybeText }],
  ['unchanged', { identifier: isText, source: isMaybeText }],
  ['stale', { identifier: isText, message: isText, source: isMaybeText }],
  ['missed', { identifier: isText, offsets: isMaybeOffsets }],
  ['discarded', { why: oneOf('too-large', 'not-json', 'unknown', 'rounded'), identifier: isMaybeText }],
  ['goodbye', { reason: isText, reconnect: isFlag, message: isMaybeText, retryAfter: isMaybeCount }],
]);

function isListOf(value: unknown, isRight: (member: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= MOST_STREAMS && value.every(isRight);
}

function isPosition(value: unknown): boolean {
  return (
    isRecord(value) && isText(readOwn(value, 'stream')) && isText(readOwn(value, 'epoch')) && Number.isSafeInteger(readOwn(value, 'offset'))
  );
}

function isProgress(value: unknown): boolean {
  if (!isRecord(value) || !isListOf(readOwn(value, 'positions'), isPosition)) return false;
  return isMaybeCount(readOwn(value, 'since')) && isMaybeCount(readOwn(value, 'liveAt'));
}

function isOffsets(value: unknown): boolean {
  return isRecord(value) && isText(readOwn(value, 'stream')) && isCount(readOwn(value, 'first')) && isCount(readOwn(value, 'last'));
}

/** Reads a request; `undefined` if it is none. */
export function readRequest(data: unknown): TabRequest | undefined {
  const request = pick(data, REQUESTS, { from: isText, term: isCount });
  return request as TabRequest | undefined;
}

/** Reads a report; `undefined` if it is none. */
export function readReport(data: unknown): TabReport | undefined {
  const report = pick(data, REPORTS, { from: isText, term: isCount, n: isCount, to: isMaybeText });
  if (report?.type !== 'signal') return report as TabReport | undefined;
  const signal = readSignal(report['signal']);
  return signal && ({ ...report, signal } as TabReport);
}

/** Returns what is posted of a signal; `undefined` if it stays in this tab, since it names a snapshot function, or is no JSON. */
export function writeSignal(signal: Signal): unknown {
  if ('source' in signal && typeof signal.source === 'function') return undefined;
  if (!SIGNALS.has(signal.type)) return undefined;
  if (signal.type !== 'body' && signal.type !== 'snapshot') return signal;
  const { body, ...rest } = signal;
  const json = jsonOf(body);
  return json === '' ? undefined : { ...rest, json };
}

function readSignal(data: unknown): Signal | undefined {
  const signal = pick(data, SIGNALS, {});
  if (!signal || !('json' in signal)) return signal as Signal | undefined;
  const { json, ...rest } = signal;
  const read = readJson(json as string);
  return read && ({ ...rest, body: read.body } as unknown as Signal);
}

/** Reads JSON of another tab; `undefined` if it is none. */
export function readJson(json: string): { readonly body: unknown } | undefined {
  try {
    return { body: parseJson(json) };
  } catch {
    return undefined;
  }
}

/** Takes the named fields of an object, if each of them passes its check, and nothing else. */
function pick(
  data: unknown,
  types: ReadonlyMap<unknown, Fields>,
  common: Fields,
): ({ readonly type: unknown } & Readonly<Record<string, unknown>>) | undefined {
  if (!isRecord(data)) return undefined;
  const type = readOwn(data, 'type');
  const own = types.get(type);
  if (!own) return undefined;
  const picked: Record<string, unknown> = {};
  for (const [name, isRight] of [...Object.entries(common), ...Object.entries(own)]) {
    const value = readOwn(data, name);
    if (!isRight(value)) return undefined;
    if (value !== undefined) picked[name] = value;
  }
  return { type, ...picked };
}
