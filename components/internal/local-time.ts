import type { ReactiveControllerHost } from 'lit';
import type { HourCycle } from '../format/zoned-locale.js';
import { ancestorsOf } from './ancestors.js';
import { type AttributeReader, hourCycleAttribute, timeZoneAttribute, UNREADABLE } from './converters.js';
import { reportMistakes, unreadableText } from './mistakes.js';

/** The time zone and the hour cycle in which an element writes times; `undefined` means the person's own. */
export interface LocalTime {
  readonly timeZone: string | undefined;
  readonly hourCycle: HourCycle | undefined;
}

/**
 * Finds the local time of an element: its own, else of the nearest ancestor that has one, across shadow roots.
 *
 * What an ancestor says that cannot be read is reported once for the ancestor, by the first element that would inherit it.
 */
export function localTimeOf(element: HTMLElement & ReactiveControllerHost): LocalTime {
  let timeZone: string | undefined;
  let hourCycle: HourCycle | undefined;
  for (const ancestor of ancestorsOf(element)) {
    timeZone ??= readAt(ancestor, 'timeZone', 'time-zone', timeZoneAttribute, element);
    hourCycle ??= readAt(ancestor, 'hourCycle', 'hour-cycle', hourCycleAttribute, element);
  }
  return { timeZone, hourCycle };
}

/** Updates an element whenever a `time-zone` or `hour-cycle` around it changes. Returns a function that stops. */
export function whenLocalTimeChanges(element: HTMLElement & ReactiveControllerHost, onChange: () => void): () => void {
  heirs.add(onChange);
  observer ??= new MutationObserver(callHeirs);
  for (const root of rootsOf(element)) observer.observe(root, OBSERVED);
  return () => {
    heirs.delete(onChange);
    if (heirs.size > 0) return;
    observer?.disconnect();
    observer = undefined;
  };
}

/** Makes every element look again, after an element's property changed. */
export function callHeirs(): void {
  for (const onChange of [...heirs]) onChange();
}

const OBSERVED: MutationObserverInit = { subtree: true, attributes: true, attributeFilter: ['time-zone', 'hour-cycle'] };
const heirs = new Set<() => void>();
let observer: MutationObserver | undefined;

function* rootsOf(element: HTMLElement): Generator<Node> {
  let root = element.getRootNode();
  yield root;
  while (root instanceof ShadowRoot) {
    root = root.host.getRootNode();
    yield root;
  }
}

/** Reads the property of our own elements, which frameworks set and which report their mistakes themselves, and the attribute of all others. */
function readAt<Value>(
  ancestor: HTMLElement,
  property: 'timeZone' | 'hourCycle',
  attribute: string,
  { read, expected }: AttributeReader<Value>,
  heir: HTMLElement & ReactiveControllerHost,
): Value | undefined {
  const written: unknown = property in ancestor ? (ancestor as Partial<LocalTime>)[property] : ancestor.getAttribute(attribute);
  if (written === undefined || written === null) return undefined;
  const value = read(written);
  const isUnreadable = value === UNREADABLE;
  reportMistakes(ancestor, attribute, isUnreadable ? [unreadableText(ancestor, attribute, expected, written)] : [], heir);
  return isUnreadable ? undefined : value;
}
