/** How far outside the viewport an element still counts as visible, so that it is ready when it scrolls in. */
const MARGIN = '200px';

const watched = new Map<Element, { isOnScreen: boolean; readonly onChange: (isVisible: boolean) => void }>();
let observer: IntersectionObserver | undefined;

/**
 * Tells when an element begins or ceases to be seen, by the viewport and by the page; returns how to stop.
 *
 * Everything counts as seen until the browser says otherwise, and while the page is printed. One observer serves all elements.
 */
export function watchVisibility(element: Element, onChange: (isVisible: boolean) => void): () => void {
  if (watched.size === 0) start();
  watched.set(element, { isOnScreen: true, onChange });
  observer?.observe(element);
  if (document.hidden) onChange(false);
  return () => {
    watched.delete(element);
    observer?.unobserve(element);
    if (watched.size === 0) stop();
  };
}

function start(): void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const entry = watched.get(target);
        if (entry === undefined || entry.isOnScreen === isIntersecting) continue;
        entry.isOnScreen = isIntersecting;
        if (!document.hidden) entry.onChange(isIntersecting);
      }
    },
    { rootMargin: MARGIN },
  );
  document.addEventListener('visibilitychange', tell);
  addEventListener('beforeprint', tellAll);
  addEventListener('afterprint', tell);
}

function stop(): void {
  document.removeEventListener('visibilitychange', tell);
  removeEventListener('beforeprint', tellAll);
  removeEventListener('afterprint', tell);
}

function tell(): void {
  for (const { isOnScreen, onChange } of [...watched.values()]) onChange(isOnScreen && !document.hidden);
}

function tellAll(): void {
  for (const { onChange } of [...watched.values()]) onChange(true);
}
