import { timeOf } from '../message/decode.js';
import type { Reading } from './reading.js';
import { idOf, thingOf } from './thing.js';

/** What a snapshot says about its position in the stream. */
export interface SnapshotPlace {
  /** Its highest sequence number. */
  readonly seq: number | undefined;
  readonly hasVersions: boolean;
  /** The ids of its parts, if it is a list and each part has one. */
  readonly ids: ReadonlySet<unknown> | undefined;
  /** Its newest instant, in epoch ms. */
  readonly at: number | undefined;
}

/** Reads the position of a snapshot in the stream. */
export function placeOf(readings: readonly Reading[], seq: number | undefined, isList: boolean): SnapshotPlace {
  const ids = new Set<unknown>();
  let at: number | undefined;
  let hasVersions = false;
  let hasIds = isList;
  for (const { message, key, version } of readings) {
    const id = 'body' in message ? idOf(message.body, key) : undefined;
    if (id === undefined) hasIds = false;
    ids.add(id);
    const time = timeOf(message);
    if (time !== undefined) at = Math.max(at ?? time, time);
    hasVersions ||= version !== undefined;
  }
  return { seq, hasVersions, ids: hasIds ? ids : undefined, at };
}

/**
 * Returns whether a snapshot contains a message that was received while it was fetched: `inside`, `after` (it may be delivered again
 * without counting twice), or `unknown`.
 *
 * A number, a version, an id or instants on both sides decide. Messages received before the request are inside. Whole state may always be
 * delivered again. A message that adds to the state and has none of these is unknown.
 */
export function placeIn(
  snapshot: SnapshotPlace,
  { message, seq, version, key }: Reading,
  isBeforeRequest: boolean,
): 'inside' | 'after' | 'unknown' {
  if (!('body' in message)) return 'after';
  // The sequencer drops those that the snapshot contains.
  if ((seq !== undefined && snapshot.seq !== undefined) || (version !== undefined && snapshot.hasVersions)) return 'after';
  const id = idOf(message.body, key);
  const isAdded = thingOf(message, key) === undefined && message.type !== 'html';
  if (id !== undefined && snapshot.ids && isAdded) return snapshot.ids.has(id) ? 'inside' : 'after';
  if (isBeforeRequest) return 'inside';
  if (!isAdded) return 'after';
  const at = snapshot.at === undefined ? undefined : timeOf(message);
  if (at === undefined || snapshot.at === undefined || at === snapshot.at) return 'unknown';
  return at < snapshot.at ? 'inside' : 'after';
}
