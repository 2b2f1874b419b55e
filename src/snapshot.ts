import type { SnapshotContext, SnapshotSource } from './transport/transport.js';
import { attempt, conditionalGet, type Fetched, type GetOptions } from './conditional-get.js';

/** Fetches full state; one request at a time, however many ask. */
export interface Snapshot {
  fetch(): Promise<Fetched>;
  /** Ends a request that is under way. */
  cancel(): void;
  /** Whether the last answer was only what is new, to be added to what came before. */
  isPartial?(): boolean;
}

/** Makes the fetching of one identifier's full state, with its `ETag`; a function that rejects is a failure like any other. */
export function createSnapshot(identifier: string, source: SnapshotSource, options: GetOptions = {}): Snapshot {
  const get = typeof source === 'string' ? conditionalGet(source, options) : callOf(identifier, source, options.within);
  let flight: { readonly answer: Promise<Fetched>; readonly controller: AbortController } | undefined;
  return {
    fetch() {
      if (flight) return flight.answer;
      const controller = new AbortController();
      const answer = get(controller).finally(() => {
        if (flight?.controller === controller) flight = undefined;
      });
      flight = { answer, controller };
      return answer;
    },
    cancel() {
      flight?.controller.abort();
      flight = undefined;
    },
  };
}

function callOf(
  identifier: string,
  source: (context: SnapshotContext) => Promise<unknown>,
  within: number | undefined,
): (controller: AbortController) => Promise<Fetched> {
  return (controller) =>
    attempt(`The snapshot of ${identifier}`, within, controller, async (signal) => ({
      type: 'changed',
      body: await source({ identifier, signal }),
    }));
}
