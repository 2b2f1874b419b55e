import type { LitElement, ReactiveController } from 'lit';
import { hasFocus } from './feed-semantics.js';

const EVENTS = ['pointerenter', 'pointerleave', 'focusout'] as const;

/**
 * Knows whether somebody reads the feed, so that nothing may move under the eye.
 *
 * A reader has scrolled away from the edge where new items come, or has the pointer, the focus or a selection inside. The edges are watched by
 * an IntersectionObserver: no geometry is read in an update.
 */
export class ReaderController implements ReactiveController {
  /** Whether the upper edge is scrolled out of sight, and whether the lower one is. */
  isStartAway = false;
  isEndAway = false;

  readonly #host: LitElement & { readonly order: string };
  readonly #onChange: () => void;
  #observer: IntersectionObserver | undefined;
  #hasPointer = false;

  constructor(host: LitElement & { readonly order: string }, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  /** Whether the edge where new items come is scrolled out of sight. */
  get isAway(): boolean {
    return this.#host.order === 'newest-last' ? this.isEndAway : this.isStartAway;
  }

  get isReading(): boolean {
    return this.isAway || this.#hasPointer || hasFocus(this.#host) || this.#hasSelection();
  }

  /** Brings the edge where new items come into sight, at once: a smooth scroll may be cut short by the next item. */
  scrollToEdge(): void {
    this.#edges.at(this.#host.order === 'newest-last' ? -1 : 0)?.scrollIntoView({ block: 'nearest' });
  }

  hostConnected(): void {
    this.#hasPointer = false;
    for (const name of EVENTS) this.#host.addEventListener(name, this.#onReader);
    document.addEventListener('selectionchange', this.#onReader);
    if (this.#host.hasUpdated) this.hostUpdated();
  }

  hostUpdated(): void {
    if (this.#observer) return;
    this.#observer = new IntersectionObserver((entries) => this.#onEdges(entries));
    for (const edge of this.#edges) this.#observer.observe(edge);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.isStartAway = this.isEndAway = false;
    for (const name of EVENTS) this.#host.removeEventListener(name, this.#onReader);
    document.removeEventListener('selectionchange', this.#onReader);
  }

  get #edges(): Element[] {
    return [...this.#host.renderRoot.querySelectorAll('[part~="edge"]')];
  }

  readonly #onReader = (event: Event): void => {
    if (event instanceof PointerEvent) {
      // A finger leaves no pointer behind.
      this.#hasPointer = event.type === 'pointerenter' && event.pointerType !== 'touch';
    }
    if (event instanceof FocusEvent && event.relatedTarget instanceof Node && this.#host.contains(event.relatedTarget)) return;
    this.#onChange();
  };

  /** An edge that is not rendered, or that lies beyond the other end of the viewport, was not scrolled past. */
  #onEdges(entries: readonly IntersectionObserverEntry[]): void {
    const [start] = this.#edges;
    for (const { target, isIntersecting, boundingClientRect: edge, rootBounds } of entries) {
      const isAway = !isIntersecting && edge.width > 0;
      if (target === start) this.isStartAway = isAway && edge.top < (rootBounds?.bottom ?? Infinity);
      else this.isEndAway = isAway && edge.bottom > (rootBounds?.top ?? 0);
    }
    this.#onChange();
  }

  #hasSelection(): boolean {
    const selection = getSelection();
    return selection !== null && !selection.isCollapsed && this.#host.contains(selection.anchorNode);
  }
}
