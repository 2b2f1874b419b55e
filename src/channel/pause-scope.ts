import type { Observable } from 'rxjs';
import type { Environment } from '../environment.js';
import { derive } from '../operators/derive.js';
import { Emitter } from '../operators/emitter.js';
import type { PauseKind } from '../operators/pausable.js';

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
  /** Takes in what a view holds back now. Enclosing scopes count the highest number among the views of its channel. */
  readonly hold: (waiting: number, dropped: number) => void;
  /** Requests no more frames, if this is the outermost scope. */
  end(): void;
}

/** What an enclosing scope provides. */
interface Around {
  readonly kind$: Observable<unknown>;
  readonly kind: () => PauseKind | undefined;
  /** Fires in the frame after a change, for all scopes. */
  readonly frame$: Observable<unknown>;
  readonly note: (view: object, channel: string | undefined, held: Held) => void;
}

/** Creates the outermost scope of a connection. With `pausesHidden` it is frozen while the page is hidden. */
export function createPauseScope({ nextFrame, isVisible, wake$ }: Environment, pausesHidden = false): PauseScope {
  const frame$ = new Emitter<void>();
  let cancelFrame: (() => void) | undefined;
  const around: Around = {
    kind$: pausesHidden ? wake$ : new Emitter(),
    kind: () => (pausesHidden && !isVisible() ? 'freeze' : undefined),
    frame$,
    note() {
      cancelFrame ??= nextFrame(() => {
        cancelFrame = undefined;
        frame$.next();
      });
    },
  };
  return scopeWithin(around, undefined, () => {
    cancelFrame?.();
    // No frame is requested after the end.
    cancelFrame = () => undefined;
  });
}

function scopeWithin(around: Around, channel: string | undefined, onEnd?: () => void): PauseScope {
  const change$ = new Emitter<void>();
  const view = {};
  /** What each view holds, by channel, or by view if it names no channel. */
  const holders = new Map<unknown, Map<object, Held>>();
  let own: PauseKind | undefined;
  let held: Held = NOTHING;
  const kind = (): PauseKind | undefined => (own === 'stop' ? own : (around.kind() ?? own));
  const kind$ = derive([change$, around.kind$], kind);

  function note(holder: object, name: string | undefined, next: Held): void {
    const views = holders.get(name ?? holder) ?? new Map<object, Held>();
    const before = mostOf(views);
    if (next.waiting === 0 && next.dropped === 0) views.delete(holder);
    else views.set(holder, next);
    if (views.size > 0) holders.set(name ?? holder, views);
    else holders.delete(name ?? holder);
    const most = mostOf(views);
    if (most.waiting !== before.waiting || most.dropped !== before.dropped) {
      held = { waiting: held.waiting + most.waiting - before.waiting, dropped: held.dropped + most.dropped - before.dropped };
    }
    around.note(holder, name, next);
  }

  return {
    kind$,
    get kind() {
      return kind();
    },
    held$: derive([around.frame$], () => held),
    get held() {
      return held;
    },
    pause(wish) {
      own = wish;
      change$.next();
    },
    end: () => onEnd?.(),
    within: (name) => scopeWithin({ ...around, kind$, kind, note }, name),
    hold(waiting, dropped) {
      if (waiting !== held.waiting || dropped !== held.dropped) note(view, channel, { waiting, dropped });
    },
  };
}

const NOTHING: Held = { waiting: 0, dropped: 0 };

function mostOf(views: ReadonlyMap<object, Held>): Held {
  let { waiting, dropped } = NOTHING;
  for (const held of views.values()) {
    waiting = Math.max(waiting, held.waiting);
    dropped = Math.max(dropped, held.dropped);
  }
  return { waiting, dropped };
}
