// Over 250 lines because it also declares the interfaces that elements implement. The rules it applies are in the files beside it.
import type { ReactiveController } from 'lit';
import { Subject as Emitter, type Subscription } from 'rxjs';
import { CablegramError, type Channel, type ChannelStatus, type Connection, identify, type Message, timeOf } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { bounded } from './bounded.js';
import type { ChannelElement } from './channel-element.js';
import { ConnectionController } from './connection-controller.js';
import { DataAge } from './data-age.js';
import { noteMessages } from './data-facts.js';
import { elementClock } from './element-clock.js';
import { inherited } from './connection-context.js';
import { assertOneFollowed, followedBy } from './followed.js';
import { EventNames } from './event-names.js';
import { LiveErrorEvent, LiveGapEvent, LiveOverflowEvent, LiveRejectedEvent, LiveStaleEvent, LiveSubscribedEvent } from './events.js';
import { firstFreshness, type Freshness, isTrustworthy, nextFreshness } from './freshness.js';
import { KeptCopy } from './kept-copy.js';
import { mistakeOf } from './mistakes.js';
import { troubleFor } from './patience.js';
import { intervalOf } from './pace.js';
import { paced } from './paced.js';
import { RenderGate } from './render-gate.js';
import { emittedBySource, SOURCE_CHANNEL, SourceLink } from './source-link.js';
import { addStateSlots } from './state-slots.js';
import { statesOf } from './states.js';
import { isSameList, isSameSubject, type Subject } from './subject.js';
import { type Transformed, transformed } from './transform.js';
import { Unread } from './unread.js';
import { IS_DEVELOPMENT } from './warn-once.js';

const TOO_BIG = 'A body was left out: it is nested deeper than 100 levels, or holds more than 10,000 values or a number beyond 1.8e308.';

/** An element that follows a channel, with the attributes that select data from it. */
export interface ChannelHost extends ChannelElement {
  readonly field?: string;
  readonly key?: string;
  readonly entity?: string;
}

/** What an element does with the messages of its channel. */
export interface ChannelFollower {
  /** What the element looks for in a body, for the error message: `a number at "total"`. */
  lookedFor(): string;
  /**
   * Discards everything received, because the host now follows something else (another connection, channel, params, entity, field, event, key
   * or series). The host shows the page's own content again, or nothing.
   */
  begin(): void;
  /** What else the host selects from the channel, besides its attributes, such as the fields of a chart's series. */
  picked?(): readonly string[];
  /** Whether the host shows nothing yet, neither from the page nor from a message. Default: nothing was received, and the host has no content. */
  isBlank?(): boolean;
  /** Whether the host shows a history, so that state that arrives late still has a place in it. */
  readonly keepsHistory?: boolean;
  /** Follows something else of the channel than its messages, and reports to `note` what came. */
  attach?(channel: Channel): Subscription;
  /** Takes messages before a render and returns whether the element could use any of them. A snapshot is passed alone. */
  take(messages: readonly Message[]): boolean;
}

/**
 * Follows the channel that its host names while the host is connected, and passes each batch of messages to the host. Dispatches `live-gap`.
 *
 * Requests at most one update for each batch; an element out of sight updates on a slow beat. The host calls `follow` at every update, which
 * follows a new channel if the properties have changed. Only a message that the element can use makes it live.
 */
