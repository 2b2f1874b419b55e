/** How many elements of a page may roll at once, and how many may flash; above that, text just changes. */
const MOST_ROLLING = 12;
const MOST_FLASHING = 50;

/** How often one element may change and still roll, in updates a second. */
const FASTEST_ROLL = 2;

/** The least time between two flashes of one element, in ms: at most three a second (WCAG 2.3.1). */
const FLASH_EVERY = 340;

/** How long an element that does not change still counts, in ms. */
const REMEMBERED_FOR = 5000;

/** What a change may look like. */
export type Motion = 'roll' | 'flash' | 'none';

/**
 * The motion budget of a page: the more elements change, and the faster, the less they move.
 *
 * Measured on a plain machine: 50 elements that roll ten times a second take the whole frame, 200 that flash still fit.
 */
export class MotionBudget {
  readonly #now: () => number;
  readonly #isReduced: () => boolean;
  /** Bounded by the elements that changed in the last five seconds. */
  readonly #moving = new Map<object, { askedAt: number; flashedAt: number; motion: Motion }>();

  constructor(now: () => number = () => performance.now(), isReduced: () => boolean = prefersReducedMotion) {
    this.#now = now;
    this.#isReduced = isReduced;
  }

  /** Tells how this element may show the change that it is about to show; the rate is measured where it is not told. */
  ask(element: object, updatesPerSecond?: number): Motion {
    if (this.#isReduced()) return 'none';
    const now = this.#now();
    const before = this.#moving.get(element);
    const rate = updatesPerSecond ?? (before ? 1000 / Math.max(now - before.askedAt, 1) : 0);
    this.#moving.delete(element);
    const [rolling, others] = this.#count(now);
    const flashedAt = before?.flashedAt ?? -Infinity;
    let motion: Motion = 'none';
    if (rate <= FASTEST_ROLL && rolling < MOST_ROLLING) motion = 'roll';
    else if (others < MOST_FLASHING && now - flashedAt >= FLASH_EVERY) motion = 'flash';
    this.#moving.set(element, { askedAt: now, flashedAt: motion === 'flash' ? now : flashedAt, motion });
    return motion;
  }

  /** Forgets an element that left the page. */
  leave(element: object): void {
    this.#moving.delete(element);
  }

  #count(now: number): [rolling: number, others: number] {
    let rolling = 0;
    for (const [element, { askedAt, motion }] of this.#moving) {
      if (now - askedAt > REMEMBERED_FOR) this.#moving.delete(element);
      else if (motion === 'roll') rolling += 1;
    }
    return [rolling, this.#moving.size - rolling];
  }
}

/** The one motion budget of the page. */
export const motionBudget: MotionBudget = new MotionBudget();

/** Tells whether the person asked for less motion. */
export function prefersReducedMotion(): boolean {
  reducedMotion ??= typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : { matches: false };
  return reducedMotion.matches;
}

let reducedMotion: { readonly matches: boolean } | undefined;
