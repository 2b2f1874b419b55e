import { resolveAddress } from './address.js';
import { createConnection } from './connection.js';
import type { ConnectionOptions } from './options.js';
import type { Connection } from './scope.js';
import { cable } from './transport/cable.js';

/** What tells shared connections apart, and how they are made. */
export interface SharedConnectionOptions extends Omit<ConnectionOptions, 'url'> {
  /** Whose connection it is, a hash of user and tenant, say; no two share one. */
  readonly session?: string;
}

/** How long a shared connection stays open without users, in ms; a page visit by Turbo takes less. */
const IDLE_AFTER = 5_000;

/** Raised when what two copies of cablegram would share changes its meaning. */
const VERSION = 1;
const REGISTRY = Symbol.for('cablegram.registry');

interface Registry {
  [REGISTRY]?: Map<string, Connection>;
}

/**
 * Finds the page's one connection to a URL, or makes it: all elements and scripts that name the same URL and session share one socket.
 *
 * Copies of cablegram on one page (npm and script tag) find each other by a symbol of the page. `session` tells users apart who must not
 * share: a hash of user and tenant, say. Other options are those of whoever came first; who needs different ones names a session of its
 * own. The connection is `idle` 5 s after its last user and dials again for the next; it ends only where
 * somebody calls `close()`, and then the next call makes a new one.
 */
export function sharedConnection(url: string, { session = '', ...options }: SharedConnectionOptions = {}): Connection {
  const registry = ((globalThis as Registry)[REGISTRY] ??= new Map());
  const key = JSON.stringify([VERSION, resolveAddress(url)?.href ?? url, session]);
  const known = registry.get(key);
  if (known && known.status.state !== 'disconnected') return known;
  const connection = createConnection({ transports: [cable(url)], idleAfter: IDLE_AFTER, ...options });
  registry.set(key, connection);
  return connection;
}
