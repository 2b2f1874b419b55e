import type { LitElement, ReactiveController } from 'lit';

/**
 * Knows whether somebody reads the feed, so that nothing may move under the eye.
 *
 * A reader has scrolled away from the edge where new items come, or has the pointer, the focus or a selection inside. The edge is watched by an
 * IntersectionObserver: no geometry is read in an update.
 */
export class ReaderController implements ReactiveController {
  /** Whether the edge where new items come is scrolled out of sight. */
  isAway = false;

  readonly #host: LitElement;
  readonly #onChange: () => void;
  readonly #getEdge: () => Element | null;
  #observer: IntersectionObserver | undefined;
  #edge: Element | null = null;
  #hasPointer = false;

  constructor(host: LitElement, getEdge: () => Element | null, onChange: () => void) {
    this.#host = host;
    this.#getEdge = getEdge;
    this.#onChange = onChange;
    host.addController(this);
  }

  get isReading(): boolean {
    return this.isAway || this.#hasPointer || this.#host.matches(':focus-within') || this.#hasSelection();
  }

  hostConnected(): void {
    this.isAway = this.#hasPointer = false;
    this.#edge = null;
    this.#observer = new IntersectionObserver((entries) => this.#onEdge(entries.at(-1)));
    for (const name of EVENTS) this.#host.addEventListener(name, this.#onReader);
    document.addEventListener('selectionchange', this.#onReader);
    if (this.#host.hasUpdated) this.hostUpdated();
  }

  hostUpdated(): void {
    const edge = this.#getEdge();
    if (edge === this.#edge) return;
    this.#observer?.disconnect();
    this.#edge = edge;
    if (edge) this.#observer?.observe(edge);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    for (const name of EVENTS) this.#host.removeEventListener(name, this.#onReader);
    document.removeEventListener('selectionchange', this.#onReader);
  }

  readonly #onReader = (event: Event): void => {
    if (event instanceof PointerEvent) {
      // A finger leaves no pointer behind.
      this.#hasPointer = event.type === 'pointerenter' && event.pointerType !== 'touch';
    }
    if (event instanceof FocusEvent && event.relatedTarget instanceof Node && this.#host.contains(event.relatedTarget)) return;
    this.#onChange();
  };

  /** An edge that is not rendered at all was not scrolled past. */
  #onEdge(entry: IntersectionObserverEntry | undefined): void {
    if (!entry) return;
    this.isAway = !entry.isIntersecting && entry.boundingClientRect.width > 0;
    this.#onChange();
  }

  #hasSelection(): boolean {
    const selection = getSelection();
    return selection !== null && !selection.isCollapsed && this.#host.contains(selection.anchorNode);
  }
}

const EVENTS = ['pointerenter', 'pointerleave', 'focusout'] as const;
