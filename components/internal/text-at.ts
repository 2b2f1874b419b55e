import { readPath, timeOf } from '../../src/index.js';
import type { ItemMessage } from './item-place.js';

/**
 * Returns the value at a path in a message's body, or in its `data`, as text; empty for an object or a list.
 *
 * The path `at` is when it happened (in epoch ms if the body does not contain it), and `value` is the body itself if it is a bare value.
 */
export function textAt(message: ItemMessage, path: string): string {
  const { body } = message;
  let found = readPath(body, path) ?? readPath(body, `data.${path}`);
  if (path === 'at') found ??= timeOf(message) ?? message.receivedAt;
  if (path === 'value') found ??= body;
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
}
