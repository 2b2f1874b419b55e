import type { LitElement, ReactiveController } from 'lit';
import type { StatesController } from '../internal/states.js';

/**
 * Switches the state `overflowing` on while the page gives its host less height than the items need, so that the host scrolls.
 *
 * A host that always were a scroll container would keep its bar from sticking to the edge of the page. Reads geometry in a ResizeObserver,
 * after the layout.
 */
export class OverflowController implements ReactiveController {
  readonly #host: LitElement;
  readonly #states: StatesController;
  readonly #observer = new ResizeObserver(() => this.#measure());

  constructor(host: LitElement, states: StatesController) {
    this.#host = host;
    this.#states = states;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostUpdated(): void {
    if (this.#list) this.#observer.observe(this.#list);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  get #list(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('[part="list"]');
  }

  #measure(): void {
    const list = this.#list;
    if (list) this.#states.set({ overflowing: list.offsetTop + list.offsetHeight > this.#host.clientHeight + 1 });
  }
}
