import { Observable } from 'rxjs';
import type { Environment } from '../environment.js';
import { CablegramError, connectionClosed } from '../errors.js';
import type { Decode } from '../message/decode.js';
import type { Message } from '../message/message.js';
import { sizeOf } from '../message/size.js';
import { derive } from '../operators/derive.js';
import { pausable, type PauseKind } from '../operators/pausable.js';
import { until } from '../operators/until.js';
import { pace, type PaceOptions } from './pace.js';
import type { Held, PauseScope } from './pause-scope.js';
import type { PerformOptions } from './perform.js';
import { isSnapshot, replayState, type SharedChannel } from './shared-channel.js';
import type { Version } from '../repair/newest.js';
import type { SnapshotSource } from '../transport/transport.js';
import { isSameRecord, type Status } from '../status.js';
import type { SubscriptionState } from '../hub/subscription.js';

/** How one view of a channel stands. What is the connection's alone (attempts, waits, counts) stands in `connection.status`. */
export interface ChannelStatus extends Pick<Status, 'state' | 'transport' | 'reason'> {
  readonly subscription: SubscriptionState;
  /**
   * `stale` if what is shown may be old: the channel was live and is not now, its snapshot failed, or the snapshot has yet to bring what was
   * missed. `deaf` if its snapshot changed and the cable did not report it.
   */
  readonly health: 'ok' | 'stale' | 'deaf';
  /** Whether a body or a snapshot came since the view began. A channel can be confirmed and not heard. */
  readonly heard: boolean;
  readonly paused: boolean;
  /** `stop` means that the view is not subscribed, so that what happens meanwhile is unknown. */
  readonly pauseKind: PauseKind | undefined;
  readonly held: Held;
}

/** How a view of a channel decodes, paces and performs. */
export interface ChannelOptions<Body = unknown> extends Omit<PaceOptions, 'key'> {
  /** Replaces the decoder of message.ts; shared by all views of the identifier. */
  readonly decode?: Decode<Body>;
  /**
   * Where the full state comes from (a URL of JSON, or a function): the first state, the repair after a gap, and what polling asks. Shared by
   * all views of the identifier, fetched once for all.
   */
  readonly snapshot?: SnapshotSource;
  /** What makes two bodies the same thing, as a function or a dot path (`"data.id"`): for `version`, and for `pace: 'latest'`. */
  readonly key?: string | ((body: Body) => unknown);
  /** The version of what a body tells (a number, or text that sorts): state older than what was delivered is dropped, by `key`. */
  readonly version?: string | ((body: Body) => Version | undefined);
  /** The number of a body in its stream, one apart: late ones are put in order, doubles dropped, holes repaired. */
  readonly seq?: string | ((body: Body) => number | undefined);
  /** The only actions that `perform` may ask for; without it, all. */
  readonly actions?: readonly string[];
}

/**
 * One identifier as one user of it sees it: with its own pause and its own pace.
 *
 * Views of one identifier share the subscription and the decoding. Subscribing to `bodies$`, `messages$` or `batches$` uses the channel; the
 * last one to leave ends the subscription a second later.
 */
export interface Channel<Body = unknown> {
  readonly identifier: string;
  /** What the server sent, one by one, the members of a batch too; not paused. */
  readonly bodies$: Observable<Body>;
  /** Decoded messages and gaps, held back while paused. Whoever comes late begins with the last snapshot and what followed it. */
  readonly messages$: Observable<Message<Body>>;
  /** Those, gathered as `pace` says, at most one batch a frame. */
  readonly batches$: Observable<readonly Message<Body>[]>;
  /** Bodies that the decoder could not read. */
  readonly errors$: Observable<CablegramError>;
  /** Where the channel stands; replays the current status. Reading it does not use the channel. */
  readonly status$: Observable<ChannelStatus>;
  readonly status: ChannelStatus;
  /** When a body or a snapshot last came, in epoch ms. */
  readonly lastHeardAt: number | undefined;
  /** Holds back what this view shows; `stop` lets go of the subscription as well. Default `freeze`. */
  pause(kind?: PauseKind): void;
  resume(): void;
  /**
   * Asks the server to run an action of the channel, once the subscription is confirmed.
   *
   * Resolves when the command was handed to an open socket: Action Cable acknowledges nothing, so an answer is a message. Rejects with
   * `subscription-rejected`, with `timed-out` after 10 s (`within`), with `queue-full` where 100 actions of the channel wait already, with
   * `action-forbidden` where `actions` does not name it.
   */
  perform(action: string, data?: Readonly<Record<string, unknown>>, options?: PerformOptions): Promise<void>;
}

