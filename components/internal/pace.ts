import type { Connection } from '../../src/index.js';
import { enclosing } from './page-connection.js';

/** The time between two updates in ms, 0 for real time; or `by-hand`: only when the person asks for it. */
export type Rate = number | 'by-hand';

/** How often the elements of a scope show updates. */
export interface Pace {
  readonly rate: Rate;
  /** The rate to return to if a scope that is updated by hand is resumed. */
  readonly before: number;
}

const REAL_TIME: Pace = { rate: 0, before: 0 };

const paces = new WeakMap<Connection, Pace>();
const listeners = new Set<() => void>();

/** Returns the pace that was set for a connection or scope. */
export function paceOf(connection: Connection): Pace {
  return paces.get(connection) ?? REAL_TIME;
}

/** Sets how often the elements of a connection or scope show updates. */
export function setRate(connection: Connection, rate: Rate): void {
  const { rate: old, before } = paceOf(connection);
  if (old === rate) return;
  paces.set(connection, { rate, before: old === 'by-hand' ? before : old });
  for (const listener of [...listeners]) listener();
}

/**
 * Returns the time between two updates of a scope, in ms: the longest of the scope and those around it.
 *
 * By hand means a pause, so the pace adds nothing.
 */
export function intervalOf(connection: Connection): number {
  return Math.max(...enclosing(connection).map((each) => Number(paceOf(each).rate) || 0));
}

/** Calls back when the pace of any scope changes. Returns a function that stops. */
export function whenPaceChanges(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
