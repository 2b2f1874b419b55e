import { resolveAddress } from './address.js';
import { createConnection } from './connection.js';
import { IS_DEVELOPMENT, warnOnce } from './development.js';
import type { ConnectionOptions } from './options.js';
import type { Connection } from './scope.js';
import { cable } from './transport/cable.js';

/** What identifies a shared connection, and the options it is created with. */
export interface SharedConnectionOptions extends Omit<ConnectionOptions, 'url'> {
  /** Identifies the user, for example a hash of user and tenant. Connections with different sessions are never shared. */
  readonly session?: string;
}

/** How long a shared connection stays open without users, in ms. A page visit by Turbo takes less. */
const IDLE_AFTER = 5_000;

/** Increase it when the meaning of anything that two copies of cablegram share changes. */
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
 * Returns the page's one connection to a URL, and creates it if there is none. All elements and scripts with the same URL and session share
 * one socket.
 *
 * Several copies of cablegram on one page (npm and script tag) find each other by a global symbol. `session` keeps users apart who must not
 * share a connection, for example a hash of user and tenant. The first caller's options apply. A later call with other options has no
 * effect and warns; give it a `session` of its own. The connection becomes `idle` 5 s after its last user has left and reconnects for the
 * next one. It ends only with `close()`; the next call then creates a new one.
 */
export function sharedConnection(url: string, { session = '', ...options }: SharedConnectionOptions = {}): Connection {
  const registry = ((globalThis as Registry)[REGISTRY] ??= new Map());
  const key = JSON.stringify([VERSION, resolveAddress(url)?.href ?? url, session]);
  const known = registry.get(key);
  if (known && known.connection.status.state !== 'disconnected') {
    if (IS_DEVELOPMENT) warnOfOthers(url, options, known.options);
    return known.connection;
  }
  const connection = createConnection({ transports: [cable(url)], idleAfter: IDLE_AFTER, ...options });
  registry.set(key, { connection, options });
  return connection;
}

/** Warns about options of a later call, which have no effect. Lists and objects are not compared, since each call creates its own. */
function warnOfOthers(url: string, options: object, first: object): void {
  const known = new Map<string, unknown>(Object.entries(first));
  const others = Object.entries(options).flatMap(([name, value]) => (typeof value === 'object' || known.get(name) === value ? [] : [name]));
  if (others.length === 0) return;
  warnOnce(
    `The connection to ${url} already exists, so ${others.join(', ')} has no effect. To use other options, give this call a session of its own.`,
  );
}
