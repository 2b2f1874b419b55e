import type { Observable, Subscriber, Subscription } from 'rxjs';
import type { Environment } from '../environment.js';
import type { Message } from '../message/message.js';
import { Emitter } from '../operators/emitter.js';
import { passTo } from '../operators/pass-to.js';
import type { Status } from '../status.js';
import type { AgreedOptions } from './agreement.js';
import { HeldMessages } from './held-messages.js';
import { NOTHING_HELD, type PauseKind, type PauseScope } from './pause-scope.js';
import type { Bookmark } from './recollection.js';
import type { Follower, RepairGroup } from './repair-group.js';
import type { SharedChannel } from './shared-channel.js';

/** What a view needs besides its shared channel. All views of a scope get the same object. */
export interface ViewContext {
  readonly status: () => Status;
  /** Emits when `status` has changed in anything but the counts of channels. */
  readonly linkChange$: Observable<unknown>;
  /** When the server last sent anything, in epoch ms. */
  readonly lastHeardAt: () => number | undefined;
  readonly environment: Environment;
  /** The longest command, in bytes. */
  readonly maxCommand: number;
  /** Ends the view. */
  readonly end$: Observable<unknown>;
  readonly isClosed: () => boolean;
}

/** What a view is made of. */
export interface ViewParts<Options> {
  readonly shared: SharedChannel;
  readonly group: RepairGroup;
  readonly context: ViewContext;
  /** The view's own pause, within that of its scope. */
  readonly pauses: PauseScope;
  readonly options: Options;
}

/** The options of a view that say which messages it gets. */
interface MessageOptions extends AgreedOptions {
  readonly late?: boolean;
}

/**
 * The messages of one view. It follows its group while it has subscribers, and holds messages back while it is paused.
 *
 * A late subscriber starts with what the view shows. During a pause, that is what it showed when the pause began; a view that was paused
 * from its beginning shows nothing. One object does all of this, since each message passes it, and a page may have a thousand views.
 */
export class ViewMessages extends Emitter<Message> implements Follower {
  bookmark: Bookmark | undefined;
  missedSince: number | undefined;
  /** Whether anything was received since the view is in use. */
  isHeard = false;
  readonly heardChange$: Emitter<void> = new Emitter<void>();
  readonly #parts: ViewParts<MessageOptions>;
  /** Set while it has subscribers. */
  #running: Subscription | undefined;
  /** Whether it follows its group. */
  #isFollowing = false;
  #pauseKind: PauseKind | undefined;
  /** What the view showed when the pause began. */
  #shown: readonly Message[] | undefined;
  #held: HeldMessages | undefined;

  constructor(parts: ViewParts<MessageOptions>) {
    super();
    this.#parts = parts;
  }

  get options(): MessageOptions {
    return this.#parts.options;
  }

  get knownUntil(): number | undefined {
    const { shared, context } = this.#parts;
    // While the channel is not confirmed, traffic on the link says nothing about it.
    return shared.state.subscription === 'confirmed' ? context.lastHeardAt() : shared.lastHeardAt;
  }

  take(message: Message): void {
    if (!this.#isFollowing || !this.#isWanted(message)) return;
    if (!this.isHeard && message.type !== 'gap') this.setHeard(true);
    this.#pass(message);
  }

  setHeard(next: boolean): void {
    this.isHeard = next;
    this.heardChange$.next();
  }

  protected override _subscribe(subscriber: Subscriber<Message>): () => void {
    if (this.#running) for (const message of this.#shown ?? this.#shownNow()) subscriber.next(message);
    const leave = super._subscribe(subscriber);
    if (!this.#running && !this.isOver) this.#start();
    return leave;
  }

  protected override onUnused(): void {
    this.#stop();
  }

  protected override onEnd(): void {
    this.#stop();
  }

  #start(): void {
    const { context, pauses } = this.#parts;
    // One subscriber for everything that may end or pause it. Set before, since it may emit at once.
    const running = (this.#running = passTo<unknown>(this, () => this.#look()));
    for (const change$ of [context.end$, ...pauses.kindChanges]) change$.subscribe(running);
    this.#pause(pauses.kind);
  }

  #look(): void {
    const { context, pauses } = this.#parts;
    if (context.isClosed()) this.complete();
    else if (pauses.kind !== this.#pauseKind) this.#pause(pauses.kind);
  }

  #stop(): void {
    this.#running?.unsubscribe();
    this.#unfollow();
    this.#parts.pauses.hold(NOTHING_HELD);
    this.#running = this.#held = this.#shown = undefined;
    // What the view reports while it stops may bring a subscriber back.
    if (this.isUsed) this.#start();
  }

  #pause(kind: PauseKind | undefined): void {
    if (kind === undefined) this.#shown = undefined;
    else this.#shown ??= this.#isFollowing ? this.#shownNow() : [];
    this.#pauseKind = kind;
    if (kind === undefined) this.#release();
    if (this.#pauseKind === 'stop') this.#unfollow();
    // What is released or reported meanwhile may begin or end a pause.
    if (this.#pauseKind !== 'stop') this.#follow();
  }

  #follow(): void {
    if (this.#isFollowing || this.isOver) return;
    const conflict = this.#parts.group.conflictOf(this.options);
    if (conflict) return this.error(conflict);
    this.#isFollowing = true;
    this.#parts.group.follow(this);
  }

  #unfollow(): void {
    if (!this.#isFollowing) return;
    this.#parts.group.leave(this);
    this.#isFollowing = false;
    this.setHeard(false);
  }

  #pass(message: Message): void {
    if (this.#pauseKind === undefined) return this.next(message);
    const held = (this.#held ??= new HeldMessages());
    held.add(message);
    this.#parts.pauses.hold(held.count);
  }

  /** Returns what was held back, after a gap if some of it was dropped and no snapshot can bring it. */
  release(held: HeldMessages): readonly Message[] {
    const { messages, firstDropped } = held.release();
    const [oldest] = messages;
    const gap = firstDropped && oldest && this.#missed(firstDropped, oldest);
    return gap ? [gap, ...messages] : messages;
  }

  #release(): void {
    const held = this.#held;
    const running = this.#running;
    if (!held) return;
    const messages = this.release(held);
    this.#parts.pauses.hold(held.count);
    for (const message of messages) if (this.#running === running) this.#pass(message);
  }

  /** Returns the gap for dropped messages, from the times of the messages around it. */
  #missed(since: Message, until: Message): Message | undefined {
    this.#parts.group.refresh();
    return this.#parts.group.hasSnapshot ? undefined : { type: 'gap', since: instantOf(since), until: instantOf(until) };
  }

  #shownNow(): readonly Message[] {
    return this.#parts.group.shown().filter((message) => this.#isWanted(message));
  }

  #isWanted(message: Message): boolean {
    return this.options.late === true || !('isLate' in message);
  }
}

function instantOf(message: Message): number {
  if ('receivedAt' in message) return message.receivedAt;
  return message.type === 'gap' ? message.since : Date.now();
}
