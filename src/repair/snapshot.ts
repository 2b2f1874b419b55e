import type { ShareSnapshot, SnapshotContext, SnapshotSource } from '../transport/transport.js';
import { attempt, conditionalGet, type Fetched, type GetOptions } from './conditional-get.js';
import { errorIn } from '../message/decode.js';
import { jsonOf } from '../message/size.js';

/** Fetches full state. The caller runs one request at a time, and aborts it with `controller`. */
export interface SnapshotFetcher {
  /** `isFresh`: returns the full state even if it has not changed. */
  fetch(controller?: AbortController, isFresh?: boolean): Promise<Fetched>;
  /** Whether the last answer contained only what is new, to be added to what came before. */
  isPartial?(): boolean;
}

/** How full state is fetched, and who shares it. */
export interface SnapshotOptions extends GetOptions {
  readonly shareSnapshot?: ShareSnapshot | undefined;
}

/**
 * Creates the fetcher of one identifier's full state. It sends the `ETag`, and returns `same` if the state has not changed, even if the
 * server does not support `ETag`. A function that throws or rejects is a failure, and so is a body that contains only an error,
 * `{"error":"gone"}`, with any status.
 */
export function createSnapshotFetcher(
  identifier: string,
  source: SnapshotSource,
  options: SnapshotOptions = {},
  isRefused: (snapshot: unknown) => boolean = () => false,
  isOrdered: () => boolean = () => false,
): SnapshotFetcher {
  const { shareSnapshot } = options;
  const get = typeof source === 'string' ? conditionalGet(source, options) : callOf(identifier, source, options.within);
  let last = '';
  /** Whether the last answer was an error, so that its `ETag` cannot be used. */
  let wasError = false;
  /** Whether somebody else fetched the last answer, so that the `ETag` is of another one. */
  let wasShared = false;

  async function request(controller: AbortController | undefined, isFresh: boolean): Promise<Fetched> {
    if (!shareSnapshot || typeof source !== 'string') return get(controller, isFresh);
    let isOwn = false;
    const fetched = await shareSnapshot({ identifier, url: source, isOrdered: isOrdered() }, () => {
      isOwn = true;
      return get(controller, isFresh || wasShared);
    });
    if (fetched.type !== 'failed') wasShared = !isOwn;
    return fetched;
  }

  return {
    async fetch(controller, isFresh) {
      const fetched = await request(controller, isFresh === true || wasError);
      if (fetched.type !== 'changed') return fetched;
      const error = errorIn(fetched.body);
      wasError = error !== undefined;
      if (error !== undefined) return { type: 'failed', message: `The snapshot of ${identifier} is an error: ${error.slice(0, 200)}` };
      if (isRefused(fetched.body)) return { type: 'failed', message: `The snapshot of ${identifier} belongs to another user.` };
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
    attempt(`The snapshot of ${identifier}`, within, controller, async (signal) => {
      try {
        return { type: 'changed', body: await source({ identifier, signal }) };
      } catch (cause) {
        return { type: 'failed', message: `The snapshot of ${identifier} could not be fetched.`, cause };
      }
    });
}
