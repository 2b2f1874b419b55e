import { visitMembers } from '../message/batch.js';
import { timeOf } from '../message/decode.js';
import { isRecord, readOwn } from '../message/path.js';
import { isNewer } from './newest.js';
import { placeOf, type SnapshotPlace } from './placement.js';
import type { Reading } from './reading.js';
import type { RepairedChannel } from './repaired-channel.js';

/** Full state after reading: its parts, oldest first, and its position in the stream. */
export interface SnapshotReading {
  readonly readings: readonly Reading[];
  readonly place: SnapshotPlace;
}

/** What reads the bodies of an answer. */
export type BodyReader = Pick<RepairedChannel, 'read' | 'seqOf' | 'isDecodedByPage'>;

/** Where servers put a list inside an object. */
const LISTS: readonly string[] = ['items', 'data', 'points', 'messages', 'events', 'records', 'results', 'entries', 'rows'];

/**
 * Reads full state: one body, a list of bodies, or an object with one list in a well-known field. Returns `undefined` if it contains
 * nothing.
 *
 * If all parts have a number, a version or a time, they are sorted by it. An empty list is full state: there is nothing.
 */
export function readSnapshot(body: unknown, reader: BodyReader): SnapshotReading | undefined {
  const { isDecodedByPage } = reader;
  const list = Array.isArray(body) ? (body as readonly unknown[]) : isDecodedByPage ? undefined : listIn(body);
  if (!list && !isDecodedByPage && saysNothing(body)) return undefined;
  const readings: Reading[] = [];
  let members = 0;
  for (const part of list ?? [body]) {
    visitMembers(part, (member) => {
      members += 1;
      const reading = reader.read(member);
      if (reading) readings.push(reading);
    });
  }
  if (members > 0 && readings.length === 0) return undefined;
  const seq = readings.reduce<number | undefined>(
    (highest, { seq: number }) => (number === undefined ? highest : Math.max(highest ?? number, number)),
    reader.seqOf(body),
  );
  const sorted = sortedBy(readings, (reading) => reading.seq) ?? sortedBy(readings, versionIn) ?? sortedBy(readings, instantIn) ?? readings;
  return { readings: sorted, place: placeOf(readings, seq, list !== undefined || members !== 1) };
}

/** Finds a list whose neighbours are only text and numbers, which describe the list. */
function listIn(body: unknown): readonly unknown[] | undefined {
  if (!isRecord(body) || typeof readOwn(body, 'event') === 'string' || readOwn(body, 'type') === 'batch') return undefined;
  const others = Object.entries(body).filter(([name]) => !LISTS.includes(name) || !Array.isArray(body[name]));
  const [list, second] = LISTS.map((name) => readOwn(body, name)).filter((value) => Array.isArray(value));
  const isWrapper = others.every(([name, value]) => name !== 'value' && (value === null || typeof value !== 'object'));
  return list && !second && isWrapper ? (list as readonly unknown[]) : undefined;
}

/** Returns whether a body is an empty object, or has a `value` that is not a value. */
function saysNothing(body: unknown): boolean {
  if (!isRecord(body)) return false;
  const value = readOwn(body, 'value');
  const isNoValue = typeof value === 'object' && value !== null && typeof readOwn(body, 'event') !== 'string';
  return isNoValue || Object.keys(body).length === 0;
}

function versionIn({ version, key }: Reading): number | string | undefined {
  return key === undefined ? version : undefined;
}

function instantIn({ message }: Reading): number | undefined {
  return timeOf(message);
}

/** Sorts the readings; returns `undefined` if one of them has no place. */
function sortedBy(readings: readonly Reading[], placeIn: (reading: Reading) => number | string | undefined): Reading[] | undefined {
  const placed: { readonly reading: Reading; readonly place: number | string }[] = [];
  for (const reading of readings) {
    const place = placeIn(reading);
    if (place === undefined) return undefined;
    placed.push({ reading, place });
  }
  return placed
    .sort((one, other) => (isNewer(other.place, one.place) ? -1 : Number(isNewer(one.place, other.place))))
    .map(({ reading }) => reading);
}
