import type { Observable } from 'rxjs';
import type { Environment } from '../environment.js';
import { derive } from '../operators/derive.js';
import { Emitter } from '../operators/emitter.js';
import { isSameRecord } from '../status.js';

/** What a pause does: `freeze` holds messages back, `stop` also ends the subscription until the pause is over. */
export type PauseKind = 'freeze' | 'stop';

/** What a pause holds back: waiting messages, and those that were dropped because the limit was reached. */
export interface Held {
  readonly waiting: number;
  readonly dropped: number;
}

/**
 * A pause of a connection, of a scope of it, or of one view of a channel, each within the one before.
 *
 * A scope is paused when it or an enclosing scope is. What a view holds back is added up in every enclosing scope and reported at most once
 * a frame.
 */
export interface PauseScope {
  /** How this scope is paused: the stronger of its own pause and those around it; replays. */
  readonly kind$: Observable<PauseKind | undefined>;
  readonly kind: PauseKind | undefined;
  /** What is held back in this scope; emits at most once a frame and replays. */
  readonly held$: Observable<Held>;
  readonly held: Held;
  /** Pauses as `kind` says; `undefined` resumes. */
  pause(kind: PauseKind | undefined): void;
  /** Creates a scope within this one. `channel` names the channel of a view, whose messages count once for all its views. */
  within(channel?: string): PauseScope;
  /** Emit when `kind` or `held` may have changed. */
  readonly changes: readonly Observable<unknown>[];
  /** Emit when `kind` may have changed. */
  readonly kindChanges: readonly Observable<unknown>[];
  /** Takes in what a view holds back now. Enclosing scopes count the highest number among the views of its channel. */
  hold(held: Held): void;
  /** Requests no more frames, if this is the outermost scope. */
  end(): void;
}

/** What all scopes of a connection share. */
interface Tree {
  /** Emits when a scope was paused or resumed. One stream serves all scopes, since a page has a thousand views and few pauses. */
  readonly change$: Emitter<void>;
  /** Fires in the frame after a change of what is held back. */
  readonly frame$: Observable<unknown>;
  /** Emit when the `kind` of a scope may have changed. */
  readonly kindChanges: readonly Observable<unknown>[];
  /** How the page pauses everything. */
  readonly kind: () => PauseKind | undefined;
  readonly requestFrame: () => void;
  readonly end: () => void;
}

/** Creates the outermost scope of a connection. With `pausesHidden` it is frozen while the page is hidden. */
export function createPauseScope({ nextFrame, isVisible, wake$ }: Environment, pausesHidden = false): PauseScope {
  const change$ = new Emitter<void>();
  const frame$ = new Emitter<void>();
  let cancelFrame: (() => void) | undefined;
  return new Scope({
    change$,
    frame$,
    kindChanges: pausesHidden ? [change$, wake$] : [change$],
    kind: () => (pausesHidden && !isVisible() ? 'freeze' : undefined),
    requestFrame() {
      cancelFrame ??= nextFrame(() => {
        cancelFrame = undefined;
        frame$.next();
      });
    },
    end() {
      cancelFrame?.();
      // No frame is requested after the end.
      cancelFrame = () => undefined;
    },
  });
}

class Scope implements PauseScope {
  readonly #tree: Tree;
  readonly #around: Scope | undefined;
  readonly #channel: string | undefined;
  /** What each view holds, by channel, or by view if it names no channel. */
  #holders: Map<unknown, Map<object, Held>> | undefined;
  #own: PauseKind | undefined;
  #held = NOTHING_HELD;

  constructor(tree: Tree, around?: Scope, channel?: string) {
    this.#tree = tree;
    this.#around = around;
    this.#channel = channel;
  }

  get changes(): readonly Observable<unknown>[] {
    return [...this.kindChanges, this.#tree.frame$];
  }

  get kindChanges(): readonly Observable<unknown>[] {
    return this.#tree.kindChanges;
  }

  get kind$(): Observable<PauseKind | undefined> {
    return derive(this.kindChanges, () => this.kind);
  }

  get kind(): PauseKind | undefined {
    if (this.#own === 'stop') return this.#own;
    return (this.#around ? this.#around.kind : this.#tree.kind()) ?? this.#own;
  }

  get held$(): Observable<Held> {
    return derive([this.#tree.frame$], () => this.#held);
  }

  get held(): Held {
    return this.#held;
  }

  pause(kind: PauseKind | undefined): void {
    this.#own = kind;
    this.#tree.change$.next();
  }

  within(channel?: string): PauseScope {
    return new Scope(this.#tree, this, channel);
  }

  hold(held: Held): void {
    if (!isSameRecord(held, this.#held)) this.#note(this, this.#channel, held);
  }

  end(): void {
    if (this.#around === undefined) this.#tree.end();
  }

  /** Counts what a view within this scope holds back, here and in the scopes around. */
  #note(view: object, channel: string | undefined, next: Held): void {
    this.#holders ??= new Map();
    const views = this.#holders.get(channel ?? view) ?? new Map<object, Held>();
    const before = mostOf(views);
    if (next.waiting === 0 && next.dropped === 0) views.delete(view);
    else views.set(view, next);
    if (views.size > 0) this.#holders.set(channel ?? view, views);
    else this.#holders.delete(channel ?? view);
    const most = mostOf(views);
    if (most.waiting !== before.waiting || most.dropped !== before.dropped) {
      const { waiting, dropped } = this.#held;
      this.#held = { waiting: waiting + most.waiting - before.waiting, dropped: dropped + most.dropped - before.dropped };
    }
    if (this.#around) this.#around.#note(view, channel, next);
    else this.#tree.requestFrame();
  }
}

/** A pause that holds nothing back. */
export const NOTHING_HELD: Held = { waiting: 0, dropped: 0 };

function mostOf(views: ReadonlyMap<object, Held>): Held {
  let { waiting, dropped } = NOTHING_HELD;
  for (const held of views.values()) {
    waiting = Math.max(waiting, held.waiting);
    dropped = Math.max(dropped, held.dropped);
  }
  return { waiting, dropped };
}
