import { resolveAddress } from './address.js';
import { warnOnce } from './assert-options.js';
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
const VERSION = 2;
const REGISTRY = Symbol.for('cablegram.registry');

interface Registry {
  [REGISTRY]?: Map<string, Shared>;
}

interface Shared {
  readonly connection: Connection;
  readonly options: SharedConnectionOptions;
}

/**
 * Finds the page's one connection to a URL, or makes it: all elements and scripts that name the same URL and session share one socket.
 *
 * Copies of cablegram on one page (npm and script tag) find each other by a symbol of the page. `session` tells users apart who must not
 * share: a hash of user and tenant, say. The options of the first call hold; a later call with other options warns, and needs a `session` of
 * its own. The connection is `idle` 5 s after its last user and dials again for the next; it ends only where
 * somebody calls `close()`, and then the next call makes a new one.
 */
export function sharedConnection(url: string, { session = '', ...options }: SharedConnectionOptions = {}): Connection {
  const registry = ((globalThis as Registry)[REGISTRY] ??= new Map());
  const key = JSON.stringify([VERSION, resolveAddress(url)?.href ?? url, session]);
  const known = registry.get(key);
  if (known && known.connection.status.state !== 'disconnected') {
    warnOfOthers(url, options, known.options);
    return known.connection;
  }
  const connection = createConnection({ transports: [cable(url)], idleAfter: IDLE_AFTER, ...options });
  registry.set(key, { connection, options });
  return connection;
}

/** Options of a later call have no effect. Lists and objects are not compared, since each call makes its own. */
function warnOfOthers(url: string, options: object, first: object): void {
  const known = new Map<string, unknown>(Object.entries(first));
  const others = Object.entries(options).flatMap(([name, value]) => (typeof value === 'object' || known.get(name) === value ? [] : [name]));
  if (others.length === 0) return;
  warnOnce(`The connection to ${url} exists already, so that ${others.join(', ')} has no effect here; give it a session of its own.`);
}
