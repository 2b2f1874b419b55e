import type { Connection } from '../../src/index.js';

/** How many elements of the page use each connection. */
const users = new Map<Connection, number>();
const listeners = new Set<() => void>();

/** Counts an element that uses a connection. Returns a function that ends it. */
export function useConnection(connection: Connection): () => void {
  count(connection, 1);
  return () => count(connection, -1);
}

/** Returns the connections that elements of the page use. */
export function connectionsInUse(): readonly Connection[] {
  return [...users.keys()];
}

/** Calls back when a connection gets its first user or loses its last. Returns a function that stops. */
export function whenUseChanges(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function count(connection: Connection, change: 1 | -1): void {
  const before = users.get(connection) ?? 0;
  if (before + change > 0) users.set(connection, before + change);
  else users.delete(connection);
  if (before === 0 || before + change === 0) for (const listener of [...listeners]) listener();
}