/** What a view needs besides its shared channel. */
export interface ViewContext {
  readonly status: () => Status;
  /** Emits when `status` changed in anything but the counts of channels. */
  readonly linkChange$: Observable<unknown>;
  /** When anything was last heard of the server, in epoch ms. */
  readonly lastHeardAt: () => number | undefined;
  /** Its own, within the scope that the view was made in. */
  readonly pauses: PauseScope;
  readonly environment: Environment;
  /** Ends the view. */
  readonly end$: Observable<unknown>;
  readonly isClosed: () => boolean;
}

/** Makes a view of a shared channel: pause, then pace. */
export function createChannel<Body>(shared: SharedChannel, context: ViewContext, options: ChannelOptions<Body>): Channel<Body> {
  const { linkChange$, status, lastHeardAt, pauses, environment, end$, isClosed } = context;
  const message$ = (shared.messages$ as Observable<Message<Body>>).pipe(
    pausable(pauses.kind$, {
      sizeOf,
      isStart: isSnapshot,
      isWord: ({ type }) => type === 'gap',
      onHeld: pauses.hold,
      missed(since, until) {
        shared.mend();
        return shared.hasSnapshot ? undefined : missedBetween(since, until);
      },
      missedSince,
      // Where it is not live the link's word is none.
      lastHeardAt: () => (shared.state.subscription === 'confirmed' ? lastHeardAt() : shared.lastHeardAt),
    }),
    until(end$),
    replayState(shared.mend),
  );
  // What a view leaves out it takes from the others, whenever they say it.
  const keyed = {
    ...options,
    get key() {
      return shared.key;
    },
  };
  function currentStatus(): ChannelStatus {
    const { subscription, wasLive, heard, repair } = shared.state;
    const { kind, held } = pauses;
    const { state, transport, reason } = status();
    const isLive = state === 'connected' && subscription === 'confirmed';
    const health = wasLive && !isLive ? 'stale' : repair;
    return { state, transport, reason, subscription, health, heard, paused: kind !== undefined, pauseKind: kind, held };
  }
  /** Tells the gap that a stop made, once its end is known, unless a snapshot mends it. */
  function missedSince(since: number): Observable<Message<Body>> {
    return new Observable((subscriber) =>
      shared.state$.subscribe(({ subscription }) => {
        if (subscription !== 'confirmed') return;
        if (!shared.hasSnapshot) subscriber.next({ type: 'gap', since, until: Date.now() });
        subscriber.complete();
      }),
    );
  }
  return {
    identifier: shared.identifier,
    bodies$: (shared.bodies$ as Observable<Body>).pipe(until(end$)),
    messages$: message$,
    batches$: message$.pipe(pace(keyed, environment)),
    errors$: shared.errors$.pipe(until(end$)),
    status$: derive([linkChange$, shared.state$, pauses.kind$, pauses.held$], currentStatus, isSameRecord).pipe(until(end$)),
    get status() {
      return currentStatus();
    },
    get lastHeardAt() {
      return shared.lastHeardAt;
    },
    pause: (kind = 'freeze') => pauses.pause(kind),
    resume: () => pauses.pause(undefined),
    async perform(action, data = {}, how) {
      if (isClosed()) throw connectionClosed();
      if (options.actions && !options.actions.includes(action)) {
        const allowed = options.actions.join(', ');
        throw new CablegramError('action-forbidden', `This channel may perform ${allowed} alone, but got "${action}".`);
      }
      await shared.perform(JSON.stringify({ ...data, action }), how);
    },
  };
}

/** Tells what a pause dropped, by when the messages around it came. */
function missedBetween<Body>(since: Message<Body>, until: Message<Body>): Message<Body> {
  return { type: 'gap', since: instantOf(since), until: instantOf(until) };
}

function instantOf(message: Message): number {
  if ('receivedAt' in message) return message.receivedAt;
  return message.type === 'gap' ? message.since : Date.now();
}
