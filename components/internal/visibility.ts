/** How far outside the viewport an element still counts as visible, so that it is ready when it scrolls in. */
const MARGIN = '200px';

/** What may change whether everything is seen; a page that is printed is seen whole. */
const EVENTS = ['visibilitychange', 'beforeprint', 'afterprint'] as const;

const watched = new Map<Element, { isOnScreen: boolean; readonly onChange: (isVisible: boolean) => void }>();
let observer: IntersectionObserver | undefined;

/**
 * Tells when an element begins or ceases to be seen, by the viewport and by the page; returns how to stop.
 *
 * Everything counts as seen until the browser says otherwise, and while the page is printed. One observer serves all elements.
 */
export function watchVisibility(element: Element, onChange: (isVisible: boolean) => void): () => void {
  observer ??= new IntersectionObserver(onIntersection, { rootMargin: MARGIN });
  if (watched.size === 0) for (const name of EVENTS) addEventListener(name, tell);
  watched.set(element, { isOnScreen: true, onChange });
  observer.observe(element);
  if (document.hidden) onChange(false);
  return () => {
    watched.delete(element);
    observer?.unobserve(element);
    if (watched.size === 0) for (const name of EVENTS) removeEventListener(name, tell);
  };
}

function onIntersection(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    const entry = watched.get(target);
    if (entry === undefined || entry.isOnScreen === isIntersecting) continue;
    entry.isOnScreen = isIntersecting;
    if (!document.hidden) entry.onChange(isIntersecting);
  }
}

function tell({ type }: Event): void {
  for (const { isOnScreen, onChange } of [...watched.values()]) onChange(type === 'beforeprint' || (isOnScreen && !document.hidden));
}
