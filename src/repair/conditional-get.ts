import { after } from '../environment.js';
import { parseJson } from '../message/number.js';

/** What a fetch came to: the JSON, that it is what it was, or why there is none; `retryAfter` in ms. */
export type Fetched =
  | ({ readonly type: 'changed'; readonly body: unknown } & NoFailure)
  | ({ readonly type: 'same' } & NoFailure)
  | { readonly type: 'failed'; readonly message: string; readonly status?: number; readonly retryAfter?: number | undefined };

interface NoFailure {
  readonly message?: undefined;
  readonly retryAfter?: undefined;
}

/** How JSON is fetched; durations in ms. */
export interface GetOptions {
  /** Headers of each request, asked anew: a token, say. */
  readonly headers?: (() => Promise<Readonly<Record<string, string>>>) | undefined;
  /**
   * `include` sends cookies to another origin; the default to the page's own alone (X9).
   *
   * @default 'same-origin'
   */
  readonly credentials?: RequestCredentials;
  /**
   * How long an answer may take, its body included (R22).
   *
   * @default 10_000
   */
  readonly within?: number;
  /**
   * The longest answer that is read, in bytes (X9).
   *
   * @default 1_000_000
   */
  readonly maxSize?: number;
}

/**
 * Makes a function that fetches one URL's JSON again and again, conditionally: it remembers the `ETag` and tells where nothing changed,
 * unless it is asked for a fresh answer.
 *
 * Redirects are not followed, nothing is stored in the browser's cache, an answer that is late, too long or no JSON is a failure. Never
 * rejects; after an abort by `controller` the outcome is a failure that nobody waits for.
 */
export function conditionalGet(
  url: string,
  options: GetOptions = {},
): (controller?: AbortController, isFresh?: boolean) => Promise<Fetched> {
  const { headers, credentials = 'same-origin', within, maxSize = 1_000_000 } = options;
  // A query may hold a token (X5).
  const name = url.replace(/\?.*/, '');
  let etag: string | null = null;
  return (controller, isFresh) =>
    attempt(name, within, controller, async (signal) => {
      if (isFresh) etag = null;
      const response = await fetch(url, {
        headers: { accept: 'application/json', ...(await headers?.()), ...(etag && { 'if-none-match': etag }) },
        credentials,
        redirect: 'error',
        cache: 'no-store',
        signal,
      });
      if (etag && response.status === 304) return { type: 'same' };
      const fetched = await read(response, name, maxSize);
      if (fetched.type === 'changed') etag = response.headers.get('etag');
      return fetched;
    });
}

/** Fetches for so long at most, in ms, and until it is aborted; what is thrown, or comes later, is a failure. */
export async function attempt(
  name: string,
  within = 10_000,
  controller: AbortController | undefined = new AbortController(),
  run: (signal: AbortSignal) => Promise<Fetched>,
): Promise<Fetched> {
  // Not by `AbortSignal.any`, whose signals Node 20 keeps for ever.
  const late = after(within, () => controller.abort());
  // What cannot be aborted is not waited for either.
  const end = new Promise<never>((_, reject) => controller.signal.addEventListener('abort', reject));
  try {
    return await Promise.race([run(controller.signal), end]);
  } catch {
    return { type: 'failed', message: late.closed ? `${name} did not answer within ${within} ms.` : `${name} could not be fetched.` };
  } finally {
    late.unsubscribe();
  }
}

async function read(response: Response, name: string, maxSize: number): Promise<Fetched> {
  const { status, ok, headers, body } = response;
  const retryAfter = retryAfterOf(headers.get('retry-after') ?? '');
  const fail = (what: string): Fetched => ({ type: 'failed', message: `${name} ${what}.`, status, retryAfter });
  if (!ok || !/\bjson\b/i.test(headers.get('content-type') ?? '')) {
    void body?.cancel();
    return fail(ok ? 'did not answer with JSON' : `answered ${status}`);
  }
  const text = await readText(body, maxSize);
  if (text === undefined) return fail(`answered with more than ${maxSize} bytes`);
  try {
    return { type: 'changed', body: parseJson(text) };
  } catch {
    return fail('did not answer with JSON');
  }
}

/** Reads no further than the limit, whatever the server says of the length; `undefined` where there is more. */
async function readText(body: ReadableStream<Uint8Array> | null, maxSize: number): Promise<string | undefined> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const part = (await reader?.read())?.value;
    if (!part) return text + decoder.decode();
    size += part.byteLength;
    if (size > maxSize) {
      void reader?.cancel();
      return undefined;
    }
    text += decoder.decode(part, { stream: true });
  }
}

/** `Retry-After` as seconds or as a date, in ms from now; an hour at the most, since a timer that waits for weeks fires at once. */
function retryAfterOf(value: string): number | undefined {
  const wait = Number(value) * 1000 || Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.min(3_600_000, Math.max(0, wait)) : undefined;
}
