import type { LitElement, ReactiveController } from 'lit';
import type { Scalar } from '../../src/index.js';
import type { NumberPart } from '../format/number.js';
import { elementClock } from '../internal/element-clock.js';
import { type Motion, motionBudget } from '../internal/frame.js';
import type { StatesController } from '../internal/states.js';
import { type Direction, directionOf } from './counter-state.js';
import { canRoll, type Column, columnsOf, digitCount, type Piece, piecesOf } from './digits.js';

/** How long `:state(up)` or `:state(down)` and the cue last after a change, in ms. */
const CUE_FOR = 2000;

/** How long a flash takes to fade, in ms. */
const FLASH_FOR = 700;

/** In how many steps a flash fades: a step of 50 ms looks smooth, and lets the browser restyle the number in every third frame only. */
const FLASH_STEPS = 14;

/** How many digits stay in one line, whatever room there is. Further digits are smaller first (see the styles). */
const MOST_IN_A_LINE = 12;

/** How long a number keeps the width of a longer one, in ms. */
const ROOM_FOR = 10_000;

const NONE: readonly Piece[] = [];

/** Animates a change of the number: its digits or its background. It never measures the page. */
export class CounterMotion implements ReactiveController {
  pieces: readonly Piece[] = NONE;
  /** How many lines the number may take. Text that is no number wraps anywhere. */
  lines: 'one' | 'many' | 'text' = 'one';
  /** The direction of the last change. */
  direction: Direction = 0;

  readonly #host: LitElement;
  readonly #states: StatesController;
  /** The pieces of the last number, from which the digits roll. */
  #before: readonly Piece[] = NONE;
  #value: Scalar | undefined;
  #motion: Motion = 'none';
  #isNews = false;
  /** The flash of each direction, which is played again and again: creating one costs the browser far more than playing it. */
  #flashes: Map<Direction, Animation> | undefined;
  #room = { digits: 0, at: 0 };
  #reserved = 0;
  /** Until when the cue is shown, in monotonic ms. One timer serves all changes until then. */
  #cueUntil = 0;
  #cancelCue: (() => void) | undefined;
  #cue: Element | null = null;

  constructor(host: LitElement, states: StatesController) {
    this.#host = host;
    this.#states = states;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this);
    motionBudget.leave(this.#host);
    this.#motion = 'none';
    this.#calm();
  }

  /** Forgets the last number, so that the next one is not shown as a change. */
  forget(): void {
    this.#value = undefined;
    this.#before = this.pieces = NONE;
    this.#motion = 'none';
    this.direction = 0;
    this.#room = { digits: 0, at: 0 };
    this.#calm();
  }

  /** Takes the number that is about to be shown, and decides how the change is animated. */
  take(value: Scalar | undefined, parts: readonly NumberPart[], isLive: boolean, most: Motion | 'auto'): void {
    const pieces = piecesOf(parts);
    if (value !== this.#value) {
      this.direction = isLive ? directionOf(this.#value, value) : 0;
      this.#isNews = isLive && this.#value !== undefined;
      const { isRolling } = this;
      this.#motion = this.#isNews && most !== 'none' ? motionBudget.ask(this.#host) : 'none';
      if (this.isRolling && most === 'flash') this.#motion = most;
      // No roll while the last one still runs, or if it would show a wrong digit.
      if (this.isRolling && (isRolling || !canRoll(parts) || this.#host.matches(':dir(rtl)'))) this.#motion = 'none';
      this.#before = this.isRolling ? this.pieces : NONE;
      this.#value = value;
    }
    this.pieces = pieces;
    const isNumber = parts.some(({ type }) => type === 'integer');
    const digits = pieces.reduce((sum, { text }) => sum + digitCount(text), 0);
    this.lines = !isNumber ? 'text' : digits > MOST_IN_A_LINE ? 'many' : 'one';
    this.#keepRoom(digits);
  }

  /** Whether digits are rolling, so that screen readers need the number as text. */
  get isRolling(): boolean {
    return this.#motion === 'roll';
  }

  /** Returns the characters of a piece that rolls; `undefined` for plain text. */
  columns(piece: Piece): readonly Column[] | undefined {
    if (!this.isRolling) return undefined;
    return columnsOf(piece, this.#before.find(({ role }) => role === piece.role)?.text ?? '', this.direction);
  }

  /** Animates the number that was rendered into `box`. Returns whether there was a change to show. */
  show(box: HTMLElement): boolean {
    // Set through the CSSOM, which a strict CSP allows.
    if (this.#reserved !== this.#room.digits) box.style.setProperty('--_live-digits', String((this.#reserved = this.#room.digits)));
    if (this.#isNews || this.#cancelCue) this.#showCue(true);
    if (!this.#isNews) return false;
    this.#isNews = false;
    if (this.#motion === 'flash') this.#flash(box);
    this.#states.set({ up: this.direction > 0, down: this.direction < 0 });
    this.#cueUntil = elementClock.now() + CUE_FOR;
    this.#cancelCue ??= elementClock.after(CUE_FOR, this.#onCue);
    return true;
  }

  /** Ends the roll; the digits become plain text again. */
  readonly rest = (): void => {
    this.#motion = 'none';
    this.#host.requestUpdate();
  };

  /** Ends all motion before printing. */
  handleEvent(): void {
    this.#endFlash();
    if (this.isRolling) this.rest();
  }

  #flash(box: HTMLElement): void {
    this.#endFlash();
    this.#flashes ??= new Map();
    const last = this.#flashes.get(this.direction);
    if (last) return last.play();
    this.#flashes.set(this.direction, box.animate(flashOf(this.direction), { duration: FLASH_FOR, easing: `steps(${FLASH_STEPS})` }));
  }

  #endFlash(): void {
    // Not cancelled, because happy-dom would report that as an unhandled rejection.
    this.#flashes?.forEach((flash) => flash.finish());
  }

  readonly #onCue = (): void => {
    const rest = this.#cueUntil - elementClock.now();
    if (rest > 0) this.#cancelCue = elementClock.after(rest, this.#onCue);
    else this.#calm();
  };

  /** Without an update, which would also render what an element out of sight has put off. */
  #showCue(isShown: boolean): void {
    // Another one is rendered when the element becomes a box of its own, or part of a text.
    if (!this.#cue?.isConnected) this.#cue = this.#host.renderRoot.querySelector('[part~="cue"]');
    this.#cue?.toggleAttribute('data-shown', isShown);
  }

  #calm(): void {
    if (!this.#cancelCue) return;
    this.#cancelCue();
    this.#cancelCue = undefined;
    this.#states.set({ up: false, down: false });
    this.#showCue(false);
  }

  /** Keeps the width of a longer number for a while, so that neighbouring content does not move back and forth. */
  #keepRoom(digits: number): void {
    const now = elementClock.now();
    if (digits >= this.#room.digits || now - this.#room.at > ROOM_FOR) this.#room = { digits, at: now };
  }
}

function flashOf(direction: Direction): Keyframe[] {
  const colour = ['down', 'accent', 'up'][direction + 1];
  return [
    { backgroundColor: `color-mix(in oklch, var(--_live-${colour}) 24%, transparent)`, easing: 'ease-out' },
    { backgroundColor: 'transparent' },
  ];
}