export class ChannelController implements ReactiveController {
  readonly #host: ChannelHost;
  readonly #follower: ChannelFollower;
  readonly #connection: ConnectionController;
  readonly #source: SourceLink;
  readonly #gate: RenderGate;
  readonly #copy: KeptCopy;
  readonly #age = new DataAge();
  readonly #unread = new Unread();
  readonly #names = IS_DEVELOPMENT ? new EventNames() : undefined;
  /** The last message reported for each error code, so that an error that repeats is reported once. */
  #reported: Map<string, string> | undefined;
  #channel: Channel | undefined;
  #status: ChannelStatus | undefined;
  #subscription: Subscription | undefined;
  #shown = firstFreshness;
  #freshness: Freshness = 'idle';
  #wasOverdue = false;
  #heardAt: number | undefined;
  #confirmedAt: number | undefined;
  #error: unknown;
  /** What the data on display belongs to. */
  #subject: Subject | undefined;
  /** The host's last properties as they were set, and what they identify. */
  #asked: readonly unknown[] = [];
  #wish: readonly unknown[] = [];
  /** The view that was left. If the host follows the same again, the view continues, or reports what was missed. */
  #left: { readonly channel: Channel; readonly wish: readonly unknown[]; readonly at: number } | undefined;
  /** Whether the host could use a message since it began to follow the current subject. */
  #isHeard = false;
  /** Whether something is known to be missing or unreadable, so that what is shown may be old. */
  #isInDoubt = false;
  #cancelLook: (() => void) | undefined;
  #inherited: { readonly staleAfter?: number | undefined; readonly maxRate?: number | undefined } = {};
  /** The state that the host shows, as far as `live-stale` tells of it. */
  #isStale = false;
  #staleSince: number | undefined;
  #dropped = 0;
  readonly #release$ = new Emitter<'deliver' | 'drop'>();

  constructor(host: ChannelHost, follower: ChannelFollower) {
    this.#host = host;
    this.#follower = follower;
    this.#connection = new ConnectionController(host, () => this.#follow());
    this.#source = new SourceLink((error) => this.#report(error, 'source'));
    this.#gate = new RenderGate(host, () => this.#refresh());
    this.#copy = new KeptCopy(host);
    host.addController(this);
  }

  /** The connection that the host uses; with `source`, the source's own. */
  get connection(): Connection | undefined {
    return this.#source.connection ?? this.#connection.connection;
  }

  get channel(): Channel | undefined {
    return this.#channel;
  }

  get status(): ChannelStatus | undefined {
    return this.#status;
  }

  get freshness(): Freshness {
    return this.#freshness;
  }

  /** Whether the host is visible. */
  get isVisible(): boolean {
    return this.#gate.isVisible;
  }

  /** When the last message that the host could use arrived, in epoch ms. */
  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  /** How old the data may get, in ms: the host's own `stale-after`, or that of a `<live-connection>`. */
  get staleAfter(): number | undefined {
    return this.#host.staleAfter ?? this.#inherited.staleAfter;
  }

