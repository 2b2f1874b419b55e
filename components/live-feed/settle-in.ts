/**
 * Marks new items, which then settle in by the transitions of `built-in-item.styles.ts`: they fade in on a coloured background, and `grow` from no
 * height where the browser can do that.
 *
 * An item must be marked before its style is computed for the first time, so nothing may read geometry before. Returns a function that takes the
 * marks away once nothing moves any more: an item that is moved later must not settle in again. Without transitions, that is at once.
 */
export function settleIn(items: readonly HTMLElement[], look: 'grow' | 'fade' | 'fade-up'): () => void {
  for (const item of items) item.dataset['liveNew'] = look;
  return () => {
    for (const item of items) {
      const moving = item.getAnimations().map(({ finished }) => finished);
      void Promise.allSettled(moving).then(() => delete item.dataset['liveNew']);
    }
  };
}
