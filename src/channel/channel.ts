import { Observable } from 'rxjs';
import type { Environment } from '../environment.js';
import { CablegramError, connectionClosed } from '../errors.js';
import type { Decode } from '../message/decode.js';
import type { Message } from '../message/message.js';
import { sizeOf } from '../message/size.js';
import { visitMembers } from '../message/batch.js';
import { derive } from '../operators/derive.js';
import { Emitter } from '../operators/emitter.js';
import { passTo } from '../operators/pass-to.js';
import { pausable, type PauseKind } from '../operators/pausable.js';
import { until } from '../operators/until.js';
import { assertFits } from './command-size.js';
import { pace, type PaceOptions } from './pace.js';
import type { Held, PauseScope } from './pause-scope.js';
import type { PerformOptions } from './perform.js';
import { replayRecollection } from './recollection.js';
import type { Follower } from './repair-group.js';
import type { SharedChannel } from './shared-channel.js';
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
  /** Whether this view got anything since it is in use: a body, a snapshot, or what its neighbours show. A channel can be confirmed and not heard. */
  readonly heard: boolean;
  readonly paused: boolean;
  /** `stop` means that the view is not subscribed, so that what happens meanwhile is unknown. */
  readonly pauseKind: PauseKind | undefined;
  readonly held: Held;
}

/** How a view of a channel decodes, repairs, paces and performs. */
export interface ChannelOptions<Body = unknown> extends Omit<PaceOptions, 'key'> {
  /** Replaces the built-in decoder. */
  readonly decode?: Decode<Body>;
  /**
   * Where the full state comes from (a URL of JSON, or a function): the first state, the repair after a gap, and what polling asks.
   *
   * Views that name the same one share its fetch and their repair, and so `decode`, `key`, `version` and `seq`: what one leaves out it takes
   * from the others. Views that name different ones share the subscription only. Pass the same function, since another one is another
   * snapshot.
   */
  readonly snapshot?: SnapshotSource;
  /** What makes two bodies the same thing, as a function or a dot path (`"data.id"`): for `version`, and for `pace: 'latest'`. */
  readonly key?: string | ((body: Body) => unknown);
  /**
   * The version of what a body tells (a number, or text that sorts): older state of the same `key` and doubles are dropped. Versions need not be
   * one apart, so take this for a stream that leaves out some.
   */
  readonly version?: string | ((body: Body) => Version | undefined);
  /**
   * The number of a body in its stream, one apart (a number, or digits as text): late bodies are put in order, doubles are dropped, and a
   * missing number fetches the snapshot or becomes a gap.
   */
  readonly seq?: string | ((body: Body) => number | string | undefined);
  /** Delivers state that came after newer state of the same thing too, marked `isLate`: for a view that keeps a history. */
  readonly late?: boolean;
  /** The only actions that `perform` may ask for; without it, all. */
  readonly actions?: readonly string[];
}

/**
 * One identifier as one user of it sees it: with its own pause and its own pace.
 *
 * Views of one identifier share the subscription on the wire. Subscribing to `bodies$`, `messages$` or `batches$` uses the channel; the
 * last one to leave ends the subscription a second later (`linger`).
 */
export interface Channel<Body = unknown> {
  readonly identifier: string;
  /** What the server sent, one by one, the members of a batch too; not paused. The type of a body is not checked. */
  readonly bodies$: Observable<Body>;
  /**
   * Decoded messages and gaps, held back while paused.
   *
   * A view that comes late begins with what its neighbours show: the last snapshot and up to 1,000 messages after it. Without a snapshot, the
   * last whole value by metric, and of the last 200 messages the last value of each thing and up to 100 events and items, all marked
   * `isReplayed`. A view that comes back goes on where it left, and gets a gap if
   * something was missed that is not kept.
   */
  readonly messages$: Observable<Message<Body>>;
  /** Those, gathered as `pace` says, at most one batch a frame. */
  readonly batches$: Observable<readonly Message<Body>[]>;
  /** What the view's author or the server's can mend: bodies that could not be read, a snapshot that failed, says nothing or has no place. */
  readonly errors$: Observable<CablegramError>;
  /** The view's status; replays the current one. Reading it does not use the channel. */
  readonly status$: Observable<ChannelStatus>;
  readonly status: ChannelStatus;
  /** When a body came last, or the view's snapshot, in epoch ms. */
  readonly lastHeardAt: number | undefined;
  /** Holds back what this view shows; `stop` lets go of the subscription as well. Default `freeze`. */
  pause(kind?: PauseKind): void;
  resume(): void;
  /**
   * Asks the server to run an action of the channel, once the subscription is confirmed.
   *
   * Resolves when the command was handed to an open socket: Action Cable acknowledges nothing, so an answer is a message. Rejects with
   * `subscription-rejected`, with `timed-out` after 10 s (`within`), with `queue-full` if 100 actions of the channel wait already, with
   * `action-forbidden` if `actions` does not name it, with `too-large` if the command is longer than the server takes.
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
  /** The longest command, in bytes. */
  readonly maxCommand: number;
  /** Ends the view. */
  readonly end$: Observable<unknown>;
  readonly isClosed: () => boolean;
}

