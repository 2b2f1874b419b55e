import { elementClock } from './element-clock.js';

/**
 * Detects whether an element is a cached clone of another element.
 *
 * A router that caches pages, as Turbo does, clones them. The clone starts with the page's own content and lacks what the original has received
 * since. A clone is created outside the page with attributes or children; a framework inserts its new elements within the same task. An attribute
 * could not mark the clone, because attributes belong to the page.
 */
export class KeptCopy {
  /** When the copy was made, in epoch ms; `undefined` if the element is no copy. */
  madeAt: number | undefined;

  constructor(host: Element) {
    // A server-side DOM has neither.
    const isCopy = !host.isConnected && (host.attributes?.length > 0 || host.childNodes?.length > 0);
    if (!isCopy) return;
    const madeAt = elementClock.wall();
    queueMicrotask(() => {
      if (!host.isConnected) this.madeAt = madeAt;
    });
  }

  /** Returns when the copy was made, and then forgets it. */
  take(): number | undefined {
    const { madeAt } = this;
    this.madeAt = undefined;
    return madeAt;
  }
}