  /** Whether the data is older than `stale-after`. */
  get isOverdue(): boolean {
    const { staleAfter } = this;
    return staleAfter !== undefined && (this.#age.of(this.#host.asOf) ?? 0) > staleAfter;
  }

  /** When the server last confirmed the channel, in epoch ms. */
  get confirmedAt(): number | undefined {
    return this.#confirmedAt;
  }

  /** An error that the page's author can fix: unreadable parameters, a missing connection, or views with conflicting options. */
  get error(): unknown {
    return this.#error ?? this.#connection.error;
  }

  hostConnected(): void {
    addEventListener('pageshow', this);
  }

  hostDisconnected(): void {
    removeEventListener('pageshow', this);
    sharedClock.leave(this.#refresh);
    this.#unfollow();
    this.#source.rest();
    this.#cancelLook?.();
  }

  /** Looks after the host's own `updated`, where it may set its state. */
  hostUpdated(): void {
    void this.#host.updateComplete.then(() => this.#afterUpdate());
  }

  #afterUpdate(): void {
    const states = statesOf(this.#host);
    if (states) addStateSlots(this.#host.renderRoot, states);
    this.#reportStale(states?.shown ?? '');
  }

  /** Dispatches `live-stale` for the state that the host shows, which it may judge more strictly than this controller. */
  #reportStale(shown: string): void {
    const isStale = shown !== 'paused' && shown !== '' && !isTrustworthy(shown as Freshness);
    if (isStale === this.#isStale) return;
    this.#isStale = isStale;
    if (isStale) this.#staleSince = this.#heardAt ?? this.#host.asOf;
    this.#host.dispatchEvent(new LiveStaleEvent(isStale, shown, this.#staleSince));
  }

  /** Sets the states `blank` and `replaced`, by which the slots of the page are shown. */
  hostUpdate(): void {
    const host = this.#host;
    const isBlank = this.#follower.isBlank?.() ?? (!this.#isHeard && host.children.length === 0 && !host.textContent?.trim());
    const slot = this.#freshness === 'connecting' ? 'loading' : this.#freshness === 'waiting' ? 'empty' : undefined;
    const isReplaced = isBlank && slot !== undefined && [...host.children].some((child) => child.slot === slot);
    statesOf(this.#host)?.set({ blank: isBlank, replaced: isReplaced });
  }

  /** Follows what the host's properties name now. The host calls it first in `willUpdate`, because Lit calls controllers only after that. */
  follow(): void {
    this.#inherited = { staleAfter: inherited(this.#host, 'staleAfter'), maxRate: inherited(this.#host, 'maxRate') };
    this.#connection.look();
    this.#follow();
    this.#refresh();
  }

  #follow(): void {
    if (!this.#host.isConnected) return this.#unfollow();
    const { source, snapshot, seq, version } = this.#host;
    this.#source.follow(source, this.#connection.connection);
    const { connection } = this;
    const named = source ? { channel: SOURCE_CHANNEL, params: undefined, stream: '', signedStream: '' } : this.#host;
    const { channel, params } = followedBy(named);
    if (connection === undefined || !channel) {
      if (!channel) this.#error = undefined;
      this.#begin();
      return this.#unfollow();
    }
    this.#begin();
    const mistake = source ? undefined : mistakeOf(this.#host, 'params');
    const asked = [connection, named.channel, named.params, named.stream, named.signedStream, snapshot, seq, version, mistake];
    if (isSameList(asked, this.#asked)) return;
    this.#asked = asked;
    try {
      if (mistake) throw mistake;
      assertOneFollowed(named, this.#host.localName);
      const identifier = identify(channel, params);
      const wish = [connection, identifier, snapshot, seq, version];
      if (isSameList(wish, this.#wish)) return;
      // The data of another snapshot may be old until this one arrives.
      if (this.#wish.length > 0 && this.#wish[2] !== snapshot && this.#isHeard) this.#isInDoubt = true;
      this.#unfollow();
      this.#asked = asked;
      this.#wish = wish;
      const late = this.#follower.keepsHistory === true;
      const options = { late, ...(snapshot && { snapshot }), ...(seq && { seq }), ...(version && { version }) };
      const left = this.#left && isSameList(this.#left.wish, wish) ? this.#left : undefined;
      this.#left = undefined;
      this.#channel = left?.channel ?? connection.channel(channel, params, options);
      this.#error = undefined;
      this.#arrive(connection, left?.at);
      this.#subscribe(this.#channel, connection);
    } catch (error) {
      this.#fail(error, asked);
    }
  }

  /** Resets the host if the data on display belongs to another subject. */
  #begin(): void {
    const { channel, params, stream, signedStream, event, field, key, entity, connection: named } = this.#host;
    const before = this.#subject;
    // While the connection is not found yet, the host keeps what it shows, unless it names another connection.
    const connection = this.connection ?? (before?.[1] === named ? before?.[0] : undefined);
    const subject = [
      connection,
      named,
      channel,
      params,
      stream,
      signedStream,
      event,
      field,
      key,
      entity,
      this.#follower.picked?.().join(' '),
    ];
    if (before && isSameList(before, subject)) return;
    this.#subject = subject;
    if (before === undefined || isSameSubject(before, subject)) return;
    this.#release$.next('drop');
    this.#isHeard = this.#isInDoubt = false;
    this.#heardAt = this.#left = undefined;
    this.#age.forget();
    this.#unread.clear();
    this.#names?.clear();
    this.#reported = undefined;
    this.#follower.begin();
    this.#refresh();
    this.#gate.request(true);
  }

  /** Notes how long the connection has been lost, and whether the host is a cached copy. The core reports what a remount missed. */
  #arrive(connection: Connection, leftAt: number | undefined): void {
    const { asOf, snapshot } = this.#host;
    const now = elementClock.wall();
    const madeAt = this.#copy.take();
    const { state, since } = connection.status;
    const lostAt = state === 'reconnecting' ? Math.min(since, leftAt ?? since) : leftAt;
    if (lostAt !== undefined) this.#shown = { ...this.#shown, trouble: troubleFor(now - lostAt, elementClock.now()) };
    if (madeAt === undefined) return;
    this.#isInDoubt = true;
    const missedSince = Math.min(asOf ?? madeAt, now);
    // With a snapshot, the core repairs the gap.
    if (!snapshot) queueMicrotask(() => this.#take([{ type: 'gap', since: missedSince, until: now }]));
  }

  #subscribe(channel: Channel, connection: Connection): void {
    this.#subscription = channel.status$.subscribe((status) => {
      if (status.subscription === 'confirmed' && this.#status?.subscription !== 'confirmed') this.#confirmedAt = elementClock.wall();
      this.#reportSubscription(status.subscription);
      this.#status = status;
      // It works again, so the next failure is reported again.
      if (status.health === 'ok') this.#reported?.delete('snapshot-failed');
      this.#reportDropped(status.held.dropped);
      this.#refresh();
    });
    const isLive = (): boolean => this.#freshness === 'live';
    const pace = { connection, every: () => this.#interval(), isLive, staleAfter: () => this.staleAfter, release$: this.#release$ };
    const attached = this.#follower.attach?.(channel);
    if (attached) this.#subscription.add(attached);
    else
      this.#subscription.add(
        channel.batches$.pipe(paced(pace)).subscribe((messages) => {
          noteMessages(connection, messages);
          this.#take(messages);
        }),
      );
    this.#subscription.add(channel.errors$.subscribe((error) => this.#report(error)));
  }

  /** Takes what a follower with `attach` received: when its data was last right, in epoch ms, and whether it may be old now. */
  note(heardAt: number | undefined, isInDoubt: boolean): void {
    this.#isHeard = heardAt !== undefined;
    this.#heardAt = heardAt;
    this.#isInDoubt = isInDoubt;
    this.#refresh();
    this.#gate.request(true);
  }

  /** Returns the time between two updates, in ms: that of the scope around, or of `max-rate` if it is longer. */
  #interval(): number {
    const { connection } = this.#connection;
    const rate = this.#host.maxRate ?? this.#inherited.maxRate;
    return Math.max(connection ? intervalOf(connection) : 0, rate === undefined ? 0 : 1000 / rate);
  }

  /** Dispatches `live-subscribed` or `live-rejected` when the server has answered. */
  #reportSubscription(subscription: ChannelStatus['subscription']): void {
    if (subscription === this.#status?.subscription || this.#host.source) return;
    const { channel, params } = followedBy(this.#host);
    if (subscription === 'confirmed') this.#host.dispatchEvent(new LiveSubscribedEvent(channel, params));
    if (subscription === 'rejected') this.#host.dispatchEvent(new LiveRejectedEvent(channel, params));
  }

  /** Reports the first message that a pause drops, and how many they were when it ends. */
  #reportDropped(dropped: number): void {
    const before = this.#dropped;
    this.#dropped = dropped;
    const count = dropped === 0 ? before : before === 0 ? dropped : 0;
    if (count > 0) this.#host.dispatchEvent(new LiveOverflowEvent(count, 'messages'));
  }

  #unfollow(): void {
    this.#release$.next('deliver');
    if (this.#channel) this.#left = { channel: this.#channel, wish: this.#wish, at: elementClock.wall() };
    this.#subscription?.unsubscribe();
    this.#subscription = this.#channel = this.#status = undefined;
    this.#asked = this.#wish = [];
    this.#reported = undefined;
    // An element that is only moved within the page shows no change.
    if (this.#host.isConnected) this.#refresh();
  }

  #fail(error: unknown, asked: readonly unknown[]): void {
    const isNews = String(error) !== String(this.#error);
    this.#unfollow();
    this.#asked = asked;
    this.#error = error;
    this.#refresh();
    // An unreadable attribute was already reported when it was set.
    if (isNews && !asked.includes(error)) this.#host.dispatchEvent(new LiveErrorEvent(error));
  }

  /** Dispatches `live-error`, unless the last error with this code had the same message. */
  #report(error: unknown, code: string = error instanceof CablegramError ? error.code : ''): void {
    const message = String(error);
    this.#reported ??= new Map();
    if (this.#reported.get(code) === message) return;
    this.#reported.set(code, message);
    this.#host.dispatchEvent(new LiveErrorEvent(error));
  }

  #take(batch: readonly Message[]): void {
    const { messages, isPartial } = this.#read(batch);
    this.#names?.take(messages, this.#host);
    const gaps = messages.filter((message) => message.type === 'gap');
    for (const { since, until } of gaps) this.#host.dispatchEvent(new LiveGapEvent(since, until));
    const wasHeard = this.#isHeard;
    for (const part of partedAtSnapshots(messages)) this.#pass(part);
    if (isPartial) this.#isInDoubt = true;
    this.#refresh();
    this.#gate.request(gaps.length > 0 || (this.#isHeard && !wasHeard));
  }

  /** Leaves out bodies that are too big, and applies the page's `transform`. */
  #read(batch: readonly Message[]): Transformed {
    const { source, transform } = this.#host;
    const messages = bounded(batch, () => this.#report(new CablegramError('body-undecodable', TOO_BIG)));
    const own = source ? messages.map(emittedBySource) : messages;
    return transform ? transformed(own, transform, (error) => this.#report(error)) : { messages: own, isPartial: false };
  }

  /** Passes messages to the host, and reports those that it cannot use. */
  #pass(messages: readonly Message[]): void {
    if (this.#follower.take(messages)) return this.#hear(messages);
    const [first] = messages;
    if (first?.type === 'snapshot') this.#isInDoubt = true;
    const error = this.#unread.take(messages, this.#host, () => this.#follower.lookedFor());
    if (error) this.#host.dispatchEvent(new LiveErrorEvent(error));
  }

  #hear(messages: readonly Message[]): void {
    this.#unread.clear();
    this.#isHeard = true;
    this.#isInDoubt = false;
    const last = messages.findLast(({ type }) => type !== 'gap');
    const receivedAt = last && receivedAtOf(last);
    if (receivedAt === undefined) return;
    this.#heardAt = Math.max(this.#heardAt ?? receivedAt, receivedAt);
    // The server's instants are read only if there is an `as-of` to compare them with.
    this.#age.hear(receivedAt, this.#host.asOf === undefined || last?.type === 'snapshot' ? undefined : last && timeOf(last));
  }

  readonly #refresh = (): void => {
    const { staleAfter } = this;
    const { asOf } = this.#host;
    const reading = {
      status: this.#status,
      isHeard: this.#isHeard,
      isInDoubt: this.#isInDoubt,
      age: staleAfter === undefined ? undefined : this.#age.of(asOf),
      staleAfter,
    };
    const now = elementClock.now();
    const attempt = this.connection?.status.attempt ?? 0;
    this.#shown = nextFreshness(this.#shown, reading, { now, isAway: document.hidden, attempt });
    const freshness = this.error === undefined ? this.#shown.freshness : 'failed';
    // Checks every second whether the data has become stale.
    sharedClock[staleAfter !== undefined && this.#channel ? 'listen' : 'leave'](this.#refresh);
    this.#cancelLook?.();
    this.#cancelLook = undefined;
    const { lookAgainAt } = this.#shown.trouble;
    if (lookAgainAt !== undefined) this.#cancelLook = elementClock.after(Math.max(0, lookAgainAt - now), this.#refresh);
    const { isOverdue } = this;
    if (freshness === this.#freshness && isOverdue === this.#wasOverdue) return;
    this.#freshness = freshness;
    this.#wasOverdue = isOverdue;
    this.#gate.request(true);
  };

  /** The browser restores the page from its back/forward cache: everything sent in the meantime was missed. */
  handleEvent({ persisted }: PageTransitionEvent): void {
    if (!persisted || !this.#channel) return;
    this.#isInDoubt = true;
    this.#refresh();
  }
}

/** Splits a batch so that each snapshot stands alone. */
function partedAtSnapshots(messages: readonly Message[]): readonly (readonly Message[])[] {
  const parts: Message[][] = [];
  let isOpen = false;
  for (const message of messages) {
    const isSnapshot = message.type === 'snapshot';
    if (isOpen && !isSnapshot) parts.at(-1)?.push(message);
    else parts.push([message]);
    isOpen = !isSnapshot;
  }
  return parts;
}

function receivedAtOf(message: Message): number | undefined {
  if (message.type === 'gap') return undefined;
  if (message.type !== 'snapshot') return message.receivedAt;
  const last = message.messages.at(-1);
  return last ? receivedAtOf(last) : Date.now();
}
