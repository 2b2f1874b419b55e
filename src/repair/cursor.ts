import { conditionalGet, type GetOptions } from './conditional-get.js';
import { readPath } from '../message/path.js';
import type { SnapshotFetcher } from './snapshot.js';

/** How a URL is asked for only what is new. */
export interface Cursor {
  /** Where an answer contains the next cursor, as a dot path. */
  readonly path: string;
  /** The query parameter that takes the cursor. */
  readonly param: string;
  /**
   * Where an answer contains the new items, an array.
   *
   * @default 'data'
   */
  readonly items?: string;
}

/** Fetches a URL's full state once, then only what came after the last cursor. */
export function createCursor(url: string, { path, param, items = 'data' }: Cursor, options: GetOptions): SnapshotFetcher {
  let get = conditionalGet(url, options);
  let partial = false;
  let next: string | undefined;
  return {
    async fetch(controller) {
      const asked = next;
      const fetched = await get(controller);
      if (fetched.type !== 'changed') return fetched;
      const found = readPath(fetched.body, items);
      if (!Array.isArray(found)) return { type: 'failed', message: `The answer holds no array at ${items}.` };
      partial = asked !== undefined;
      if (partial && found.length === 0) return { type: 'same' };
      const cursor = readPath(fetched.body, path);
      const isCursor = typeof cursor === 'string' || typeof cursor === 'number';
      // Without a new cursor, the same items would be returned by each request.
      if (partial && !isCursor) return { type: 'failed', message: `The answer holds no cursor at ${path}.` };
      if (partial && String(cursor) === asked) return { type: 'same' };
      if (isCursor) {
        next = String(cursor);
        get = conditionalGet(`${url}${url.includes('?') ? '&' : '?'}${encodeURIComponent(param)}=${encodeURIComponent(next)}`, options);
      }
      return { type: 'changed', body: partial ? { type: 'batch', data: found } : found };
    },
    isPartial: () => partial,
  };
}
