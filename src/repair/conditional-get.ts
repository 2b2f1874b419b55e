import { Subscription } from 'rxjs';
import { isCrossOrigin, resolveAddress } from '../address.js';
import { after } from '../environment.js';
import { parseJson } from '../message/number.js';
import { takeTurn } from './turns.js';

/** The result of a fetch: the JSON, or that it has not changed, or why it failed; `retryAfter` in ms. */
export type Fetched =
  | ({ readonly type: 'changed'; readonly body: unknown } & NoFailure)
  | ({ readonly type: 'same' } & NoFailure)
  | {
      readonly type: 'failed';
      readonly message: string;
      readonly status?: number;
      readonly retryAfter?: number | undefined;
      readonly cause?: unknown;
    };

interface NoFailure {
  readonly message?: undefined;
  readonly retryAfter?: undefined;
}

/** How JSON is fetched; durations in ms. */
export interface GetOptions {
  /** Returns the headers of a request, for example a token. Called for each request. */
  readonly headers?: (() => Promise<Readonly<Record<string, string>>>) | undefined;
  /**
   * `include` sends cookies to other origins too.
   *
   * @default 'same-origin'
   */
  readonly credentials?: RequestCredentials;
  /**
   * How long the server may send nothing, before its answer and between two parts of it, in ms. The same limit applies to `headers`, and to
   * the whole call of a snapshot function.
   *
   * @default 10_000
   */
  readonly within?: number;
  /**
   * The longest answer that is read, in bytes.
   *
   * @default 1_000_000
   */
  readonly maxSize?: number;
}

/**
 * Returns a function that fetches the JSON of one URL. It remembers the `ETag` and returns `same` if nothing has changed, unless a fresh
 * answer is requested.
 *
 * It follows no redirect and stores nothing in the browser's cache. A silent server, an answer that is too long and one that is not JSON
 * are failures. At most four requests to one origin run at a time. Never rejects; after an abort of `controller` the result is a failure.
 */
export function conditionalGet(
  url: string,
  options: GetOptions = {},
): (controller?: AbortController, isFresh?: boolean) => Promise<Fetched> {
  const { headers, credentials = 'same-origin', within, maxSize = 1_000_000 } = options;
  // The query may contain a token.
  const name = url.replace(/\?.*/, '');
  const address = resolveAddress(url);
  let etag: string | null = null;
  let takesCondition = true;

  async function request(given: Readonly<Record<string, string>> | undefined, signal: AbortSignal): Promise<Response> {
    const send = (condition: string | null): Promise<Response> =>
      fetch(url, {
        headers: { accept: 'application/json', ...given, ...(condition && { 'if-none-match': condition }) },
        credentials,
        redirect: 'manual',
        cache: 'no-store',
        signal,
      });
    try {
      return await send(etag);
    } catch (error) {
      // A conditional request to another origin needs a preflight, which not every server answers.
      if (!etag || signal.aborted || !address || !isCrossOrigin(address)) throw error;
      const response = await send(null);
      takesCondition = false;
      etag = null;
      return response;
    }
  }

  return (controller, isFresh) =>
    attempt(name, within, controller, async (signal, clock) => {
      if (isFresh) etag = null;
      clock.restart('got no headers or token');
      const given = await headers?.();
      clock.stop();
      const endTurn = await takeTurn(address?.origin ?? url);
      // An aborted fetch no longer uses a connection, even if it never settles.
      signal.addEventListener('abort', endTurn);
      try {
        signal.throwIfAborted();
        clock.restart();
        const response = await request(given, signal);
        if (etag && response.status === 304) return { type: 'same' };
        const fetched = await read(response, name, maxSize, clock);
        if (fetched.type === 'changed') etag = takesCondition ? response.headers.get('etag') : null;
        return fetched;
      } finally {
        endTurn();
      }
    });
}

/** Limits how long something may take. `failing` becomes part of the error message. */
interface Clock {
  /** Allows `within` ms from now on. */
  restart(failing?: string): void;
  /** Sets no limit until it is restarted. */
  stop(): void;
}

/** Runs a fetch until it is aborted or its clock runs out, after `within` ms unless it is restarted. An exception is a failure. */
export async function attempt(
  name: string,
  within = 10_000,
  controller: AbortController | undefined = new AbortController(),
  run: (signal: AbortSignal, clock: Clock) => Promise<Fetched>,
): Promise<Fetched> {
  const { signal } = controller;
  let failure = 'could not be fetched';
  let running = Subscription.EMPTY;
  const clock: Clock = {
    restart(failing = 'did not answer') {
      running.unsubscribe();
      // Not with `AbortSignal.any`, whose signals Node 20 never releases.
      running = after(within, () => {
        failure = `${failing} within ${within} ms`;
        controller.abort();
      });
    },
    stop: () => running.unsubscribe(),
  };
  // Does not wait for a function that ignores its signal.
  const end = new Promise<never>((_, reject) => signal.addEventListener('abort', reject));
  clock.restart();
  try {
    return await Promise.race([run(signal, clock), end]);
  } catch {
    return { type: 'failed', message: `${name} ${failure}.` };
  } finally {
    clock.stop();
  }
}

async function read(response: Response, name: string, maxSize: number, clock: Clock): Promise<Fetched> {
  const { status, ok, headers, body, type } = response;
  const retryAfter = retryAfterOf(headers);
  const fail = (what: string): Fetched => ({ type: 'failed', message: `${name} answered ${what}.`, status, retryAfter });
  const contentType = headers.get('content-type') ?? 'no content type';
  if (!ok || !/\bjson\b/i.test(contentType)) {
    void body?.cancel();
    // A browser hides the target of a redirect, and its status.
    if (type === 'opaqueredirect') return fail('with a redirect, which is not followed');
    return fail(ok ? `${status} with ${contentType} instead of JSON` : `${status}`);
  }
  const text = await readText(body, maxSize, clock);
  if (text === undefined) return fail(`with more than ${maxSize} bytes`);
  try {
    return { type: 'changed', body: parseJson(text) };
  } catch {
    return fail(`${status} with invalid JSON of ${text.length} characters`);
  }
}

/** Reads up to the limit, whatever length the server announced; `undefined` if there is more. */
async function readText(body: ReadableStream<Uint8Array> | null, maxSize: number, clock: Clock): Promise<string | undefined> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    clock.restart('sent no more');
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

/** `Retry-After` as seconds or as a date, in ms; at most one hour, since a timer of several weeks fires at once. */
function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? '';
  // Uses the server's own clock, if its `Date` header is readable.
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  const wait = Number(value) * 1000 || Date.parse(value) - now;
  return Number.isFinite(wait) ? Math.min(3_600_000, Math.max(0, wait)) : undefined;
}
