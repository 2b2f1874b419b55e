/** How far outside the window an element still counts as visible (`components/internal/visibility.ts`). */
const MARGIN = '200px';

/**
 * Resolves once the elements know that one of them is out of sight.
 *
 * The browser calls its observers in the order in which they were made, so that those of the elements were called before this one.
 */
export function outOfSight(element: Element): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)?.isIntersecting !== false) return;
        observer.disconnect();
        resolve();
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element);
  });
}
