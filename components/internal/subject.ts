/** What an element's data belongs to: a connection, a channel with its parameters, and what the element selects from it. */
export type Subject = readonly unknown[];

/** Returns whether two subjects are equal. Parameters are compared by content, because a framework may create a new object each time. */
export function isSameSubject(one: Subject, other: Subject): boolean {
  return isSameList(one, other) || one.every((part, index) => isSame(part, other[index]));
}

/** Returns whether two lists hold the same values. */
export function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (isData(one) && isData(other) && written(one) === written(other));
}

/** Returns whether a value is compared by content. A connection, which has streams, is compared by identity. */
function isData(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !('status$' in value);
}

/** The JSON of a value, or the value itself if it has none. */
function written(value: unknown): unknown {
  try {
    return JSON.stringify(value);
  } catch {
    return value;
  }
}
