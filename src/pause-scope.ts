import { BehaviorSubject, type Observable } from 'rxjs';
import type { NextFrame } from './environment.js';
import { derive } from './operators/derive.js';

/** What a pause holds back: messages that wait, and those that were dropped because the bound was reached. */
export interface Held {
  readonly waiting: number;
  readonly dropped: number;
}

const NOTHING_HELD: Held = { waiting: 0, dropped: 0 };

/**
 * What is paused together: a connection, a scope of it, or one view of a channel, each within the one before.
 *
 * A scope is paused when it or any scope around it is. What a view holds back adds up in every scope around it, told at most once a frame.
 */
export class PauseScope {
  /** Whether this scope or one around it is paused; replays. */
  readonly paused$: Observable<boolean>;
  /** What is held back in this scope, at most once a frame; replays. */
  readonly held$: Observable<Held>;
  readonly #own$ = new BehaviorSubject(false);
  readonly #told$ = new BehaviorSubject<Held>(NOTHING_HELD);
  readonly #around: PauseScope | undefined;
  readonly #nextFrame: NextFrame;
  /** The scopes within the outermost one that have something to tell in its next frame. */
  readonly #changed = new Set<PauseScope>();
  #held = NOTHING_HELD;
  #isEnded = false;
  #cancelFrame: (() => void) | undefined;

  constructor(nextFrame: NextFrame, around?: PauseScope) {
    this.#nextFrame = nextFrame;
    this.#around = around;
    this.paused$ = derive(around ? [this.#own$, around.paused$] : [this.#own$], () => this.paused);
    this.held$ = this.#told$.asObservable();
  }

  get paused(): boolean {
    return this.#own$.value || (this.#around?.paused ?? false);
  }

  get held(): Held {
    return this.#held;
  }

  pause(): void {
    if (!this.#own$.value) this.#own$.next(true);
  }

  resume(): void {
    if (this.#own$.value) this.#own$.next(false);
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
    this.#isEnded = true;
    this.#cancelFrame?.();
    this.#own$.complete();
    this.#told$.complete();
  }

  #add(waiting: number, dropped: number): void {
    if (waiting === 0 && dropped === 0) return;
    this.#held = { waiting: this.#held.waiting + waiting, dropped: this.#held.dropped + dropped };
    if (this.#around) this.#around.#add(waiting, dropped);
    this.#tellSoon(this);
  }

  #tellSoon(scope: PauseScope): void {
    if (this.#around) return this.#around.#tellSoon(scope);
    if (this.#isEnded) return;
    this.#changed.add(scope);
    this.#cancelFrame ??= this.#nextFrame(() => {
      this.#cancelFrame = undefined;
      const changed = [...this.#changed];
      this.#changed.clear();
      for (const each of changed) each.#told$.next(each.#held);
    });
  }
}
