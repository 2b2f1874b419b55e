import type { LitElement, ReactiveController } from 'lit';
import type { Scalar } from '../../src/index.js';
import type { NumberPart } from '../format/number.js';
import { type Motion, motionBudget } from '../internal/frame.js';
import type { StatesController } from '../internal/states.js';
import { type Direction, directionOf } from './counter-state.js';
import { canRoll, type Column, columnsOf, type Piece, piecesOf } from './digits.js';

/** How long the cue of a change, and `:state(up)` or `:state(down)`, stay, in ms. */
const CUE_FOR = 2000;

/** How long a flash takes to fade, in ms. */
const FLASH_FOR = 700;

/** How long a number keeps the room of a longer one, in ms. */
const ROOM_FOR = 10_000;

/** What moves when a number changes: its digits, its ground, and the cue beside it. Nothing is measured. */
export class CounterMotion implements ReactiveController {
  pieces: readonly Piece[] = [];
  /** Where the number went when it last changed. */
  direction: Direction = 0;

  readonly #host: LitElement;
  readonly #states: StatesController;
  #before: readonly Piece[] = [];
  #value: Scalar | undefined;
  #motion: Motion = 'none';
  #isNews = false;
  #room = { digits: 0, at: 0 };
  #reserved = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement, states: StatesController) {
    this.#host = host;
    this.#states = states;
    host.addController(this);
  }

  hostDisconnected(): void {
    motionBudget.leave(this.#host);
    this.#motion = 'none';
    clearTimeout(this.#timer);
    this.#calm();
  }

  /** Takes what is about to be shown, and chooses how the change looks. */
  take(value: Scalar | undefined, parts: readonly NumberPart[], isLive: boolean, most: Motion | 'auto'): void {
    const pieces = piecesOf(parts);
    if (value !== this.#value) {
      this.direction = isLive ? directionOf(this.#value, value) : 0;
      this.#isNews = isLive && this.#value !== undefined;
      const isRolling = this.#motion === 'roll';
      this.#motion = this.#isNews && most !== 'none' ? motionBudget.ask(this.#host) : 'none';
      if (this.#motion === 'roll' && most === 'flash') this.#motion = most;
      // A roll that comes before the last one has ended is left out; so is one that would show a wrong digit.
      if (this.#motion === 'roll' && (isRolling || !canRoll(parts) || this.#host.matches(':dir(rtl)'))) this.#motion = 'none';
      this.#before = this.pieces;
      this.#value = value;
    }
    this.pieces = pieces;
    this.#keepRoom();
  }

  /** The characters of a piece that rolls; `undefined` where it is plain text. */
  columns(piece: Piece): readonly Column[] | undefined {
    if (this.#motion !== 'roll') return undefined;
    return columnsOf(piece, this.#before.find(({ role }) => role === piece.role)?.text ?? '', this.direction);
  }

  /** Moves what was rendered into `box`; tells whether there was a change to show. */
  show(box: HTMLElement): boolean {
    // By CSSOM, which a strict CSP allows.
    if (this.#reserved !== this.#room.digits) box.style.setProperty('--_live-digits', String((this.#reserved = this.#room.digits)));
    if (!this.#isNews) return false;
    this.#isNews = false;
    if (this.#motion === 'flash') box.animate(flashOf(this.direction), { duration: FLASH_FOR, easing: 'ease-out' });
    this.#states.set({ up: this.direction > 0, down: this.direction < 0 });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#calm(), CUE_FOR);
    return true;
  }

  /** The digits have rolled, and are text again. */
  readonly rest = (): void => {
    this.#motion = 'none';
    this.#host.requestUpdate();
  };

  #calm(): void {
    this.#states.set({ up: false, down: false });
  }

  /** Digits keep the room that they lately needed, so that what stands beside does not move to and fro. */
  #keepRoom(): void {
    const digits = this.pieces.reduce((sum, { text }) => sum + text.replace(/\P{Nd}/gu, '').length, 0);
    const now = performance.now();
    if (digits >= this.#room.digits || now - this.#room.at > ROOM_FOR) this.#room = { digits, at: now };
  }
}

function flashOf(direction: Direction): Keyframe[] {
  const colour = ['down', 'accent', 'up'][direction + 1];
  return [{ backgroundColor: `color-mix(in oklch, var(--_live-${colour}) 24%, transparent)` }, { backgroundColor: 'transparent' }];
}