/**
 * Makes a view of a shared channel: pause, then pace.
 *
 * @throws CablegramError `channel-conflict` if the view and those in use that name the same snapshot want different things.
 */
export function createChannel<Body>(shared: SharedChannel, context: ViewContext, options: ChannelOptions<Body>): Channel<Body> {
  const { linkChange$, status, lastHeardAt, pauses, environment, maxCommand, end$, isClosed } = context;
  const group = shared.groupOf(options.snapshot);
  const conflict = group.conflictOf(options);
  if (conflict) throw conflict;
  const heardChange$ = new Emitter<void>();
  let isHeard = false;

  function setHeard(next: boolean): void {
    isHeard = next;
    heardChange$.next();
  }

  const follower: Follower = {
    options,
    bookmark: undefined,
    // While it is not confirmed, traffic on the link says nothing about this channel.
    lastHeardAt: () => (shared.state.subscription === 'confirmed' ? lastHeardAt() : shared.lastHeardAt),
  };

  /** What this view wants of what its group delivers. */
  const own$ = new Observable<Message>((subscriber) => {
    subscriber.add(() => setHeard(false));
    subscriber.add(
      group.follow(follower).subscribe(
        passTo(subscriber, (message) => {
          if ('isLate' in message && !options.late) return;
          if (!isHeard && message.type !== 'gap') setHeard(true);
          subscriber.next(message);
        }),
      ),
    );
  });

  const message$ = own$.pipe(
    pausable(pauses.kind$, {
      sizeOf,
      isStart: ({ type }) => type === 'snapshot',
      isWord: ({ type }) => type === 'gap',
      onHeld: pauses.hold,
      missed(since, until) {
        group.refresh();
        return group.hasSnapshot ? undefined : missedBetween(since, until);
      },
    }),
    until(end$),
    replayRecollection(group.refresh),
  ) as Observable<Message<Body>>;

  /** One operator for all that each body passes, since thousands come in a second. */
  const bodies$ = new Observable<Body>((subscriber) => {
    const next = (member: unknown): void => subscriber.next(member as Body);
    subscriber.add(end$.subscribe(() => subscriber.complete()));
    if (subscriber.closed) return;
    subscriber.add(shared.want(options.snapshot));
    subscriber.add(
      shared.event$.subscribe(
        passTo(subscriber, (event) => {
          if (event.type !== 'body') return;
          if (!isHeard) setHeard(true);
          visitMembers(event.body, next);
        }),
      ),
    );
  });

  // What a view leaves out it takes from the others, whenever they say it.
  const paceOptions = {
    ...options,
    get key() {
      return group.key;
    },
  };

  function currentStatus(): ChannelStatus {
    const { subscription, wasLive } = shared.state;
    const { kind, held } = pauses;
    const { state, transport, reason } = status();
    const isLive = state === 'connected' && subscription === 'confirmed';
    const health = wasLive && !isLive ? 'stale' : group.repair;
    return { state, transport, reason, subscription, health, heard: isHeard, paused: kind !== undefined, pauseKind: kind, held };
  }

  const changes = [linkChange$, shared.state$, group.repair$, heardChange$, pauses.kind$, pauses.held$];
  return {
    identifier: shared.identifier,
    bodies$,
    messages$: message$,
    batches$: message$.pipe(pace(paceOptions, environment)),
    errors$: group.errors$.pipe(until(end$)),
    status$: derive(changes, currentStatus, isSameRecord).pipe(until(end$)),
    get status() {
      return currentStatus();
    },
    get lastHeardAt() {
      return latest(shared.lastHeardAt, group.rightAt);
    },
    pause: (kind = 'freeze') => pauses.pause(kind),
    resume: () => pauses.pause(undefined),
    async perform(action, data = {}, how) {
      if (isClosed()) throw connectionClosed();
      if (options.actions && !options.actions.includes(action)) {
        const allowed = options.actions.join(', ');
        throw new CablegramError('action-forbidden', `This channel may perform ${allowed} alone, but got "${action}".`);
      }
      const command = JSON.stringify({ ...data, action });
      assertFits(maxCommand, shared.identifier, command);
      const unwant = shared.want(options.snapshot);
      await shared.perform(command, how).finally(unwant);
    },
  };
}

function latest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || (other !== undefined && other > one) ? other : one;
}

/** Makes the gap of what a pause dropped, by when the messages around it came. */
function missedBetween<Body>(since: Message<Body>, until: Message<Body>): Message<Body> {
  return { type: 'gap', since: instantOf(since), until: instantOf(until) };
}

function instantOf(message: Message): number {
  if ('receivedAt' in message) return message.receivedAt;
  return message.type === 'gap' ? message.since : Date.now();
}
