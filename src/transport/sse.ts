import { Observable, type Subscriber } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import { identify, type Params } from '../identifier.js';
import { bearer } from '../token.js';
import { createEventReader, type ServerEvent } from './event-stream.js';
import type { Signal, Transport } from './transport.js';

/** How Server-Sent Events are read; durations in ms. */
export interface SseOptions {
  /**
   * Which channel an event of this name belongs to: `{ metrics: ['ServerHealthChannel', { metric: 'cpu' }] }`.
   *
   * Without it the URL is asked for `?identifier=…`, once for each channel, and the data of each event holds `{ identifier, message }`.
   */
  readonly events?: Readonly<Record<string, readonly [channel: string, params?: Params]>>;
  /**
   * How often the server writes at least. Silence of three times that is a dead stream, since Rails writes no comments in between (R30).
   *
   * @default 15_000
   */
  readonly every?: number;
  readonly credentials?: RequestCredentials;
  /** Headers of each request, asked anew. */
  readonly headers?: (() => Promise<Readonly<Record<string, string>>>) | undefined;
}

/** Channels that are asked for within this time share one request, in ms. */
const GATHER_WITHIN = 20;

/**
 * Reaches a server by one stream of Server-Sent Events for all channels.
 *
 * The stream is read by `fetch`, so that a token goes in a header and the next dial says `Last-Event-ID`; when to dial is the link's to say,
 * so that a `retry: 300` of the server makes nobody hammer it. A channel is confirmed by the answer's head. Each stream holds a thread of
 * a server that has threads: put it below polling unless the server is made for it (S17).
 */
export function sse(url: string, options: SseOptions = {}): Transport {
  const named = new Map(Object.entries(options.events ?? {}).map(([event, [channel, params]]) => [event, identify(channel, params)]));
  const mapped = new Set(named.values());
  let lastEventId = '';
  return (command$, { token }) =>
    new Observable((subscriber) => {
      const wanted = new Set<string>();
      let controller: AbortController | undefined;
      let gathering = after(0, () => undefined);

      function onEvent({ event, data, id }: ServerEvent): void {
        lastEventId = id;
        const signal = signalOf(event, data, named);
        subscriber.next(signal);
      }

      function restart(): void {
        controller?.abort();
        controller = new AbortController();
        const headers = bearer(token === undefined ? undefined : () => Promise.resolve(token), options.headers);
        const asked = options.events ? url : withIdentifiers(url, wanted);
        const confirm = [...wanted].filter((identifier) => !options.events || mapped.has(identifier));
        void read(asked, { ...options, headers, lastEventId, signal: controller.signal }, subscriber, confirm, onEvent);
      }

      subscriber.add(
        command$.subscribe(({ type, identifier }) => {
          if (type === 'perform') return;
          if (type === 'subscribe') wanted.add(identifier);
          else wanted.delete(identifier);
          if (options.events && controller) {
            if (type === 'subscribe' && mapped.has(identifier)) subscriber.next({ type: 'confirmed', identifier });
            return;
          }
          gathering.unsubscribe();
          if (wanted.size > 0) gathering = after(GATHER_WITHIN, restart);
        }),
      );
      subscriber.add(() => {
        gathering.unsubscribe();
        controller?.abort();
      });
      subscriber.next({ type: 'open', kind: 'sse' });
    });
}

interface Request extends SseOptions {
  readonly lastEventId: string;
  readonly signal: AbortSignal;
}

async function read(
  url: string,
  { lastEventId, signal, every = 15_000, credentials = 'same-origin', headers }: Request,
  subscriber: Subscriber<Signal>,
  confirm: readonly string[],
  onEvent: (event: ServerEvent) => void,
): Promise<void> {
  const fail = (message: string): void => {
    if (!signal.aborted) subscriber.error(new CablegramError('link-lost', message));
  };
  let silence = after(3 * every, die);
  function die(): void {
    fail(`The stream was silent for ${3 * every} ms.`);
  }
  signal.addEventListener('abort', () => silence.unsubscribe());
  try {
    const response = await fetch(url, {
      headers: { accept: 'text/event-stream', ...(lastEventId !== '' && { 'last-event-id': lastEventId }), ...(await headers?.()) },
      credentials,
      redirect: 'error',
      cache: 'no-store',
      signal,
    });
    const { status, ok, body } = response;
    const isStream = (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
    if (status === 401 || status === 403) for (const identifier of confirm) subscriber.next({ type: 'rejected', identifier });
    if (!ok || !isStream || !body) return fail(`The stream answered ${status}${ok ? ' without events' : ''}.`);
    for (const identifier of confirm) subscriber.next({ type: 'confirmed', identifier });
    const reader = createEventReader(onEvent, () => subscriber.next({ type: 'discarded', why: 'too-large' }));
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

function signalOf(event: string, data: string, named: ReadonlyMap<string, string>): Signal {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { type: 'discarded', why: 'not-json' };
  }
  const identifier = named.get(event);
  if (identifier !== undefined) return { type: 'body', identifier, body: value };
  if (named.size > 0 || typeof value !== 'object' || value === null) return { type: 'discarded', why: 'unknown' };
  const frame = value as Readonly<Record<string, unknown>>;
  if (typeof frame.identifier !== 'string' || !Object.hasOwn(frame, 'message')) return { type: 'discarded', why: 'unknown' };
  return { type: 'body', identifier: frame.identifier, body: frame.message };
}

function withIdentifiers(url: string, identifiers: ReadonlySet<string>): string {
  const query = [...identifiers].map((identifier) => `identifier=${encodeURIComponent(identifier)}`).join('&');
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}
