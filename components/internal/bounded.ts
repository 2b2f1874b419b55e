import type { Message } from '../../src/index.js';

/** How deep a body may be nested, and how many values it may hold, keys and members of lists together. */
const DEEPEST = 100;
const MOST_VALUES = 10_000;

/**
 * Leaves out what no renderer should be handed: bodies that are nested deeper than 100 levels or hold more than 10,000 values, which a frame
 * of 1 MB has room for and a page has not, and bodies with a number beyond 1.8e308, which no number holds. Reports each; of a snapshot, each part is judged by itself.
 */
export function bounded(messages: readonly Message[], onLeftOut: () => void): readonly Message[] {
  return messages.flatMap((message): Message | readonly Message[] => {
    if (message.type === 'snapshot') return { ...message, messages: bounded(message.messages, onLeftOut) };
    if (message.type === 'gap' || isBounded(message.body)) return message;
    onLeftOut();
    return [];
  });
}

/** What was found of each body, since many elements follow one channel. */
const known = new WeakMap<object, boolean>();

function isBounded(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return isWithinBounds(body);
  const found = known.get(body) ?? isWithinBounds(body);
  known.set(body, found);
  return found;
}

/** Level by level, since what is nested too deep would exhaust the stack. */
function isWithinBounds(body: unknown): boolean {
  let level = [body];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    // A number that JSON.parse made infinite is not what was sent.
    if (depth > DEEPEST || values > MOST_VALUES + 1 || level.some((value) => value === Infinity || value === -Infinity)) return false;
    level = level.flatMap((value): unknown[] => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return true;
}
