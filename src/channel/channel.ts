import { Observable, type Subscriber, type Subscription } from 'rxjs';
import { CablegramError, connectionClosed } from '../errors.js';
import type { Decode } from '../message/decode.js';
import type { Message } from '../message/message.js';
import { visitMembers } from '../message/batch.js';
import { derive } from '../operators/derive.js';
import { passTo } from '../operators/pass-to.js';
import { until } from '../operators/until.js';
import type { ChannelStatus } from './channel-status.js';
import { assertFits } from './command-size.js';
import { callHandlers, type ChannelHandlers, type LeaveOptions } from './handlers.js';
import { loopOver } from './loop.js';
import { pace, type PaceOptions } from './pace.js';
import type { PauseKind, PauseScope } from './pause-scope.js';
import type { PerformOptions } from './perform.js';
import type { SharedChannel, Wire } from './shared-channel.js';
import type { Version } from '../repair/newest.js';
import type { SnapshotSource } from '../transport/transport.js';
import { isSameRecord } from '../status.js';
import type { IdentifierEvent, IdentifierListener } from '../hub/subscription.js';
import { ViewMessages, type ViewContext, type ViewParts } from './view-messages.js';

/** How a view of a channel decodes, repairs, paces and performs. */
export interface ChannelOptions<Body = unknown> extends PaceOptions {
  /** Replaces the built-in decoder. */
  readonly decode?: Decode<Body>;
  /**
   * Where the full state comes from (a URL of JSON, or a function). Used for the first state, for the repair after a gap, and by polling.
   *
   * Views with the same snapshot share its requests and the repair, and therefore also `decode`, `key`, `version` and `seq`; a view takes
   * the ones that it leaves out from the others. Views with different snapshots share only the subscription. Pass the same function object,
   * since another function is another snapshot.
   */
  readonly snapshot?: SnapshotSource;
  /** What identifies the thing in a body, as a function or a dot path (`"data.id"`); used by `version` and by `pace: 'latest'`. */
  readonly key?: string | ((body: Body) => unknown);
  /**
   * The version of the state in a body (a number, or text that sorts). Older state of the same `key` and duplicates are dropped. Versions
   * need not be consecutive, so use this for a stream that leaves out numbers.
   */
  readonly version?: string | ((body: Body) => Version | undefined);
  /**
   * The sequence number of a body, consecutive in its stream (a number, or digits as text). Late bodies are put in order, duplicates are
   * dropped, and a missing number fetches the snapshot or becomes a gap.
   */
  readonly seq?: string | ((body: Body) => number | string | undefined);
  /** Also delivers state that arrives after newer state of the same thing, marked `isLate`. For views that keep a history. */
  readonly late?: boolean;
  /** The only actions that `perform` allows; without it, all. */
  readonly actions?: readonly string[];
}

/**
 * One user's view of an identifier, with its own pause and its own pace.
 *
 * Views of one identifier share the subscription on the wire. Subscribing to `bodies$`, `messages$` or `batches$` uses the channel. When
 * the last user has left, the subscription ends one second later (`linger`).
 */
