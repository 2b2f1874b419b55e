import type { Observable } from 'rxjs';
import type { Environment } from '../environment.js';
import { derive } from '../operators/derive.js';
import { Emitter } from '../operators/emitter.js';
import type { PauseKind } from '../operators/pausable.js';

/** What a pause holds back: messages that wait, and those that were dropped because the bound was reached. */
export interface Held {
  readonly waiting: number;
  readonly dropped: number;
}

/**
 * What is paused together: a connection, a scope of it, or one view of a channel, each within the one before.
 *
 * A scope is paused when it or any scope around it is. What a view holds back adds up in every scope around it, told at most once a frame.
 */
export interface PauseScope {
  /** How this scope is paused, the stronger of its own pause and those around it; replays. */
  readonly kind$: Observable<PauseKind | undefined>;
  readonly kind: PauseKind | undefined;
  /** What is held back in this scope, at most once a frame; replays. */
  readonly held$: Observable<Held>;
  readonly held: Held;
  /** Pauses as `kind` says; `undefined` resumes. */
  pause(kind: PauseKind | undefined): void;
  /** Makes a scope within this one. */
  within(): PauseScope;
  /** Tells what a view holds now; the scopes around it are told the difference. */
  readonly hold: (waiting: number, dropped: number) => void;
  /** Asks for no frame any more, where it is the outermost scope. */
  end(): void;
}

/** What a scope says to those within it. */
interface Around {
  readonly kind$: Observable<unknown>;
  readonly kind: () => PauseKind | undefined;
  /** Fires in the frame after a change, for all scopes. */
  readonly frame$: Observable<unknown>;
  readonly add: (waiting: number, dropped: number) => void;
}

/** Makes the outermost scope of a connection; with `pausesHidden` it is frozen while nobody can see the page. */
export function createPauseScope({ nextFrame, isVisible, wake$ }: Environment, pausesHidden = false): PauseScope {
  const frame$ = new Emitter<void>();
  let cancelFrame: (() => void) | undefined;
  const around: Around = {
    kind$: pausesHidden ? wake$ : new Emitter(),
    kind: () => (pausesHidden && !isVisible() ? 'freeze' : undefined),
    frame$,
    add() {
      cancelFrame ??= nextFrame(() => {
        cancelFrame = undefined;
        frame$.next();
      });
    },
  };
  return scopeWithin(around, () => {
    cancelFrame?.();
    // No frame is asked for after it.
    cancelFrame = () => undefined;
  });
}

function scopeWithin(around: Around, onEnd?: () => void): PauseScope {
  const change$ = new Emitter<void>();
  let own: PauseKind | undefined;
  let held: Held = { waiting: 0, dropped: 0 };
  const kind = (): PauseKind | undefined => (own === 'stop' ? own : (around.kind() ?? own));
  const kind$ = derive([change$, around.kind$], kind);
  function add(waiting: number, dropped: number): void {
    if (waiting === 0 && dropped === 0) return;
    held = { waiting: held.waiting + waiting, dropped: held.dropped + dropped };
    around.add(waiting, dropped);
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
    within: () => scopeWithin({ ...around, kind$, kind, add }),
    hold: (waiting, dropped) => add(waiting - held.waiting, dropped - held.dropped),
  };
}
