import { Observable, type Subscription } from 'rxjs';
import { type Connection, createConnection, type Message, type Signal, type Transport } from '../../src/index.js';
import { SOURCE_ENDED } from './freshness.js';
import { type LiveSource, readSource } from './live-source.js';
import { decodeAll } from './transform.js';

/** The channel of a source's connection. */
export const SOURCE_CHANNEL = 'source';

/** What the elements with one source share. */
interface SharedSource {
  readonly connection: Connection;
  readonly faults: Set<(error: unknown) => void>;
}

/**
 * Follows the `source` of an element as a connection with one channel, so that pause, pace, freshness and repair are those of a channel.
 *
 * Elements with the same source share one subscription to it, because an iterable can be read only once. The connection is paused while the
 * scope around the element is. Each error of the source is passed to `onFault`.
 */
export class SourceLink {
  readonly #onFault: (error: unknown) => void;
  #source: LiveSource | undefined;
  #shared: SharedSource | undefined;
  #scope: Connection | undefined;
  #around: Connection | undefined;
  #pausing: Subscription | undefined;

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  /** The connection of the source that is followed; `undefined` without one. */
  get connection(): Connection | undefined {
    return this.#scope;
  }

  /** Follows a source, paused as `around` is. */
  follow(source: LiveSource | undefined, around: Connection | undefined): void {
    if (source !== this.#source) {
      this.rest();
      const left = this.#scope;
      this.#source = source;
      this.#shared = source && sharedSource(source);
      this.#scope = this.#shared?.connection.scope();
      left?.close();
    }
    this.#shared?.faults.add(this.#onFault);
    if (this.#scope === undefined || (around === this.#around && this.#pausing)) return;
    this.#pausing?.unsubscribe();
    this.#around = around;
    const scope = this.#scope;
    this.#pausing = around?.pauseKind$.subscribe((kind) => (kind ? scope.pause(kind) : scope.resume()));
  }

  /** Lets go of everything but the connection, which an element that comes back uses again. */
  rest(): void {
    this.#shared?.faults.delete(this.#onFault);
    this.#pausing?.unsubscribe();
    this.#pausing = undefined;
  }
}

const known = new WeakMap<LiveSource, SharedSource>();

function sharedSource(source: LiveSource): SharedSource {
  const found = known.get(source);
  if (found) return found;
  const faults = new Set<(error: unknown) => void>();
  const report = (error: unknown): void => {
    for (const fault of [...faults]) fault(error);
  };
  const made = { connection: createConnection({ transports: [transportOf(source, report)] }), faults };
  known.set(source, made);
  return made;
}

/** Makes a source a transport. It is read once the channel is asked for, so that no value comes too early. */
function transportOf(source: LiveSource, onFault: (error: unknown) => void): Transport {
  return (command$) =>
    new Observable<Signal>((subscriber) => {
      let stop: (() => void) | undefined;

      function end(reason: string, message: string): void {
        subscriber.next({ type: 'goodbye', reason, reconnect: false, message });
        subscriber.complete();
      }

      function read(identifier: string): void {
        try {
          const stopReading = readSource(source, {
            open: () => subscriber.next({ type: 'confirmed', identifier }),
            next: (value) => subscriber.next({ type: 'body', identifier, body: bodyOf(value) }),
            lost: (message) => subscriber.error(new Error(message)),
            unread: onFault,
            error: fail,
            complete: () => end(SOURCE_ENDED, 'The source has ended.'),
          });
          // It may have ended before it returned.
          if (subscriber.closed) stopReading();
          else stop = stopReading;
        } catch (error) {
          fail(error);
        }
      }

      function fail(error: unknown): void {
        if (subscriber.closed) return;
        onFault(error);
        end('source-failed', String(error));
      }

      subscriber.add(
        command$.subscribe(({ type, identifier }) => {
          if (type === 'perform') return subscriber.next({ type: 'unsent', identifier });
          stop?.();
          stop = undefined;
          if (type === 'subscribe') read(identifier);
        }),
      );
      subscriber.add(() => stop?.());
      subscriber.next({ type: 'open', kind: SOURCE_CHANNEL });
    });
}

/** Returns the body of a message, for a source that emits messages, as a channel's `messages$` does. */
function bodyOf(value: unknown): unknown {
  return isMessage(value) ? value.body : value;
}

function isMessage(value: unknown): value is Message & { readonly body: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  const { type, receivedAt } = value as { readonly type?: unknown; readonly receivedAt?: unknown };
  return 'body' in value && typeof type === 'string' && typeof receivedAt === 'number';
}

/** Turns a `gap` or `snapshot` that a source emitted, which the core takes for a body, into that message. */
export function emittedBySource(message: Message): Message {
  if (message.type === 'gap' || message.type === 'snapshot') return message;
  const { body, receivedAt } = message;
  const { type, since, until, messages } = Object(body) as Readonly<Record<string, unknown>>;
  if (type === 'gap' && typeof since === 'number' && typeof until === 'number') return { type, since, until };
  if (type !== 'snapshot' || !Array.isArray(messages)) return message;
  return { type, messages: messages.flatMap((one) => decodeAll(bodyOf(one), receivedAt)) };
}