export interface Channel<Body = unknown> {
  readonly identifier: string;
  /** The bodies from the server, one by one, including the members of batches. Not paused. The type of a body is not checked. */
  readonly bodies$: Observable<Body>;
  /**
   * Decoded messages and gaps, held back while paused.
   *
   * A view that joins later starts with what the other views show: the last snapshot and up to 1,000 messages after it. Without a snapshot,
   * it gets the last whole value of each metric, and from the last 100 messages the last value of each thing and up to 100 events and
   * items, all marked `isReplayed`. A view that comes back continues where it left, and gets a gap if something was missed that was not
   * kept.
   */
  readonly messages$: Observable<Message<Body>>;
  /** The messages of `messages$`, gathered according to `pace`, at most one batch a frame. */
  readonly batches$: Observable<readonly Message<Body>[]>;
  /**
   * Errors that the page's author or the server's can mend: a body that cannot be read, or a snapshot that fails, is empty or cannot be
   * placed.
   */
  readonly errors$: Observable<CablegramError>;
  /** The view's status; replays the current one. Reading it does not use the channel. */
  readonly status$: Observable<ChannelStatus>;
  readonly status: ChannelStatus;
  /** When the last body, or the view's last snapshot, was received, in epoch ms. */
  readonly lastHeardAt: number | undefined;
  /**
   * Calls functions with what the streams emit, for code without RxJS. Leaves when the returned function is called or `signal` is aborted.
   *
   * Only `status` and `error` do not use the channel.
   *
   * @throws CablegramError `option-invalid` if no function is given.
   */
  subscribe(handlers: ChannelHandlers<Body>, options?: LeaveOptions): () => void;
  /**
   * The batches of `batches$`, for `for await`. Leaving the loop leaves the channel; an aborted `signal` ends the loop.
   *
   * What arrives while the loop is busy comes as one batch. At most 1,000 messages, or 1,000,000 characters, wait; if more arrive, the oldest
   * are dropped, and the snapshot is fetched or the next batch begins with a gap.
   */
  batches(options?: LeaveOptions): AsyncIterable<readonly Message<Body>[]>;
  /** `for await (const batch of channel)`: as `batches()`. */
  [Symbol.asyncIterator](): AsyncIterator<readonly Message<Body>[], void, undefined>;
  /** Holds back what this view shows. `stop` also ends its subscription. Default `freeze`. */
  pause(kind?: PauseKind): void;
  resume(): void;
  /**
   * Asks the server to run an action of the channel, once the subscription is confirmed.
   *
   * Resolves when the command was passed to an open socket. Action Cable acknowledges nothing, so any answer arrives as a message. Rejects
   * with `subscription-rejected`; with `timed-out` after 10 s (`within`); with `queue-full` if 100 actions of the channel are already
   * waiting; with `action-forbidden` if `actions` does not contain it; with `too-large` if the command is longer than `maxCommand`.
   */
  perform(action: string, data?: Readonly<Record<string, unknown>>, options?: PerformOptions): Promise<void>;
  /** The subscription on the wire, for `presence()` of `cablegram/anycable`. */
  readonly wire: Wire;
}

/**
 * Creates a view of a shared channel: pause, then pace. `pauses` is the view's own pause, within that of its scope.
 *
 * @throws CablegramError `channel-conflict` if the view and current views with the same snapshot disagree on an option.
 */
export function createChannel<Body>(
  shared: SharedChannel,
  context: ViewContext,
  pauses: PauseScope,
  options: ChannelOptions<Body>,
): Channel<Body> {
  const group = shared.groupOf(options.snapshot);
  const conflict = group.conflictOf(options);
  if (conflict) throw conflict;
  return new View({ shared, group, context, pauses, options });
}

/** A class, since a page may have a thousand views, and an object with getters of its own takes three times the memory. */
class View<Body> implements Channel<Body> {
  readonly #parts: ViewParts<ChannelOptions<Body>>;
  readonly #messages: ViewMessages;
  #bodies$: Observable<Body> | undefined;
  #batches$: Observable<readonly Message<Body>[]> | undefined;
  #errors$: Observable<CablegramError> | undefined;
  #status$: Observable<ChannelStatus> | undefined;

  constructor(parts: ViewParts<ChannelOptions<Body>>) {
    this.#parts = parts;
    this.#messages = new ViewMessages(parts);
  }

  get identifier(): string {
    return this.#parts.shared.identifier;
  }

