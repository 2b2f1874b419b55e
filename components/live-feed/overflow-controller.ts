import type { LitElement, ReactiveController } from 'lit';
import type { StatesController } from '../internal/states.js';

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
  readonly #observer = new ResizeObserver(() => (this.#frame ??= requestAnimationFrame(() => this.#measure())));
  #frame: number | undefined;
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
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  get #list(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('[part="list"]');
  }

  #measure(): void {
    this.#frame = undefined;
    const list = this.#list;
    if (list) this.#states.set({ overflowing: list.offsetTop + list.offsetHeight > this.#host.clientHeight + 1 });
  }
}
