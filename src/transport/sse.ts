import { Observable } from 'rxjs';
import { IS_DEVELOPMENT, warnOnce } from '../development.js';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import { identify, type Params } from '../identifier.js';
import { parseJson } from '../message/number.js';
import { bearer } from './token.js';
import { createEventReader, type ServerEvent } from './event-stream.js';
import type { Signal, Transport } from './transport.js';

/** How Server-Sent Events are read; durations in ms. */
export interface SseOptions {
  /**
   * The channel of each event name: `{ metrics: ['ServerHealthChannel', { metric: 'cpu' }] }`.
   *
   * Without it, the URL is requested with one `?identifier=…` for each channel, and the data of each event is `{ identifier, message }`.
   */
  readonly events?: Readonly<Record<string, readonly [channel: string, params?: Params]>>;
  /**
   * How often the server writes at least, in ms. After three times this long without data the stream counts as dead, since Rails writes no
   * comments.
   *
   * @default 15_000
   */
  readonly every?: number;
  readonly credentials?: RequestCredentials;
  /** Returns the headers of a request; called for each request. */
  readonly headers?: (() => Promise<Readonly<Record<string, string>>>) | undefined;
}

/** Channels that are requested within this time share one request, in ms. */
const GATHER_WITHIN = 20;

/**
 * Reaches a server by one stream of Server-Sent Events for all channels.
 *
 * The stream is read with `fetch`, so that a token can be sent in a header, and the next attempt sends `Last-Event-ID`. The server's
 * `retry` sets the first wait after a loss, at least 300 ms. The stream is open, and its channels are confirmed, as soon as the head of the
 * answer arrives. When a channel joins later, one new stream for all channels replaces the old one. 401 and 403 end the channels
 * (`rejected`). On a threaded server each stream occupies a thread: prefer polling unless the server is made for streams.
 */
export function sse(url: string, options: SseOptions = {}): Transport {
  const named = new Map(Object.entries(options.events ?? {}).map(([event, [channel, params]]) => [event, identify(channel, params)]));
  const mapped = options.events && new Set(named.values());
  let lastEventId = '';
  let retryAfter: number | undefined;

  return (command$, { token }) =>
    new Observable((subscriber) => {
      const wanted = new Set<string>();
      const headers = bearer(token === undefined ? undefined : () => Promise.resolve(token), options.headers);
      let controller: AbortController | undefined;
      let isOpen = false;
      let wasOpen = false;
      let gathering = after(0, () => undefined);

      function answer(type: 'confirmed' | 'rejected'): void {
        isOpen = type === 'confirmed';
        wasOpen ||= isOpen;
        if (!isOpen) hangUp();
        subscriber.next({ type: 'open', kind: 'sse' });
        for (const identifier of [...wanted]) subscriber.next({ type, identifier });
      }

      function fail(code: 'link-lost' | 'stream-silent', message: string): void {
        if (isOpen && code === 'link-lost' && retryAfter !== undefined) {
          subscriber.next({ type: 'goodbye', reason: 'closed', reconnect: true, message, retryAfter });
        }
        subscriber.error(new CablegramError(code, message));
      }

      function hangUp(): void {
        gathering.unsubscribe();
        controller?.abort();
        controller = undefined;
        isOpen = false;
      }

      function restart(): void {
        hangUp();
        controller = new AbortController();
        const stream: Stream = {
          url: mapped ? url : withIdentifiers(url, wanted),
          signal: controller.signal,
          lastEventId,
          onEvent({ event, data, id }) {
            lastEventId = id;
            const signal = signalOf(event, data, mapped && named);
            if (IS_DEVELOPMENT && mapped && !named.has(event)) warnOfName(url, event);
            subscriber.next(signal);
          },
          onRetry: (delay) => (retryAfter = delay),
          onSkipped: () => subscriber.next({ type: 'discarded', why: 'too-large' }),
          onHead: () => answer('confirmed'),
          // A token that was accepted before has expired. The next attempt brings another one.
          onRefused: () => (token !== undefined && wasOpen ? fail('link-lost', 'The token was refused.') : answer('rejected')),
          fail,
        };
        void read(stream, { ...options, headers });
      }

      function onSubscribe(identifier: string): void {
        // A stream of named events brings no others.
        if (wanted.has(identifier) || mapped?.has(identifier) === false) return;
        wanted.add(identifier);
        if (mapped && isOpen) subscriber.next({ type: 'confirmed', identifier });
        else if (!mapped || !controller) gather();
      }

      function gather(): void {
        gathering.unsubscribe();
        gathering = after(GATHER_WITHIN, restart);
      }

      subscriber.add(
        command$.subscribe(({ type, identifier }) => {
          if (type === 'subscribe') onSubscribe(identifier);
          else if (type === 'perform') subscriber.next({ type: 'unsent', identifier });
          else if (type === 'unsubscribe' && wanted.delete(identifier) && wanted.size === 0) hangUp();
        }),
      );
      subscriber.add(hangUp);
      subscriber.next({ type: 'open', kind: 'sse', pending: true });
    });
}

