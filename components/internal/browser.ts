/**
 * Stands in for what the DOMs of unit tests (jsdom, happy-dom) lack, in one place: there an element shows its values, and does without
 * sizes, sight, popovers and states. Each is looked up when it is needed, because a test may bring it.
 */
const page: Partial<Pick<typeof globalThis, ObserverName | 'matchMedia' | 'CSS'>> = globalThis;

type ObserverName = 'IntersectionObserver' | 'MutationObserver' | 'ResizeObserver';

const nothing = (): void => undefined;

/** Never reports. */
class IdleObserver {
  readonly observe = nothing;
  readonly unobserve = nothing;
  readonly disconnect = nothing;
  readonly takeRecords = (): [] => [];
}

/** Returns the constructor of an observer, or of one that never reports. */
export function observerOf<Name extends ObserverName>(name: Name): (typeof globalThis)[Name] {
  return page[name] ?? (IdleObserver as unknown as (typeof globalThis)[Name]);
}

/** Returns a media query, or `undefined` where nothing answers it. */
export function mediaQuery(query: string): MediaQueryList | undefined {
  return page.matchMedia?.(query);
}

/** Returns whether the browser knows a declaration. */
export function supportsStyle(property: string, value: string): boolean {
  return page.CSS?.supports(property, value) ?? false;
}

/** Opens or closes a popover. */
export function switchPopover(element: Partial<Pick<HTMLElement, 'togglePopover'>>, isOpen: boolean): void {
  element.togglePopover?.(isOpen);
}

/** Returns the custom states of an element, or a set that styles nothing. */
export function customStates(host: Partial<Pick<HTMLElement, 'attachInternals'>>): Pick<CustomStateSet, 'add' | 'delete'> {
  const internals: Partial<ElementInternals> | undefined = host.attachInternals?.();
  return internals?.states ?? new Set<string>();
}
