import type { SnapshotContext, SnapshotSource } from '../transport/transport.js';
import { attempt, conditionalGet, type Fetched, type GetOptions } from './conditional-get.js';
import { jsonOf } from '../message/size.js';

/** Fetches full state; who asks keeps it to one request at a time, and ends it by `controller`. */
export interface Snapshot {
  /** `isFresh`: brings it also where it is what it was. */
  fetch(controller?: AbortController, isFresh?: boolean): Promise<Fetched>;
  /** Whether the last answer was only what is new, to be added to what came before. */
  isPartial?(): boolean;
}

/**
 * Makes the fetching of one identifier's full state, with its `ETag`, and tells where nothing changed, whoever knows no `ETag`; a function
 * that rejects is a failure like any other.
 */
export function createSnapshot(identifier: string, source: SnapshotSource, options: GetOptions = {}): Snapshot {
  const get = typeof source === 'string' ? conditionalGet(source, options) : callOf(identifier, source, options.within);
  let last = '';
  return {
    async fetch(controller, isFresh) {
      const fetched = await get(controller, isFresh);
      if (fetched.type !== 'changed') return fetched;
      const before = last;
      last = jsonOf(fetched.body);
      return !isFresh && last && last === before ? { type: 'same' } : fetched;
    },
  };
}

function callOf(
  identifier: string,
  source: (context: SnapshotContext) => Promise<unknown>,
  within: number | undefined,
): (controller?: AbortController) => Promise<Fetched> {
  return (controller) =>
    attempt(`The snapshot of ${identifier}`, within, controller, async (signal) => ({
      type: 'changed',
      body: await source({ identifier, signal }),
    }));
}
