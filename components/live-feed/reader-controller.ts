import type { LitElement, ReactiveController } from 'lit';
import { hasFocus } from './feed-semantics.js';

/**
 * Knows whether somebody reads the feed, so that nothing may move under the eye: whoever scrolled away from the edge where new items come, or
 * has the pointer or the focus inside.
 *
 * The edge is watched by an IntersectionObserver, so that no geometry is read in an update. Every change asks the host for one.
 */
export class ReaderController implements ReactiveController {
  /** Whether the edge where new items come is out of sight. */
  isAway = false;

  readonly #host: LitElement;
  readonly #observer = new IntersectionObserver(
    (entries) => {
      this.isAway = !entries.at(-1)?.isIntersecting;
      this.#host.requestUpdate();
    },
    // What is still below the window was not scrolled past.
    { rootMargin: '0px 0px 999999px' },
  );
  #hasPointer = false;

  constructor(host: LitElement) {
    this.#host = host;
    for (const name of ['pointerenter', 'pointerleave', 'focusout']) host.addEventListener(name, this.#onReader);
    host.addController(this);
  }

  get isReading(): boolean {
    return this.isAway || this.#hasPointer || hasFocus(this.#host);
  }

  /** Brings the edge where new items come into sight, at once: a smooth scroll may be cut short by the next item. */
  scrollToEdge(): void {
    this.#edge?.scrollIntoView({ block: 'nearest' });
  }

  hostUpdated(): void {
    if (this.#edge) this.#observer.observe(this.#edge);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#hasPointer = this.isAway = false;
  }

  get #edge(): Element | null {
    return this.#host.renderRoot.querySelector('[part="edge"]');
  }

  readonly #onReader = (event: Event): void => {
    // A finger leaves no pointer behind.
    if (event instanceof PointerEvent) this.#hasPointer = event.type === 'pointerenter' && event.pointerType !== 'touch';
    else if (this.#host.contains((event as FocusEvent).relatedTarget as Node | null)) return;
    this.#host.requestUpdate();
  };
}
