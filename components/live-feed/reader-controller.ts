import type { LitElement, ReactiveController } from 'lit';
import { hasFocus } from './feed-semantics.js';
import { observerOf } from '../internal/browser.js';

/**
 * Knows whether a person is reading the feed, so that nothing moves meanwhile. A person reads if they scrolled away from the edge where new items
 * appear, have the pointer or the focus inside, or have selected text.
 *
 * An IntersectionObserver watches the edge, so that no update reads geometry. Every change requests an update of the host.
 */
export class ReaderController implements ReactiveController {
  /** Whether the edge where new items appear is out of sight. */
  isAway = false;

  readonly #host: LitElement;
  readonly #observer = new (observerOf('IntersectionObserver'))(
    (entries) => {
      const isAway = !entries.at(-1)?.isIntersecting;
      if (isAway === this.isAway) return;
      this.isAway = isAway;
      this.#host.requestUpdate();
    },
    // An edge below the window was not scrolled past. Without the root, the margin would be ignored in an iframe.
    { root: document, rootMargin: '0px 0px 999999px' },
  );
  #hasPointer = false;
  #hasSelection = false;

  constructor(host: LitElement) {
    this.#host = host;
    for (const name of ['pointerenter', 'pointerleave', 'focusout']) host.addEventListener(name, this.#onReader);
    host.addController(this);
  }

  get isReading(): boolean {
    return this.isAway || this.#hasPointer || this.#hasSelection || hasFocus(this.#host);
  }

  /** Scrolls to the edge where new items appear, at once, because the next item could interrupt a smooth scroll. */
  scrollToEdge(): void {
    this.#edge?.scrollIntoView({ block: 'nearest' });
  }

  hostConnected(): void {
    document.addEventListener('selectionchange', this.#onSelection);
  }

  hostUpdated(): void {
    if (this.#edge && this.#host.isConnected) this.#observer.observe(this.#edge);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    document.removeEventListener('selectionchange', this.#onSelection);
    this.#hasPointer = this.#hasSelection = this.isAway = false;
  }

  get #edge(): Element | null {
    return this.#host.renderRoot.querySelector('[part="edge"]');
  }

  readonly #onSelection = (): void => {
    const selection = selectionIn(this.#host.getRootNode());
    const isInside = selection !== null && !selection.isCollapsed && selection.containsNode(this.#host, true);
    if (isInside === this.#hasSelection) return;
    this.#hasSelection = isInside;
    this.#host.requestUpdate();
  };

  readonly #onReader = (event: Event): void => {
    // A touch leaves no pointer inside.
    if (event instanceof PointerEvent) this.#hasPointer = event.type === 'pointerenter' && event.pointerType !== 'touch';
    else if (this.#host.contains((event as FocusEvent).relatedTarget as Node | null)) return;
    this.#host.requestUpdate();
  };
}

/** Chromium exposes a selection inside a shadow root only on the root. */
function selectionIn(root: Node): Selection | null {
  const { getSelection } = root as { getSelection?: () => Selection | null };
  return getSelection ? getSelection.call(root) : document.getSelection();
}
