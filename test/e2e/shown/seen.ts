const STATES = [
  'idle',
  'connecting',
  'waiting',
  'live',
  'stale',
  'reconnecting',
  'offline',
  'paused',
  'rejected',
  'failed',
  'error',
  'empty',
];

/** The custom states that an element is in. */
export function statesOf(element: Element): readonly string[] {
  return STATES.filter((state) => element.matches(`:state(${state})`));
}

/** Whether an element says that what it shows may be old or wrong. */
export function isInDoubt(element: Element): boolean {
  return !element.matches(':state(live)');
}

/** What a counter shows to the eye. */
export function valueOf(element: Element): string {
  const value = element.shadowRoot?.querySelector('[part~="value"]');
  const slot = value?.querySelector('slot');
  const text = slot ? slot.assignedNodes().map((node) => node.textContent ?? '') : [value?.textContent ?? ''];
  return tidy(text.join(''));
}

/** All that an element shows, its shadow tree alone. */
export function textOf(element: Element): string {
  return tidy(element.shadowRoot?.textContent ?? '');
}

/** The texts of the items that a feed shows. */
export function itemsOf(feed: Element): readonly string[] {
  return [...feed.children]
    .filter((child) => !child.slot && getComputedStyle(child).display !== 'none')
    .map((child) => tidy(child.textContent));
}

/** The points that a chart has recorded. */
export function pointsOf(chart: Element): readonly string[] {
  const { toCSV } = chart as unknown as { toCSV(): string };
  return toCSV.call(chart).trim().split(/\r?\n/).slice(1);
}

/** A public property, by name. */
export function propertyOf(element: Element, name: string): unknown {
  return (element as unknown as Record<string, unknown>)[name];
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
