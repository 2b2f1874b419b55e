import { parseJson } from '../../src/index.js';

/** Receives what a source emits. It is also a function, because some stores call their subscriber as one. */
export interface SourceObserver {
  (value: unknown): void;
  readonly next: (value: unknown) => void;
  readonly error: (error: unknown) => void;
  readonly complete: () => void;
}

/** An object that can be subscribed to: an Observable of RxJS or of the browser, or a store. */
export interface SubscribableSource {
  subscribe(observer: SourceObserver, options?: { readonly signal: AbortSignal }): unknown;
}

/**
 * Where an element's data comes from without a cable: an Observable, an `AsyncIterable`, or an `EventTarget` with `message` events, such as a
 * `WebSocket`, an `EventSource`, a `Worker` or a `BroadcastChannel`.
 */
export type LiveSource = SubscribableSource | AsyncIterable<unknown> | EventTarget;

/** What the reader of a source is told. */
export interface SourceSink {
  /** The source delivers from now on. */
  readonly open: () => void;
  readonly next: (value: unknown) => void;
  /** The source cannot deliver at the moment, but tries again by itself. */
  readonly lost: (message: string) => void;
  /** A value could not be read; the source goes on. */
  readonly unread: (error: unknown) => void;
  readonly error: (error: unknown) => void;
  readonly complete: () => void;
}

/** Returns whether a value is a source. */
export function isSource(value: unknown): value is LiveSource {
  return isObject(value) && (observableIn(value) !== undefined || Symbol.asyncIterator in value || value instanceof EventTarget);
}

/** Starts to read a source. Returns a function that stops. */
export function readSource(source: LiveSource, sink: SourceSink): () => void {
  const found = observableIn(source);
  if (found) return readObservable(found.observable, found.isStore, sink);
  return Symbol.asyncIterator in source ? readIterable(source, sink) : readTarget(source as EventTarget, sink);
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Finds what can be subscribed to, also by the interop point of the libraries for Observables. A store has no such point. */
function observableIn(source: object): { readonly observable: SubscribableSource; readonly isStore: boolean } | undefined {
  for (const point of [(Symbol as { readonly observable?: symbol }).observable, '@@observable']) {
    const make: unknown = point === undefined ? undefined : (source as Readonly<Record<PropertyKey, unknown>>)[point];
    const made: unknown = typeof make === 'function' ? make.call(source) : undefined;
    if (isSubscribable(made)) return { observable: made, isStore: false };
  }
  return isSubscribable(source) ? { observable: source, isStore: !isNative(source) } : undefined;
}

function isSubscribable(value: unknown): value is SubscribableSource {
  return isObject(value) && 'subscribe' in value && typeof value.subscribe === 'function';
}

function readObservable(source: SubscribableSource, isStore: boolean, { open, next, error, complete }: SourceSink): () => void {
  const stopping = new AbortController();
  const parts = { next, error, complete };
  // A store of Svelte calls its subscriber. An Observable would ignore `error` and `complete` of a function.
  const observer = (isStore ? Object.assign((value: unknown) => next(value), parts) : parts) as SourceObserver;
  open();
  const subscription = source.subscribe(observer, { signal: stopping.signal }) as (() => void) | { unsubscribe?: () => void } | undefined;
  return () => {
    stopping.abort();
    if (typeof subscription === 'function') subscription();
    else subscription?.unsubscribe?.();
  };
}

/** Returns whether a source is an Observable of the browser. */
function isNative(source: object): boolean {
  const { Observable } = globalThis as { readonly Observable?: unknown };
  return typeof Observable === 'function' && source instanceof Observable;
}

function readIterable(source: AsyncIterable<unknown>, { open, next, error, complete }: SourceSink): () => void {
  const iterator = source[Symbol.asyncIterator]();
  let isStopped = false;
  async function read(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = (await iterator.next()) as IteratorResult<unknown, unknown>;
        if (isStopped) return;
        if (done) return complete();
        next(value);
      }
    } catch (cause) {
      if (!isStopped) error(cause);
    }
  }
  open();
  void read();
  return () => {
    isStopped = true;
    iterator.return?.().catch(reportError);
  };
}

/** Reads `message` events until `close`. An `EventSource` or `WebSocket` says by its `readyState` whether it is open. */
function readTarget(source: EventTarget, sink: SourceSink): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stateOf = (): unknown => ('readyState' in source ? source.readyState : undefined);
  const listen = (type: string, listener: (event: Event) => void): void => source.addEventListener(type, listener, { signal });
  listen('message', (event) => sink.next('data' in event ? readText(event.data) : undefined));
  listen('messageerror', () => sink.unread(new Error('A message of the source could not be read.')));
  listen('open', () => sink.open());
  listen('close', () => sink.complete());
  listen('error', (event) => {
    if (stateOf() === CONNECTING) sink.lost('The source lost its connection.');
    else if (stateOf() === CLOSING) sink.complete();
    else if (stateOf() === undefined)
      sink.unread('error' in event && event.error ? event.error : new Error('The source reported an error.'));
  });
  if (Number(stateOf() ?? OPEN) > OPEN) sink.complete();
  else if (stateOf() !== CONNECTING) sink.open();
  // A MessagePort delivers nothing before it is started.
  if ('start' in source && typeof source.start === 'function') (source.start as () => void)();
  return () => stopping.abort();
}

/** Reads text as JSON with every digit, as a cable does; text that is no JSON stays text. */
function readText(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return parseJson(data);
  } catch {
    return data;
  }
}

/** The values of `readyState`. An `EventSource` that is closed has the third one too. */
const [CONNECTING, OPEN, CLOSING] = [0, 1, 2];
