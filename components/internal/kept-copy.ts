import { elementClock } from './element-clock.js';

/**
 * Tells whether an element is a copy of another one that was kept before it was inserted.
 *
 * A router that keeps pages in a cache, as Turbo does, clones them: the copy begins with the page's own content, whatever the original has heard
 * since. A copy has attributes or children when it is made, and is not in the page; a framework inserts one within the same task. Attributes
 * cannot mark it, since they belong to the page.
 */
export class KeptCopy {
  /** When the copy was made, in epoch ms; `undefined` for an element that is none. */
  madeAt: number | undefined;

  constructor(host: Element) {
    // On a server there is neither.
    const isCopy = !host.isConnected && (host.attributes?.length > 0 || host.childNodes?.length > 0);
    if (!isCopy) return;
    const madeAt = elementClock.wall();
    queueMicrotask(() => {
      if (!host.isConnected) this.madeAt = madeAt;
    });
  }

  /** Returns when the copy was made, once. */
  take(): number | undefined {
    const { madeAt } = this;
    this.madeAt = undefined;
    return madeAt;
  }
}
