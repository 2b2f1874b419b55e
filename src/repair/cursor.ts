import { conditionalGet, type GetOptions } from './conditional-get.js';
import { readPath } from '../message/path.js';
import type { SnapshotFetcher } from './snapshot.js';

/** How a URL is asked for what is new. */
export interface Cursor {
  /** Where an answer holds the next cursor, as a dot path. */
  readonly path: string;
  /** The parameter of the URL that takes it. */
  readonly param: string;
  /**
   * Where an answer holds what is new, an array.
   *
   * @default 'data'
   */
  readonly items?: string;
}

/** Fetches a URL's state once, then only what came after the cursor of the answer before. */
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
      // What came would come again with each answer.
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
