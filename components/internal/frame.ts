import { elementClock, type ElementClock } from './element-clock.js';
import { mediaQuery } from './browser.js';

/** How many elements of a page may roll at once, and how many may flash. Beyond that, the text changes without motion. */
const MOST_ROLLING = 12;
const MOST_FLASHING = 50;

/** The shortest time between two rolls and two flashes of one element, in ms: at most three flashes a second (WCAG 2.3.1). */
const ROLL_EVERY = 500;
const FLASH_EVERY = 340;

/** How long an element that no longer changes still counts, in ms. */
const REMEMBERED_FOR = 5000;

/** What a change may look like. */
export type Motion = 'roll' | 'flash' | 'none';

/**
 * The motion budget of a page: the more elements change, and the faster, the less they move.
 *
 * Measured on an ordinary machine: 50 elements that roll ten times a second take the whole frame; 200 that flash still fit.
 */
export class MotionBudget {
  readonly #clock: Pick<ElementClock, 'now'>;
  readonly #isReduced: () => boolean;
  /** Bounded by the elements that changed in the last five seconds; the one that asked longest ago comes first. */
  readonly #moving = new Map<object, { readonly askedAt: number; readonly flashedAt: number; readonly motion: Motion }>();
  /** How many of them roll. */
  #rolling = 0;

  constructor(clock: Pick<ElementClock, 'now'> = elementClock, isReduced: () => boolean = prefersReducedMotion) {
    this.#clock = clock;
    this.#isReduced = isReduced;
  }

  /**
   * Returns how this element may show its next change, as its `motion` allows. An element that never rolls asks for a flash, so that it leaves the rolls
   * to others.
   */
  ask(element: object, most: 'roll' | 'flash' = 'roll'): Motion {
    const wish = wishOf(element);
    if (wish === 'none' || this.#isReduced()) return 'none';
    const now = this.#clock.now();
    const { askedAt, flashedAt } = this.#moving.get(element) ?? { askedAt: -Infinity, flashedAt: -Infinity };
    this.leave(element);
    for (const [other, { askedAt: at }] of this.#moving) {
      if (now - at <= REMEMBERED_FOR) break;
      this.leave(other);
    }
    const rolling = this.#rolling;
    const isFull = wish === 'full';
    const isCalm = most === 'roll' && (isFull || rolling < MOST_ROLLING) && now - askedAt >= ROLL_EVERY;
    const mayFlash = (isFull || this.#moving.size - rolling < MOST_FLASHING) && now - flashedAt >= FLASH_EVERY;
    const motion = isCalm ? 'roll' : mayFlash ? 'flash' : 'none';
    if (motion === 'roll') this.#rolling += 1;
    this.#moving.set(element, { askedAt: now, flashedAt: motion === 'flash' ? now : flashedAt, motion });
    return motion;
  }

  /** Forgets an element that left the page. */
  leave(element: object): void {
    if (this.#moving.get(element)?.motion === 'roll') this.#rolling -= 1;
    this.#moving.delete(element);
  }
}

/** The one motion budget of the page. */
export const motionBudget: MotionBudget = new MotionBudget();

/** Returns the `motion` of an element of ours, or of the one whose shadow root contains the element. */
function wishOf(element: object): unknown {
  if ('motion' in element || !(element instanceof Element)) return (element as { readonly motion?: unknown }).motion;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? wishOf(root.host) : undefined;
}

/** Returns whether the person prefers reduced motion, or nothing knows. */
export function prefersReducedMotion(): boolean {
  reducedMotion ??= mediaQuery('(prefers-reduced-motion: reduce)');
  return reducedMotion?.matches ?? true;
}

let reducedMotion: MediaQueryList | undefined;
