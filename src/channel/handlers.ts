import { type Observable, Subscription } from 'rxjs';
import { assertFunction, warnUnknownOptions } from '../assert-options.js';
import { CablegramError } from '../errors.js';
import type { Message } from '../message/message.js';
import type { ChannelStatus } from './channel-status.js';

/** Functions that a channel calls; each gets what the stream of the same name emits. At least one must be given. */
export interface ChannelHandlers<Body = unknown> {
  /** Gets each body from the server, neither repaired nor paused, as `bodies$`. */
  readonly body?: (body: Body) => void;
  /** Gets each message and gap, as `messages$`. */
  readonly message?: (message: Message<Body>) => void;
  /** Gets the messages of a frame together, as `batches$`. */
  readonly batch?: (batch: readonly Message<Body>[]) => void;
  /** Gets the current status at once, and each change, as `status$`. */
  readonly status?: (status: ChannelStatus) => void;
  /** Gets the errors of `errors$`, and the one that ends the messages. Without it, the latter is reported as an uncaught error. */
  readonly error?: (error: CablegramError) => void;
}

/** The streams of a channel. */
interface Streams<Body> {
  readonly bodies$: Observable<Body>;
  readonly messages$: Observable<Message<Body>>;
  readonly batches$: Observable<readonly Message<Body>[]>;
  readonly errors$: Observable<CablegramError>;
  readonly status$: Observable<ChannelStatus>;
}

/** When a channel stops calling. */
export interface LeaveOptions {
  /** Leaves when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Calls the handlers with what the channel emits, until the returned function is called or the signal is aborted.
 *
 * @throws CablegramError `option-invalid` if there is no handler, or one is no function.
 */
export function callHandlers<Body>(channel: Streams<Body>, handlers: ChannelHandlers<Body>, { signal }: LeaveOptions): () => void {
  const { body, message, batch, status, error, ...unknown } = handlers;
  warnUnknownOptions('channel.subscribe', unknown);
  for (const [name, handler] of Object.entries(handlers)) assertFunction(name, handler);
  if (!(body ?? message ?? batch ?? status ?? error)) {
    throw new CablegramError('option-invalid', 'channel.subscribe needs one of body, message, batch, status, error.');
  }
  const subscription = new Subscription();
  function leave(): void {
    subscription.unsubscribe();
  }
  function call<T>(source$: Observable<T>, next: ((value: T) => void) | undefined): void {
    if (next && !subscription.closed) subscription.add(source$.subscribe({ next, ...(error && { error }) }));
  }
  subscription.add(() => signal?.removeEventListener('abort', leave));
  signal?.addEventListener('abort', leave);
  if (signal?.aborted) leave();
  call(channel.errors$, error);
  call(channel.status$, status);
  call(channel.bodies$, body);
  call(channel.messages$, message);
  call(channel.batches$, batch);
  return leave;
}
