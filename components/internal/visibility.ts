import { observerOf } from './browser.js';

/** How far outside the viewport an element still counts as visible, so that it is ready when it scrolls in. */
const MARGIN = '200px';

/** Events that may change the visibility of all elements. While the page is printed, all are visible. */
const EVENTS = ['visibilitychange', 'beforeprint', 'afterprint'] as const;

const watched = new Map<Element, { isOnScreen: boolean; readonly onChange: (isVisible: boolean) => void }>();
let observer: IntersectionObserver | undefined;

/**
 * Calls back when an element becomes visible or hidden, by the viewport or by the page. Returns a function that stops.
 *
 * An element counts as visible until the browser reports otherwise, and while the page is printed. One observer serves all elements.
 */
export function watchVisibility(element: Element, onChange: (isVisible: boolean) => void): () => void {
  observer ??= new (observerOf('IntersectionObserver'))(onIntersection, { rootMargin: MARGIN });
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
