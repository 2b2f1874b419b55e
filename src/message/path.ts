/** Reads a dot path (`"data.id"`, `"items.0.name"`), by own properties only; `undefined` if the path does not exist. */
export function readPath(body: unknown, path: string): unknown {
  let here = body;
  for (const key of path.split('.')) {
    if (here === null || typeof here !== 'object' || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

/** Where a value is in a body: a dot path (`"data.id"`), or a function. */
export type Place<Value> = string | ((body: never) => Value);

/** Reads the value at a place; `undefined` if there is no place, or nothing is there. */
export function readPlace(body: unknown, place: Place<unknown> | undefined): unknown {
  if (place === undefined) return undefined;
  return typeof place === 'string' ? readPath(body, place) : place(body as never);
}

/** Returns whether a body is a JSON object, not a list. */
export function isRecord(body: unknown): body is Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

/** Reads an object's own property, so that a `__proto__` key has no effect. */
export function readOwn(body: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(body, key) ? body[key] : undefined;
}
