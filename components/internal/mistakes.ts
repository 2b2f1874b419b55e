import type { ReactiveControllerHost } from 'lit';
import { CablegramError, type CablegramErrorCode } from '../../src/index.js';
import { LiveErrorEvent } from './events.js';
import { IS_DEVELOPMENT, warnOnce } from './warn-once.js';

/** An element that dispatches the event. */
type Reporter = ReactiveControllerHost & HTMLElement;

/** How many keys are remembered for an element. */
const MOST_KEYS = 100;

/** The errors that were reported about an element, by what they are about. */
const known = new WeakMap<Element, Map<string, readonly CablegramError[]>>();

/**
 * Reports what is wrong with an element, such as an attribute, by `live-error` and a warning. The page's author can fix it.
 *
 * `messages` are all mistakes of one `key`. Each is reported once, until it is fixed: until a later call for the same key leaves it out. The event
 * is dispatched after the next update of `from`, when it is in the page, so that it reaches the page's listeners.
 */
export function reportMistakes(
  element: Element,
  key: string,
  messages: readonly string[],
  from: Reporter,
  code: CablegramErrorCode = 'option-invalid',
): void {
  const errors = known.get(element);
  const before = errors?.get(key) ?? [];
  if (messages.length === 0) {
    errors?.delete(key);
    return;
  }
  if (!errors) known.set(element, new Map());
  if (before.length === 0 && (errors?.size ?? 0) >= MOST_KEYS) return;
  const now = messages.map((message) => before.find((error) => error.message === message) ?? new CablegramError(code, message));
  known.get(element)?.set(key, now);
  for (const error of now) if (!before.includes(error)) tell(element, key, error, from);
}

/** Returns the first error that was reported for a key and is not fixed. */
export function mistakeOf(element: Element, key: string): CablegramError | undefined {
  return known.get(element)?.get(key)?.[0];
}

/** Writes that a value cannot be read. */
export function unreadableText(element: Element, attribute: string, expected: string, value: unknown): string {
  return `<${element.localName}> needs ${attribute} to be ${expected}, but got ${quoted(value)}.`;
}

function tell(element: Element, key: string, error: CablegramError, from: Reporter): void {
  if (IS_DEVELOPMENT) warnOnce(error);
  void from.updateComplete.then(() => {
    if (known.get(element)?.get(key)?.includes(error)) from.dispatchEvent(new LiveErrorEvent(error));
  });
}

function quoted(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  return typeof value === 'object' ? Object.prototype.toString.call(value) : String(value as number);
}
