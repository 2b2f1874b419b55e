/**
 * Marks a list as busy until the next frame, so that screen readers read it once all of its changes are in.
 *
 * The mark is set before the first change. In a hidden page, which gets no frames, it stays until the page is shown.
 */
export function markBusy(list: Element | null): void {
  if (!list || list.ariaBusy === 'true') return;
  list.ariaBusy = 'true';
  requestAnimationFrame(() => (list.ariaBusy = 'false'));
}
