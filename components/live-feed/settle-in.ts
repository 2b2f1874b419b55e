/**
 * Marks new items, which then settle in by the transitions of `built-in-item.styles.ts`: they fade in on a coloured background, and `grow` from no
 * height where the browser can do that.
 *
 * An item must be marked before its style is computed for the first time, so nothing may read geometry before. The mark is taken away once nothing
 * moves any more, because an item that is moved later must not settle in again. Without transitions, that is in the next frame.
 */
export function settleIn(items: readonly HTMLElement[], look: 'grow' | 'fade' | 'fade-up'): void {
  for (const item of items) item.dataset['liveNew'] = look;
  if (settling.length === 0) requestAnimationFrame(watchAll);
  settling.push(...items);
}

/** The items that were marked since the last frame, in all feeds of the page. */
let settling: HTMLElement[] = [];

/** Asks for the transitions once the browser has styled the items: to ask before would make it style each feed by itself. */
function watchAll(): void {
  const items = settling;
  settling = [];
  for (const item of items) {
    const moving = item.getAnimations().map(({ finished }) => finished);
    void Promise.allSettled(moving).then(() => delete item.dataset['liveNew']);
  }
}