/** One request, and the callbacks for what happens to it. */
interface Stream {
  readonly url: string;
  readonly signal: AbortSignal;
  readonly lastEventId: string;
  readonly onHead: () => void;
  readonly onRefused: () => void;
  readonly onEvent: (event: ServerEvent) => void;
  readonly onSkipped: () => void;
  readonly onRetry: (delay: number) => void;
  readonly fail: (code: 'link-lost' | 'stream-silent', message: string) => void;
}

/** Warns about an event that belongs to no channel, since only the page's author can assign one. */
function warnOfName(url: string, event: string): void {
  warnOnce(
    `${url.replace(/\?.*/, '')} sends events named ${JSON.stringify(event)}, which belong to no channel. Add the name to \`events\`.`,
  );
}

async function read(stream: Stream, { every = 15_000, credentials = 'same-origin', headers }: SseOptions): Promise<void> {
  const { url, signal, lastEventId } = stream;
  let silence = after(3 * every, die);
  function die(): void {
    stream.fail('stream-silent', `The stream was silent for ${3 * every} ms.`);
  }
  function fail(message: string): void {
    if (!signal.aborted) stream.fail('link-lost', message);
  }
  signal.addEventListener('abort', () => silence.unsubscribe());
  try {
    const response = await fetch(url, {
      headers: {
        accept: 'text/event-stream',
        ...(lastEventId !== '' && { 'last-event-id': asHeader(lastEventId) }),
        ...(await headers?.()),
      },
      credentials,
      redirect: 'error',
      cache: 'no-store',
      signal,
    });
    const { status, ok, body } = response;
    if (status === 401 || status === 403) return stream.onRefused();
    const isStream = /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '');
    if (!ok || !isStream || !body) return fail(`The stream answered ${status}${ok ? ' without events' : ''}.`);
    stream.onHead();
    const reader = createEventReader(stream.onEvent, stream.onSkipped, lastEventId, stream.onRetry);
    const decoder = new TextDecoder();
    const parts = body.getReader();
    for (let part = await parts.read(); !part.done; part = await parts.read()) {
      silence.unsubscribe();
      silence = after(3 * every, die);
      reader.push(decoder.decode(part.value, { stream: true }));
    }
    fail('The stream ended.');
  } catch {
    fail('The stream was lost.');
  } finally {
    silence.unsubscribe();
  }
}

/** A header value holds bytes; an id is sent as UTF-8. */
function asHeader(id: string): string {
  return String.fromCharCode(...new TextEncoder().encode(id));
}

/** Turns an event into a signal. Without `named`, the data of the event contains its channel. */
function signalOf(event: string, data: string, named: ReadonlyMap<string, string> | undefined): Signal {
  const identifier = named?.get(event);
  // An event that belongs to no channel need not be JSON.
  if (named && identifier === undefined) return { type: 'discarded', why: 'unknown' };
  let value: unknown;
  try {
    value = parseJson(data);
  } catch {
    return { type: 'discarded', why: 'not-json', ...(identifier !== undefined && { identifier }) };
  }
  if (identifier !== undefined) return { type: 'body', identifier, body: value };
  if (typeof value !== 'object' || value === null) return { type: 'discarded', why: 'unknown' };
  const frame = value as Readonly<Record<string, unknown>>;
  if (typeof frame.identifier !== 'string' || !Object.hasOwn(frame, 'message')) return { type: 'discarded', why: 'unknown' };
  return { type: 'body', identifier: frame.identifier, body: frame.message };
}

function withIdentifiers(url: string, identifiers: ReadonlySet<string>): string {
  const query = [...identifiers].map((identifier) => `identifier=${encodeURIComponent(identifier)}`).join('&');
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}
