/**
 * Marks new items, which then settle in by the transitions of `built-in-item.styles.ts`: they fade in on a coloured background, and `grow` from no
 * height where the browser can do that.
 *
 * An item must be marked before its style is computed for the first time, so nothing may read geometry before. The mark is taken away once nothing
 * moves any more, because an item that is moved later must not settle in again. Without transitions, that is in the next frame.
 */
export function settleIn(items: readonly HTMLElement[], look: 'grow' | 'fade' | 'fade-up'): void {
  for (const item of items) item.dataset['liveNew'] = look;
  if (settling.size === 0) requestAnimationFrame(watchAll);
  for (const item of items) settling.add(item);
}

/** The items that were marked since the last frame, in all feeds of the page. */
const settling = new Set<HTMLElement>();

/** Asks for the transitions once the browser has styled the items: to ask before would make it style each feed by itself. */
function watchAll(): void {
  const items = [...settling];
  settling.clear();
  const moving = movingIn(items);
  for (const item of items) void Promise.allSettled(moving.get(item) ?? []).then(() => delete item.dataset['liveNew']);
}

/** Returns the ends of all that moves, by element. To ask each item takes far longer, because the browser then looks through the whole page. */
function movingIn(items: readonly HTMLElement[]): ReadonlyMap<Element, readonly Promise<unknown>[]> {
  const found = new Map<Element, Promise<unknown>[]>();
  for (const root of new Set(items.map((item) => item.getRootNode()))) {
    if (!(root instanceof Document || root instanceof ShadowRoot)) continue;
    for (const { effect, finished } of root.getAnimations()) {
      if (!(effect instanceof KeyframeEffect) || !effect.target) continue;
      const ends = found.get(effect.target);
      if (ends) ends.push(finished);
      else found.set(effect.target, [finished]);
    }
  }
  return found;
}
