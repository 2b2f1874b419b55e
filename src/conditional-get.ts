/** What a fetch came to: the JSON, that it is what it was, or why there is none; `retryAfter` in ms. */
export type Fetched =
  | { readonly type: 'changed'; readonly body: unknown }
  | { readonly type: 'same' }
  | { readonly type: 'failed'; readonly message: string; readonly status?: number; readonly retryAfter?: number | undefined };

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
 * Makes a function that fetches one URL's JSON again and again, conditionally: it remembers the `ETag` and tells where nothing changed.
 *
 * Redirects are not followed, nothing is stored in the browser's cache, an answer that is late, too long or no JSON is a failure. Never
 * rejects; after an abort by `signal` the outcome is a failure that nobody waits for.
 */
export function conditionalGet(url: string, options: GetOptions = {}): (signal: AbortSignal) => Promise<Fetched> {
  const { headers, credentials = 'same-origin', within = 10_000, maxSize = 1_000_000 } = options;
  let etag: string | undefined;
  return async (signal) => {
    const late = AbortSignal.timeout(within);
    try {
      const condition: Readonly<Record<string, string>> = etag === undefined ? {} : { 'if-none-match': etag };
      const response = await fetch(url, {
        headers: { accept: 'application/json', ...(await headers?.()), ...condition },
        credentials,
        redirect: 'error',
        cache: 'no-store',
        signal: AbortSignal.any([signal, late]),
      });
      if (response.status === 304) return { type: 'same' };
      const fetched = await read(response, url, maxSize);
      if (fetched.type !== 'changed') return fetched;
      const before = etag;
      etag = response.headers.get('etag') ?? undefined;
      return etag !== undefined && etag === before ? { type: 'same' } : fetched;
    } catch {
      return { type: 'failed', message: late.aborted ? `${url} did not answer within ${within} ms.` : `${url} could not be fetched.` };
    }
  };
}

async function read(response: Response, url: string, maxSize: number): Promise<Fetched> {
  const { status, ok, headers, body } = response;
  const isJson = /\bjson\b/i.test(headers.get('content-type') ?? '');
  if (!ok || !isJson) {
    void body?.cancel();
    const message = ok ? `${url} did not answer with JSON.` : `${url} answered ${status}.`;
    return { type: 'failed', message, status, retryAfter: retryAfterOf(headers.get('retry-after')) };
  }
  const text = await readText(body, maxSize);
  if (text === undefined) return { type: 'failed', message: `${url} answered with more than ${maxSize} bytes.`, status };
  try {
    return { type: 'changed', body: JSON.parse(text) };
  } catch {
    return { type: 'failed', message: `${url} answered with JSON that cannot be read.`, status };
  }
}

/** Reads no further than the limit, whatever the server says of the length; `undefined` where there is more. */
async function readText(body: ReadableStream<Uint8Array> | null, maxSize: number): Promise<string | undefined> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxSize) {
      void reader?.cancel();
      return undefined;
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

/** `Retry-After` as seconds or as a date, in ms from now. */
function retryAfterOf(value: string | null): number | undefined {
  if (value === null) return undefined;
  const after = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(after) ? Math.max(0, after) : undefined;
}
