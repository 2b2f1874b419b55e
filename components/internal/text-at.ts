import { readPath, timeOf } from '../../src/index.js';
import type { ItemMessage } from './item-place.js';

/**
 * Returns the value at a path in a message's body, or in its `data`; `undefined` if there is none.
 *
 * The path `at` is when it happened (in epoch ms if the body does not contain it), and `value` is the body itself if the body has no `value`.
 */
export function valueAt(message: ItemMessage, path: string): unknown {
  const { body } = message;
  const found = readPath(body, path) ?? readPath(body, `data.${path}`);
  if (path === 'at') return found ?? timeOf(message) ?? message.receivedAt;
  return path === 'value' ? (found ?? body) : found;
}

/** Returns the value at a path in a message's body, or in its `data`, as text; empty for an object or a list. */
export function textAt(message: ItemMessage, path: string): string {
  return textOf(valueAt(message, path));
}

/** Returns a value as text; empty for an object, a list or nothing. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
