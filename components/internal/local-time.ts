import type { ReactiveControllerHost } from 'lit';
import { type HourCycle, isTimeZone } from '../format/zoned-locale.js';
import { ancestorsOf } from './ancestors.js';
import { hourCycleAttribute, UNREADABLE } from './converters.js';
import { IS_DEVELOPMENT, warnOnce } from './warn-once.js';

/** The time zone and the hour cycle in which an element writes times; `undefined` means the person's own. */
export interface LocalTime {
  readonly timeZone: string | undefined;
  readonly hourCycle: HourCycle | undefined;
}

/** Finds the local time of an element: its own, else of the nearest ancestor that has one, across shadow roots. */
export function localTimeOf(element: HTMLElement): LocalTime {
  let timeZone: string | undefined;
  let hourCycle: HourCycle | undefined;
  for (const ancestor of ancestorsOf(element)) {
    timeZone ??= zoneOf(ancestor);
    hourCycle ??= cycleOf(ancestor);
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

/** Reads the property of our own elements, which frameworks set, and the attribute of all others. */
function valueOf(element: HTMLElement, property: 'timeZone' | 'hourCycle', attribute: string): unknown {
  return (property in element ? (element as Partial<LocalTime>)[property] : element.getAttribute(attribute)) ?? undefined;
}

function zoneOf(element: HTMLElement): string | undefined {
  const zone = valueOf(element, 'timeZone', 'time-zone');
  if (typeof zone !== 'string' || zone === '') return undefined;
  if (isTimeZone(zone)) return zone;
  if (IS_DEVELOPMENT)
    warnOnce(`time-zone of <${element.localName}> needs to be a time zone such as Europe/Berlin, but got ${JSON.stringify(zone)}.`);
  return undefined;
}

function cycleOf(element: HTMLElement): HourCycle | undefined {
  const read = hourCycleAttribute.read(valueOf(element, 'hourCycle', 'hour-cycle'));
  return read === UNREADABLE ? undefined : read;
}
