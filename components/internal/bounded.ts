import type { Message } from '../../src/index.js';

/** How deep a body may be nested, and how many values (object members and list items together) it may hold. */
const DEEPEST = 100;
const MOST_VALUES = 10_000;

/**
 * Removes bodies that are too large to render: nested deeper than 100 levels, with more than 10,000 values, or with a number beyond 1.8e308.
 *
 * A frame of 1 MB can hold such a body, but rendering it would block the page. Calls `onLeftOut` for each. The parts of a snapshot are checked
 * one by one.
 */
export function bounded(messages: readonly Message[], onLeftOut: () => void): readonly Message[] {
  return messages.flatMap((message): Message | readonly Message[] => {
    if (message.type === 'snapshot') return { ...message, messages: bounded(message.messages, onLeftOut) };
    if (message.type === 'gap' || isBounded(message.body)) return message;
    onLeftOut();
    return [];
  });
}

/** The result for each body, since many elements may follow one channel. */
const known = new WeakMap<object, boolean>();

function isBounded(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return isWithinBounds(body);
  const found = known.get(body) ?? isWithinBounds(body);
  known.set(body, found);
  return found;
}

/** Checks level by level, because recursion on a deeply nested body would exhaust the stack. */
function isWithinBounds(body: unknown): boolean {
  let level = [body];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    // JSON.parse turns a number that is too large into Infinity, which is not what the server sent.
    if (depth > DEEPEST || values > MOST_VALUES + 1) return false;
    const below: unknown[] = [];
    for (const value of level) {
      if (value === Infinity || value === -Infinity) return false;
      if (typeof value === 'object' && value !== null) for (const part of Object.values(value) as unknown[]) below.push(part);
    }
    level = below;
  }
  return true;
}
