import type { LitElement, ReactiveController } from 'lit';
import type { StatesController } from '../internal/states.js';
import { observerOf } from '../internal/browser.js';

/**
 * Sets the state `overflowing` while the page gives its host less height than the items need, so that the host scrolls.
 *
 * The host is not always a scroll container, because then its bar could not stick to the edge of the page. Reads geometry in the frame after a
 * change of size.
 */
export class OverflowController implements ReactiveController {
  readonly #host: LitElement;
  readonly #states: StatesController;
  // In the next frame, because a scroll bar changes sizes again, which browsers would report as an error.
  readonly #observer = new (observerOf('ResizeObserver'))(() => measureInNextFrame(this.#measure));
  #isObserving = false;

  constructor(host: LitElement, states: StatesController) {
    this.#host = host;
    this.#states = states;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostUpdated(): void {
    // An update may come after the host has left, and an observer would then keep it alive.
    if (this.#isObserving || !this.#list || !this.#host.isConnected) return;
    // Observing it again would report its size again.
    this.#isObserving = true;
    this.#observer.observe(this.#list);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#isObserving = false;
    due.delete(this.#measure);
  }

  get #list(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('[part="list"]');
  }

  readonly #measure = (): (() => void) => {
    const list = this.#list;
    const overflowing = list !== null && list.offsetTop + list.offsetHeight > this.#host.clientHeight + 1;
    return () => this.#states.set({ overflowing });
  };
}

/** Reads geometry, and returns what to write. */
type Measure = () => () => void;

/** The measurements of the next frame, for all feeds of the page. Bounded by their number. */
const due = new Set<Measure>();

/** Reads the geometry of all feeds before anything is written, so that the browser lays the page out once. */
function measureInNextFrame(measure: Measure): void {
  if (due.size === 0) requestAnimationFrame(measureAll);
  due.add(measure);
}

function measureAll(): void {
  const writes = [...due].map((measure) => measure());
  due.clear();
  for (const write of writes) write();
}