  get bodies$(): Observable<Body> {
    return (this.#bodies$ ??= new Observable<Body>((subscriber) => this.#followBodies(subscriber)).pipe(until(this.#parts.context.end$)));
  }

  get messages$(): Observable<Message<Body>> {
    return this.#messages as Observable<Message<Body>>;
  }

  get batches$(): Observable<readonly Message<Body>[]> {
    const { options, group, context } = this.#parts;
    return (this.#batches$ ??= this.messages$.pipe(pace(options, group, context.environment)));
  }

  get errors$(): Observable<CablegramError> {
    return (this.#errors$ ??= new Observable<CablegramError>((subscriber) => this.#followErrors(subscriber)).pipe(
      until(this.#parts.context.end$),
    ));
  }

  get status$(): Observable<ChannelStatus> {
    const { context, shared, group, pauses } = this.#parts;
    const changes = [context.linkChange$, shared.change$, group.change$, this.#messages.heardChange$, ...pauses.changes];
    return (this.#status$ ??= derive(changes, () => this.status, isSameRecord).pipe(until(context.end$)));
  }

  get status(): ChannelStatus {
    const { shared, group, context, pauses } = this.#parts;
    const { subscription, wasLive } = shared.state;
    const { kind, held } = pauses;
    const { state, transport, reason } = context.status();
    const isLive = state === 'connected' && subscription === 'confirmed';
    const health = wasLive && !isLive ? 'stale' : group.repair;
    return {
      state,
      transport,
      reason,
      subscription,
      health,
      heard: this.#messages.isHeard,
      paused: kind !== undefined,
      pauseKind: kind,
      held,
    };
  }

  get lastHeardAt(): number | undefined {
    const { shared, group } = this.#parts;
    return latest(shared.lastHeardAt, group.rightAt);
  }

  get wire(): Wire {
    return this.#parts.shared.wire;
  }

  subscribe(handlers: ChannelHandlers<Body>, options: LeaveOptions = {}): () => void {
    return callHandlers(this, handlers, options);
  }

  batches(options: LeaveOptions = {}): AsyncGenerator<readonly Message<Body>[], void, undefined> {
    const loop = loopOver(this.batches$, (held) => this.#messages.release(held), options);
    return loop as AsyncGenerator<readonly Message<Body>[], void, undefined>;
  }

  [Symbol.asyncIterator](): AsyncIterator<readonly Message<Body>[], void, undefined> {
    return this.batches();
  }

  pause(kind: PauseKind = 'freeze'): void {
    this.#parts.pauses.pause(kind);
  }

  resume(): void {
    this.#parts.pauses.pause(undefined);
  }

  async perform(action: string, data: Readonly<Record<string, unknown>> = {}, how?: PerformOptions): Promise<void> {
    const { context, options, shared } = this.#parts;
    const { isClosed, maxCommand } = context;
    const { actions, snapshot } = options;
    if (isClosed()) throw connectionClosed();
    if (actions && !actions.includes(action)) {
      const allowed = actions.join(', ');
      throw new CablegramError('action-forbidden', `This channel allows only the actions ${allowed}, but got "${action}".`);
    }
    const command = JSON.stringify({ ...data, action });
    assertFits(maxCommand, this.identifier, command);
    const unwant = shared.want(snapshot);
    await shared.perform(command, how).finally(unwant);
  }

  #followBodies(subscriber: Subscriber<Body>): void {
    const { shared, options } = this.#parts;
    const listener = new BodyListener(subscriber, this.#messages);
    subscriber.add(shared.want(options.snapshot));
    shared.follow(listener);
    subscriber.add(() => shared.leave(listener));
  }

  #followErrors(subscriber: Subscriber<CablegramError>): Subscription {
    // A function that needs this view: so the subscription keeps it, and with it the group, whose errors these are.
    return this.#parts.group.errors$.subscribe(passTo(subscriber, (error) => this.#passError(error, subscriber)));
  }

  #passError(error: CablegramError, subscriber: Subscriber<CablegramError>): void {
    subscriber.next(error);
  }
}

/** Passes on the bodies of a channel, and the members of batches. */
class BodyListener<Body> implements IdentifierListener {
  readonly #subscriber: Subscriber<Body>;
  readonly #messages: ViewMessages;

  constructor(subscriber: Subscriber<Body>, messages: ViewMessages) {
    this.#subscriber = subscriber;
    this.#messages = messages;
  }

  next(event: IdentifierEvent): void {
    if (event.type !== 'body' || this.#subscriber.closed) return;
    if (!this.#messages.isHeard) this.#messages.setHeard(true);
    visitMembers(event.body, (member) => this.#subscriber.next(member as Body));
  }

  complete(): void {
    this.#subscriber.complete();
  }
}

function latest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || (other !== undefined && other > one) ? other : one;
}
