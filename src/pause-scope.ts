import { NEVER, Subject, type Observable } from 'rxjs';
import type { Environment, NextFrame } from './environment.js';
import { derive } from './operators/derive.js';
import type { PauseKind } from './operators/pausable.js';

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
export class PauseScope {
  /** How this scope is paused, the stronger of its own pause and those around it; replays. */
  readonly kind$: Observable<PauseKind | undefined>;
  /** What is held back in this scope, at most once a frame; replays. */
  readonly held$: Observable<Held>;
  readonly #change$ = new Subject<void>();
  readonly #around: PauseScope | undefined;
  readonly #nextFrame: NextFrame;
  /** The page that pauses this scope while nobody can see it. */
  readonly #page: Pick<Environment, 'isVisible' | 'wake$'> | undefined;
  /** Fires in the frame after a change, for this scope and all within; that of the outermost one is used. */
  readonly #frame$: Subject<void>;
  #own: PauseKind | undefined;
  #held: Held = { waiting: 0, dropped: 0 };
  #cancelFrame: (() => void) | undefined;

  constructor(nextFrame: NextFrame, around?: PauseScope, page?: Pick<Environment, 'isVisible' | 'wake$'>) {
    this.#nextFrame = nextFrame;
    this.#around = around;
    this.#page = page;
    this.#frame$ = around ? around.#frame$ : new Subject();
    this.kind$ = derive([this.#change$, around?.kind$ ?? page?.wake$ ?? NEVER], () => this.kind);
    this.held$ = derive([this.#frame$], () => this.#held);
  }

  get kind(): PauseKind | undefined {
    if (this.#own === 'stop') return this.#own;
    return this.#around?.kind ?? this.#own ?? (this.#page?.isVisible() === false ? 'freeze' : undefined);
  }

  get held(): Held {
    return this.#held;
  }

  /** Pauses as `kind` says; `undefined` resumes. */
  pause(kind: PauseKind | undefined): void {
    this.#own = kind;
    this.#change$.next();
  }

  /** Makes a scope within this one. */
  within(): PauseScope {
    return new PauseScope(this.#nextFrame, this);
  }

  /** Tells what a view holds now; the scopes around it are told the difference. */
  hold(waiting: number, dropped: number): void {
    this.#add(waiting - this.#held.waiting, dropped - this.#held.dropped);
  }

  /** Completes the streams of this scope; where it is the outermost, nothing is told any more. */
  end(): void {
    this.#change$.complete();
    if (this.#around) return;
    this.#cancelFrame?.();
    // No frame is asked for after it.
    this.#cancelFrame = () => undefined;
    this.#frame$.complete();
  }

  #add(waiting: number, dropped: number): void {
    if (waiting === 0 && dropped === 0) return;
    this.#held = { waiting: this.#held.waiting + waiting, dropped: this.#held.dropped + dropped };
    if (this.#around) return this.#around.#add(waiting, dropped);
    this.#cancelFrame ??= this.#nextFrame(() => {
      this.#cancelFrame = undefined;
      this.#frame$.next();
    });
  }
}
