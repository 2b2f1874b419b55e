import type { SnapshotContext, SnapshotSource } from './transport/transport.js';
import { attempt, conditionalGet, type Fetched, type GetOptions } from './conditional-get.js';

/** Fetches full state; who asks keeps it to one request at a time, and ends it by `controller`. */
export interface Snapshot {
  fetch(controller?: AbortController): Promise<Fetched>;
  /** Whether the last answer was only what is new, to be added to what came before. */
  isPartial?(): boolean;
}

/** Makes the fetching of one identifier's full state, with its `ETag`; a function that rejects is a failure like any other. */
export function createSnapshot(identifier: string, source: SnapshotSource, options: GetOptions = {}): Snapshot {
  return { fetch: typeof source === 'string' ? conditionalGet(source, options) : callOf(identifier, source, options.within) };
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
