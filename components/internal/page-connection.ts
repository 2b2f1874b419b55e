import { type Connection, sharedConnection, type SharedConnectionOptions } from '../../src/index.js';
import { warnOfForeignCable } from './foreign-cable.js';
import { IS_DEVELOPMENT } from './warn-once.js';

/** Returns the page's default connection: to the URL in `<meta name="action-cable-url">`, else to `/cable`. */
export function pageConnection(session: string = pageSession()): Connection {
  return connectionTo(pageAddress(), { session });
}

/** Returns the URL of the page's cable. */
export function pageAddress(): string {
  const address = metaOf('action-cable-url');
  return address === '' ? '/cable' : address;
}

/** Returns the session in `<meta name="cablegram-session">`; empty if there is none. */
export function pageSession(): string {
  return metaOf('cablegram-session');
}

/** Returns the page's shared connection to a cable, and remembers its URL. */
export function connectionTo(url: string, { session = pageSession(), ...options }: SharedConnectionOptions = {}): Connection {
  const connection = sharedConnection(url, { session, ...options });
  if (IS_DEVELOPMENT && !addresses.has(connection) && !options.getToken) warnOfForeignCable(connection, url);
  return remember(connection, url);
}

/** Returns a new scope of a connection, with the connection's URL. */
export function scopeOf(connection: Connection): Connection {
  const scope = remember(connection.scope(), addressOf(connection));
  parents.set(scope, connection);
  return scope;
}

/** Returns whether a connection or scope was closed, so that every call throws. */
export function isClosed(connection: Connection): boolean {
  const following = connection.status$.subscribe();
  const { closed } = following;
  following.unsubscribe();
  return closed;
}

/** Returns a connection and the connections that it is a scope of, innermost first. */
export function enclosing(connection: Connection): readonly Connection[] {
  const parent = parents.get(connection);
  return parent === undefined ? [connection] : [connection, ...enclosing(parent)];
}

/** Returns the URL of a connection's cable; `undefined` if the page created the connection itself. */
export function addressOf(connection: Connection): string | undefined {
  return addresses.get(connection);
}

/**
 * Calls back when the page names another cable or session, which a Turbo visit can do without loading a new page. Returns a function that
 * stops.
 */
export function whenPageChanges(onChange: () => void): () => void {
  let before = `${pageAddress()} ${pageSession()}`;
  const observer = new MutationObserver(() => {
    const now = `${pageAddress()} ${pageSession()}`;
    if (now === before) return;
    before = now;
    onChange();
  });
  observer.observe(document.head, { childList: true, subtree: true, attributes: true, attributeFilter: ['content'] });
  return () => observer.disconnect();
}

function metaOf(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

function remember(connection: Connection, address: string | undefined): Connection {
  addresses.set(connection, address);
  return connection;
}

const addresses = new WeakMap<Connection, string | undefined>();
const parents = new WeakMap<Connection, Connection>();
