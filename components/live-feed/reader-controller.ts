import type { LitElement, ReactiveController } from 'lit';
import { hasFocus } from './feed-semantics.js';

/**
 * Knows whether somebody reads the feed, so that nothing moves under the eye of the reader. A reader scrolled away from the edge where new
 * items come, has the pointer or the focus inside, or selected text.
 *
 * An IntersectionObserver watches the edge, so that no update reads geometry. Every change requests an update of the host.
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
  #hasSelection = false;

  constructor(host: LitElement) {
    this.#host = host;
    for (const name of ['pointerenter', 'pointerleave', 'focusout']) host.addEventListener(name, this.#onReader);
    host.addController(this);
  }

  get isReading(): boolean {
    return this.isAway || this.#hasPointer || this.#hasSelection || hasFocus(this.#host);
  }

  /** Brings the edge where new items come into sight, at once: a smooth scroll may be cut short by the next item. */
  scrollToEdge(): void {
    this.#edge?.scrollIntoView({ block: 'nearest' });
  }

  hostConnected(): void {
    document.addEventListener('selectionchange', this.#onSelection);
  }

  hostUpdated(): void {
    if (this.#edge) this.#observer.observe(this.#edge);
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
    // A finger leaves no pointer behind.
    if (event instanceof PointerEvent) this.#hasPointer = event.type === 'pointerenter' && event.pointerType !== 'touch';
    else if (this.#host.contains((event as FocusEvent).relatedTarget as Node | null)) return;
    this.#host.requestUpdate();
  };
}

/** Chromium keeps what is selected in a shadow root to the root. */
function selectionIn(root: Node): Selection | null {
  const { getSelection } = root as { getSelection?: () => Selection | null };
  return getSelection ? getSelection.call(root) : document.getSelection();
}
