import { Observable, type Subscriber, type Subscription } from 'rxjs';
import { createChannel, type Channel, type ChannelOptions } from './channel/channel.js';
import { assertChannelOptions } from './channel/channel-options.js';
import { assertFits } from './channel/command-size.js';
import type { Environment } from './environment.js';
import { connectionClosed } from './errors.js';
import { identify, type Params } from './identifier.js';
import { Emitter } from './operators/emitter.js';
import type { PauseKind } from './operators/pausable.js';
import { until } from './operators/until.js';
import type { Recorded } from './diagnosis/recorder.js';
import type { Held, PauseScope } from './channel/pause-scope.js';
import type { SharedChannel } from './channel/shared-channel.js';
import type { Status } from './status.js';
import type { DiscardReason } from './transport/transport.js';

/** How many frames were thrown away, by why. */
export type DiscardCounts = Readonly<Record<DiscardReason, number>>;

/**
 * One truthful connection to a server: it dials when its first channel is used, dials again when it is lost, and says where it stands.
 *
 * After `close()` every stream has completed and every other call throws `connection-closed`.
 */
export interface Connection {
  /** Where the connection stands; replays the current status. Reading it does not dial. */
  readonly status$: Observable<Status>;
  readonly status: Status;
  /** Address of the cable that the connection dials; `null` if none of its transports is a cable. */
  readonly cableUrl: string | null;
  /** When anything was last heard from the server, in epoch ms. */
  readonly lastHeardAt: number | undefined;
  readonly discarded: DiscardCounts;
  /** How the views of this connection (or scope) are paused, `undefined` while they are not; replays. */
  readonly pauseKind$: Observable<PauseKind | undefined>;
  readonly pauseKind: PauseKind | undefined;
  /** Whether `pauseKind` is set. */
  readonly paused: boolean;
  /** What the views of this connection (or scope) hold back together, at most once a frame; replays. */
  readonly held$: Observable<Held>;
  /** What happened, oldest first, if the connection was made with a `recorder`. */
  history(): readonly Recorded[];
  /** Makes a view of a channel. Views of one identifier share what is behind them. */
  channel<Body = unknown>(channel: string, params?: Params, options?: ChannelOptions<Body>): Channel<Body>;
  /** Keeps the connection open without a channel, until the returned function is called. */
  keepOpen(): () => void;
  /** Hangs up and dials at once, also after `failed`. */
  reconnect(): void;
  /**
   * Holds back what the views of this connection (or scope) show, without closing the link. With `stop` they let go of their subscriptions
   * as well, which saves data.
   *
   * @param kind default `freeze`
   */
  pause(kind?: PauseKind): void;
  /** Lets through what was held back, in order; what was stopped is subscribed to again, and repaired or told as a gap. */
  resume(): void;
  /** Ends everything for good, within the call. On a scope it ends the views of that scope alone. */
  close(): void;
  /** Makes the same interface with a pause of its own, within the pause of this one. */
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
  /** Emits when what is around the scope is closed, at once where it is already. */
  readonly end$: Observable<unknown>;
}

/** Makes what one user of a connection sees of it: views with a common pause. `close` ends what the scope does not own. */
export function createScope(core: Core, pauses: PauseScope, close?: () => void): Connection {
  const ending$ = new Emitter<void>();
  let ended = false;
  // What is made in this scope ends with it or with what is around it, and so does what is subscribed to later.
  const within: Core = { ...core, isClosed, end$: new Observable(tellEnd) };
  const { end$ } = within;

  function tellEnd(subscriber: Subscriber<unknown>): void {
    if (isClosed()) return subscriber.next(undefined);
    subscriber.add(core.end$.subscribe(subscriber));
    subscriber.add(ending$.subscribe(subscriber));
  }

  function isClosed(): boolean {
    return ended || core.isClosed();
  }

  function assertOpen(): void {
    if (isClosed()) throw connectionClosed();
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
    channel<Body>(channel: string, params?: Params, options: ChannelOptions<Body> = {}): Channel<Body> {
      assertOpen();
      const identifier = identify(channel, params);
      assertFits(core.maxCommand, identifier);
      assertChannelOptions(options);
      const shared = core.share(identifier);
      return createChannel(shared, { ...within, pauses: pauses.within() }, options);
    },
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
