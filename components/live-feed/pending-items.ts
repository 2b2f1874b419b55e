import type { ItemChange, FeedChange, ListChange } from './feed-state.js';
import { isLater } from '../internal/item-place.js';

/** How many identities of dropped items are remembered. */
const MOST_REMEMBERED = 10_000;

/**
 * The changes that are not shown yet, oldest first.
 *
 * Holds only the newest items, as many as the feed shows, and counts the dropped ones, so that the button's count is right.
 */
export class PendingItems {
  /** Whether the items are a snapshot's, which replaces all items. */
  isSnapshot = false;

  readonly #changes = new Map<unknown, ListChange>();
  /** The dropped items by identity; items without one are only counted. */
  readonly #leftOut = new Set<string>();
  #leftOutCount = 0;

  get isEmpty(): boolean {
    return this.#changes.size === 0 && !this.isSnapshot;
  }

  /** Since when updates were missed that no row reports yet, in epoch ms. */
  get missedSince(): number | undefined {
    return [...this.#changes.values()].find((change) => change.type === 'gap')?.since;
  }

  /** The changes with their identities; a change without one is its own. */
  get entries(): readonly (readonly [key: unknown, change: ListChange])[] {
    return [...this.#changes];
  }

  has(key: unknown): boolean {
    return this.#changes.has(key) || this.#leftOut.has(key as string);
  }

  take(change: FeedChange): void {
    switch (change.type) {
      case 'reset':
        this.clear();
        this.isSnapshot = true;
        break;
      case 'gap': {
        const [key, last] = this.entries.at(-1) ?? [];
        const since = last?.type === 'gap' ? last.since : change.since;
        if (last?.type === 'gap') this.#changes.delete(key);
        this.#changes.set(change, { ...change, since });
        break;
      }
      case 'item':
      case 'remove': {
        const { key } = change;
        const before = this.#changes.get(key);
        this.#leftOut.delete(key);
        if (isOlder(change, before)) return;
        this.#changes.set(key || change, change);
        break;
      }
      default:
        change satisfies never;
    }
  }

  /** Removes a change that is shown. */
  delete(key: unknown): void {
    this.#changes.delete(key);
  }

  /** Drops the oldest items beyond `max` that the page does not show. */
  limit(max: number, isShown: (key: unknown) => boolean): void {
    let surplus = -max;
    for (const [key, { type }] of this.#changes) if (type === 'item' && !isShown(key)) surplus += 1;
    for (const [key, { type }] of this.#changes) {
      if (surplus <= 0) return;
      if (type !== 'item' || isShown(key)) continue;
      surplus -= 1;
      this.#changes.delete(key);
      if (typeof key === 'string' && this.#leftOut.size < MOST_REMEMBERED) this.#leftOut.add(key);
      else this.#leftOutCount += 1;
    }
  }

  /** Counts the items that the page does not show. */
  count(isShown: (key: unknown) => boolean): number {
    const waiting = [...this.#changes].filter(([key, { type }]) => type === 'item' && !isShown(key));
    return waiting.length + this.#leftOut.size + this.#leftOutCount;
  }

  clear(): void {
    this.#changes.clear();
    this.#leftOut.clear();
    this.#leftOutCount = 0;
    this.isSnapshot = false;
  }
}

function isOlder(change: ItemChange, before: ListChange | undefined): boolean {
  return change.type === 'item' && before?.type === 'item' && isLater(before.place, change.place);
}
