import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Connection } from '../../src/index.js';

/**
 * Finds the element that `for` names in the tree of its host, and the connection that it provides.
 *
 * Either may come later: the tree is watched while the id is missing, and the element is asked again when it is defined and whenever its
 * status changes, which is what happens when it changes its connection.
 */
export class TargetController implements ReactiveController {
  element: HTMLElement | undefined;

  readonly #host: ReactiveControllerHost & HTMLElement & { for: string };
  readonly #onFound: () => void;
  #id = '';
  #observer: MutationObserver | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement & { for: string }, onFound: () => void) {
    this.#host = host;
    this.#onFound = onFound;
    host.addController(this);
  }

  /** Looks again where the element was replaced, as a navigation does. */
  refresh(): void {
    if (this.element && !this.element.isConnected) this.#find();
  }

  get connection(): Connection | undefined {
    const found = (this.element as (HTMLElement & { readonly connection?: unknown }) | undefined)?.connection;
    return typeof found === 'object' && found !== null ? (found as Connection) : undefined;
  }

  hostConnected(): void {
    this.#find();
  }

  hostUpdate(): void {
    if (this.#id !== this.#host.for) this.#find();
  }

  hostDisconnected(): void {
    this.#leave();
  }

  #find(): void {
    this.#leave();
    this.#id = this.#host.for;
    if (this.#id === '') return;
    const root = this.#host.getRootNode() as Document | ShadowRoot;
    const found = root.querySelector<HTMLElement>(`#${CSS.escape(this.#id)}`);
    if (found === null) return this.#await(root);
    this.element = found;
    found.addEventListener('live-status', this.#onFound);
    // An element that is not defined yet has no connection to tell; its status tells when it has.
    this.#onFound();
  }

  #await(root: Node): void {
    this.#observer = new MutationObserver(() => this.#find());
    this.#observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['id'] });
  }

  #leave(): void {
    this.#observer?.disconnect();
    this.element?.removeEventListener('live-status', this.#onFound);
    this.#observer = this.element = undefined;
  }
}
