import { keysOf } from './item-keys.js';

/** What others did to a feed's items. */
export interface Touched {
  /** The items that were inserted or changed. */
  readonly items: ReadonlySet<Element>;
  /** The identities of the items that were removed. */
  readonly removed: ReadonlySet<string>;
}

/** Notes from now on what others do to a feed's items, while a list is fetched that does not contain it yet. Returns a function that ends it. */
export function noteTouched(feed: HTMLElement): () => Touched {
  const items = new Set<Element>();
  const removed = new Set<string>();
  const note = (records: readonly MutationRecord[]): void => {
    for (const { target, addedNodes, removedNodes } of records) {
      if (target !== feed) {
        const item = [...feed.children].find((child) => child.contains(target));
        // The feed itself writes ages.
        const isAge = (target instanceof Element ? target : target.parentElement)?.closest('time');
        if (item && !isAge) items.add(item);
      }
      if (target !== feed) continue;
      for (const node of removedNodes) if (node instanceof HTMLElement) for (const key of keysOf(node)) removed.add(key);
      for (const node of addedNodes) {
        if (!(node instanceof HTMLElement)) continue;
        items.add(node);
        for (const key of keysOf(node)) removed.delete(key);
      }
    }
  };
  const observer = new MutationObserver(note);
  observer.observe(feed, { childList: true, subtree: true, characterData: true });
  return () => {
    note(observer.takeRecords());
    observer.disconnect();
    return { items, removed };
  };
}
