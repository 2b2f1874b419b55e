import { Observable, type Subscription } from 'rxjs';
import { createChannel, type Channel, type ChannelOptions } from './channel/channel.js';
import { assertChannelOptions } from './channel/channel-options.js';
import { assertFits } from './channel/command-size.js';
import type { Environment } from './environment.js';
import { connectionClosed } from './errors.js';
import { identify, type Params } from './identifier.js';
import { Emitter } from './operators/emitter.js';
import { until } from './operators/until.js';
import type { Recorded } from './diagnosis/recorder.js';
import type { Held, PauseKind, PauseScope } from './channel/pause-scope.js';
import type { SharedChannel } from './channel/shared-channel.js';
import type { Status } from './status.js';
import type { DiscardReason } from './transport/transport.js';

/** How many frames were discarded, by reason. */
export type DiscardCounts = Readonly<Record<DiscardReason, number>>;

/**
 * One connection to a server. It connects when its first channel is used, reconnects when the link is lost, and reports its status.
 *
 * After `close()` every stream has completed and every other call throws `connection-closed`.
 */
export interface Connection {
  /** Emits the current status and each change. Reading it does not connect. */
  readonly status$: Observable<Status>;
  readonly status: Status;
  /** Address of the cable that the connection uses; `null` if none of its transports is a cable. */
  readonly cableUrl: string | null;
  /** When the server last sent anything, in epoch ms. */
  readonly lastHeardAt: number | undefined;
  readonly discarded: DiscardCounts;
  /** How the views of this connection (or scope) are paused; `undefined` while they are not. Replays the current value. */
  readonly pauseKind$: Observable<PauseKind | undefined>;
  readonly pauseKind: PauseKind | undefined;
  /** Whether `pauseKind` is set. */
  readonly paused: boolean;
  /** What the views of this connection (or scope) hold back together; emits at most once a frame and replays the current value. */
  readonly held$: Observable<Held>;
  /** Returns the recorded events, oldest first; empty if the connection has no `recorder`. */
  history(): readonly Recorded[];
  /** Creates a view of a channel. Views with the same identifier share one subscription. */
  channel<Body = unknown>(channel: string, params?: Params, options?: ChannelOptions<Body>): Channel<Body>;
  /**
   * Creates a view of a public stream of AnyCable, without a channel class.
   *
   * @throws CablegramError `option-invalid` if the name is empty.
   */
  stream<Body = unknown>(name: string, options?: ChannelOptions<Body>): Channel<Body>;
  /** Creates a view of a stream of AnyCable by its signed name, which your server renders into the page. */
  signedStream<Body = unknown>(signedName: string, options?: ChannelOptions<Body>): Channel<Body>;
  /** Keeps the connection open without a channel, until the returned function is called. */
  keepOpen(): () => void;
  /** Closes the link and reconnects at once, also after `failed`. */
  reconnect(): void;
  /**
   * Holds back what the views of this connection (or scope) show. The link stays open. With `stop` the views also unsubscribe, which saves
   * data.
   *
   * @param kind default `freeze`
   */
  pause(kind?: PauseKind): void;
  /** Delivers what was held back, in order. Stopped views subscribe again; what they missed is repaired or reported as a gap. */
  resume(): void;
  /** Ends everything for good, before the call returns. On a scope it ends only the views of that scope. */
  close(): void;
  /** Creates a connection object that can be paused separately. It is also paused while this one is. */
  scope(): Connection;
}

/** What all scopes of one connection share. */
export interface Core {
  readonly status$: Observable<Status>;
  readonly status: () => Status;
  /** Emits when the status changed in anything but the counts of channels. */
  readonly linkChange$: Observable<unknown>;
  readonly cableUrl: string | null;
  readonly lastHeardAt: () => number | undefined;
  readonly discarded: DiscardCounts;
  readonly history: () => readonly Recorded[];
  readonly environment: Environment;
  /** The longest command, in bytes. */
  readonly maxCommand: number;
  readonly share: (identifier: string) => SharedChannel;
  readonly keepOpen: () => Subscription;
  readonly redial: () => void;
  readonly isClosed: () => boolean;
  /** Emits when the connection or the enclosing scope closes, or at once if it is already closed. */
  readonly end$: Observable<unknown>;
}

/** Creates one user's view of a connection: its channels have a common pause. `close` ends what the scope does not own. */
export function createScope(core: Core, pauses: PauseScope, close?: () => void): Connection {
  const ending$ = new Emitter<void>();
  let ended = false;
  // Everything that this scope creates ends with it or with its parent, also what is subscribed to later.
  const end$ = new Observable<unknown>((subscriber) => {
    if (isClosed()) return subscriber.next(undefined);
    core.end$.subscribe(subscriber);
    ending$.subscribe(subscriber);
  });
  const within: Core = { ...core, isClosed, end$ };

  function isClosed(): boolean {
    return ended || core.isClosed();
  }

  function assertOpen(): void {
    if (isClosed()) throw connectionClosed();
  }

  function channel<Body>(name: string, params?: Params, options: ChannelOptions<Body> = {}): Channel<Body> {
    assertOpen();
    const identifier = identify(name, params);
    assertFits(core.maxCommand, identifier);
    assertChannelOptions(options);
    return createChannel(core.share(identifier), within, pauses.within(), options);
  }

  return {
    status$: core.status$.pipe(until(end$)),
    get status() {
      return core.status();
    },
    cableUrl: core.cableUrl,
    get lastHeardAt() {
      return core.lastHeardAt();
    },
    discarded: core.discarded,
    pauseKind$: pauses.kind$.pipe(until(end$)),
    get pauseKind() {
      return pauses.kind;
    },
    get paused() {
      return pauses.kind !== undefined;
    },
    history: core.history,
    held$: pauses.held$.pipe(until(end$)),
    channel,
    // AnyCable's own channel. Without a name of the stream, it gets none either, and is refused.
    stream: (name, options) => channel(name && '$pubsub', { stream_name: name }, options),
    signedStream: (name, options) => channel(name && '$pubsub', { signed_stream_name: name }, options),
    keepOpen() {
      assertOpen();
      const keeping = core.keepOpen();
      return () => keeping.unsubscribe();
    },
    reconnect() {
      assertOpen();
      core.redial();
    },
    pause(kind = 'freeze') {
      assertOpen();
      pauses.pause(kind);
    },
    resume() {
      assertOpen();
      pauses.pause(undefined);
    },
    close() {
      if (ended) return;
      ended = true;
      close?.();
      ending$.next();
      pauses.end();
    },
    scope() {
      assertOpen();
      return createScope(within, pauses.within());
    },
  };
}
